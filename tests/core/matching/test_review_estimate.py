import numpy as np
import pytest
from scipy.stats import hypergeom

from sauatty.core.errors import ReviewUnitUnknown
from sauatty.core.matching.review import ReviewRanker, ReviewUnit
from sauatty.core.matching.review_estimate import control_bounds, estimate_unfound, highest_unfound


def review(n_units=200, n_relevant=20, seed=0):
    generator = np.random.default_rng(seed)
    relevant = np.arange(n_units) < n_relevant
    vectors = generator.normal(size=(n_units, 8)) + 1.5 * relevant[:, None] * np.eye(8)[0]
    ranker = ReviewRanker(
        [ReviewUnit(str(number), f"text {number}", "en") for number in range(n_units)],
        vectors.astype(np.float32), None, seed,
    )  # fmt: skip
    return ranker, {str(number): int(one) for number, one in enumerate(relevant)}


def test_it_works():
    ranker, truth = review()
    decided = {own: truth[own] for own in [str(number) for number in (*range(18), *range(60, 160))]}
    found = estimate_unfound(ranker, decided)
    assert (found.found, found.n_read, found.n_units) == (18, 118, 200)
    assert found.expected.low == 0 <= found.expected.estimate <= found.expected.high
    assert found.expected.high >= 2
    assert found.recall.low == pytest.approx(18 / (18 + found.expected.high))
    assert found.recall.high == 1.0


def test_everything_read_leaves_nothing_unfound():
    ranker, truth = review()
    found = estimate_unfound(ranker, truth)
    assert found.expected.high == 0
    assert found.recall.low == 1.0
    assert found.can_stop(1.0)


def test_nothing_read_says_nothing():
    ranker, _ = review()
    found = estimate_unfound(ranker, {})
    assert (found.expected.low, found.expected.high) == (0, 200)
    assert np.isnan(found.recall.estimate)
    assert not found.can_stop(0.05)


def test_a_long_run_without_relevant_units_lowers_the_bound():
    short = highest_unfound([True] * 10 + [False] * 20, 100, 0.025)
    long = highest_unfound([True] * 10 + [False] * 80, 100, 0.025)
    assert long < short < 100


def test_the_bound_is_the_last_number_that_the_test_keeps():
    n_drawn, n_left, alpha = 40, 100, 0.025
    bound = highest_unfound([False] * n_drawn, n_left, alpha)
    assert hypergeom.cdf(0, n_drawn + n_left, bound, n_drawn) > alpha
    assert hypergeom.cdf(0, n_drawn + n_left, bound + 1, n_drawn) <= alpha


@pytest.mark.parametrize(("n_unread", "n_drawn"), [(90, 30), (200, 40), (25, 25)])
def test_a_random_control_sample_holds_as_often_as_it_says(n_unread, n_drawn):
    """For every number of relevant units that can be unread: in how many of all draws the ends hold it."""
    n_left, alpha = n_unread - n_drawn, 0.025
    ends = [control_bounds(hits, n_drawn, n_left, alpha) for hits in range(n_drawn + 1)]
    for n_relevant in range(n_unread + 1):
        chances = hypergeom.pmf(np.arange(n_drawn + 1), n_unread, n_relevant, n_drawn)
        below = sum(chance for hits, chance in enumerate(chances) if ends[hits][1] < n_relevant - hits)
        above = sum(chance for hits, chance in enumerate(chances) if ends[hits][0] > n_relevant - hits)
        assert below <= alpha and above <= alpha


def test_a_control_sample_gives_both_ends():
    ranker, truth = review(n_units=120, n_relevant=15)
    control = [str(number) for number in (*range(5, 8), *range(60, 87))]
    read = [str(number) for number in (*range(5), *range(15, 40))]
    found = estimate_unfound(ranker, {own: truth[own] for own in [*read, *control]}, control=control)
    assert found.is_exact
    assert (found.expected.low, found.expected.high) == control_bounds(3, 30, 60, 0.025)
    assert found.expected.low <= 15 - found.found <= found.expected.high < 60


def test_a_control_unit_without_a_decision_is_named():
    ranker, _ = review()
    with pytest.raises(ReviewUnitUnknown, match="'7'"):
        estimate_unfound(ranker, {"1": 1}, control=["7"])


def test_equal_decisions_give_a_wide_interval_and_no_stop():
    ranker, _ = review()
    found = estimate_unfound(ranker, {str(number): 1 for number in range(10)})
    assert found.expected.high == 190
    assert not found.can_stop(0.95)
