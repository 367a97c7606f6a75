import json

import numpy as np
import pytest

from core.surveys.tabulation_samples import REFERENCE, reference_table, table_of
from sauatty.core.errors import WeightsRefused
from sauatty.core.surveys.weighting import margins_from_rows, rake

EXPECTED = json.loads((REFERENCE / "survey_reference.json").read_text("utf-8"))["weights"]
REGION = {"north": 300.0, "south": 500.0, "west": 200.0}
KIND = {"school": 850.0, "library": 150.0}


def test_raking_agrees_with_r():
    found = rake(reference_table(), {"region": REGION, "kind": KIND})
    assert found.is_converged
    np.testing.assert_allclose(found.weights, EXPECTED["raked"], rtol=1e-8)
    assert found.design_effect == pytest.approx(EXPECTED["deff"])
    assert (found.n_trimmed, found.weights.mean()) == (0, pytest.approx(1))


def test_one_joint_margin_is_post_stratification_as_in_r():
    joint = {
        "north*school": 250, "north*library": 50, "south*school": 430, "south*library": 70, "west*school": 170,
        "west*library": 30,
    }  # fmt: skip
    found = rake(reference_table(), {"region*kind": joint})
    np.testing.assert_allclose(found.weights, EXPECTED["post"], rtol=1e-10)


def test_the_margins_are_met_and_both_shares_are_shown():
    found = rake(reference_table(), {"region": REGION, "kind": KIND})
    for row in found.rows:
        assert row.share_after == pytest.approx(row.share_population, abs=1e-9)
    assert sum(row.share_before for row in found.rows if row.margin == "region") == pytest.approx(1)
    assert found.n_effective == pytest.approx(240 / found.design_effect)


def test_weights_are_trimmed_and_it_is_said():
    table = table_of(g=["a"] * 99 + ["b"])
    found = rake(table, {"g": {"a": 50, "b": 50}}, trim=10)
    assert found.n_trimmed == 1
    assert found.largest == pytest.approx(10)
    assert found.largest_difference == pytest.approx(0.4, abs=0.01)
    free = rake(table, {"g": {"a": 50, "b": 50}}, trim=float("inf"))
    assert (free.n_trimmed, free.largest) == (0, pytest.approx(50))


def test_trimmed_weights_keep_to_the_limit_and_the_rest_is_fitted_again():
    table = table_of(g=["a"] * 60 + ["b"] * 40 + ["c"] * 2, h=(["x", "y"] * 51))
    found = rake(table, {"g": {"a": 40, "b": 50, "c": 10}, "h": {"x": 30, "y": 70}}, trim=3)
    assert found.n_trimmed > 0
    assert found.largest <= 3.000001


def test_a_part_of_the_population_without_respondents_is_left_out_and_named():
    found = rake(table_of(g=["a", "a", "b"]), {"g": {"a": 40, "b": 40, "c": 20}})
    assert found.share_not_represented == pytest.approx(0.2)
    empty = next(row for row in found.rows if row.code == "c")
    assert (empty.reason, empty.n) == ("no-respondents", 0)
    assert found.as_json()["rows"][2]["share_after"] is None
    assert found.weights.tolist() == pytest.approx([0.75, 0.75, 1.5])


def test_who_has_no_answer_to_a_margin_is_not_moved_by_it():
    found = rake(table_of(g=["a", "a", "b", ""]), {"g": {"a": 1, "b": 1}})
    assert found.n_without == 1
    assert found.weights[3] == pytest.approx(1)
    assert found.weights[:2].sum() == pytest.approx(found.weights[2])


@pytest.mark.parametrize(
    ("margins", "problem"),
    [
        ({"g": {"a": 1}}, "'b', which was answered"),
        ({"g": {"a": 1, "b": 0}}, "'b', which was answered"),
        ({"h": {"a": 1}}, "no column 'h'"),
        ({"g": {"a": -1, "b": 2}}, "negative"),
        ({"g": {"a": 0, "b": 0}}, "all are 0"),
        ({"empty": {"a": 1}}, "nobody answered 'empty'"),
        ({}, "no margins"),
    ],
)
def test_margins_that_do_not_fit_are_refused_by_name(margins, problem):
    with pytest.raises(WeightsRefused, match=problem):
        rake(table_of(g=["a", "b"], empty=["", ""]), margins)


def test_margins_are_read_from_rows():
    found = margins_from_rows(
        [("region", "KZ-75", "1 200"), ("region", "KZ-71", "300,5"), ("kind", "school", "9")]
    )
    assert found == {"region": {"KZ-75": 1200.0, "KZ-71": 300.5}, "kind": {"school": 9.0}}
    with pytest.raises(WeightsRefused, match="is no number"):
        margins_from_rows([("region", "KZ-75", "many")])
    with pytest.raises(WeightsRefused, match="twice"):
        margins_from_rows([("region", "KZ-75", "1"), ("region", "KZ-75", "2")])
