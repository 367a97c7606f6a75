"""What the pages of a draft show: sections and questions with the state of their texts. Values, no queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sauatty.core.catalogue import instrument_drafts as drafts
from sauatty.core.catalogue import instrument_texts as texts
from sauatty.core.catalogue.frameworks import framework
from sauatty.core.languages import LANGUAGES
from sauatty.web.instruments import labels
from sauatty.web.instruments.models import Instrument

PRIMARY = "gmilaf"


@dataclass(frozen=True, slots=True)
class TextCell:
    """One text in one language, with how many are missing and out of date there."""

    language: str
    text: str
    n_missing: int = 0
    n_stale: int = 0


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question in the outline: its texts side by side, counts of missing and stale ones among its choices and rows."""

    id: str
    kind: str
    kind_label: Any
    cells: tuple[TextCell, ...]
    when: str
    n_choices: int
    n_rows: int
    list_name: str
    role_label: Any
    competences: tuple[str, ...]
    has_foils: bool
    number: int
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section in the outline with its questions."""

    id: str
    cells: tuple[TextCell, ...]
    when: str
    questions: tuple[QuestionLine, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class LanguageState:
    """How complete a language is."""

    language: str
    n_missing: int
    n_stale: int
    is_declared: bool

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is missing or out of date."""
        return not self.n_missing and not self.n_stale


def outline(
    instrument: Instrument, language: str = "", *, is_open_only: bool = False
) -> tuple[SectionLine, ...]:
    """Return the sections and questions of the draft with the state of every text.

    `language` shows that one beside the leading one; `is_open_only` leaves out questions without a missing or stale text.
    """
    body, lines, number = instrument.body, [], 0
    sections = drafts.sections_of(body)
    for place, section in enumerate(sections):
        questions = section.get("questions", [])
        shown = [
            _question_line(instrument, question, number + n, (place, n), (len(sections), len(questions)))
            for n, question in enumerate(questions, 1)
        ]
        if language:
            keep = {language, instrument.language}
            shown = [replace(one, cells=tuple(c for c in one.cells if c.language in keep)) for one in shown]
        if is_open_only:
            shown = [one for one in shown if any(cell.n_missing or cell.n_stale for cell in one.cells)]
        number += len(questions)
        cells = _cells(section.get("title") or {}, list(texts.section_texts(section)), instrument)
        lines.append(
            SectionLine(
                str(section["id"]), cells, section.get("when", ""), tuple(shown), place == 0, place + 1 == len(sections)
            )
        )  # fmt: skip
    return tuple(lines)


def _question_line(
    instrument: Instrument,
    question: Mapping[str, Any],
    number: int,
    place: tuple[int, int],
    ends: tuple[int, int],
) -> QuestionLine:
    body = instrument.body
    return QuestionLine(
        id=str(question["id"]), kind=question["kind"], kind_label=labels.KINDS.get(question["kind"], question["kind"]),
        cells=_cells(question.get("text") or {}, list(texts.question_texts(body, question)), instrument),
        when=question.get("when", ""), n_choices=len(drafts.choices_of(body, dict(question))),
        n_rows=len(question.get("rows") or ()), list_name=drafts.list_of(dict(question)),
        role_label=labels.ROLES.get(question.get("role", ""), "") if question.get("role") else "",
        competences=tuple(question.get("competences") or ()),
        has_foils=any(row.get("foil") for row in question.get("rows") or ()), number=number,
        is_first=place == (0, 1), is_last=(place[0] + 1, place[1]) == ends,
    )  # fmt: skip


def _cells(
    shown: Mapping[str, str], places: list[tuple[str, Mapping[str, str]]], instrument: Instrument
) -> tuple[TextCell, ...]:
    counts = texts.count_states(places, instrument.sources, instrument.language)
    declared = instrument.body.get("languages") or LANGUAGES
    return tuple(
        TextCell(one, shown.get(one, ""), counts[one][texts.MISSING], counts[one][texts.STALE])
        for one in declared
    )


def head_cells(instrument: Instrument) -> tuple[TextCell, ...]:
    """Return the titles side by side, with what is missing of introduction and closing words."""
    places = [one for one in texts.iter_texts(instrument.body) if one[0].startswith("head.")]
    return _cells(instrument.body.get("title") or {}, places, instrument)


def language_states(instrument: Instrument) -> tuple[LanguageState, ...]:
    """Say of each language how many texts are missing and out of date."""
    places = [(place, one) for place, one in texts.iter_texts(instrument.body) if any(one.values())]
    unique = dict(places)
    counts = texts.count_states(unique.items(), instrument.sources, instrument.language)
    declared = instrument.body.get("languages") or LANGUAGES
    return tuple(
        LanguageState(one, counts[one][texts.MISSING], counts[one][texts.STALE], one in declared)
        for one in LANGUAGES
    )


# --- competences -------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _primary() -> tuple[tuple[str, Any], ...]:
    return tuple((node.id, node.name) for node in framework(PRIMARY).competences)


def competence_choices(language: str, own: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return the twelve competences with their names, and what else a question names already."""
    known = [(one, f"{one.removeprefix(PRIMARY + '.')} {name.text(language)}") for one, name in _primary()]
    others = [(one, one) for one in own if one not in dict(known)]
    return [*known, *others]
