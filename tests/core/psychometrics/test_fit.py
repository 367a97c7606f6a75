"""Fit of items, pairs of items and people: beside eRm and mirt, and on answers made to misfit."""

import numpy as np
import pytest

from made_irt import made_items, read, reference
from sauatty.core.psychometrics.abilities import estimate_abilities
from sauatty.core.psychometrics.fit import cube_root_z, item_fit, local_dependence
from sauatty.core.psychometrics.fit_persons import person_fit
from sauatty.core.psychometrics.fit_scores import score_fit
from sauatty.core.psychometrics.irt import calibrate
from sauatty.core.psychometrics.scores import score_matrix
from sauatty.core.psychometrics.simulate import simulated_scores


def made(n=3000, k=20, seed=1):
    return simulated_scores(made_items(k), np.random.default_rng(seed).normal(size=n), seed=seed)


def test_infit_and_outfit_are_those_of_erm():
    matrix, theirs = read("irt_rasch.csv"), reference("rasch_reference.json")["rasch"]
    fit = item_fit(matrix, calibrate(matrix))
    assert {item.n for item in fit.items} == set(theirs["df"]) == {394}
    for name in ("infit", "infit_z", "outfit", "outfit_z"):
        assert [getattr(item, name) for item in fit.items] == pytest.approx(theirs[name], abs=1e-3)


def test_infit_and_outfit_of_partial_credit_are_those_of_erm():
    matrix, theirs = read("irt_mixed.csv"), reference("rasch_reference.json")["partial"]
    fit = item_fit(matrix, calibrate(matrix, "pcm"))
    for name in ("infit", "outfit"):
        assert [getattr(item, name) for item in fit.items] == pytest.approx(theirs[name], abs=1e-4)


def test_people_fit_as_in_erm():
    matrix, theirs = read("irt_rasch.csv"), reference("rasch_reference.json")["rasch"]
    fit = calibrate(matrix)
    found = person_fit(matrix, fit, estimate_abilities(matrix, fit, "mle"))
    rows = np.array(theirs["person_rows"]) - 1
    assert found.infit[rows] == pytest.approx(theirs["person_infit"], abs=5e-4)
    assert found.outfit[rows] == pytest.approx(theirs["person_outfit"], abs=5e-4)


def test_s_x2_is_that_of_mirt():
    mirt = pytest.importorskip("mirt")
    mirt.set_dataframe_backend("pandas")
    matrix = read("irt_2pl.csv")
    scores = matrix.scores.astype(int)
    theirs = mirt.itemfit(
        mirt.fit_mirt(scores, model="2PL", n_quadpts=61, tol=1e-6), scores, statistics=["S_X2"]
    )
    fit = score_fit(matrix, calibrate(matrix, "2pl"))
    assert [item.s_x2 for item in fit.items] == pytest.approx(theirs["S_X2"].to_list(), rel=2e-3)
    assert [item.df for item in fit.items] == theirs["df"].to_list()
    assert [item.p for item in fit.items] == pytest.approx(theirs["p_value"].to_list(), abs=2e-3)


def test_s_x2_takes_all_groups_and_not_the_first_alone():
    random = np.random.default_rng(4)
    groups = ["pre"] * 1500 + ["final"] * 1500
    thetas = random.normal(size=3000) * 0.5 + 3.0 * (np.arange(3000) >= 1500)
    slopes = np.tile([0.4, 2.5], 8)
    logits = slopes * (thetas[:, None] - np.linspace(-1, 3, 16))
    matrix = score_matrix((random.random(logits.shape) < 1 / (1 + np.exp(-logits))).astype(float))
    fit = score_fit(matrix, calibrate(matrix, "2pl", groups=groups, with_errors=False))
    assert sum(item.p < 0.05 for item in fit.items) <= 3


def test_an_item_answered_by_chance_stands_out_everywhere():
    matrix = made()
    matrix.scores[:, 10] = np.random.default_rng(2).integers(0, 2, 3000)
    fit = calibrate(matrix)
    found = {item.item: item for item in item_fit(matrix, fit).items}
    assert found["i11"].infit_z > 5 and found["i11"].outfit_z > 5
    assert max(found, key=lambda item: found[item].infit) == "i11"
    p = {item.item: item.p for item in score_fit(matrix, fit).items}
    assert p["i11"] < 1e-6 and min(p, key=p.get) == "i11"


def test_fit_of_answers_that_follow_the_model_is_as_it_should_be():
    matrix = made(5000, 20, 7)
    fit = calibrate(matrix)
    assert np.abs([item.infit_z for item in item_fit(matrix, fit).items]).max() < 4
    assert np.mean([item.p for item in score_fit(matrix, fit).items]) == pytest.approx(0.5, abs=0.2)
    people = person_fit(matrix, fit)
    assert np.nanmean(people.lz) == pytest.approx(0, abs=0.15)
    assert np.nanstd(people.lz) == pytest.approx(1, abs=0.06)
    assert np.nanmean(people.p < 0.05) == pytest.approx(0.055, abs=0.02)


def test_a_copied_item_hangs_together_with_its_original():
    matrix = made()
    scores = np.column_stack([matrix.scores, matrix.scores[:, 4]])
    found = local_dependence(score_matrix(scores), calibrate(score_matrix(scores)))
    assert (found.above[0].item, found.above[0].other) == ("i5", "i21")
    assert found.above[0].q3 > 0.8 and len(found.above) == 1
    assert local_dependence(matrix, calibrate(matrix)).mean == pytest.approx(-1 / 19, abs=0.01)


def test_a_person_who_solves_the_hard_and_fails_the_easy_is_found():
    matrix = made(500)
    matrix.scores[3] = [0] * 10 + [1] * 10
    found = person_fit(matrix, calibrate(matrix))
    assert np.nanargmin(found.lz) == 3 and found.p[3] < 1e-4
    assert found.infit[3] > 1.5 and found.outfit[3] > 1.5


def test_what_cannot_be_computed_is_nan_or_none_and_said():
    matrix = read("irt_holes.csv")
    matrix.scores[0], matrix.scores[1], matrix.scores[2] = np.nan, 1, 0
    matrix.scores[3, 2:] = np.nan
    fit = calibrate(matrix, method="cml")
    people = person_fit(matrix, fit)
    assert np.isnan(people.lz[:4]).all() and np.isnan(people.p[:4]).all()
    assert people.notes[0].params["count"] == int(np.isnan(people.lz).sum())
    assert score_fit(matrix, fit).notes[0].code == "fit-needs-all-answers"
    mixed = read("irt_mixed.csv")
    several = score_fit(mixed, calibrate(mixed, "pcm"))
    assert several.notes[0].code == "fit-needs-right-or-wrong"
    assert all(item.s_x2 is None for item in several.items)
    assert cube_root_z(1.2, 0.0) is None


def test_two_people_have_no_fit_worth_a_nan():
    matrix = score_matrix(np.array([[1, 0, 1, 0], [0, 1, 1, 0.0]]), [1] * 4)
    fit = calibrate(matrix, method="mml")
    for item in item_fit(matrix, fit).items:
        assert item.infit is None or np.isfinite(item.infit)
    assert all(item.s_x2 is None for item in score_fit(matrix, fit).items)
    assert local_dependence(matrix, fit).mean is None
