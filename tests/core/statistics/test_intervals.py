from math import isnan

import numpy as np
import pytest
from scipy import stats

from sauatty.core.statistics import basic_interval, bootstrap_interval, percentile_interval, wilson_interval


@pytest.mark.parametrize(("n_successes", "n"), [(8, 10), (0, 7), (7, 7), (62, 391), (1, 1)])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_wilson_agrees_with_scipy(n_successes, n, level):
    found = wilson_interval(n_successes, n, level)
    reference = stats.binomtest(n_successes, n).proportion_ci(level, method="wilson")
    assert (found.low, found.high) == pytest.approx((reference.low, reference.high), abs=1e-12)
    assert found.estimate == n_successes / n


def test_nothing_observed_gives_no_interval():
    assert all(isnan(value) for value in (wilson_interval(0, 0).estimate, wilson_interval(0, 0).low))
    assert isnan(bootstrap_interval(lambda drawn: 1.0, 0).estimate)
    assert isnan(percentile_interval(0.5, np.array([np.nan])).high)


def test_the_basic_interval_mirrors_the_percentiles_and_keeps_to_the_scale():
    resampled = np.linspace(0.5, 0.9, 1001)
    found = basic_interval(0.8, resampled, 0.9, (0.0, 1.0))
    assert (found.low, found.high) == pytest.approx((0.72, 1.0))
    assert basic_interval(0.8, resampled, 0.9).high == pytest.approx(1.08)


def test_a_bootstrap_is_repeatable_and_near_the_normal_interval():
    values = np.random.default_rng(7).normal(10, 2, 200)
    found = bootstrap_interval(lambda drawn: float(values[drawn].mean()), 200)
    assert found == bootstrap_interval(lambda drawn: float(values[drawn].mean()), 200)
    assert found != bootstrap_interval(lambda drawn: float(values[drawn].mean()), 200, seed=1)
    half = 1.96 * values.std(ddof=1) / np.sqrt(200)
    assert found.estimate == pytest.approx(values.mean())
    assert (found.low, found.high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.05)
