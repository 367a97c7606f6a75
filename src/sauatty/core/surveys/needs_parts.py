"""What one respondent's answers say about each competence: stated, claimed, shown, practice, from 0 to 1.

1 is need in all four: named as a need, no claim to the skill, not shown, not practised.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import nan
from typing import Literal

import numpy as np

from sauatty.core.catalogue.frameworks import load_frameworks
from sauatty.core.catalogue.instruments import Choice, Instrument, Question
from sauatty.core.records import CodedAnswer, ResponseTable
from sauatty.core.statistics import FloatArray
from sauatty.core.surveys.claimed_shown import codes_of
from sauatty.core.surveys.scores import relevant_answers, scored_column, scored_share

Part = Literal["stated", "claimed", "shown", "practice"]
PARTS: tuple[Part, ...] = ("stated", "claimed", "shown", "practice")
FRAMEWORK = "gmilaf"


@dataclass(frozen=True, slots=True)
class PartValues:
    """One part of the index: a value per respondent and competence, `nan` where there is none.

    `answers` are the names of the answers that each competence's values stand on.
    """

    part: Part
    values: FloatArray
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Gathered:
    """Sums of what several answers say about one competence: their mean is the value."""

    competences: Sequence[str]
    sums: FloatArray
    counts: FloatArray
    answers: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def empty(cls, n: int, competences: Sequence[str]) -> "_Gathered":
        return cls(competences, np.zeros((n, len(competences))), np.zeros((n, len(competences))))

    def add(self, competence: str, name: str, values: FloatArray) -> None:
        if competence not in self.competences:
            return
        at = self.competences.index(competence)
        self.sums[:, at] += np.nan_to_num(values)
        self.counts[:, at] += ~np.isnan(values)
        self.answers.setdefault(competence, [])
        if name not in self.answers[competence]:
            self.answers[competence].append(name)

    def as_part(self, part: Part) -> PartValues:
        with np.errstate(invalid="ignore"):
            values = np.where(self.counts > 0, self.sums / np.maximum(self.counts, 1), nan)
        return PartValues(part, values, {key: tuple(names) for key, names in self.answers.items()})


def part_values(
    instrument: Instrument,
    table: ResponseTable,
    codes: Iterable[CodedAnswer] = (),
    *,
    competences: Sequence[str] = (),
    shows: Mapping[str, Sequence[str]] | None = None,
) -> tuple[PartValues, ...]:
    """Return the four parts, each of shape (n_respondents, n_competences).

    Parameters
    ----------
    instrument, table
    codes : iterable of CodedAnswer
        Coded definitions; without any there is no part 'shown'.
    competences : sequence of str
        Their ids in the order of the columns; see `index_competences`.
    shows : mapping of str to sequence of str, optional
        The competences that each part of a coded answer shows; by default those of the shipped codebooks. A
        competence id as a part shows itself.
    """
    ids = tuple(competences) or index_competences(instrument)
    table = relevant_answers(instrument, table)
    return (
        _stated(instrument, table, ids),
        _gaps(instrument, table, ids, "self-rating", "claimed"),
        _shown(instrument, table, tuple(codes), ids, shows),
        _gaps(instrument, table, ids, "practice", "practice"),
    )


def index_competences(instrument: Instrument) -> tuple[str, ...]:
    """Return the competences of the framework that the instrument's questions name most; gmilaf without any."""
    named = [
        one.partition(".")[0]
        for question in instrument.questions
        for one in _named_by(question)
    ]  # fmt: skip
    slugs = {framework.id: framework for framework in load_frameworks()}
    known = [one for one in named if one in slugs] or [FRAMEWORK]
    first = max(dict.fromkeys(known), key=known.count)
    own = [node for node in slugs[first].competences if not node.unverified or first == FRAMEWORK]
    return tuple(node.id for node in own if node.audit_target) or tuple(node.id for node in own)


def _named_by(question: Question) -> Iterator[str]:
    yield from question.competences
    for row in question.rows:
        yield from row.competences
    for choice in question.choices:
        yield from choice_competences(choice)


def choice_competences(choice: Choice) -> tuple[str, ...]:
    """Return the competences that a choice of needs stands for: those it names, or the one that its code is.

    Examples
    --------
    >>> from sauatty.core.languages import Translated
    >>> choice_competences(Choice("gmilaf_2_3", Translated()))
    ('gmilaf.2.3',)
    >>> choice_competences(Choice("time", Translated()))
    ()
    """
    named: tuple[str, ...] = getattr(choice, "competences", ())
    slug, _, rest = choice.code.replace("-", "_").partition("_")
    is_code = slug.isalpha() and bool(rest) and all(one.isdigit() for one in rest.split("_"))
    return named or ((f"{slug}.{rest.replace('_', '.')}",) if is_code else ())


# --- stated ---


def _stated(instrument: Instrument, table: ResponseTable, competences: Sequence[str]) -> PartValues:
    gathered = _Gathered.empty(len(table), competences)
    for question in instrument.with_role("need"):
        if question.kind == "matrix":
            _add_rows(question, table, gathered, is_gap=False)
        elif question.kind in ("multiple", "ranking", "single"):
            _add_choices(question, table, gathered)
        else:
            values = scored_column(question, table.column(question.id))
            for one in question.competences:
                gathered.add(one, question.id, values)
    return gathered.as_part("stated")


def _add_choices(question: Question, table: ResponseTable, gathered: _Gathered) -> None:
    """Add what was chosen: 1 (in a ranking 1 for the first place, falling evenly), 0 where others were chosen."""
    places = _places(question, table.column(question.id))
    for competence in dict.fromkeys(one for choice in question.choices for one in choice_competences(choice)):
        codes = [one.code for one in question.choices if competence in choice_competences(one)]
        best = [nan if own is None else max(own.get(code, 0.0) for code in codes) for own in places]
        gathered.add(competence, question.id, np.array(best, dtype=np.float64))


def _places(question: Question, column: Sequence[str]) -> list[dict[str, float] | None]:
    """Return per respondent what each chosen code counts; None where nothing was answered."""
    most = _most_places(question)
    seen: dict[str, dict[str, float] | None] = {"": None}
    for answer in column:
        if answer not in seen:
            codes = answer.split()
            falls = question.kind == "ranking"
            seen[answer] = {
                code: max(0.0, (most - at) / most) if falls else 1.0 for at, code in enumerate(codes)
            }
    return [seen[answer] for answer in column]


def _most_places(question: Question) -> int:
    """Return how many places a ranking has: its maximum, or all its choices."""
    return min(int(question.maximum or len(question.choices)), len(question.choices)) or 1


# --- claimed and practice ---


def _gaps(
    instrument: Instrument,
    table: ResponseTable,
    competences: Sequence[str],
    role: Literal["self-rating", "practice"],
    part: Part,
) -> PartValues:
    """Return 1 minus the score of each competence: the mean over the answers that name it."""
    gathered = _Gathered.empty(len(table), competences)
    for question in instrument.with_role(role):
        if question.kind == "matrix":
            _add_rows(question, table, gathered, is_gap=True)
        else:
            scored = scored_share if question.kind == "multiple" else scored_column
            values = 1 - scored(question, table.column(question.id))
            for one in question.competences:
                gathered.add(one, question.id, values)
    return gathered.as_part(part)


def _add_rows(question: Question, table: ResponseTable, gathered: _Gathered, *, is_gap: bool) -> None:
    for row in question.rows:
        name = f"{question.id}_{row.code}"
        scores = scored_column(question, table.column(name))
        for one in row.competences or question.competences:
            gathered.add(one, name, 1 - scores if is_gap else scores)


# --- shown ---


def _shown(
    instrument: Instrument,
    table: ResponseTable,
    codes: Sequence[CodedAnswer],
    competences: Sequence[str],
    shows: Mapping[str, Sequence[str]] | None,
) -> PartValues:
    """Return 1 minus the share of a competence's parts that the definition has; an empty one has none."""
    gathered = _Gathered.empty(len(table), competences)
    parts = dict(shows if shows is not None else shipped_parts())
    for question in instrument.with_role("definition"):
        own = codes_of(codes, question.id, table)
        texts = dict(zip(table.ids, table.column(question.id), strict=True))
        # An empty field says nothing; 'I do not know', written and graded 0, says that nothing was shown.
        graded = {
            id: frozenset(code.parts)
            for id, code in own.items()
            if id in texts and (code.grade or texts[id].strip())
        }
        if graded:
            _add_parts(question.id, graded, parts, table, gathered)
    return gathered.as_part("shown")


def _add_parts(
    name: str,
    graded: Mapping[str, frozenset[str]],
    parts: Mapping[str, Sequence[str]],
    table: ResponseTable,
    gathered: _Gathered,
) -> None:
    given = {one for own in graded.values() for one in own}
    known = {**{one: (one,) for one in sorted(given) if one in gathered.competences}, **parts}
    for part, shown in known.items():
        values = np.array(
            [nan if id not in graded else 1.0 - (part in graded[id]) for id in table.ids], dtype=np.float64
        )
        for competence in shown:
            gathered.add(competence, name, values)


def shipped_parts() -> dict[str, tuple[str, ...]]:
    """Return the competences that each part of the shipped answer codebooks shows; of versions the newest counts."""
    from sauatty.core.catalogue.answer_codebooks import answer_codebook, load_answer_codebooks

    newest = [answer_codebook(slug) for slug in dict.fromkeys(one.id for one in load_answer_codebooks())]
    return {part.id: tuple(part.competences) for one in newest for part in one.parts}
