import csv
from math import isnan
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from sauatty.core.statistics import (
    kendall_of_table,
    newcombe_interval,
    rank_trend,
    spearman_of_table,
    wilson_interval,
)

REFERENCE = Path(__file__).parents[1] / "reference" / "coverage"
TABLE = [[6, 4, 1, 0, 0, 0], [3, 5, 4, 1, 0, 0], [0, 2, 6, 3, 1, 0], [1, 0, 3, 5, 4, 2]]


def reference(name):
    with (REFERENCE / f"{name}.csv").open() as file:
        return list(csv.DictReader(file))


def test_wilson_agrees_with_r():
    for row in reference("wilson"):
        found = wilson_interval(int(row["n"]), int(row["of"]))
        assert (found.low, found.high) == pytest.approx((float(row["low"]), float(row["high"])), abs=1e-9)


def test_newcombe_agrees_with_r():
    for row in reference("newcombe"):
        found = newcombe_interval(*(int(row[key]) for key in ("a", "m", "b", "n")))
        assert (found.low, found.high) == pytest.approx((float(row["low"]), float(row["high"])), abs=1e-9)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [((56, 70, 48, 80), 0.0524, 0.3339), ((10, 10, 0, 10), 0.6075, 1.0), ((5, 56, 0, 29), -0.0381, 0.1926)],
)
def test_newcombe_agrees_with_the_published_examples(counts, low, high):
    found = newcombe_interval(*counts)
    assert (found.low, found.high) == pytest.approx((low, high), abs=6e-5)


def test_a_difference_with_an_empty_group_is_unknown():
    assert isnan(newcombe_interval(3, 10, 0, 0).estimate)


@pytest.mark.parametrize(("n_a", "n_b", "a", "b"), [(30, 50, 0.1, 0.2), (200, 120, 0.03, 0.05)])
def test_newcombe_covers_the_truth_as_often_as_it_says(n_a, n_b, a, b):
    generator = np.random.default_rng(8)
    found = [
        newcombe_interval(int(generator.binomial(n_a, a)), n_a, int(generator.binomial(n_b, b)), n_b)
        for _ in range(2000)
    ]
    assert 0.93 <= np.mean([one.low <= a - b <= one.high for one in found]) <= 0.985


def test_rank_correlations_agree_with_r_and_scipy():
    table = np.array(TABLE)
    x, y = (np.repeat(index.ravel(), table.ravel()) for index in np.indices(table.shape))
    row = reference("trend")[0]
    assert float(spearman_of_table(table)) == pytest.approx(float(row["spearman"]))
    assert float(spearman_of_table(table)) == pytest.approx(stats.spearmanr(x, y).statistic)
    assert kendall_of_table(table) == pytest.approx(float(row["kendall"]))
    assert kendall_of_table(table) == pytest.approx(stats.kendalltau(x, y).statistic)


def test_one_value_throughout_has_no_correlation():
    assert isnan(float(spearman_of_table([[3, 0], [5, 0]])))
    assert isnan(kendall_of_table([[3, 4]]))
    assert isnan(rank_trend([[0, 0], [0, 0]]).spearman.estimate)


def test_the_trend_is_repeatable_and_inside_its_interval():
    found = rank_trend(TABLE)
    assert found == rank_trend(TABLE)
    assert found.n == 51
    assert found.spearman.low < found.spearman.estimate < found.spearman.high


@pytest.mark.parametrize("n", [20, 80])
def test_the_interval_of_the_trend_covers_the_truth_nearly_as_often_as_it_says(n):
    shares = np.array(TABLE) / np.sum(TABLE)
    truth = float(spearman_of_table(shares * 10**6))
    generator = np.random.default_rng(2)
    found = [
        rank_trend(generator.multinomial(n, shares.ravel()).reshape(shares.shape), n_resamples=300).spearman
        for _ in range(300)
    ]
    assert np.mean([one.low <= truth <= one.high for one in found]) >= 0.88
