import numpy as np
import pytest

from sauatty.core.surveys.resampling import resampled_sums


@pytest.mark.parametrize("n", [300, 20_000])
def test_resampled_sums_spread_as_sums_of_respondents_do(n):
    columns = np.random.default_rng(1).normal(size=(n, 2)) + [1.0, 0.0]
    sums = resampled_sums(columns, 2000, seed=2)
    assert sums.shape == (2000, 2)
    assert sums.std(axis=0) == pytest.approx(columns.std(axis=0) * np.sqrt(n), rel=0.06)
    assert sums.mean(axis=0) == pytest.approx(columns.sum(axis=0), abs=4 * np.sqrt(n / 2000))


def test_a_column_of_ones_is_always_the_number_of_respondents():
    assert set(resampled_sums(np.ones((50, 1)), 100, seed=3).ravel()) == {50.0}


def test_nobody_gives_no_resample():
    assert resampled_sums(np.zeros((0, 3)), 100, seed=1).shape == (0, 3)


def test_the_same_seed_gives_the_same_sums():
    columns = np.arange(30.0).reshape(10, 3)
    assert (resampled_sums(columns, 40, 5) == resampled_sums(columns, 40, 5)).all()
    assert (resampled_sums(columns, 40, 5) != resampled_sums(columns, 40, 6)).any()
