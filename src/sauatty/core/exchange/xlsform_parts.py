"""What reading and writing of XLSForm share: columns, types, and the constraints that bounds become."""

from dataclasses import dataclass

from sauatty.core.catalogue.expressions import plain_number
from sauatty.core.catalogue.instruments import OTHER, Choice, Instrument, Question
from sauatty.core.catalogue.regions import load_regions
from sauatty.core.catalogue.words import words
from sauatty.core.languages import LANGUAGE_NAMES, Translated

SCHEMA = "instrument/1"
LANGUAGE_TITLES = {language: f"{name} ({language})" for language, name in LANGUAGE_NAMES.items()}
# The type of each kind but the matrix, which is a group, and how other programmes are to show it.
TYPES = {
    "single": "select_one", "scale": "select_one", "region": "select_one", "multiple": "select_multiple",
    "ranking": "rank", "number": "decimal", "date": "date", "short": "text", "long": "text", "organisation": "text",
    "note": "note",
}  # fmt: skip
APPEARANCES = {"scale": "likert", "long": "multiline", "region": "minimal"}
WITH_LIST = frozenset({"single", "scale", "region", "multiple", "ranking"})
WITH_OTHER = frozenset({"single", "multiple"})
# What a row is that stands for no question of its own.
ABOUT, CLOSING, SECTION_TEXT, HEADER, MATRIX, OTHER_TEXT = (
    "about", "closing", "section-text", "matrix-header", "matrix", "other-text",
)  # fmt: skip
OTHER_LENGTH = 500  # characters, as answers_check takes them
DEFAULT_LENGTH: int = Question.__dataclass_fields__["length"].default  # type: ignore[assignment]
ASK_OTHER = Translated(
    "Басқа: өз сөзіңізбен жазыңыз", "Другое: напишите своими словами", "Other: write it in your own words"
)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of rows that stand for no question: notes of Sauatty, headers of matrices."""

    about: str
    closing: str
    texts: dict[str, str]
    headers: dict[str, str]

    @property
    def all(self) -> frozenset[str]:
        """Return all of them; other programmes write empty columns for them."""
        return frozenset({self.about, self.closing, *self.texts.values(), *self.headers.values()})


def names_beside(instrument: Instrument) -> Names:
    """Return names that no question, section or answer has, in capitals or not."""
    taken = {one.id.lower() for one in instrument.sections} | {one.id.lower() for one in instrument.questions}
    taken |= {name.lower() for question in instrument.questions for name in question.names}

    def free(wanted: str) -> str:
        name, number = wanted, 2
        while name.lower() in taken:
            name, number = f"{wanted}_{number}", number + 1
        taken.add(name.lower())
        return name

    return Names(
        about=free("about"),
        closing=free("closing"),
        texts={one.id: free(f"{one.id}_text") for one in instrument.sections if one.text != Translated()},
        headers={one.id: free(f"{one.id}_header") for one in instrument.questions if one.kind == "matrix"},
    )


def other_choice() -> Choice:
    """Return the choice that opens the free answer."""
    return Choice(OTHER, words("surveys")["other"])


def region_choices() -> tuple[Choice, ...]:
    """Return the regions as choices, for a question about one that lists none itself."""
    return tuple(Choice(one.id, one.name) for one in load_regions().regions)


def constraint_of(question: Question) -> str:
    """Return the constraint that says what bounds, choices that stand alone, length and check say together.

    Only the check of a ranking is among it: other programmes rank all choices, so bounds would allow no answer.
    """
    parts = [*_bounds(question), *_alone(question)]
    if question.kind in {"short", "long", "organisation"}:
        parts.append(f"string-length(.) <= {question.length}")
    if question.check:
        parts.append(f"({question.check})" if parts else question.check)
    return " and ".join(parts)


def _bounds(question: Question) -> list[str]:
    if question.kind not in {"number", "multiple"}:
        return []
    subject = "." if question.kind == "number" else "count-selected(.)"
    parts = []
    if question.minimum is not None:
        least = f"{subject} >= {plain_number(question.minimum)}"
        alone = _any_of_alone(question)
        parts.append(f"({least} or {alone})" if alone else least)
    if question.maximum is not None:
        parts.append(f"{subject} <= {plain_number(question.maximum)}")
    return parts


def _alone(question: Question) -> list[str]:
    alone = _any_of_alone(question)
    if question.kind != "multiple" or not alone:
        return []
    return [f"not(({alone}) and count-selected(.) > 1)"]


def _any_of_alone(question: Question) -> str:
    codes = [one.code for one in question.choices if one.exclusive]
    return " or ".join(f"selected(., '{code}')" for code in codes)
