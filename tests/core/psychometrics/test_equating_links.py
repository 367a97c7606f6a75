"""Two calibrations on one scale."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sauatty.core.errors import EquatingImpossible, ModelUnknown
from sauatty.core.psychometrics.equating_curves import (
    form_expectation,
    item_expectation,
    item_precision,
    points_distribution,
    theta_of_points,
)
from sauatty.core.psychometrics.equating_links import link, moved, true_score_equating
from sauatty.core.psychometrics.irt_results import ItemParameters

REFERENCE = Path(__file__).resolve().parents[1] / "reference" / "psychometrics"
R = json.loads((REFERENCE / "equating.json").read_text())
METHODS = ("mean-sigma", "mean-mean", "stocking-lord", "haebara")


def make_item(name, discrimination, *steps):
    return ItemParameters(name, discrimination, float(np.mean(steps)), steps, 0.1, 0.2, (0.2,) * len(steps))


def of_scale(scale):
    with (REFERENCE / "equating_items.csv").open() as lines:
        return [
            make_item(
                row["item"],
                float(row[f"a_{scale}"]),
                *(float(row[f"b{n}_{scale}"]) for n in (1, 2) if row[f"b{n}_{scale}"]),
            )
            for row in csv.DictReader(lines)
        ]


NEW, BASE = of_scale("new"), of_scale("base")


@pytest.mark.parametrize("method", METHODS)
def test_it_works_as_the_second_implementation_in_r_says(method):
    found = link(NEW, BASE, method)
    assert [found.slope, found.intercept] == pytest.approx(R[method.replace("-", "_")], abs=2e-5)
    assert found.slope == pytest.approx(1.25, abs=0.15) and found.intercept == pytest.approx(0.4, abs=0.15)
    assert 0 < found.se_slope < 0.2 and 0 < found.se_intercept < 0.2


@pytest.mark.parametrize("method", METHODS)
def test_the_example_of_kolen_and_brennan_has_its_line(method):
    # Kolen & Brennan (2014), ch. 6: three items whose scales differ by A = 0.5 and B = -0.5 (guessing left out here).
    base = [make_item("1", 1.3, -1.3), make_item("2", 0.6, -0.1), make_item("3", 1.7, 0.9)]
    new = [make_item("1", 0.65, -1.6), make_item("2", 0.3, 0.8), make_item("3", 0.85, 2.8)]
    found = link(new, base, method)
    assert (found.slope, found.intercept) == pytest.approx((0.5, -0.5), abs=1e-6)
    assert found.notes[0].code == "few-common-items"
    for there, aim in zip(found.items(new), base, strict=True):
        assert there.difficulty == pytest.approx(aim.difficulty, abs=1e-6)
        assert there.discrimination == pytest.approx(aim.discrimination, abs=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_there_and_back_again_is_where_one_was(method):
    forth = link(NEW, [moved(item, 1.3, -0.7) for item in NEW], method)
    assert (forth.slope, forth.intercept) == pytest.approx((1.3, -0.7), abs=1e-6)
    assert forth.se_slope == pytest.approx(0, abs=1e-5)
    assert forth.theta(1.0) == pytest.approx(0.6, abs=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_a_rasch_model_moves_and_does_not_stretch(method):
    base = [make_item(f"i{n}", 1.0, float(b)) for n, b in enumerate([-1.2, -0.4, 0.3, 0.9, 1.1])]
    new = [
        replace(item, difficulty=b, steps=(b,))
        for item, b in zip(base, [-0.8, 0.1, 0.7, 1.3, 1.6], strict=True)
    ]
    found = link(new, base, method)
    assert found.slope == 1 and found.se_slope is None
    assert found.intercept == pytest.approx(-0.44, abs=0.02)


def test_curves_stay_what_they_are_when_the_scale_moves():
    theta = np.linspace(-2, 2, 5)
    for item in NEW:
        there = moved(item, 1.3, -0.7)
        assert item_expectation(there, 1.3 * theta - 0.7) == pytest.approx(item_expectation(item, theta))
        assert item_precision(there, 1.3 * theta - 0.7) * 1.69 == pytest.approx(item_precision(item, theta))


def test_standard_errors_move_along():
    there = moved(NEW[0], 2.0, 1.0)
    assert there.se_difficulty == pytest.approx(0.4) and there.se_discrimination == pytest.approx(0.05)
    bare = moved(
        replace(NEW[1], difficulty=None, steps=(None,), se_steps=(None,), se_difficulty=None), 2.0, 1.0
    )
    assert bare.difficulty is None and bare.steps == (None,) and bare.se_difficulty is None


def test_items_with_other_points_or_without_parameters_are_not_common():
    new = [replace(NEW[0], steps=(0.0,)), replace(NEW[1], difficulty=None, steps=(None,)), *NEW[2:]]
    assert link(new, BASE).common == tuple(item.item for item in NEW[2:])


@pytest.mark.parametrize("method", METHODS)
def test_an_item_that_measures_the_other_way_round_links_nothing(method):
    new = [replace(NEW[0], discrimination=-5.0), *NEW[1:]]
    found = link(new, BASE, method)
    assert "i0" not in found.common and found.slope > 1
    assert found.items(new)[0].discrimination < 0


def test_nothing_in_common_and_one_difficulty_only_are_refused():
    with pytest.raises(EquatingImpossible, match="no item in common"):
        link(NEW[:3], BASE[3:])
    with pytest.raises(EquatingImpossible, match="one difficulty"):
        link([make_item("a", 1.0, 0.0)], [make_item("a", 1.1, 0.2)], "mean-sigma")
    with pytest.raises(ModelUnknown):
        link(NEW, BASE, "magic")


def test_one_common_item_still_gives_a_line_with_a_warning():
    found = link([make_item("a", 1.0, 0.0)], [make_item("a", 0.5, 0.2)])
    assert (found.slope, found.intercept) == pytest.approx((2.0, 0.2), abs=1e-4)
    assert found.se_intercept is None and found.notes[0].params == {"count": 1}


def test_true_points_are_those_of_r():
    found = true_score_equating(BASE[:6], BASE[6:])
    assert [row.equivalent for row in found[1:-1]] == pytest.approx(R["true_points"], abs=1e-8)
    assert (found[0].equivalent, found[-1].points, found[-1].equivalent) == (0, 8, 8)


def test_true_points_of_a_form_on_itself_are_its_points():
    assert [row.equivalent for row in true_score_equating(BASE, BASE)] == pytest.approx(range(17))


def test_true_points_of_a_form_without_parameters_are_refused():
    with pytest.raises(EquatingImpossible, match="i0"):
        true_score_equating([replace(BASE[0], steps=(None, 0.1))], BASE)
    with pytest.raises(EquatingImpossible, match="no items"):
        true_score_equating([], BASE)


def test_totals_are_distributed_as_all_patterns_added_up():
    theta = np.array([-1.0, 0.5])
    found = points_distribution(BASE, theta)
    assert found.sum(axis=1) == pytest.approx([1, 1])
    assert found @ np.arange(17) == pytest.approx(form_expectation(BASE, theta))
    two = [make_item("a", 1.0, 0.0), make_item("b", 1.0, 1.0)]
    chances = [1 / (1 + np.exp(-(0.5 - b))) for b in (0.0, 1.0)]
    assert points_distribution(two, np.array([0.5]))[0][2] == pytest.approx(chances[0] * chances[1])


def test_points_outside_the_form_have_no_theta():
    assert np.isnan(theta_of_points(BASE, 0)) and np.isnan(theta_of_points(BASE, 16))
