"""Pass mark and classification against base R (tests/core/reference/psychometrics/cutscore.R)."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from sauatty.core.psychometrics.classification import lee, livingston_lewis, rudner
from sauatty.core.psychometrics.cutscore import JudgeRatings, angoff_round, theta_cut
from sauatty.core.psychometrics.irt_results import ItemParameters

REFERENCE = Path(__file__).resolve().parents[1] / "reference" / "psychometrics"
R = json.loads((REFERENCE / "cutscore.json").read_text())


def table(name):
    with (REFERENCE / name).open() as lines:
        return list(csv.DictReader(lines))


ITEMS = [
    ItemParameters(row["item"], float(row["a"]), float(row["b"]), (float(row["b"]),))
    for row in table("cutscore_items.csv")
]


@pytest.fixture(scope="module")
def judged():
    rows = table("cutscore_ratings.csv")
    names = tuple(item.item for item in ITEMS)
    percents = np.array([[float(row[name]) for name in names] for row in rows])
    solved = np.array([float(row["solved"]) for row in table("cutscore_items.csv")])
    return angoff_round(JudgeRatings(percents, tuple(row["judge"] for row in rows), names), ITEMS, solved)


def test_the_cut_and_its_errors_are_those_of_r(judged):
    assert [judged.cut] == pytest.approx(R["cut"])
    assert [judged.se] == pytest.approx(R["se"])
    assert [judged.interval.low, judged.interval.high] == pytest.approx(R["interval"])
    assert [judged.se_with_items] == pytest.approx(R["se_with_items"])
    parts = judged.components
    assert [parts.judges, parts.items, parts.residual] == pytest.approx(R["components"])


def test_judges_agree_with_the_cohort_as_in_r(judged):
    assert [judge.correlation for judge in judged.judges] == pytest.approx(R["correlations"])


def test_the_theta_of_the_cut_is_that_of_r(judged):
    assert [theta_cut(ITEMS, judged).theta] == pytest.approx(R["theta"])


def test_rudner_is_that_of_r():
    theta = np.linspace(-2.5, 2.5, 400)
    found = rudner(theta, 0.3 + 0.05 * theta**2, 0.25)
    assert [found.accuracy, found.consistency] == pytest.approx(R["rudner"])


def test_lee_is_that_of_all_patterns_in_r():
    nodes = np.linspace(-3, 3, 61)
    found = lee(ITEMS[:12], 8, nodes, np.exp(-(nodes**2) / 2))
    assert [found.accuracy, found.consistency, found.passing] == pytest.approx(R["lee"])


def test_livingston_and_lewis_is_that_of_numerical_integration_in_r():
    counts = [int(row["new"]) for row in table("equating_totals.csv")]
    found = livingston_lewis(np.repeat(np.arange(27), counts), 14, 24, 0.8)
    assert not found.notes  # four parameters fitted, as in R
    assert [found.accuracy, found.consistency, found.passing] == pytest.approx(
        R["livingston_lewis"][1:], abs=5e-4
    )
