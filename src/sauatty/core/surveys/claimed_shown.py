"""Claimed × shown: what respondents said they could explain, against the definition they wrote."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sauatty.core.catalogue.instruments import Instrument, Question
from sauatty.core.errors import CodesContradict, CodesMixed, CodesUnmatched, RoleMissing
from sauatty.core.languages import Translated
from sauatty.core.records import CodedAnswer, ResponseTable
from sauatty.core.statistics import BoolArray, FloatArray, Interval, RankTrend, rank_trend
from sauatty.core.surveys.asked import Asked
from sauatty.core.surveys.familiarity import EXPLAIN, term_questions
from sauatty.core.surveys.plain import as_plain
from sauatty.core.surveys.scores import (
    check_attribute,
    groups_of,
    relevant_answers,
    scores_of,
    weighted_share,
    weights_of,
)
from sauatty.core.surveys.small_cells import hidden_cells

IntArray = NDArray[np.int_]
GRADES = (0, 1, 2, 3)
# A definition graded wrong, or none at all, shows nothing.
SHOWN_FROM = 2
MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class ClaimLevel:
    """One level that could be claimed, lowest score first. `could_explain`: from `EXPLAIN` on."""

    code: str
    label: Translated
    score: float
    could_explain: bool


@dataclass(frozen=True, slots=True)
class ClaimCell:
    """Respondents who claimed one level and reached one grade. `share` is of those who claimed that level."""

    claim: str
    grade: int
    n: int
    share: Interval
    responses: tuple[str, ...] = field(default=(), metadata={"json": False})


@dataclass(frozen=True, slots=True)
class Overclaiming:
    """Among the `n` who claimed they could explain it: who wrote a wrong definition or none.

    `share` counts those who wrote nothing as not showing it, `share_of_written` leaves them out: what is true
    lies between the two where leaving the field empty says nothing.
    """

    n: int
    n_overclaimed: int
    n_not_written: int
    share: Interval
    share_of_written: Interval


@dataclass(frozen=True, slots=True)
class OverclaimingGroup:
    """The overclaiming of one group; None where it is hidden."""

    key: str
    found: Overclaiming | None


@dataclass(frozen=True, slots=True)
class ClaimedShown:
    """Familiarity claimed against the definition coded.

    `claim` and `question` are the names of the two answers. `n` respondents have both; `n_not_written` of them
    were asked, wrote nothing, and stand at grade 0. `n_without_claim` have no claim, `n_uncoded` wrote a
    definition that nobody has coded yet. `trend` is the rank correlation of claim and grade. `sources` counts
    the codes by who gave them.
    """

    question: str
    claim: str
    levels: tuple[ClaimLevel, ...]
    cells: tuple[ClaimCell, ...]
    n: int
    n_not_written: int
    n_without_claim: int
    n_uncoded: int
    overclaiming: Overclaiming
    correct: Interval
    trend: RankTrend
    groups: tuple[OverclaimingGroup, ...]
    by: str
    sources: Mapping[str, int]
    is_weighted: bool

    def cell(self, claim: str, grade: int) -> ClaimCell:
        """Return the cell of a level and a grade."""
        return next(one for one in self.cells if (one.claim, one.grade) == (claim, grade))

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`, without the ids of responses."""
        content: dict[str, Any] = as_plain(self)
        return content


def claimed_shown(
    instrument: Instrument,
    table: ResponseTable,
    codes: Iterable[CodedAnswer],
    *,
    by: str = "",
    claim: str = "",
    question: str = "",
) -> ClaimedShown:
    """Cross what was claimed with what was shown.

    Parameters
    ----------
    instrument, table
    codes : iterable of CodedAnswer
        Of one source or of people only; those of other questions and those without a grade are passed over.
    by : str
        Name of a question, or 'language': overclaiming of each group.
    claim : str
        The name of the claim's answer. Without it: a single question with the role 'familiarity'; else the row
        of the terms whose code stands in the id of the definition; else the first real term.
    question : str
        The open question; without it the first with the role 'definition'.

    Raises
    ------
    RoleMissing
        No open question with the role 'definition', or no claim with scores.
    CodesMixed
        Codes of the machine beside those of people.
    CodesContradict
        One answer coded twice and differently.
    CodesUnmatched
        Codes of this question, none of them of these responses.
    """
    check_attribute(instrument, by)
    definition = definition_question(instrument, question)
    asked, name = claim_question(instrument, definition, claim)
    is_there = Asked(instrument, table).is_relevant(definition)
    table = relevant_answers(instrument, table)
    own = codes_of(codes, definition.id, table)
    weights = weights_of(table)
    claims = _claims(asked, table.column(name))
    grades = np.where(is_there, _grades(table, definition.id, own), -1)
    both = (claims >= 0) & (grades >= 0)
    levels = _levels(asked)
    crossed = _Crossed(table, claims, grades, both, weights)
    written = np.array([bool(one.strip()) for one in table.column(definition.id)], dtype=np.bool_)
    return ClaimedShown(
        question=definition.id,
        claim=name,
        levels=levels,
        cells=tuple(crossed.cells(levels)),
        n=int(both.sum()),
        n_not_written=int((both & ~written & (grades == 0)).sum()),
        n_without_claim=int((claims < 0).sum()),
        n_uncoded=int((written & (grades < 0)).sum()),
        overclaiming=crossed.overclaiming(levels, both, written),
        correct=weighted_share(grades == max(GRADES), both, weights),
        trend=rank_trend(crossed.counts(len(levels))),
        groups=_groups(crossed, levels, written, by),
        by=by,
        sources=_sources(own.values()),
        is_weighted=bool(weights.size and np.ptp(weights) > 0),
    )


# --- the questions ---


def definition_question(instrument: Instrument, name: str = "") -> Question:
    """Return the open question whose answers are coded; RoleMissing if there is none."""
    found = instrument.with_role("definition")
    mine = [one for one in found if name in {"", one.id}]
    if not mine:
        raise RoleMissing(instrument=instrument.id, role="definition", needed=f"and the id '{name or 'any'}'")
    return mine[0]


def claim_question(instrument: Instrument, definition: Question, name: str = "") -> tuple[Question, str]:
    """Return the question and the name of the answer in which familiarity with what is defined was claimed."""
    terms = [
        (question, own, row)
        for question, own, row in term_questions(instrument)
        if not row.foil and len(scores_of(question)) > 1
    ]
    words = definition.id.split("_")
    wishes = (
        lambda question, own, row: own == name if name else question.kind != "matrix",
        lambda question, own, row: not name and row.code in words,
        lambda question, own, row: not name,
    )
    for wish in wishes:
        for term in terms:
            if wish(*term):
                return term[0], term[1]
    raise RoleMissing(
        instrument=instrument.id,
        role="familiarity",
        needed="whose choices have scores" + f" ('{name}')" * bool(name),
    )


def codes_of(codes: Iterable[CodedAnswer], question: str, table: ResponseTable) -> dict[str, CodedAnswer]:
    """Return the graded codes of one question by response; see `claimed_shown` for what is refused."""
    found: dict[str, CodedAnswer] = {}
    for one in codes:
        if one.question != question or one.grade is None:
            continue
        before = found.setdefault(one.response, one)
        if (before.grade, set(before.parts)) != (one.grade, set(one.parts)):
            raise CodesContradict(response=one.response, question=question)
    sources = _sources(found.values())
    if MACHINE in sources and len(sources) > 1:
        raise CodesMixed(sources=", ".join(sources))
    _check_matched(found, question, table)
    return found


def _check_matched(found: Mapping[str, CodedAnswer], question: str, table: ResponseTable) -> None:
    if found and not found.keys() & set(table.ids):
        first = next(iter(found))
        raise CodesUnmatched(codes=len(found), responses=len(table), response=first, question=question)


def _sources(codes: Iterable[CodedAnswer]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in codes:
        found[one.source] = found.get(one.source, 0) + 1
    return dict(sorted(found.items()))


# --- counting ---


def _levels(question: Question) -> tuple[ClaimLevel, ...]:
    scored = [
        ClaimLevel(one.code, one.label, one.score, one.score >= EXPLAIN)
        for one in question.choices
        if one.score is not None
    ]
    return tuple(sorted(scored, key=lambda one: one.score))


def _claims(question: Question, column: tuple[str, ...]) -> IntArray:
    """Return the place of each claim among the levels, -1 without one."""
    place = {level.code: at for at, level in enumerate(_levels(question))}
    return np.array([place.get(one, -1) for one in column], dtype=np.int_)


def _grades(table: ResponseTable, question: str, codes: Mapping[str, CodedAnswer]) -> IntArray:
    """Return the grade of each response: 0 where the question stood there and nothing was written, -1 uncoded."""
    was_asked = question in table.columns
    grades = []
    for id, text in zip(table.ids, table.column(question), strict=True):
        code = codes.get(id)
        empty = 0 if was_asked and not text.strip() else -1
        grades.append(code.grade if code and code.grade is not None else empty)
    return np.array(grades, dtype=np.int_)


@dataclass(frozen=True, slots=True)
class _Crossed:
    table: ResponseTable
    claims: IntArray
    grades: IntArray
    both: BoolArray
    weights: FloatArray

    def counts(self, n_levels: int) -> FloatArray:
        counts = np.zeros((n_levels, len(GRADES)))
        np.add.at(counts, (self.claims[self.both], self.grades[self.both]), 1)
        return counts

    def cells(self, levels: tuple[ClaimLevel, ...]) -> Iterable[ClaimCell]:
        for at, level in enumerate(levels):
            among = self.both & (self.claims == at)
            for grade in GRADES:
                members = among & (self.grades == grade)
                ids = tuple(self.table.ids[place] for place in np.flatnonzero(members))
                share = weighted_share(members, among, self.weights)
                yield ClaimCell(level.code, grade, len(ids), share, ids)

    def overclaiming(
        self, levels: tuple[ClaimLevel, ...], members: BoolArray, written: BoolArray
    ) -> Overclaiming:
        could = [at for at, level in enumerate(levels) if level.could_explain]
        claimed = members & self.both & np.isin(self.claims, could)
        shown_nothing = self.grades < SHOWN_FROM
        has_text = claimed & (written | (self.grades > 0))
        return Overclaiming(
            n=int(claimed.sum()),
            n_overclaimed=int((claimed & shown_nothing).sum()),
            n_not_written=int((claimed & ~has_text).sum()),
            share=weighted_share(shown_nothing, claimed, self.weights),
            share_of_written=weighted_share(shown_nothing, has_text, self.weights),
        )


def _groups(
    crossed: _Crossed, levels: tuple[ClaimLevel, ...], written: BoolArray, by: str
) -> tuple[OverclaimingGroup, ...]:
    """Return the overclaiming by group, without those whose counts are small or would give a small one away."""
    if not by:
        return ()
    claimed = crossed.overclaiming
    found = [(group, claimed(levels, group.members, written)) for group in groups_of(crossed.table, by)]
    sizes = [(one.n_overclaimed, one.n - one.n_overclaimed) for _, one in found]
    counts = np.array(sizes, dtype=np.int64).reshape(-1, 2)
    hidden = [bool(one.any()) for one in hidden_cells(counts)]
    return tuple(
        OverclaimingGroup(group.key, None if is_hidden else one)
        for (group, one), is_hidden in zip(found, hidden, strict=True)
    )
