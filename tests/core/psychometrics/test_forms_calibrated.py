"""Calibrations of simulated people, linked, equated, watched for drift and used for a pass mark."""

from dataclasses import replace

import numpy as np
import pytest

from sauatty.core.psychometrics.abilities import estimate_abilities
from sauatty.core.psychometrics.classification import lee, rudner
from sauatty.core.psychometrics.cutscore import JudgeRatings, angoff_round, theta_cut
from sauatty.core.psychometrics.drift import drift
from sauatty.core.psychometrics.equating_curves import (
    form_expectation,
    item_expectation,
    item_precision,
    points_of,
)
from sauatty.core.psychometrics.equating_links import link, moved, true_score_equating
from sauatty.core.psychometrics.fit_persons import person_fit
from sauatty.core.psychometrics.information import information_curves
from sauatty.core.psychometrics.irt import calibrate
from sauatty.core.psychometrics.irt_results import ItemParameters
from sauatty.core.psychometrics.patterns import misfitting
from sauatty.core.psychometrics.simulate import simulated_scores

RNG = np.random.default_rng(77)
BANK = tuple(
    ItemParameters(f"i{n}", float(RNG.uniform(0.7, 1.7)), b, (b,))
    for n, b in enumerate(RNG.normal(0, 1, 36).tolist())
)
FORM_A, FORM_B = BANK[:24], BANK[12:]  # twelve anchors


@pytest.fixture(scope="module")
def calibrations():
    """Return form A taken by N(0, 1) and form B by N(0.5, 1.3), each calibrated on a scale of its own."""
    rng = np.random.default_rng(78)
    first = simulated_scores(FORM_A, rng.normal(0, 1, 4000), seed=1)
    second = simulated_scores(FORM_B, rng.normal(0.5, 1.3, 4000), seed=2)
    return calibrate(first, "2pl"), calibrate(second, "2pl")


@pytest.mark.parametrize("method", ["mean-sigma", "mean-mean", "stocking-lord", "haebara"])
def test_a_link_recovers_the_other_population(calibrations, method):
    found = link(calibrations[1].items, calibrations[0].items, method)
    assert len(found.common) == 12
    assert found.slope == pytest.approx(1.3, abs=0.12)
    assert found.intercept == pytest.approx(0.5, abs=0.1)
    assert abs(found.slope - 1.3) < 4 * found.se_slope and abs(found.intercept - 0.5) < 4 * found.se_intercept


def test_linked_forms_have_the_true_equivalents(calibrations):
    new = link(calibrations[1].items, calibrations[0].items).items(calibrations[1].items)
    found = true_score_equating(new, calibrations[0].items)
    truth = true_score_equating(FORM_B, FORM_A)
    gaps = [one.equivalent - other.equivalent for one, other in zip(found, truth, strict=True)]
    assert max(map(abs, gaps)) < 0.5


def test_sound_items_do_not_drift_and_a_known_one_does(calibrations):
    old, new = calibrations
    assert drift(old.items, new.items).moved == ()
    form = [moved(item, 1.0, -1.0) if item.item == "i14" else item for item in FORM_B]
    matrix = simulated_scores(form, np.random.default_rng(4).normal(0.5, 1.3, 4000), seed=5)
    assert drift(old.items, calibrate(matrix, "2pl").items).moved == ("i14",)


def test_curves_are_those_of_the_information_page():
    items = [replace(FORM_A[0], steps=(-0.4, 0.9)), *FORM_A[1:]]
    found = information_curves(items)
    assert form_expectation(items, found.thetas) == pytest.approx(found.expected_score)
    assert np.sum([item_precision(item, found.thetas) for item in items], axis=0) == pytest.approx(
        found.information
    )


def test_a_pass_mark_on_theta_classifies_as_the_points_do(calibrations):
    items = calibrations[0].items
    expected = [100 * float(item_expectation(item, np.array([0.4]))[0]) for item in items]
    rng = np.random.default_rng(3)
    rows = np.clip(np.array(expected) + rng.normal(0, 5, (8, 1)) + rng.normal(0, 8, (8, 24)), 0, 100)
    judged = angoff_round(JudgeRatings(rows, tuple("abcdefgh"), tuple(item.item for item in items)), items)
    cut = theta_cut(items, judged)
    assert cut.low < 0.4 < cut.high
    assert max(judge.misplaced for judge in judged.judges) < 0.15
    matrix = simulated_scores(FORM_A, rng.normal(0, 1, 3000), seed=9)
    abilities = estimate_abilities(matrix, calibrations[0], "wle")
    by_theta = rudner(abilities.theta, abilities.se, cut.theta)
    by_points = lee(items, judged.least_points)
    assert by_theta.accuracy == pytest.approx(by_points.accuracy, abs=0.03)
    assert 0.8 < by_points.accuracy < 0.95 and by_points.consistency < by_points.accuracy
    assert points_of(items) == 24


def test_a_sheet_entered_a_line_off_does_not_fit(calibrations):
    matrix = simulated_scores(FORM_A, np.random.default_rng(11).normal(0, 1, 200), seed=6)
    order = np.argsort([item.difficulty for item in FORM_A])
    matrix.scores[7, order[:12]], matrix.scores[7, order[12:]] = 0, 1
    found = misfitting(person_fit(matrix, calibrations[0]).lz, matrix.persons)
    assert found[0].persons == (matrix.persons[7],)
    assert len(found) <= 5
