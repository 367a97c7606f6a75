"""Change of the same people between two times: McNemar's test with the change and its interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan, sqrt
from typing import Any

from scipy.stats import binom

from sauatty.core.errors import PairsUneven
from sauatty.core.statistics import Interval, wilson_interval
from sauatty.core.surveys.plain import as_plain


@dataclass(frozen=True, slots=True)
class PairedChange:
    """A yes or no of the same people before and after.

    `n` people have both; `gained` went from no to yes, `lost` from yes to no. `change` is after minus before.
    `p_mid` is McNemar's exact mid-p, `p_exact` the exact conditional one, which is too cautious. `n_unpaired`
    have only one of the two and stand in nothing.
    """

    n: int
    both: int
    gained: int
    lost: int
    neither: int
    n_unpaired: int
    before: Interval
    after: Interval
    change: Interval
    p_mid: float
    p_exact: float

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`."""
        content: dict[str, Any] = as_plain(self)
        return content


def mcnemar(before: Sequence[bool | None], after: Sequence[bool | None], level: float = 0.95) -> PairedChange:
    """Compare a yes or no of the same people before and after [1]_.

    Parameters
    ----------
    before, after : sequence of bool or None
        One value per person in the same order; None where there is none.
    level : float
        Coverage of the intervals.

    Raises
    ------
    PairsUneven
        The two have different lengths.

    Notes
    -----
    Both p-values are 1 where nobody changed. The interval of the change is Newcombe's square-and-add, method 10
    for paired shares [2]_. Checked against R 4.2, statsmodels 0.14 and the tables of [2]_; see
    ``tests/core/reference/surveys``.

    References
    ----------
    .. [1] Fagerland, M. W., Lydersen, S., Laake, P. (2013). The McNemar test for binary matched-pairs data:
       mid-p and asymptotic are better than exact conditional. BMC Medical Research Methodology, 13, 91.
       doi:10.1186/1471-2288-13-91
    .. [2] Newcombe, R. G. (1998). Improved confidence intervals for the difference between binomial proportions
       based on paired data. Statistics in Medicine, 17(22), 2635-2650.

    Examples
    --------
    >>> found = mcnemar([False] * 6 + [True] * 4, [True] * 5 + [False] + [True] * 4)
    >>> found.gained, found.lost, found.p_mid
    (5, 0, 0.03125)
    """
    if len(before) != len(after):
        raise PairsUneven(before=len(before), after=len(after))
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if a is not None and b is not None]
    both, gained = pairs.count((True, True)), pairs.count((False, True))
    lost, n = pairs.count((True, False)), len(pairs)
    p_exact, p_mid = _p_values(gained, lost)
    return PairedChange(
        n=n,
        both=both,
        gained=gained,
        lost=lost,
        neither=n - both - gained - lost,
        n_unpaired=len(before) - n,
        before=wilson_interval(both + lost, n, level),
        after=wilson_interval(both + gained, n, level),
        change=paired_difference(both, gained, lost, n - both - gained - lost, level),
        p_mid=p_mid,
        p_exact=p_exact,
    )


def pair_by_id(
    before: Mapping[str, bool | None], after: Mapping[str, bool | None]
) -> tuple[tuple[bool | None, ...], tuple[bool | None, ...]]:
    """Return the values of two times in one order of people; None where a person is missing at one time."""
    ids = sorted(before.keys() | after.keys())
    return tuple(before.get(id) for id in ids), tuple(after.get(id) for id in ids)


def paired_difference(both: int, gained: int, lost: int, neither: int, level: float = 0.95) -> Interval:
    """Return the change (after minus before) with Newcombe's interval for paired shares; `nan` without pairs."""
    n = both + gained + lost + neither
    if n == 0:
        return Interval(nan, nan, nan, level)
    after, before = wilson_interval(both + gained, n, level), wilson_interval(both + lost, n, level)
    phi = _phi(both, gained, lost, neither)
    change = after.estimate - before.estimate
    low = _spread(after.estimate - after.low, before.high - before.estimate, phi)
    high = _spread(after.high - after.estimate, before.estimate - before.low, phi)
    return Interval(change, max(-1.0, change - low), min(1.0, change + high), level)


def _spread(own: float, other: float, phi: float) -> float:
    return sqrt(max(0.0, own**2 - 2 * phi * own * other + other**2))


def _phi(both: int, gained: int, lost: int, neither: int) -> float:
    """Return the correlation of before and after, corrected for continuity where positive (method 10)."""
    product = both * neither - gained * lost
    margins = (both + gained) * (lost + neither) * (both + lost) * (gained + neither)
    if margins == 0:
        return 0.0
    n = both + gained + lost + neither
    return (max(product - n / 2, 0.0) if product > 0 else product) / sqrt(margins)


def _p_values(gained: int, lost: int) -> tuple[float, float]:
    """Return the exact conditional p and the mid-p, both two-sided."""
    changed, fewer = gained + lost, min(gained, lost)
    if changed == 0:
        return 1.0, 1.0
    below, own = float(binom.cdf(fewer, changed, 0.5)), float(binom.pmf(fewer, changed, 0.5))
    # What is as likely as the table seen counts half: two outcomes, but where both are equal only this one.
    return (1.0, 1.0 - own / 2) if gained == lost else (min(1.0, 2 * below), 2 * below - own)
