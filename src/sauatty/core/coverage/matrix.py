"""The coverage matrix: how many objectives of an area, a subject or a grade carry each competence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from sauatty.core.catalogue import competence as find_competence
from sauatty.core.coverage.labels import NOT_STATED, row_key
from sauatty.core.errors import RowInvalid, UnknownCompetence
from sauatty.core.statistics import BoolArray, FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class CoverageMatrix:
    """Objectives by row and competence.

    A row that was not read is `nan` in every array (None in `as_rows`), never zero.

    Attributes
    ----------
    by : str
        What a row is: 'subject_area', 'subject' or 'grade'.
    rows : tuple of str
        Row keys: slugs of areas and subjects, grades as digits; '' for objectives that state none.
    competences : tuple of str
        Ids of the columns.
    threshold : float
        Relevance (0-1) from which an objective counts.
    counts : ndarray of shape (n_rows, n_competences)
        Objectives whose first proposal is the competence and whose relevance reaches the threshold.
    expected : ndarray of shape (n_rows, n_competences)
        Sum of the relevance of all objectives whose first proposal is the competence, whatever the threshold:
        the count to be expected if the probabilities are calibrated.
    n_objectives : ndarray of shape (n_rows,)
        Objectives read, relevant or not.
    """

    by: str
    rows: tuple[str, ...]
    competences: tuple[str, ...]
    threshold: float
    counts: FloatArray
    expected: FloatArray
    n_objectives: FloatArray

    @property
    def is_read(self) -> BoolArray:
        """Tell for each row whether any objective of it was read."""
        return ~np.isnan(self.n_objectives)

    @property
    def shares(self) -> FloatArray:
        """Return the counts as fractions of the row's objectives; `nan` for a row that was not read."""
        return self.counts / self.n_objectives[:, None]

    @property
    def n_relevant(self) -> FloatArray:
        """Return how many objectives of each row carry any competence."""
        return np.asarray(self.counts.sum(axis=1), dtype=np.float64)

    @property
    def totals(self) -> FloatArray:
        """Return the objectives of each competence over the rows that were read."""
        return np.asarray(self.counts[self.is_read].sum(axis=0), dtype=np.float64)

    def as_rows(self) -> list[dict[str, Any]]:
        """Return one JSON-ready mapping per row; None stands for what was not read."""
        return [self._as_row(index) for index in range(len(self.rows))]

    def _as_row(self, index: int) -> dict[str, Any]:
        if not self.is_read[index]:
            return {"row": self.rows[index], **dict.fromkeys(_MEASURES)}
        whole = self.counts[index].astype(int).tolist()
        return {
            "row": self.rows[index],
            "n_objectives": int(self.n_objectives[index]),
            "n_relevant": int(self.n_relevant[index]),
            "counts": dict(zip(self.competences, whole, strict=True)),
            "shares": dict(zip(self.competences, self.shares[index].tolist(), strict=True)),
            "expected": dict(zip(self.competences, self.expected[index].tolist(), strict=True)),
        }


_MEASURES = ("n_objectives", "n_relevant", "counts", "shares", "expected")


@dataclass(frozen=True, slots=True)
class _Counted:
    """What one objective adds to the matrix."""

    row: str
    relevance: float
    competence: str | None


def coverage_matrix(
    rows: Iterable[Mapping[str, Any]],
    *,
    by: str,
    threshold: float,
    competences: Sequence[str],
    expected_rows: Sequence[str] = (),
) -> CoverageMatrix:
    """Count matched objectives by row and competence.

    An objective counts once, at its first proposed competence, if its relevance reaches the threshold.

    Parameters
    ----------
    rows : iterable of mappings
        Matched objectives with `relevance` (0-1), `proposals` (best first) and the key that `by` names.
    by : str
        'subject_area', 'subject' or 'grade'.
    threshold : float
        Relevance from which an objective counts, chosen by the caller (a matcher states its own).
    competences : sequence of str
        Ids of the columns; a proposal outside them is an error.
    expected_rows : sequence of str
        Keys of the rows that the matrix has in any case, in this order; without objectives they
        are 'not read'.

    Raises
    ------
    RowInvalid
        If an objective was not matched.
    UnknownCompetence
        If a proposal names a competence that is no column.
    """
    counted = [_counted(row, by, number) for number, row in enumerate(rows, 1)]
    keys = row_order([one.row for one in counted], by, expected_rows)
    row_index = {key: index for index, key in enumerate(keys)}
    column_index = {competence: index for index, competence in enumerate(competences)}
    counts = np.zeros((len(keys), len(competences)))
    expected = np.zeros_like(counts)
    n_objectives = np.zeros(len(keys))
    for one in counted:
        row = row_index[one.row]
        n_objectives[row] += 1
        if one.competence is None:
            continue
        if one.competence not in column_index:
            raise UnknownCompetence(competence=one.competence)
        column = column_index[one.competence]
        expected[row, column] += one.relevance
        counts[row, column] += one.relevance >= threshold
    unread = n_objectives == 0
    counts[unread] = expected[unread] = n_objectives[unread] = np.nan
    return CoverageMatrix(by, keys, tuple(competences), threshold, counts, expected, n_objectives)


def _counted(row: Mapping[str, Any], by: str, number: int) -> _Counted:
    relevance, proposals = row.get("relevance"), row.get("proposals")
    if not isinstance(relevance, int | float) or not 0 <= relevance <= 1 or not isinstance(proposals, list):
        problem = (
            "has no 'relevance' between 0 and 1 with 'proposals'; run 'sauatty objectives match' on it first"
        )
        raise RowInvalid(path=str(row.get("id", "objective")), line=number, problem=problem)
    return _Counted(row_key(row, by), float(relevance), first_proposal(row))


def first_proposal(row: Mapping[str, Any]) -> str | None:
    """Return the competence that a matched objective is proposed for first, or None; 'G-2.3' is read too."""
    proposals = row.get("proposals")
    first = proposals[0] if isinstance(proposals, list) and proposals else None
    if not isinstance(first, Mapping) or not first.get("competence"):
        return None
    return canonical(str(first["competence"]))


@lru_cache(maxsize=4096)
def canonical(stated: str) -> str:
    """Return the canonical id of a competence; a spelling that no framework knows stays as it is."""
    try:
        return find_competence(stated).id
    except UnknownCompetence:
        return stated  # the caller's columns decide


def row_order(found: Sequence[str], by: str, expected_rows: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of the rows: the expected ones, then the others as found; grades rise, '' is last."""
    others = [key for key in dict.fromkeys(found) if key not in expected_rows]
    keys = [*expected_rows, *others]
    if by == "grade":
        keys.sort(key=_grade_rank)
    if by == "subject_grade":
        keys = _by_subject_then_grade(keys)
    keys.sort(key=lambda key: key == NOT_STATED)
    return tuple(keys)


def _by_subject_then_grade(keys: Sequence[str]) -> list[str]:
    subjects = list(dict.fromkeys(key.rpartition("/")[0] for key in keys))
    return sorted(keys, key=lambda key: (subjects.index(key.rpartition("/")[0]), _grade_rank(key)))


def _grade_rank(key: str) -> tuple[bool, int]:
    grade = key.rpartition("/")[2]
    return not grade.isdecimal(), int(grade) if grade.isdecimal() else 0
