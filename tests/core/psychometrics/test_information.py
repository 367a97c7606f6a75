"""Information, expected scores, reliability and simulation."""

import numpy as np
import pytest

from made_irt import made_items, read
from sauatty.core.errors import ItemsNotCalibrated
from sauatty.core.psychometrics.abilities import estimate_abilities
from sauatty.core.psychometrics.information import (
    empirical_reliability,
    information_curves,
    marginal_reliability,
)
from sauatty.core.psychometrics.irt import calibrate
from sauatty.core.psychometrics.irt_results import GroupDistribution, ItemParameters
from sauatty.core.psychometrics.simulate import simulated_scores


def test_an_item_tells_most_at_its_difficulty():
    items = [ItemParameters("a", 2.0, 0.5, (0.5,))]
    curves = information_curves(items, np.array([0.5, 1.5]))
    chance = 1 / (1 + np.exp(-2.0))
    assert curves.item_information[0] == pytest.approx([1.0, 4 * chance * (1 - chance)])
    assert curves.expected_score == pytest.approx([0.5, chance])
    assert curves.se == pytest.approx([1.0, 1 / np.sqrt(4 * chance * (1 - chance))])


def test_the_test_tells_what_its_items_tell_together():
    curves = information_curves(made_items(12, slopes=True))
    assert curves.information == pytest.approx(curves.item_information.sum(axis=0))
    assert (np.diff(curves.expected_score) > 0).all()
    part = information_curves(made_items(12, slopes=True), items=["i3", "i1"])
    assert part.items == ("i3", "i1")
    with pytest.raises(ItemsNotCalibrated, match="i99"):
        information_curves(made_items(3), items=["i99"])


def test_information_of_several_points_is_the_slope_of_the_expected_score():
    fit = calibrate(read("irt_mixed.csv"), "pcm")
    thetas = np.linspace(-3, 3, 2001)
    curves = information_curves(fit, thetas)
    assert np.gradient(curves.item_score[8], thetas)[1:-1] == pytest.approx(
        curves.item_information[8][1:-1], abs=1e-5
    )


def test_reliability_before_and_after_the_answers_agree():
    items = made_items(30, slopes=True)
    matrix = simulated_scores(items, np.random.default_rng(1).normal(size=5000), seed=2)
    fit = calibrate(matrix, "2pl")
    foretold = marginal_reliability(fit)
    assert 0.8 < foretold < 0.95
    for method in ("eap", "wle", "mle"):
        assert empirical_reliability(estimate_abilities(matrix, fit, method)) == pytest.approx(
            foretold, abs=0.02
        )
    assert marginal_reliability(items) == pytest.approx(foretold, abs=0.02)
    assert marginal_reliability(fit, GroupDistribution("narrow", 1, 0.0, 0.3)) < 0.6


def test_one_person_has_no_reliability():
    matrix = read("irt_rasch.csv")
    fit = calibrate(matrix)
    assert empirical_reliability(estimate_abilities(matrix.of_persons([0]), fit)) is None


def test_simulation_repeats_with_its_seed_and_follows_the_model():
    items = [ItemParameters("a", 1.0, 0.0, (-0.5, 0.5)), ItemParameters("b", 1.0, 0.3, (0.3,))]
    thetas = np.full(40000, 0.4)
    one, other = (simulated_scores(items, thetas, seed=seed) for seed in (5, 5))
    assert (one.scores == other.scores).all()
    assert (one.scores != simulated_scores(items, thetas, seed=6).scores).any()
    assert one.max_scores == (2, 1)
    expected = information_curves(items, np.array([0.4])).item_score[:, 0]
    assert one.scores.mean(axis=0) == pytest.approx(expected, abs=0.02)
    asked = np.zeros((40000, 2), bool)
    assert np.isnan(simulated_scores(items, thetas, seed=5, is_asked=asked).scores).all()
