"""What data for research hold: which columns go out, and whether enough people share what could point at them."""

from dataclasses import dataclass, field, replace
from typing import Any

from sauatty.core.catalogue.instruments import Question
from sauatty.core.catalogue.words import word
from sauatty.core.errors import NothingToExport
from sauatty.core.exchange import research_export as export
from sauatty.core.languages import Translated
from sauatty.core.records import ResponseTable
from sauatty.core.surveys import anonymity
from sauatty.core.surveys.answers import label_of
from sauatty.core.surveys.scores import LANGUAGE
from sauatty.web.needs import selectors
from sauatty.web.needs.figures import Figures

INTERNAL, PUBLIC = "internal", "public"
RARE = {
    anonymity.GROUPED: Translated(
        "Сирек жауаптар (бірге)", "Редкие ответы (вместе)", "Rare answers (taken together)"
    )
}


@dataclass(frozen=True)
class Choice:
    """What somebody asked for. `pointing` are columns that they say could point at a person, beside the declared ones."""

    audience: str = INTERNAL
    language: str = "en"
    with_spss: bool = False
    with_language: bool = False
    with_codes: bool = False
    leave_out: tuple[str, ...] = ()
    pointing: tuple[str, ...] = ()
    reviewed: tuple[str, ...] = ()
    groups_rare: bool = False
    drops_small: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the choice for a job."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Choice":
        """Read a choice back."""
        return cls(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
        )


@dataclass(frozen=True)
class Prepared:
    """The data as they would go out, and the check on them. `n_left_out` responses were left out as too easily found."""

    table: ResponseTable
    names: tuple[str, ...]
    check: anonymity.AnonymityCheck
    n_left_out: int = 0


@dataclass
class Research:
    """Data for research from one survey."""

    figures: Figures
    _texts: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._texts = export.free_texts(self.figures.instrument)

    @property
    def questions(self) -> list[Question]:
        """Return the questions that can go out: not what names an institution."""
        kinds = ("note", "organisation")
        return [one for one in self.figures.instrument.questions if one.kind not in kinds]

    @property
    def declared(self) -> list[Question]:
        """Return the questions whose answers could point at a person, as the instrument declares."""
        return [one for one in self.questions if one.is_quasi_identifier and one.id not in self._texts]

    @property
    def undeclared(self) -> list[Question]:
        """Return the other questions about the person themselves, and days."""
        declared = {one.id for one in self.declared}
        return [
            one
            for one in self.questions
            if one.id not in declared
            and one.id not in self._texts
            and (one.role == "attribute" or one.kind in ("date", "number"))
        ]

    def texts(self, language: str) -> list[tuple[str, str, int]]:
        """Return the answers in people's own words that somebody gave: name, question, how many."""
        found = []
        for question in self.questions:
            for name in question.names:
                n = sum(map(bool, self.figures.table.column(name))) if name in self._texts else 0
                if n:
                    found.append((name, label_of(question, name, language), n))
        return found

    def minimum(self, choice: Choice) -> int:
        """Return how many people must share what could point at one of them."""
        is_strict = choice.audience == PUBLIC or self.figures.instrument.audience == "minors"
        return anonymity.PUBLIC if is_strict else anonymity.INTERNAL

    def prepared(self, choice: Choice) -> Prepared:
        """Return the data of a choice with their check; NothingToExport where no column is left."""
        names = self._names(choice)
        if not names:
            raise NothingToExport
        table, minimum = self.figures.table, self.minimum(choice)
        pointing = self.pointing(choice)
        if choice.groups_rare:
            table = anonymity.grouped(table, pointing, minimum)
        table, n = self._whole_matrices(table), len(table)
        if choice.drops_small:
            table = anonymity.without_small_groups(table, pointing, minimum)
        check = anonymity.check_anonymity(table, pointing, minimum)
        return Prepared(table, names, check, n - len(table))

    def _whole_matrices(self, table: ResponseTable) -> ResponseTable:
        """Return the responses with the rows of each matrix as one answer under its name: together they may point."""
        wholes = {
            one.id: tuple(zip(*(table.column(name) for name in one.names), strict=True))
            for one in self.questions
            if one.id not in one.names
        }
        return replace(
            table,
            columns={**table.columns, **{id: tuple(map(_joined, rows)) for id, rows in wholes.items()}},
        )

    def pointing(self, choice: Choice) -> tuple[str, ...]:
        """Return the columns that are checked: the declared ones, those named beside them, the language if it goes out."""
        own = [one.id for one in (*self.declared, *self.undeclared)]
        declared = {one.id for one in self.declared}
        chosen = [
            one for one in own if (one in declared or one in choice.pointing) and one not in choice.leave_out
        ]
        return (*chosen, LANGUAGE) if choice.with_language else tuple(chosen)

    def _names(self, choice: Choice) -> tuple[str, ...]:
        return tuple(
            name
            for question in self.questions
            if question.id not in choice.leave_out
            for name in question.names
            if name not in self._texts or name in choice.reviewed
        )

    def files(self, choice: Choice, key: bytes) -> tuple[dict[str, bytes], Prepared]:
        """Return the files of a choice; AnonymityTooLow where too few people share what could point at them."""
        prepared = self.prepared(choice)
        prepared.check.refuse_if_low()
        table, instrument = prepared.table, self.figures.instrument
        names = set(prepared.names)
        if choice.with_codes:
            codes = selectors.codes_of(self.figures.campaign, selectors.AGREED)
            grades = [Translated(**_all_languages(f"grade_{grade}")) for grade in range(4)]
            table, instrument = export.with_codes(table, instrument, codes, grades)
            added = {one.id for one in instrument.questions} - {
                one.id for one in self.figures.instrument.questions
            }
            names |= added
        chosen = export.research_instrument(instrument, names, grouped=RARE if choice.groups_rare else None)
        columns = {name for question in chosen.questions for name in question.names}
        given = export.research_table(table, columns, key, with_language=choice.with_language)
        files = export.research_files(given, chosen, choice.language, with_spss=choice.with_spss)
        if self.figures.campaign.is_demo:
            said = word("documents", "label_invented", choice.language)
            files["INVENTED.txt"] = f"{said}\r\n".encode("utf-8-sig")
        return files, prepared


def _joined(answers: tuple[str, ...]) -> str:
    return "\x1f".join(answers) if any(answers) else ""


def _all_languages(key: str) -> dict[str, str]:
    return {code: word("needs", key, code) for code in ("kk", "ru", "en")}
