"""Points of one form as points of another, from totals."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from sauatty.core.errors import EquatingImpossible, ModelUnknown
from sauatty.core.psychometrics.equating import best_degree, equate_scores, equipercentile, smoothed

REFERENCE = Path(__file__).resolve().parents[1] / "reference" / "psychometrics"
R = json.loads((REFERENCE / "equating.json").read_text())
with (REFERENCE / "equating_totals.csv").open() as lines:
    ROWS = list(csv.DictReader(lines))
NEW = np.array([int(row["new"]) for row in ROWS][:25], float)
BASE = np.array([int(row["base"]) for row in ROWS], float)


def people(counts):
    return np.repeat(np.arange(len(counts)), counts.astype(int))


def equivalents(found):
    return [row.equivalent for row in found.rows]


def test_it_works():
    found = equate_scores(people(NEW), people(BASE), (24, 26), n_resamples=50)
    assert found.n_new == 480 and found.n_base == 450 and len(found.rows) == 25
    assert np.all(np.diff(equivalents(found)) > 0)
    assert all(0 < row.se < 3 for row in found.rows[4:22])


def test_the_example_of_kolen_and_brennan_comes_out():
    # Kolen & Brennan (2014), Table 2.3 (distributions of a four-item test) and Table 2.4 (equivalents).
    new, base = np.array([0.2, 0.3, 0.2, 0.2, 0.1]), np.array([0.1, 0.2, 0.2, 0.3, 0.2])
    assert equipercentile(new, base) == pytest.approx([0.5, 1.75, 2.8333, 3.5, 4.25], abs=1e-4)


def test_the_smoothing_is_the_poisson_regression_of_r():
    assert smoothed(NEW, 4) == pytest.approx(R["smoothed_new"], rel=1e-7)
    assert smoothed(BASE, 3) == pytest.approx(R["smoothed_base"], rel=1e-7)
    assert [best_degree(NEW), best_degree(BASE)] == R["best_degrees"]


def test_smoothing_keeps_the_moments():
    points = np.arange(len(NEW))
    for power in range(4):
        assert smoothed(NEW, 3) @ points**power == pytest.approx(NEW @ points**power)


def test_equivalents_of_smoothed_and_straight_lines_are_those_of_r():
    found = equipercentile(smoothed(NEW, 4) / 480, smoothed(BASE, 3) / 450)
    assert found == pytest.approx(R["equipercentile_smoothed"], abs=1e-6)
    linear = equate_scores(people(NEW), people(BASE), (24, 26), "linear", n_resamples=0)
    assert equivalents(linear) == pytest.approx(R["linear"], abs=1e-10)
    assert [row.se for row in linear.rows] == [None] * 25


def test_a_form_equates_to_itself():
    found = equate_scores(people(NEW), people(NEW), (24, 24), is_smoothed=False, n_resamples=100)
    seen = [row for row in found.rows if NEW[row.points]]
    assert [row.equivalent for row in seen] == pytest.approx([row.points for row in seen])
    assert "equating-within-error" in [note.code for note in found.notes]


def test_mean_equating_adds_the_difference_of_the_means():
    found = equate_scores([1, 2, 3], [3, 4, 5], (5, 6), "mean", n_resamples=0)
    assert equivalents(found) == pytest.approx([2, 3, 4, 5, 6, 7])


def test_errors_of_the_mean_are_those_of_the_formula():
    rng = np.random.default_rng(1)
    new, base = rng.binomial(20, 0.5, 200), rng.binomial(20, 0.6, 150)
    found = equate_scores(new, base, (20, 20), "mean", n_resamples=4000)
    expected = np.sqrt(new.var() / 200 + base.var() / 150)
    assert found.rows[10].se == pytest.approx(expected, rel=0.05)


def test_equating_recovers_a_form_that_is_harder():
    rng = np.random.default_rng(6)
    theta = rng.normal(size=(20_000, 1))
    easy, hard = np.linspace(-2, 1, 24), np.linspace(-1.5, 1.5, 24)
    totals = [(rng.random((10_000, 24)) < 1 / (1 + np.exp(-(half - form)))).sum(axis=1)
              for half, form in ((theta[:10_000], hard), (theta[10_000:], easy))]  # fmt: skip
    found = equate_scores(*totals, (24, 24), n_resamples=0)
    for points, at in ((8, -0.92), (12, 0.0), (16, 0.92)):
        truth = np.sum(1 / (1 + np.exp(-(at - easy)))) + points - np.sum(1 / (1 + np.exp(-(at - hard))))
        assert found.rows[points].equivalent == pytest.approx(truth, abs=0.35)


def test_the_same_seed_gives_the_same_errors():
    first, second = (
        equate_scores(people(NEW), people(BASE), (24, 26), n_resamples=20, seed=3) for _ in range(2)
    )
    assert first == second


def test_few_people_are_said():
    notes = equate_scores([3, 4, 6] * 10, [2, 5, 5] * 10, (8, 8), n_resamples=20).notes
    assert notes[0].code == "equating-few-people" and notes[0].params["count"] == 30


@pytest.mark.parametrize("method", ["mean", "equipercentile"])
def test_one_person_on_each_form_has_numbers_and_no_errors(method):
    found = equate_scores([3], [4], (6, 6), method)
    assert np.isfinite(equivalents(found)).all() and all(row.se is None for row in found.rows)


@pytest.mark.parametrize("most", [(0, 0), (1, 1), (2, 3)])
def test_the_shortest_forms_have_numbers(most):
    found = equate_scores([0, 0], [0, 0], most, n_resamples=10)
    assert len(found.rows) == most[0] + 1 and np.isfinite(equivalents(found)).all()


def test_a_total_that_nobody_reached_lies_between_its_neighbours():
    assert equipercentile(np.array([0.5, 0.5]), np.array([0.25, 0.25, 0, 0.5]))[0] == pytest.approx(0.5)
    # The rank 50 belongs to the whole gap from 1.5 to 2.5: its middle is taken.
    assert equipercentile(np.array([0, 1.0]), np.array([0.25, 0.25, 0, 0.5]))[1] == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("new", "base", "method", "word"),
    [
        ([], [1], "mean", "nobody took the new form"),
        ([1], [], "mean", "nobody took the base form"),
        ([7], [1], "mean", "7 is no total of the new form"),
        ([1.5], [1], "mean", "1.5"),
        ([1], [float("nan")], "mean", "nan"),
        ([2, 2], [1, 3], "linear", "same total"),
    ],
)
def test_totals_that_cannot_be_are_named(new, base, method, word):
    with pytest.raises(EquatingImpossible, match=word):
        equate_scores(new, base, (6, 6), method)


def test_an_unknown_method_is_named():
    with pytest.raises(ModelUnknown, match="kernel"):
        equate_scores([1], [1], (2, 2), "kernel")
