import numpy as np
import pytest
from sklearn.metrics import average_precision_score, f1_score

from sauatty.core.matching.measures import average_precision, best_f1, calibration_error, f1_at, work_saved


@pytest.mark.parametrize("seed", range(5))
def test_average_precision_equals_that_of_scikit_learn_with_ties_and_weights(seed):
    generator = np.random.default_rng(seed)
    truth = generator.random(80) < 0.3
    scores = np.round(truth * 0.3 + generator.random(80), 1)
    weights = generator.random(80) + 0.1
    assert average_precision(truth, scores) == pytest.approx(average_precision_score(truth, scores))
    assert average_precision(truth, scores, weights) == pytest.approx(
        average_precision_score(truth, scores, sample_weight=weights)
    )


def test_best_f1_is_the_highest_that_any_cut_reaches():
    generator = np.random.default_rng(1)
    truth = generator.random(60) < 0.4
    scores = np.round(generator.random(60), 2)
    value, cut = best_f1(truth, scores)
    assert value == pytest.approx(max(f1_score(truth, scores >= one) for one in np.unique(scores)))
    assert f1_at(truth, scores, cut)["f1"] == pytest.approx(value)


def test_nothing_true_gives_no_figure_instead_of_zero():
    truth, scores = np.zeros(4, dtype=bool), np.arange(4.0)
    assert np.isnan(average_precision(truth, scores))
    assert np.isnan(work_saved(truth, scores))


def test_work_saved_counts_what_need_not_be_read():
    truth = np.array([True, True, *[False] * 18])
    assert work_saved(truth, np.linspace(1, 0, 20)) == pytest.approx(18 / 20 - 0.05)
    assert work_saved(truth[::-1], np.linspace(1, 0, 20)) == pytest.approx(-0.05)


def test_calibration_error_weighs_the_gap_of_each_bin():
    truth = np.array([True, False, False, False])
    found = calibration_error(truth, np.array([0.95, 0.95, 0.05, 0.05]))
    assert found["error"] == pytest.approx(0.5 * 0.45 + 0.5 * 0.05)
    assert [one["n"] for one in found["bins"]] == [2.0, 2.0]
