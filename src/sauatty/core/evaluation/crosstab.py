"""Cross-tables of the people of a programme, of any two of their variables, exact or protected.

Whoever sees rows of people sees exact numbers. For everybody else `protected_table` hides small numbers so that no
other table gives them away: it uses two variables at most, the filter counted as one, and is cut out of the one release
that there is of these two. Asking for rows and columns the other way round, or for a filter, its complement and the
whole, shows the same numbers again and none besides.

References
----------
Willenborg, L., & de Waal, T. (2001). *Elements of Statistical Disclosure Control*. Springer, ch. 6.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sauatty.core.errors import CrossTableFieldUnknown, CrossTableTooFine
from sauatty.core.evaluation.flow import groups_of_people, stages_of
from sauatty.core.evaluation.pack import Pack, TestData
from sauatty.core.psychometrics.gain_totals import of_like_items, totals_of
from sauatty.core.statistics import BoolArray, FloatArray
from sauatty.core.statistics.disclosure import MINIMUM, ROUNDED_TO, protect, table_release

TRAIT_VARIABLES = ("region", "workplace", "language", "cohort", "form")
STAGE_VARIABLES = ("tested_before", "attended", "tested_after", "active", "certified")
BAND_VARIABLES = ("pre_band", "final_band")
VARIABLES = (*TRAIT_VARIABLES, *STAGE_VARIABLES, *BAND_VARIABLES)
MEANS = ("mean_pre", "mean_final", "mean_gain")
MEASURES = ("count", "row_share", "column_share", *MEANS)
# From which share of the points on a band begins.
BANDS = (("low", 0.0), ("middle", 0.5), ("high", 0.75))
MOST_CELLS = 400

Cells = tuple[tuple[float | None, ...], ...]
Counts = tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Specification:
    """What a table is to show: '' is no column and no filter. The value of a filter may be '' (not known)."""

    row: str
    column: str = ""
    measure: str = "count"
    filter_by: str = ""
    filter_value: str = ""


@dataclass(frozen=True, slots=True)
class PeopleColumns:
    """People column by column, all of one length.

    `labels` maps names of `VARIABLES` to a code per person ('' not known); `numbers` maps names of `MEANS` to float64,
    shares of the points 0-1 (a gain -1 to 1), nan where the person has no such number.
    """

    labels: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, FloatArray] = field(default_factory=dict)

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a variable in order, '' last."""
        return tuple(sorted(set(self.labels.get(name, ())), key=lambda one: (one == "", one)))


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """A table with its margins: a row for each of `row_keys` and one for all; so the columns.

    `n` are the people that a cell stands on, `values` what it shows (count, share 0-1 or mean); None is hidden or
    cannot be said. Without a column variable `column_keys` is empty and each row has its total alone.
    """

    specification: Specification
    row_keys: tuple[str, ...]
    column_keys: tuple[str, ...]
    n: Counts
    values: Cells
    is_protected: bool = False


def people_columns(pack: Pack) -> PeopleColumns:
    """Return the variables of a pack's people; a stage that nobody can say of is '' for everybody."""
    groups, stages = groups_of_people(pack), stages_of(pack).values
    labels = {name: tuple(map(str, groups[name])) for name in TRAIT_VARIABLES if name in groups}
    labels["cohort"] = pack.people.traits.get("cohort", ())
    labels |= {name: tuple(map(_yes_no, stages[name])) for name in STAGE_VARIABLES}
    numbers = _numbers(pack)
    for name, of in zip(BAND_VARIABLES, MEANS, strict=False):
        labels[name] = tuple(map(_band, numbers[of]))
    empty = ("",) * len(pack.people)
    return PeopleColumns({name: labels.get(name) or empty for name in VARIABLES}, numbers)


def _yes_no(value: float) -> str:
    return "" if np.isnan(value) else "yes" if value else "no"


def _band(value: float) -> str:
    return "" if np.isnan(value) else [name for name, least in BANDS if value >= least][-1]


def _numbers(pack: Pack) -> dict[str, FloatArray]:
    """Return the share of the points before and after; a gain stands on the questions of both tests alone."""
    pre, final = pack.test("pre"), pack.test("final")
    found = {"mean_pre": _shares(pack, pre), "mean_final": _shares(pack, final)}
    found["mean_gain"] = np.full(len(pack.people), np.nan)
    if pre and final:
        first = TestData("pre", of_like_items(pre.scores, final.scores))
        last = TestData("final", of_like_items(final.scores, pre.scores))
        found["mean_gain"] = _shares(pack, last) - _shares(pack, first)
    return found


def _shares(pack: Pack, test: TestData | None) -> FloatArray:
    found = np.full(len(pack.people), np.nan)
    if test is not None and test.scores.n_items:
        totals = totals_of(test.scores, "share")
        for place, person in enumerate(pack.people.ids):
            if person in totals.rows:
                found[place] = totals.values[totals.rows[person]]
    return found


def check_specification(people: PeopleColumns, asked: Specification) -> None:
    """Refuse what is not on the list.

    Raises
    ------
    CrossTableFieldUnknown
        A variable, a measure or a value of the filter that there is not; it is named.
    """
    _known(asked.row, VARIABLES)
    _known(asked.column, ("", *VARIABLES))
    _known(asked.measure, MEASURES)
    _known(asked.filter_by, ("", *VARIABLES))
    if asked.filter_by:
        _known(asked.filter_value, people.values(asked.filter_by))


def _known(name: str, known: Sequence[str]) -> None:
    if name not in known:
        raise CrossTableFieldUnknown(field=name[:60], known=", ".join(one for one in known if one))


def cross_table(people: PeopleColumns, asked: Specification) -> PeopleTable:
    """Return a table with exact numbers, for those who see rows; a mean stands on `MINIMUM` people at least."""
    check_specification(people, asked)
    rows, columns = people.values(asked.row), people.values(asked.column)
    chosen = _chosen(people, asked)
    if asked.measure in MEANS:
        numbers = people.numbers[asked.measure]
        counts = _counts(people, asked.row, asked.column, chosen & ~np.isnan(numbers))
        sums = _sums(people, asked, np.where(chosen, np.nan_to_num(numbers), 0.0))
        return PeopleTable(asked, rows, columns, _wholes(counts), _means(sums, counts))
    counts = _counts(people, asked.row, asked.column, chosen)
    return PeopleTable(asked, rows, columns, _wholes(counts), _measured(_wholes(counts), asked.measure))


def _chosen(people: PeopleColumns, asked: Specification) -> BoolArray:
    """Return whom the filter lets through."""
    if not asked.filter_by:
        return np.ones(len(people.labels[asked.row]), dtype=np.bool_)
    return np.array([one == asked.filter_value for one in people.labels[asked.filter_by]], dtype=np.bool_)


def _counts(people: PeopleColumns, row: str, column: str, chosen: BoolArray) -> FloatArray:
    """Return counts of rows × columns with their margins; without a column the totals alone."""
    return _added(people, row, column, chosen.astype(np.float64))


def _sums(people: PeopleColumns, asked: Specification, numbers: FloatArray) -> FloatArray:
    return _added(people, asked.row, asked.column, numbers)


def _added(people: PeopleColumns, row: str, column: str, weights: FloatArray) -> FloatArray:
    rows = _places(people, row)
    columns = _places(people, column) if column else np.zeros_like(rows)
    shape = len(people.values(row)), len(people.values(column)) if column else 1
    inner = np.zeros(shape)
    np.add.at(inner, (rows, columns), weights)
    whole = np.vstack([inner, inner.sum(axis=0)])
    return np.hstack([whole, whole.sum(axis=1, keepdims=True)]) if column else whole


def _places(people: PeopleColumns, name: str) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    place = {key: at for at, key in enumerate(people.values(name))}
    return np.array([place[one] for one in people.labels[name]], dtype=np.int64)


def _wholes(counts: FloatArray) -> Counts:
    return tuple(tuple(int(one) for one in row) for row in counts)


def _means(sums: FloatArray, counts: FloatArray) -> Cells:
    return tuple(
        tuple(float(one / n) if n >= MINIMUM else None for one, n in zip(*line, strict=True))
        for line in zip(sums, counts, strict=True)
    )


def _measured(counts: Counts, measure: str) -> Cells:
    """Return counts as they are, or as shares of the total of their row or column."""
    if measure == "count":
        return counts
    bases = [[row[-1]] * len(row) for row in counts] if measure == "row_share" else [counts[-1]] * len(counts)
    return tuple(
        tuple(_share(one, base) for one, base in zip(*line, strict=True))
        for line in zip(counts, bases, strict=True)
    )


def _share(n: int | None, base: int | None) -> float | None:
    """Return a share of shown numbers alone; rounding may lift a part over its whole."""
    return min(n / base, 1.0) if n is not None and base else None


def protected_table(people: PeopleColumns, asked: Specification) -> PeopleTable:
    """Return a table that gives away no number of 1 to 4 people, for those who see no rows.

    Everything shown is rounded to 5 and cut out of one release of all the variables that are asked for (see above).
    Shares are of the rounded numbers. There are no means: those of two groups, one within the other, would tell that
    of the few who are in one only.

    Raises
    ------
    CrossTableFieldUnknown
        As in `cross_table`.
    CrossTableTooFine
        It asks for a mean, for more than two variables or for too many cells.
    """
    check_specification(people, asked)
    names = tuple(sorted({one for one in (asked.row, asked.column, asked.filter_by) if one}))
    size = int(np.prod([len(people.values(one)) for one in names]))
    if asked.measure in MEANS or len(names) > 2 or size > MOST_CELLS or (asked.column == asked.row):
        raise CrossTableTooFine(row=asked.row, most=MOST_CELLS)
    released = _released(people, names)
    rows, columns = people.values(asked.row), people.values(asked.column)
    n = tuple(
        tuple(_cell(released, names, asked, row, column) for column in ((*columns, None) if columns else (None,)))
        for row in (*rows, None)
    )  # fmt: skip
    return PeopleTable(asked, rows, columns, n, _measured(n, asked.measure), is_protected=True)


Key = tuple[str | None, ...]


def _released(people: PeopleColumns, names: tuple[str, ...]) -> dict[Key, int | None]:
    """Return the one release of some variables: what is shown of each combination of values, None being all.

    Of two variables the totals are shown and hidden as in the tables of each alone, and the inside is hidden so far that
    the three tables together give no small number away.
    """
    row, column = names[0], names[1] if len(names) > 1 else ""
    everybody = np.ones(len(people.labels[row]), dtype=np.bool_)
    counts = _wholes(_counts(people, row, column, everybody))
    inner = [[one or 0 for one in (line[:-1] if column else line)] for line in counts[:-1]]
    release = table_release(inner, base=ROUNDED_TO)
    if column:
        release = replace(release, decided=_decided(people, row, column))
    shown = iter(protect(release).shown)
    found: dict[Key, int | None] = {}
    for one in (*people.values(row), None):
        if column:
            found |= {(one, other): next(shown, 0) for other in (*people.values(column), None)}
        else:
            found[(one,)] = next(shown, 0)
            next(shown, 0)  # the total of a row of one number
    return found


def _decided(people: PeopleColumns, row: str, column: str) -> dict[int, bool]:
    """Return which totals of a table of two variables are shown, by their place in its release."""
    rows, columns = people.values(row), people.values(column)
    of_rows, of_columns = _released(people, (row,)), _released(people, (column,))
    width = len(columns) + 1
    found = {at * width + width - 1: of_rows[(one,)] is not None for at, one in enumerate((*rows, None))}
    return found | {
        len(rows) * width + at: of_columns[(one,)] is not None for at, one in enumerate((*columns, None))
    }


def _cell(
    released: Mapping[Key, int | None],
    names: tuple[str, ...],
    asked: Specification,
    row: str | None,
    column: str | None,
) -> int | None:
    """Return a cell of the release, None being all; where the filter is of the row itself, other rows have nobody."""
    wanted: dict[str, str | None] = dict.fromkeys(names)
    if asked.filter_by:
        wanted[asked.filter_by] = asked.filter_value
    for name, value in ((asked.row, row), (asked.column, column)):
        if name and value is not None:
            if wanted[name] not in (None, value):
                return 0
            wanted[name] = value
    return released[tuple(wanted[one] for one in names)]
