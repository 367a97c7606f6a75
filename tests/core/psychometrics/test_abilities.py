"""Abilities: beside eRm and mirt, the way of a score table, holes, ends, groups."""

from dataclasses import replace

import numpy as np
import pytest

from made_irt import figures, made_items, read, reference
from sauatty.core.errors import GroupsDoNotFit, ItemsNotCalibrated, ModelUnknown
from sauatty.core.psychometrics.abilities import estimate_abilities
from sauatty.core.psychometrics.abilities_likelihood import solved, solved_with_holes
from sauatty.core.psychometrics.irt import calibrate
from sauatty.core.psychometrics.irt_answers import codes_of
from sauatty.core.psychometrics.irt_results import Calibration, GroupDistribution
from sauatty.core.psychometrics.irt_scale import scale_of
from sauatty.core.psychometrics.scores import score_matrix
from sauatty.core.psychometrics.simulate import simulated_scores


def calibration(items, *groups):
    return Calibration(
        "2pl", "mml", 0, tuple(items), groups or (GroupDistribution("all", 100, 0.0, 1.0),), 0.0, 1, True
    )


def test_it_works():
    matrix = read("irt_rasch.csv")
    found = estimate_abilities(matrix, calibrate(matrix))
    assert (found.method, found.persons, found.notes) == ("eap", matrix.persons, ())
    assert np.corrcoef(found.theta, matrix.scores.sum(axis=1))[0, 1] > 0.99


def test_maximum_likelihood_is_that_of_erm():
    matrix, theirs = read("irt_rasch.csv"), reference("rasch_reference.json")["rasch"]
    found = estimate_abilities(matrix, calibrate(matrix), "mle")
    inside = ~found.is_extreme
    assert found.theta[inside] == pytest.approx(
        np.array(theirs["theta"], object)[inside].astype(float), abs=1e-4
    )
    assert found.se[inside] == pytest.approx(theirs["theta_se"], rel=5e-4)
    assert np.isnan(found.theta[~inside]).all()
    assert [(note.code, note.params["count"]) for note in found.notes] == [("ability-not-finite", 6)]


@pytest.mark.parametrize(("ours", "theirs"), [("eap", "EAP"), ("wle", "WLE"), ("mle", "ML")])
def test_abilities_are_those_of_mirt(ours, theirs):
    mirt = pytest.importorskip("mirt")
    matrix = read("irt_2pl.csv")
    fit = mirt.fit_mirt(matrix.scores.astype(int), model="2PL", n_quadpts=61, tol=1e-6)
    items = [
        replace(item, discrimination=float(a), difficulty=float(b), steps=(float(b),))
        for item, a, b in zip(
            made_items(15),
            fit.model.parameters["discrimination"],
            fit.model.parameters["difficulty"],
            strict=True,
        )
    ]
    found = estimate_abilities(matrix, calibration(items), ours)
    other = mirt.fscores(fit, matrix.scores.astype(int), method=theirs, n_quadpts=61)
    compared = np.isfinite(found.theta) & (np.abs(other.theta.ravel()) < 5)
    assert compared.sum() > 550
    assert found.theta[compared] == pytest.approx(other.theta.ravel()[compared], abs=1e-3)
    assert found.se[compared] == pytest.approx(other.standard_error.ravel()[compared], abs=1e-3)


@pytest.mark.parametrize("is_weighted", [True, False])
def test_the_curve_and_newton_agree(is_weighted):
    items = made_items(15, slopes=True)
    matrix = simulated_scores(items, np.random.default_rng(2).normal(size=300), seed=1)
    codes, scale = codes_of(matrix)[0], scale_of(items)
    inside = (codes.sum(axis=1) > 0) & (codes.sum(axis=1) < 15)
    one = solved(codes[inside], scale, is_weighted=is_weighted)
    other = solved_with_holes(codes[inside], scale, is_weighted=is_weighted)
    assert one[0] == pytest.approx(other[0], abs=1e-6)
    assert one[1] == pytest.approx(other[1], abs=1e-6)


def test_steps_of_several_points_count_as_well():
    matrix = read("irt_mixed.csv")
    fit = calibrate(matrix, "pcm")
    found = estimate_abilities(matrix, fit, "wle")
    order = np.argsort(matrix.scores.sum(axis=1), kind="stable")
    assert (np.diff(found.theta[order]) >= -1e-12).all()
    codes, scale = codes_of(matrix)[0], scale_of(fit)
    inside = ~found.is_extreme
    assert found.theta[inside] == pytest.approx(
        solved_with_holes(codes[inside], scale, is_weighted=True)[0], abs=1e-6
    )


@pytest.mark.parametrize("method", ["eap", "wle"])
def test_people_are_placed_by_what_they_were_asked(method):
    items = made_items(20, slopes=True)
    thetas = np.random.default_rng(3).normal(size=900)
    asked = np.random.default_rng(4).random((900, 20)) < 0.6
    matrix = simulated_scores(items, thetas, seed=5, is_asked=asked)
    together = estimate_abilities(matrix, calibration(items), method)
    alone = estimate_abilities(
        matrix.of_persons([7]).of_items(np.flatnonzero(asked[7])), calibration(items), method
    )
    assert together.theta[7] == pytest.approx(alone.theta[0], abs=1e-4)
    assert together.se[7] == pytest.approx(alone.se[0], abs=1e-4)
    assert together.n_answered[7] == asked[7].sum()
    away = (together.theta - thetas) / together.se
    assert np.sqrt((away**2).mean()) == pytest.approx(1, abs=0.12)


def test_nobody_is_nan_in_silence():
    items = made_items(6)
    scores = np.array([[np.nan] * 6, [0] * 6, [1] * 6, [1, 0, 1, 0, np.nan, np.nan]])
    for method in ("eap", "wle", "mle"):
        found = estimate_abilities(score_matrix(scores, [1] * 6), calibration(items), method)
        expected = [True, method == "mle", method == "mle", False]
        assert np.isnan(found.theta).tolist() == expected
        assert np.isnan(found.se).tolist() == expected
        assert found.is_extreme.tolist() == [False, True, True, False]
        assert sum(note.params["count"] for note in found.notes) == sum(expected)


def test_groups_start_from_their_own_distribution():
    items = made_items(5)
    groups = (GroupDistribution("low", 50, -1.0, 0.5), GroupDistribution("high", 50, 1.0, 0.5))
    matrix = score_matrix(np.tile([1.0, 1, 0, 1, 0], (2, 1)))
    found = estimate_abilities(matrix, calibration(items, *groups), groups=["high", "low"])
    assert found.theta[0] > found.theta[1] + 1
    together = estimate_abilities(matrix, calibration(items, *groups))
    assert together.theta[0] == together.theta[1]
    with pytest.raises(ModelUnknown, match="'other'"):
        estimate_abilities(matrix, calibration(items, *groups), groups=["high", "other"])
    with pytest.raises(GroupsDoNotFit):
        estimate_abilities(matrix, calibration(items, *groups), groups=["high"])


def test_items_without_parameters_are_passed_over_and_unknown_ones_refused():
    items = [*made_items(5), replace(made_items(6)[5], difficulty=None, steps=(None,))]
    matrix = score_matrix(np.tile([1.0, 1, 0, 1, 0, 1], (2, 1)), [1] * 6)
    found = estimate_abilities(matrix, calibration(items))
    assert found.n_answered.tolist() == [5, 5]
    with pytest.raises(ItemsNotCalibrated, match="i6"):
        estimate_abilities(matrix, calibration(items[:5]))
    with pytest.raises(ModelUnknown):
        estimate_abilities(matrix, calibration(items), "map")


def test_an_item_with_an_empty_step_still_scores():
    scores = read("irt_mixed.csv").scores.copy()
    scores[:, 10] = np.where(scores[:, 10] == 1, 0, scores[:, 10])
    matrix = score_matrix(scores, [1] * 6 + [2] * 5)
    fit = calibrate(matrix, "pcm")
    chances = scale_of(fit).probabilities(np.array([0.0, fit.items[10].difficulty]))[10]
    assert chances[1] == pytest.approx([0, 0])
    assert chances[:, 1] == pytest.approx([0.5, 0, 0.5])
    assert np.isfinite(estimate_abilities(matrix, fit, "wle").theta).all()


def test_warm_is_less_biased_than_the_others_at_the_edge():
    items = made_items(10)
    thetas = np.full(4000, 1.8)
    matrix = simulated_scores(items, thetas, seed=3)
    bias = {
        method: abs(float(np.nanmean(estimate_abilities(matrix, calibration(items), method).theta)) - 1.8)
        for method in ("eap", "wle")
    }
    assert bias["wle"] < 0.1 < bias["eap"]


def test_figures_of_items_are_read_in_order():
    assert figures(calibration(made_items(3)), "difficulty") == pytest.approx([-1.6, 0, 1.6])


@pytest.mark.parametrize("method", ["eap", "wle"])
def test_a_scale_far_from_zero_gives_the_same_errors(method):
    items = made_items(20)
    matrix = simulated_scores(items, np.random.default_rng(3).normal(size=40), seed=3)
    far = [
        replace(one, difficulty=one.difficulty + 45, steps=tuple(step + 45 for step in one.steps))
        for one in items
    ]
    near = estimate_abilities(matrix, calibration(items), method)
    there = estimate_abilities(matrix, calibration(far, GroupDistribution("all", 100, 45.0, 1.0)), method)
    inside = ~near.is_extreme
    assert there.theta[inside] - 45 == pytest.approx(near.theta[inside], abs=1e-3)
    assert there.se[inside] == pytest.approx(near.se[inside], rel=1e-3)
