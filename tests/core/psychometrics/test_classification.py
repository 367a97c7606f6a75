"""How surely a pass mark parts people: against simulated parallel forms."""

from dataclasses import dataclass

import numpy as np
import pytest

from sauatty.core.errors import CutOutOfRange, FiguresDoNotFit
from sauatty.core.psychometrics.classification import lee, livingston_lewis, rudner
from sauatty.core.psychometrics.equating_curves import form_expectation, score_probabilities


@dataclass(frozen=True)
class ItemCurve:
    discrimination: float
    difficulty: float
    steps: tuple[float, ...] = ()


FORM = [ItemCurve(0.8 + n % 5 / 5, -2 + n / 6, (-1.0, 0.5) if n % 8 == 0 else ()) for n in range(24)]


@pytest.fixture(scope="module")
def cohort():
    """Return abilities and totals on two parallel forms of 40,000 people."""
    rng = np.random.default_rng(20)
    theta = rng.normal(size=40_000)
    forms = []
    for _ in range(2):
        total = np.zeros(len(theta))
        for item in FORM:
            reached = np.cumsum(score_probabilities(item, theta), axis=1)
            total += (rng.random(len(theta))[:, None] > reached).sum(axis=1)
        forms.append(total)
    return theta, forms[0], forms[1]


@pytest.mark.parametrize("cut", [9, 14, 20])
def test_calibrated_items_say_what_two_forms_show(cohort, cut):
    theta, first, second = cohort
    found = lee(FORM, cut)
    able = form_expectation(FORM, theta) >= cut
    assert found.consistency == pytest.approx(np.mean((first >= cut) == (second >= cut)), abs=0.006)
    assert found.accuracy == pytest.approx(np.mean((first >= cut) == able), abs=0.006)
    assert found.false_pass == pytest.approx(np.mean((first >= cut) & ~able), abs=0.006)
    assert found.passing == pytest.approx(np.mean(first >= cut), abs=0.006)
    passed = np.mean(first >= cut)
    chance = passed**2 + (1 - passed) ** 2
    assert found.kappa == pytest.approx((found.consistency - chance) / (1 - chance), abs=0.02)


@pytest.mark.parametrize("cut", [9, 14, 20])
def test_totals_and_a_reliability_say_nearly_the_same(cohort, cut):
    theta, first, second = cohort
    reliability = float(np.corrcoef(first, second)[0, 1])
    found = livingston_lewis(first, cut, 27, reliability)
    able = form_expectation(FORM, theta) >= cut
    assert found.consistency == pytest.approx(np.mean((first >= cut) == (second >= cut)), abs=0.012)
    assert found.accuracy == pytest.approx(np.mean((first >= cut) == able), abs=0.015)
    assert found.passing == pytest.approx(np.mean(first >= cut), abs=0.02)


def test_abilities_with_normal_errors_say_what_happens():
    rng = np.random.default_rng(3)
    true = rng.uniform(-3, 3, 60_000)
    estimate = true + rng.normal(0, 0.4, len(true))
    again = true + rng.normal(0, 0.4, len(true))
    found = rudner(estimate, np.full(len(true), 0.4), 0.5)
    assert found.accuracy == pytest.approx(np.mean((estimate >= 0.5) == (true >= 0.5)), abs=0.01)
    assert found.consistency == pytest.approx(np.mean((estimate >= 0.5) == (again >= 0.5)), abs=0.02)
    assert found.accuracy + found.false_pass + found.false_fail == pytest.approx(1)


def test_one_person_at_the_cut_is_a_coin():
    found = rudner([0.0], [0.5], 0.0)
    assert found.accuracy == pytest.approx(0.5) and found.consistency == pytest.approx(0.5)
    assert found.kappa == pytest.approx(0.0)


def test_two_parameters_stand_in_where_four_do_not_fit_and_that_is_said():
    found = livingston_lewis([0, 0, 20, 20, 0, 20, 10], 10, 20, 0.9)
    assert [note.code for note in found.notes] == ["beta-two-parameters"]
    assert 0 <= found.accuracy <= 1 and 0 <= found.consistency <= 1


@pytest.mark.parametrize("n", [2, 3, 30])
def test_a_few_people_still_have_figures_within_bounds(n):
    found = livingston_lewis(np.arange(n) + 5, 8, 40, 0.6)
    for share in (found.accuracy, found.consistency, found.passing):
        assert 0 <= share <= 1


def test_people_without_an_ability_are_left_out_and_counted():
    found = rudner([0.0, np.nan, 1.0], [0.5, 0.5, np.nan], 0.2)
    assert found.notes[0].params == {"count": 2}


@pytest.mark.parametrize("cut", [0, 28])
def test_a_cut_outside_the_form_is_refused(cut):
    with pytest.raises(CutOutOfRange):
        lee(FORM, cut)
    with pytest.raises(CutOutOfRange):
        livingston_lewis([1, 2], cut, 27, 0.5)


@pytest.mark.parametrize("reliability", [0.0, 1.0, -0.2, float("nan")])
def test_a_reliability_that_cannot_be_is_refused(reliability):
    with pytest.raises(FiguresDoNotFit):
        livingston_lewis([1, 2, 3], 2, 5, reliability)


def test_lists_that_do_not_fit_are_refused():
    with pytest.raises(FiguresDoNotFit):
        rudner([0.0, 1.0], [0.3], 0.0)
    with pytest.raises(FiguresDoNotFit):
        rudner([np.nan], [0.3], 0.0)
    with pytest.raises(FiguresDoNotFit):
        lee(FORM, 5, [0.0, 1.0], [1.0])
    with pytest.raises(FiguresDoNotFit):
        livingston_lewis([3, 3], 2, 5, 0.5)
