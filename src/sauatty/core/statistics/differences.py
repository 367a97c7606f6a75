"""How far two shares lie apart."""

from math import nan, sqrt

from sauatty.core.statistics.intervals import Interval, wilson_interval


def newcombe_interval(
    n_successes_a: int, n_a: int, n_successes_b: int, n_b: int, level: float = 0.95
) -> Interval:
    """Return the difference of two independent shares, a minus b, with Newcombe's hybrid score interval [1]_.

    Parameters
    ----------
    n_successes_a, n_a, n_successes_b, n_b : int
        Successes among the trials of each group.
    level : float
        Coverage of the interval, a fraction.

    Returns
    -------
    Interval
        All `nan` where one group is empty.

    Notes
    -----
    Method 10 of [1]_, built from two Wilson intervals without continuity correction; its examples (56/70
    against 48/80 gives 0.0524 to 0.3339, 10/10 against 0/10 gives 0.6075 to 1) are tests here.

    References
    ----------
    .. [1] Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions:
       comparison of eleven methods. Statistics in Medicine, 17(8), 873-890.

    Examples
    --------
    >>> found = newcombe_interval(56, 70, 48, 80)
    >>> round(found.low, 4), round(found.high, 4)
    (0.0524, 0.3339)
    """
    if n_a == 0 or n_b == 0:
        return Interval(nan, nan, nan, level)
    a, b = wilson_interval(n_successes_a, n_a, level), wilson_interval(n_successes_b, n_b, level)
    difference = a.estimate - b.estimate
    low = difference - sqrt((a.estimate - a.low) ** 2 + (b.high - b.estimate) ** 2)
    high = difference + sqrt((a.high - a.estimate) ** 2 + (b.estimate - b.low) ** 2)
    return Interval(difference, low, high, level)
