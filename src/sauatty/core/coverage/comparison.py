"""Two editions, two countries or two languages side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sauatty.core.coverage.alignment import PorterAlignment, align_patterns
from sauatty.core.coverage.judged import Count, JudgedMatrix, judged_matrix, source_of
from sauatty.core.records import JudgedObjective
from sauatty.core.statistics import N_RESAMPLES, SEED, Interval, newcombe_interval, wilson_interval


@dataclass(frozen=True, slots=True)
class ShareDifference:
    """A competence in one row of both sides ('' in `row`: all rows that both have).

    `a` and `b` are the fractions of the judged objectives that carry it, with Wilson intervals; `difference` is
    a minus b with Newcombe's interval.
    """

    row: str
    competence: str
    n_a: int
    n_b: int
    a: Interval
    b: Interval
    difference: Interval

    @property
    def is_clear(self) -> bool:
        """Tell whether the interval of the difference leaves zero out."""
        return self.difference.low > 0 or self.difference.high < 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two matrices with the same rows and competences, and what lies between them.

    `only_in_a` and `only_in_b` are the (row, competence) cells that one side carries and the other, judged as
    well, does not; `rows_only_in_a` and `rows_only_in_b` were judged on one side only. `alignment` compares how
    the codings of the rows that both sides have spread over the competences.
    """

    a: JudgedMatrix
    b: JudgedMatrix
    totals: tuple[ShareDifference, ...]
    cells: tuple[ShareDifference, ...]
    alignment: PorterAlignment
    only_in_a: tuple[tuple[str, str], ...]
    only_in_b: tuple[tuple[str, str], ...]
    rows_only_in_a: tuple[str, ...]
    rows_only_in_b: tuple[str, ...]


def compare(
    a: Iterable[JudgedObjective],
    b: Iterable[JudgedObjective],
    *,
    by: str,
    competences: Sequence[str],
    count: Count = "both",
    n_permutations: int = N_RESAMPLES,
    seed: int = SEED,
) -> Comparison:
    """Compare two sets of judged objectives.

    The intervals take the two sides as independent samples. Where both hold the same objectives (two languages
    of one programme), they are wider than need be.

    Parameters
    ----------
    a, b : iterable of JudgedObjective
        The two sides.
    by, competences, count
        As in `judged_matrix`.
    n_permutations, seed
        Random deals of the baseline of the alignment, and the seed that makes it repeatable.

    Raises
    ------
    SourcesMixed
        If the two sides together were judged by different sources; see `mix_sources`.
    """
    sides = tuple(a), tuple(b)
    source_of((*sides[0], *sides[1]))
    first = [judged_matrix(side, by=by, competences=competences, count=count) for side in sides]
    rows = [*first[0].rows, *(row for row in first[1].rows if row not in first[0].rows)]
    left, right = (
        judged_matrix(side, by=by, competences=competences, count=count, expected_rows=rows) for side in sides
    )
    common = left.is_read & right.is_read
    alignment = align_patterns(
        *([pattern for pattern in side.patterns if common[pattern.row]] for side in (left, right)),
        n_permutations=n_permutations,
        seed=seed,
    )
    return Comparison(
        a=left,
        b=right,
        totals=tuple(_differences(left, right, "", common)),
        cells=tuple(
            found
            for row in np.flatnonzero(common)
            for found in _differences(left, right, left.rows[row], np.arange(len(left.rows)) == row)
        ),
        alignment=alignment,
        only_in_a=_only_in(left, right),
        only_in_b=_only_in(right, left),
        rows_only_in_a=_rows_only_in(left, right),
        rows_only_in_b=_rows_only_in(right, left),
    )


def _differences(
    a: JudgedMatrix, b: JudgedMatrix, row: str, rows: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> list[ShareDifference]:
    n_a, n_b = (int(side.n_judged[rows].sum()) for side in (a, b))
    carrying = [side.n_carrying[rows].sum(axis=0).astype(int).tolist() for side in (a, b)]
    return [
        ShareDifference(
            row=row,
            competence=competence,
            n_a=own_a,
            n_b=own_b,
            a=wilson_interval(own_a, n_a),
            b=wilson_interval(own_b, n_b),
            difference=newcombe_interval(own_a, n_a, own_b, n_b),
        )
        for competence, own_a, own_b in zip(a.competences, *carrying, strict=True)
    ]


def _only_in(one: JudgedMatrix, other: JudgedMatrix) -> tuple[tuple[str, str], ...]:
    with np.errstate(invalid="ignore"):
        cells = np.argwhere((one.n_carrying > 0) & (other.n_carrying == 0))
    return tuple((one.rows[row], one.competences[column]) for row, column in cells)


def _rows_only_in(one: JudgedMatrix, other: JudgedMatrix) -> tuple[str, ...]:
    return tuple(one.rows[index] for index in np.flatnonzero(one.is_read & ~other.is_read))
