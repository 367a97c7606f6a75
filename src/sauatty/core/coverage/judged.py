"""The matrix of what people (or, said so, a machine) judged: direct, opportunity or both."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import nan
from typing import Any, Literal

import numpy as np

from sauatty.core.coverage.labels import row_key
from sauatty.core.coverage.matrix import row_order
from sauatty.core.errors import SourcesMixed, UnknownCompetence
from sauatty.core.records import JudgedObjective
from sauatty.core.statistics import BoolArray, FloatArray

Count = Literal["direct", "opportunity", "both"]
COUNTS: Mapping[str, frozenset[int]] = {
    "direct": frozenset({2}),
    "opportunity": frozenset({1}),
    "both": frozenset({1, 2}),
}
MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Pattern:
    """What alike objectives of one row add to the competences, and how many they are."""

    row: int
    weights: tuple[float, ...]
    n: int


@dataclass(frozen=True, slots=True, eq=False)
class JudgedMatrix:
    """Judged objectives by row and competence.

    A row of which nothing was judged is `nan` in every array of counts (None in `as_rows`), never zero.

    Attributes
    ----------
    by : str
        What a row is: 'subject_area', 'subject', 'grade' or 'subject_grade'.
    rows, competences : tuple of str
        Keys of the rows and ids of the columns.
    count : str
        What counts: 'direct' objectives, those with an 'opportunity', or 'both'.
    counting : str
        'each': an objective counts 1 in each of its competences; 'first': only in the first;
        'fractional': its 1 is shared equally among them.
    source : str
        Who judged: 'machine', 'coder', 'agreed', or 'mixed' where the caller asked for that; '' without rows.
    counts : ndarray of shape (n_rows, n_competences)
        Codings (not objectives, wherever an objective carries several competences).
    n_objectives, n_judged, n_relevant : ndarray of shape (n_rows,)
        Objectives read, judged, and counted here; the last counts an objective once, whatever it carries.
    hours : ndarray of shape (n_rows,)
        Teaching hours of the subjects and grades of a row; `nan` if they are not known for all of them.
    patterns : tuple of Pattern
        The counted objectives, alike ones together: what a resampling of objectives needs.
    """

    by: str
    rows: tuple[str, ...]
    competences: tuple[str, ...]
    count: str
    counting: str
    source: str
    counts: FloatArray
    n_objectives: FloatArray
    n_judged: FloatArray
    n_relevant: FloatArray
    hours: FloatArray
    patterns: tuple[Pattern, ...] = ()

    @property
    def is_read(self) -> BoolArray:
        """Tell for each row whether any objective of it was judged."""
        return ~np.isnan(self.n_judged)

    @property
    def n_carrying(self) -> FloatArray:
        """Return how many objectives of each row carry each competence: whole numbers in any way of counting."""
        carrying = np.where(self.is_read[:, None], np.zeros_like(self.counts), nan)
        for pattern in self.patterns:
            carrying[pattern.row] += pattern.n * (np.asarray(pattern.weights) > 0)
        return carrying

    @property
    def shares(self) -> FloatArray:
        """Return the counts as fractions of the judged objectives of the row."""
        with np.errstate(invalid="ignore"):
            return self.counts / self.n_judged[:, None]

    @property
    def per_hour(self) -> FloatArray:
        """Return the counts per teaching hour; `nan` where the hours are not known."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.where(self.hours[:, None] > 0, self.counts / self.hours[:, None], nan))

    @property
    def totals(self) -> FloatArray:
        """Return the codings of each competence over the rows that were judged."""
        return np.asarray(self.counts[self.is_read].sum(axis=0), dtype=np.float64)

    @property
    def is_complete(self) -> bool:
        """Tell whether every objective that was read is judged; shares lean upwards where it is not."""
        return bool(np.nansum(self.n_judged) == self.n_objectives.sum())

    def as_rows(self) -> list[dict[str, Any]]:
        """Return one JSON-ready mapping per row; None stands for what was not judged."""
        return [self._as_row(index) for index in range(len(self.rows))]

    def _as_row(self, index: int) -> dict[str, Any]:
        head = {"row": self.rows[index], "n_objectives": int(self.n_objectives[index]) or None}
        if not self.is_read[index]:
            return {**head, **dict.fromkeys(_MEASURES)}
        hours = float(self.hours[index])
        return {
            **head,
            "n_judged": int(self.n_judged[index]),
            "n_relevant": int(self.n_relevant[index]),
            "counts": self._by_competence(self.counts[index]),
            "shares": self._by_competence(self.shares[index]),
            "hours": None if np.isnan(hours) else hours,
            "per_hour": None if np.isnan(hours) else self._by_competence(self.per_hour[index]),
        }

    def _by_competence(self, values: FloatArray) -> dict[str, float | int]:
        plain = (int(one) if float(one).is_integer() else float(one) for one in values)
        return dict(zip(self.competences, plain, strict=True))


_MEASURES = ("n_judged", "n_relevant", "counts", "shares", "hours", "per_hour")


def judged_matrix(
    objectives: Iterable[JudgedObjective],
    *,
    by: str,
    competences: Sequence[str],
    count: Count = "direct",
    fractional: bool = False,
    first: bool = False,
    expected_rows: Sequence[str] = (),
) -> JudgedMatrix:
    """Count judged objectives by row and competence.

    Parameters
    ----------
    objectives : iterable of JudgedObjective
        All objectives that were read, the irrelevant and the not yet judged (`relevance` None) among them.
        Give one language at a time where two editions hold the same programme.
    by : {'subject_area', 'subject', 'grade', 'subject_grade'}
        What a row is; the last one crosses subject and grade.
    competences : sequence of str
        Ids of the columns.
    count : {'direct', 'opportunity', 'both'}
        Which objectives count.
    fractional, first : bool
        An objective with several competences counts 1 in each; with `fractional` its 1 is shared equally among
        them, with `first` it counts only in the first (which then stands above `fractional`).
    expected_rows : sequence of str
        Keys of the rows that the matrix has in any case, in this order.

    Raises
    ------
    SourcesMixed
        If the objectives were judged by different sources; see `mix_sources`.
    UnknownCompetence
        If a counted objective carries a competence that is no column.
    """
    return build_matrix(
        tuple(objectives),
        by=by,
        count=count,
        counting="first" if first else "fractional" if fractional else "each",
        expected_rows=expected_rows,
        weigher=Weigher(tuple(competences)),
    )


class Weigher:
    """How the competences of an objective become weights of the columns; a column of its own each."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self.columns = columns
        self._index = {column: index for index, column in enumerate(columns)}
        self._known: dict[tuple[tuple[str, ...], str], tuple[float, ...]] = {}

    def weights(self, competences: tuple[str, ...], counting: str) -> tuple[float, ...]:
        """Return the weight of every column for an objective with these competences."""
        key = (competences, counting)
        if key not in self._known:
            carried = tuple(dict.fromkeys(competences))
            self._known[key] = self._weigh(carried[:1] if counting == "first" else carried, counting)
        return self._known[key]

    def _weigh(self, carried: tuple[str, ...], counting: str) -> tuple[float, ...]:
        weights = [0.0] * len(self.columns)
        for competence in carried:
            for column, share in self.columns_of(competence):
                weights[column] += share / len(carried)
        return tuple(weights) if counting == "fractional" else tuple(float(one > 0) for one in weights)

    def columns_of(self, competence: str) -> list[tuple[int, float]]:
        """Return the columns that a competence leads to, each with its share of 1."""
        if competence not in self._index:
            raise UnknownCompetence(competence=competence)
        return [(self._index[competence], 1.0)]


def build_matrix(
    objectives: Sequence[JudgedObjective],
    *,
    by: str,
    count: Count,
    counting: str,
    expected_rows: Sequence[str],
    weigher: Weigher,
) -> JudgedMatrix:
    """Count objectives with a given way from competences to columns; see `judged_matrix`, `module_matrix`."""
    source = source_of(objectives)
    keys = [judged_row_key(one, by) for one in objectives]
    rows = row_order(keys, by, expected_rows)
    index = {key: number for number, key in enumerate(rows)}
    n = {measure: np.zeros(len(rows)) for measure in ("objectives", "judged", "relevant")}
    counts = np.zeros((len(rows), len(weigher.columns)))
    patterns: Counter[tuple[int, tuple[float, ...]]] = Counter()
    for key, objective in zip(keys, objectives, strict=True):
        row = index[key]
        n["objectives"][row] += 1
        n["judged"][row] += objective.relevance is not None
        if objective.relevance in COUNTS[count]:
            n["relevant"][row] += 1
            patterns[row, weigher.weights(objective.competences, counting)] += 1
    for (row, weights), times in patterns.items():
        counts[row] += times * np.asarray(weights)
    unread = n["judged"] == 0
    counts[unread] = n["judged"][unread] = n["relevant"][unread] = nan
    return JudgedMatrix(
        by=by,
        rows=rows,
        competences=weigher.columns,
        count=count,
        counting=counting,
        source=source,
        counts=counts,
        n_objectives=n["objectives"],
        n_judged=n["judged"],
        n_relevant=n["relevant"],
        hours=_hours(objectives, keys, index),
        patterns=tuple(Pattern(row, weights, times) for (row, weights), times in sorted(patterns.items())),
    )


def source_of(objectives: Iterable[JudgedObjective]) -> str:
    """Return the one source that judged the objectives; SourcesMixed if there are several, '' if there is none."""
    sources = sorted({one.source for one in objectives})
    if len(sources) > 1:
        raise SourcesMixed(sources=", ".join(sources))
    return sources[0] if sources else ""


def mix_sources(objectives: Iterable[JudgedObjective]) -> tuple[JudgedObjective, ...]:
    """Allow objectives of different sources to be counted together: their figures then say 'mixed'."""
    listed = tuple(objectives)
    if len({one.source for one in listed}) < 2:
        return listed
    return tuple(replace(one, source=MIXED) for one in listed)


def judged_row_key(objective: JudgedObjective, by: str) -> str:
    """Return the row of the matrix that a judged objective belongs to; '' if it does not say."""
    if by == "subject_grade":
        return f"{judged_row_key(objective, 'subject')}/{judged_row_key(objective, 'grade')}"
    return _row_key(by, objective.subject_area, objective.subject_id, objective.subject, objective.grade)


@lru_cache(maxsize=4096)
def _row_key(by: str, area: str | None, subject_id: str | None, subject: str, grade: int | None) -> str:
    stated = {"subject_area": area, "subject_id": subject_id, "subject": subject, "grade": grade}
    return row_key(stated, by)


def _hours(
    objectives: Sequence[JudgedObjective], keys: Sequence[str], index: Mapping[str, int]
) -> FloatArray:
    """Add up the hours of the subjects and grades of each row, each once; `nan` if one is missing or contested."""
    stated: dict[tuple[str, str, str], set[float | None]] = {}
    for key, one in zip(keys, objectives, strict=True):
        course = (key, one.language, judged_row_key(one, "subject_grade"))
        stated.setdefault(course, set()).add(one.hours)
    hours = np.zeros(len(index))
    for (key, _, _), values in stated.items():
        known = values.pop() if len(values) == 1 else None
        hours[index[key]] += nan if known is None else known
    hours[hours == 0] = nan
    return hours
