"""What is missing in an instrument or contradicts itself: every hole by its place, so that it can be mended."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sauatty.core.catalogue.expressions import NAME
from sauatty.core.catalogue.frameworks import load_frameworks
from sauatty.core.catalogue.instrument_logic import logic_holes
from sauatty.core.catalogue.instruments import OTHER, Choice, Instrument, Question, Row
from sauatty.core.languages import LANGUAGES, Translated

# Columns that a table of responses has beside the answers.
RESERVED = frozenset({"id", "language", "day", "version", "weight"})
LONGEST_NAME = 64  # characters, as SPSS takes them
LONGEST_TEXT = 20_000  # characters of an answer
FOIL_SHARES = (0.1, 0.4)  # of the terms of a question of familiarity; about a fifth is the rule
_WITH_CHOICES = frozenset({"single", "multiple", "scale", "ranking", "matrix"})
_WITH_OTHER = frozenset({"single", "multiple"})
_BOUNDED = frozenset({"number", "multiple", "ranking"})
# Without competences their answers cannot be joined to needs.
_OF_COMPETENCES = frozenset({"self-rating", "self-rating-before", "practice", "need", "intention", "done"})
_OF_SCORES = frozenset({"familiarity", "self-rating", "self-rating-before", "practice"})
_CODE = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Hole:
    """One thing that is missing or wrong.

    `place` says where ('title', 'practice.text', 'practice.choices.often', 'practice.when'; a list that several
    questions share is 'lists.frequency.often'); `language` which text, '' where it is not about one; `detail` what.
    """

    code: str
    place: str
    language: str = ""
    detail: str = ""

    def __str__(self) -> str:
        what = MEANINGS[self.code] % {"detail": self.detail, "language": self.language}
        return f"{self.place}: {what}"


# What each code means; the pages translate these.
MEANINGS = {
    "text-missing": "has no text in %(language)s",
    "version-missing": "has no version",
    "language-missing": "does not declare the language %(detail)s",
    "questions-missing": "has no questions",
    "name-unfit": "'%(detail)s' is no name: Latin letters, digits, '_', '-' and '.', a letter first, at most 64",
    "name-reserved": "'%(detail)s' is a column of every table of responses; choose another name",
    "name-repeated": "the name '%(detail)s' stands more than once",
    "code-unfit": "'%(detail)s' is no code: letters, digits, '_', '-' and '.' without spaces, at most 64",
    "code-reserved": "the code '%(detail)s' is that of the free answer",
    "code-repeated": "the code '%(detail)s' stands more than once",
    "choices-missing": "needs at least two choices",
    "choices-unused": "has choices, which a question of the kind '%(detail)s' does not show",
    "rows-missing": "has no rows",
    "rows-unused": "has rows, which a question of the kind '%(detail)s' does not show",
    "other-unfit": "a question of the kind '%(detail)s' cannot take a free answer beside its choices",
    "bounds-crossed": "its bounds cannot both be kept (%(detail)s)",
    "bounds-unused": "has bounds, which a question of the kind '%(detail)s' does not keep",
    "length-unfit": "its length is %(detail)s; from 1 to 20000 can be kept",
    "check-unused": "a note has no answer to check or require",
    "score-unfit": "its score %(detail)s is not from 0 to 1",
    "scores-missing": "none of its choices has a score, which the role '%(detail)s' needs",
    "competence-unknown": "'%(detail)s' is no competence of any framework",
    "competences-missing": "names no competence, which the role '%(detail)s' needs",
    "foils-share": "%(detail)s of its terms are invented; about a fifth should be",
    "foil-unfit": "is marked as invented, which only terms of the role 'familiarity' can be",
    "order-leading": "stands after '%(detail)s', which tells what is to be known here",
    "expression-invalid": "%(detail)s",
    "expression-name-unknown": "refers to '%(detail)s', which no question answers",
    "expression-name-later": "refers to '%(detail)s', which is only asked later",
    "expression-code-unknown": "compares with '%(detail)s', which is no choice of that question",
    "expression-own": "'.' has a meaning in a check only",
    "expression-today": "today() has a meaning in a check only",
    "unreachable": "is never asked, whatever is answered before",
}  # fmt: skip


def check_instrument(instrument: Instrument, languages: Collection[str] | None = None) -> tuple[Hole, ...]:
    """Return every hole of an instrument, in its own order; an empty tuple if it can be published.

    Parameters
    ----------
    languages : collection of str, optional
        The languages that have to be complete, as of a campaign; those that the instrument declares by default.
    """
    wanted = tuple(one for one in LANGUAGES if one in (languages or instrument.languages))
    holes = [
        *_whole(instrument, languages or ()),
        *_texts_missing(instrument, wanted),
        *_names(instrument),
        *(hole for question in instrument.questions for hole in _question(question)),
        *_competences(instrument),
        *_order(instrument),
        *(Hole(code, place, detail=detail) for code, place, detail in logic_holes(instrument)),
    ]
    return tuple(dict.fromkeys(holes))


def _whole(instrument: Instrument, languages: Iterable[str]) -> Iterator[Hole]:
    if not instrument.version:
        yield Hole("version-missing", "version")
    if not any(question.kind != "note" for question in instrument.questions):
        yield Hole("questions-missing", "sections")
    for section in instrument.sections:
        if not section.questions:
            yield Hole("questions-missing", section.id)
    for language in languages:
        if language not in instrument.languages:
            yield Hole("language-missing", "languages", detail=language)


# --- texts ---


def _texts_missing(instrument: Instrument, languages: tuple[str, ...]) -> Iterator[Hole]:
    for place, text, is_needed in instrument_texts(instrument):
        if is_needed or text != Translated():
            for language in languages:
                if not getattr(text, language).strip():
                    yield Hole("text-missing", place, language)


def instrument_texts(instrument: Instrument) -> Iterator[tuple[str, Translated, bool]]:
    """Give every text with its place, and whether it has to be there at all."""
    yield "title", instrument.title, True
    yield "about", instrument.about, False
    for section in instrument.sections:
        yield f"{section.id}.title", section.title, True
        yield f"{section.id}.text", section.text, False
        for question in section.questions:
            yield from _texts_of(question)
    yield "closing", instrument.closing, False


def _texts_of(question: Question) -> Iterator[tuple[str, Translated, bool]]:
    yield f"{question.id}.text", question.text, True
    yield f"{question.id}.hint", question.hint, False
    yield f"{question.id}.check_message", question.check_message, bool(question.check)
    if question.kind in _WITH_CHOICES or question.choices:
        for choice in question.choices:
            yield choice_place(question, choice), choice.label, True
    for row in question.rows:
        yield f"{question.id}.rows.{row.code}", row.label, True


def choice_place(question: Question, choice: Choice) -> str:
    """Return the place of a choice: in the list that questions share, or in its question."""
    return (
        f"lists.{question.list_name}.{choice.code}"
        if question.list_name
        else f"{question.id}.choices.{choice.code}"
    )


# --- names and codes ---


def _names(instrument: Instrument) -> Iterator[Hole]:
    owned = [(section.id, section.id) for section in instrument.sections]
    owned += [(question.id, question.id) for question in instrument.questions]
    owned += [
        (question.id, name)
        for question in instrument.questions
        for name in question.names
        if name != question.id
    ]
    for place, name in owned:
        if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            yield Hole("name-unfit", place, detail=name)
        if name.lower() in RESERVED:
            yield Hole("name-reserved", place, detail=name)
    # Spreadsheets and SPSS do not tell capital letters apart.
    counts = Counter(name.lower() for _, name in owned)
    for place, name in owned:
        if counts[name.lower()] > 1:
            yield Hole("name-repeated", place, detail=name)


def _codes(question: Question) -> Iterator[Hole]:
    for part, rows in (("choices", question.choices), ("rows", question.rows)):
        codes = [row.code for row in rows]
        for code, n in Counter(codes).items():
            place = _code_place(question, part, code)
            if not _CODE.fullmatch(code) or len(code) > LONGEST_NAME:
                yield Hole("code-unfit", place, detail=code)
            if n > 1:
                yield Hole("code-repeated", place, detail=code)
            if code == OTHER and question.allow_other:
                yield Hole("code-reserved", place, detail=code)


def _code_place(question: Question, part: str, code: str) -> str:
    is_shared = part == "choices" and question.list_name
    return f"lists.{question.list_name}.{code}" if is_shared else f"{question.id}.{part}.{code}"


# --- questions ---


def _question(question: Question) -> Iterator[Hole]:
    yield from _codes(question)
    yield from _parts(question)
    yield from _bounds(question)
    yield from _scores(question)
    if question.kind == "note" and (question.check or question.required):
        yield Hole("check-unused", question.id)
    if not 1 <= question.length <= LONGEST_TEXT:
        yield Hole("length-unfit", question.id, detail=str(question.length))


def _parts(question: Question) -> Iterator[Hole]:
    n_choices = len(question.choices) + question.allow_other
    # One choice is enough for a box that has to be ticked: 'I have read this'.
    is_box = question.kind == "multiple" and question.required
    if question.kind in _WITH_CHOICES and n_choices < (1 if is_box else 2):
        yield Hole("choices-missing", question.id)
    if question.choices and question.kind not in _WITH_CHOICES | {"region"}:
        yield Hole("choices-unused", question.id, detail=question.kind)
    if question.kind == "matrix" and not question.rows:
        yield Hole("rows-missing", question.id)
    if question.rows and question.kind != "matrix":
        yield Hole("rows-unused", question.id, detail=question.kind)
    if question.allow_other and question.kind not in _WITH_OTHER:
        yield Hole("other-unfit", question.id, detail=question.kind)


def _bounds(question: Question) -> Iterator[Hole]:
    low, high = question.minimum, question.maximum
    if (low is not None or high is not None) and question.kind not in _BOUNDED:
        yield Hole("bounds-unused", question.id, detail=question.kind)
    if low is not None and high is not None and low > high:
        yield Hole("bounds-crossed", question.id, detail=f"{low:g} > {high:g}")
    n_choices = len(question.choices) + question.allow_other
    if question.kind in {"multiple", "ranking"} and low is not None and low > n_choices:
        yield Hole("bounds-crossed", question.id, detail=f"{low:g} > {n_choices}")
    if question.kind in {"multiple", "ranking"} and high is not None and high < 1:
        yield Hole("bounds-crossed", question.id, detail=f"{high:g} < 1")


def _scores(question: Question) -> Iterator[Hole]:
    for choice in question.choices:
        if choice.score is not None and not 0 <= choice.score <= 1:
            yield Hole("score-unfit", choice_place(question, choice), detail=f"{choice.score:g}")
    if (
        question.role in _OF_SCORES
        and question.choices
        and all(one.score is None for one in question.choices)
    ):
        yield Hole("scores-missing", question.id, detail=question.role)


# --- competences, foils, order ---


def _competences(instrument: Instrument) -> Iterator[Hole]:
    known = {node.id for loaded in load_frameworks() for node in loaded.nodes if node.is_competence}
    for question in instrument.questions:
        parts = [(question.id, question.competences)]
        parts += [(f"{question.id}.rows.{row.code}", row.competences) for row in question.rows]
        parts += [(choice_place(question, one), one.competences) for one in question.choices]
        for place, named in parts:
            yield from (Hole("competence-unknown", place, detail=one) for one in named if one not in known)
        yield from _unnamed(question, known)
        yield from _foils(question)


def _unnamed(question: Question, known: set[str]) -> Iterator[Hole]:
    """Name what carries no competence although its role is read by competence."""
    if question.role not in _OF_COMPETENCES or question.competences or question.kind in {"long", "short"}:
        return
    if question.kind == "matrix":
        places = [f"{question.id}.rows.{row.code}" for row in question.rows if not row.competences]
    elif question.role == "need":
        # The choices of needs are the competences, by what they name or by a code such as gmilaf_2_3.
        codes = {re.sub(r"[.-]", "_", one) for one in known}
        places = [question.id] if not any(_stands_for(one, codes) for one in question.choices) else []
    else:
        # How often or with how many something was done stands beside the matrix that says what.
        places = [question.id] if question.role.startswith("self-rating") else []
    yield from (Hole("competences-missing", place, detail=question.role) for place in places)


def _stands_for(choice: Choice, codes: Collection[str]) -> bool:
    return bool(choice.competences) or choice.code.replace("-", "_") in codes


def _foils(question: Question) -> Iterator[Hole]:
    invented = [row for row in question.rows if row.foil]
    if question.role != "familiarity":
        yield from (_misplaced_foil(question, row) for row in invented)
    elif question.kind == "matrix" and question.rows:
        share = len(invented) / len(question.rows)
        if invented and not FOIL_SHARES[0] <= share <= FOIL_SHARES[1]:
            yield Hole("foils-share", question.id, detail=f"{len(invented)} of {len(question.rows)}")


def _misplaced_foil(question: Question, row: Row) -> Hole:
    return Hole("foil-unfit", f"{question.id}.rows.{row.code}")


def _order(instrument: Instrument) -> Iterator[Hole]:
    """Knowledge comes before self-ratings and needs, whose wording would teach what is asked."""
    teaching = ""
    for question in instrument.questions:
        if question.role in {"self-rating", "self-rating-before", "need"} and question.kind != "long":
            teaching = teaching or question.id
        elif question.role in {"familiarity", "definition"} and teaching:
            yield Hole("order-leading", question.id, detail=teaching)
