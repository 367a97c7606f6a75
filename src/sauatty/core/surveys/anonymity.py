"""Whether data could point at a person: how many share each combination of what is known about people elsewhere."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np

from sauatty.core.errors import AnonymityTooLow
from sauatty.core.records import ResponseTable
from sauatty.core.surveys.asked import IntArray, coded
from sauatty.core.surveys.plain import as_plain
from sauatty.core.surveys.scores import LANGUAGE

INTERNAL, PUBLIC = 5, 10
GROUPED = "rare_answers"
# From so many names on the smallest set to leave out is looked for step by step, not among all sets.
EXACT_UP_TO = 10


@dataclass(frozen=True, slots=True)
class RareAnswer:
    """An answer that fewer people gave than must share it."""

    name: str
    code: str
    n: int


@dataclass(frozen=True, slots=True)
class WithoutName:
    """What would be left if one quasi-identifier were left out."""

    name: str
    k: int
    n_small: int


@dataclass(frozen=True, slots=True)
class AnonymityCheck:
    """How many people share each combination of quasi-identifiers.

    `k` is the size of the smallest group, 0 where there are no responses. `n_small` responses stand in groups of
    fewer than `minimum`. `leave_out` is the smallest set of names without which `k` reaches the minimum; empty
    where no names need to go, or where even without all of them too few answered.
    """

    names: tuple[str, ...]
    minimum: int
    k: int
    n: int
    n_groups: int
    n_small: int
    n_small_groups: int
    without: tuple[WithoutName, ...]
    leave_out: tuple[str, ...]
    rare: tuple[RareAnswer, ...]

    @property
    def is_enough(self) -> bool:
        """Tell whether enough people share every combination."""
        return self.k >= self.minimum

    def refuse_if_low(self) -> None:
        """Raise AnonymityTooLow where it is not enough."""
        if not self.is_enough:
            raise AnonymityTooLow(minimum=self.minimum, k=self.k, n_small=self.n_small, n=self.n)

    def as_json(self) -> dict[str, Any]:
        """Return the check for `json.dumps`."""
        found: dict[str, Any] = {**as_plain(self), "is_enough": self.is_enough}
        return found


def check_anonymity(table: ResponseTable, names: Sequence[str], minimum: int = INTERNAL) -> AnonymityCheck:
    """Check k-anonymity [1]_: how many responses share each combination of quasi-identifiers.

    Parameters
    ----------
    table : ResponseTable
    names : sequence of str
        The quasi-identifiers: names of answers, or 'language'. No answer is a value like others.
    minimum : int
        How many must share a combination: 5 inside an institution, 10 for the public and for minors.

    Notes
    -----
    It says nothing of what people share beside it: where all of a group gave the same answer, that answer is known
    of each of them.

    References
    ----------
    .. [1] Sweeney, L. (2002). k-anonymity: a model for protecting privacy. International Journal of Uncertainty,
       Fuzziness and Knowledge-Based Systems, 10(5), 557-570. doi:10.1142/S0218488502001648
    """
    names = tuple(dict.fromkeys(names))
    columns = {name: coded(column_of(table, name)).codes for name in names}
    sizes = _sizes(columns, names, len(table))
    groups = np.unique(_groups(columns, names, len(table)), return_counts=True)[1]
    return AnonymityCheck(
        names=names,
        minimum=minimum,
        k=int(sizes.min(initial=len(table))),
        n=len(table),
        n_groups=len(groups),
        n_small=int((sizes < minimum).sum()),
        n_small_groups=int((groups < minimum).sum()),
        without=tuple(_without(columns, names, name, len(table), minimum) for name in names),
        leave_out=_leave_out(columns, names, len(table), minimum),
        rare=tuple(one for name in names for one in _rare(table, name, minimum)),
    )


def column_of(table: ResponseTable, name: str) -> tuple[str, ...]:
    """Return the answers under a name; under 'language' the languages of the answers where nobody was asked."""
    if name == LANGUAGE and name not in table.columns:
        return table.languages or ("",) * len(table)
    return table.column(name)


def _groups(columns: dict[str, IntArray], names: Sequence[str], n: int) -> IntArray:
    """Return the number of the group of each response."""
    places = np.zeros(n, dtype=np.int64)
    for name in names:
        mixed = places * (int(columns[name].max(initial=0)) + 1) + columns[name]
        places = np.asarray(np.unique(mixed, return_inverse=True)[1], dtype=np.int64)
    return places


def _sizes(columns: dict[str, IntArray], names: Sequence[str], n: int) -> IntArray:
    """Return how many share the combination of each response."""
    groups = _groups(columns, names, n)
    return np.asarray(np.bincount(groups, minlength=1)[groups], dtype=np.int64)


def _without(
    columns: dict[str, IntArray], names: Sequence[str], name: str, n: int, minimum: int
) -> WithoutName:
    sizes = _sizes(columns, [one for one in names if one != name], n)
    return WithoutName(name, int(sizes.min(initial=n)), int((sizes < minimum).sum()))


def _leave_out(columns: dict[str, IntArray], names: tuple[str, ...], n: int, minimum: int) -> tuple[str, ...]:
    """Return the fewest names to leave out; of equally many those that keep the most groups."""
    if n < minimum or _least(columns, names, n) >= minimum:
        return ()
    if len(names) > EXACT_UP_TO:
        return _leave_out_step_by_step(columns, names, n, minimum)
    for many in range(1, len(names) + 1):
        enough = []
        for gone in combinations(names, many):
            kept = [one for one in names if one not in gone]
            if _least(columns, kept, n) >= minimum:
                enough.append((len(np.unique(_groups(columns, kept, n))), gone))
        if enough:
            return max(enough, key=lambda one: one[0])[1]
    return names


def _leave_out_step_by_step(
    columns: dict[str, IntArray], names: tuple[str, ...], n: int, minimum: int
) -> tuple[str, ...]:
    kept, gone = list(names), []
    while kept and _least(columns, kept, n) < minimum:
        worst = min(kept, key=lambda name: _without(columns, kept, name, n, minimum).n_small)
        kept.remove(worst)
        gone.append(worst)
    return tuple(gone)


def _least(columns: dict[str, IntArray], names: Sequence[str], n: int) -> int:
    return int(_sizes(columns, names, n).min(initial=n))


def _rare(table: ResponseTable, name: str, minimum: int) -> list[RareAnswer]:
    counts = Counter(value for value in column_of(table, name) if value)
    return [RareAnswer(name, code, n) for code, n in sorted(counts.items()) if n < minimum]


# --- what helps ------------------------------------------------------------------------------------------


def grouped(table: ResponseTable, names: Sequence[str], minimum: int) -> ResponseTable:
    """Return the responses with the rare answers of each name taken together under `GROUPED`.

    Where the rare ones together are still too few, the next rarest joins them: alone they would point as before.
    The language of the answers stays as it is.
    """
    columns = dict(table.columns)
    for name in names:
        if name in columns:
            rare = _joined(Counter(value for value in columns[name] if value), minimum)
            columns[name] = tuple(GROUPED if value in rare else value for value in columns[name])
    return replace(table, columns=columns)


def _joined(counts: Counter[str], minimum: int) -> frozenset[str]:
    ordered = sorted(counts, key=lambda code: (counts[code], code))
    rare = [code for code in ordered if counts[code] < minimum]
    rest = ordered[len(rare) :]
    while rare and rest and sum(counts[code] for code in rare) < minimum:
        rare.append(rest.pop(0))
    return frozenset(rare) if len(rare) > 1 else frozenset()


def without_small_groups(table: ResponseTable, names: Sequence[str], minimum: int) -> ResponseTable:
    """Return the responses without those in groups of fewer than the minimum."""
    columns = {name: coded(column_of(table, name)).codes for name in names}
    sizes = _sizes(columns, tuple(dict.fromkeys(names)), len(table))
    return picked(table, np.flatnonzero(sizes >= minimum).tolist())


def picked(table: ResponseTable, places: Sequence[int]) -> ResponseTable:
    """Return some of the responses, in the order of `places`."""

    def of(column: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(column[at] for at in places) if column else ()

    columns = {name: of(column) for name, column in table.columns.items()}
    return replace(
        table,
        ids=of(table.ids),
        columns=columns,
        languages=of(table.languages),
        days=of(table.days),
        weights=of(table.weights),
    )
