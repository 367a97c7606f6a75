import csv
from math import isnan, log
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from core.coverage.samples import COMPETENCES, judged, many
from sauatty.core.coverage import (
    align_rows,
    evenness,
    evenness_of,
    expected_counts,
    gini,
    judged_matrix,
    pielou,
    porter_alignment,
    porter_index,
    standardised_residuals,
    unevenness,
)
from sauatty.core.coverage.unevenness import flag_of

REFERENCE = Path(__file__).parents[1] / "reference" / "coverage"


def reference(name):
    with (REFERENCE / f"{name}.csv").open() as file:
        return [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]


def matrix_of(table, **options):
    """Return the matrix of a table of counts: rows are grades, columns the first competences."""
    objectives = [
        one
        for row, counts in enumerate(table, 1)
        for column, n in enumerate(counts)
        for one in many(n, 2, COMPETENCES[column], grade=row, prefix=f"{row}-{column}-")
    ]
    return judged_matrix(objectives, by="grade", competences=COMPETENCES[: len(table[0])], **options)


# --- against R ---


def test_residuals_and_expected_counts_agree_with_r():
    rows = reference("residuals")
    shape = (4, 6)
    counts = np.array([row["count"] for row in rows]).reshape(shape, order="F")
    assert standardised_residuals(counts).ravel("F") == pytest.approx([row["stdres"] for row in rows])
    assert expected_counts(counts).ravel("F") == pytest.approx([row["expected"] for row in rows])


def test_the_indices_agree_with_r_and_scipy():
    rows = reference("residuals")
    counts = np.array([row["count"] for row in rows]).reshape((4, 6), order="F")
    for own, row in zip(counts, reference("indices"), strict=True):
        assert float(pielou(own)) == pytest.approx(row["pielou"])
        assert float(pielou(own)) == pytest.approx(stats.entropy(own) / log(6))
        assert gini(own) == pytest.approx(row["gini"])
        assert float(porter_index(own, counts[0])) == pytest.approx(row["porter_with_first"])


# --- flags ---


@pytest.mark.parametrize(
    ("residual", "expected", "flag"),
    [
        (2.0, 9, ""), (2.01, 9, "more"), (3.2, 9, "much-more"), (-2.4, 9, "fewer"), (-3.01, 9, "much-fewer"),
        (4.0, 4.99, "too-small"), (0.1, 0.5, "too-small"), (float("nan"), 9, "too-small"),
    ],
)  # fmt: skip
def test_cells_are_flagged_beyond_two_and_strongly_beyond_three(residual, expected, flag):
    assert flag_of(residual, expected) == flag


def test_what_stands_out_is_found_with_its_share_and_interval():
    found = unevenness(matrix_of([[40, 10, 10], [10, 40, 10], [10, 10, 40]]), n_resamples=200)
    assert {(cell.row, cell.competence) for cell in found.flagged if cell.flag == "much-more"} == {
        ("1", COMPETENCES[0]), ("2", COMPETENCES[1]), ("3", COMPETENCES[2]),
    }  # fmt: skip
    first = found.cells[0]
    assert (first.n, first.n_judged) == (40, 60)
    assert first.share.low < 2 / 3 < first.share.high
    assert found.n_firm == 9
    assert found.by_chance == pytest.approx(9 * 0.0455)


def test_small_cells_are_said_to_be_too_small_and_never_flagged():
    found = unevenness(matrix_of([[4, 0, 0], [0, 1, 1]]), n_resamples=50)
    assert not found.flagged
    assert len(found.too_small) == 6


def test_unjudged_rows_have_no_cells():
    objectives = [*many(30, 2, "2.3", grade=5), judged("x", None, grade=6)]
    found = unevenness(judged_matrix(objectives, by="grade", competences=COMPETENCES), n_resamples=50)
    assert {cell.row for cell in found.cells} == {"5"}


# --- evenness ---


def test_evenness_is_not_to_be_shown_under_the_minimum():
    few = unevenness(matrix_of([[4, 4]]), n_resamples=50)
    assert (few.minimum, few.undefined) == (6, "")
    none = unevenness(judged_matrix([judged("a", 0)], by="grade", competences=COMPETENCES), n_resamples=50)
    assert (none.undefined, none.is_shown) == ("no-objectives", False)
    assert isnan(none.evenness.pielou.estimate)
    small = unevenness(judged_matrix(many(35, 2, "2.3"), by="grade", competences=COMPETENCES), n_resamples=50)
    assert (small.undefined, small.minimum) == ("too-few", 36)


def test_with_one_competence_each_the_interval_is_that_of_a_multinomial_draw():
    counts = [12, 4, 30, 9]
    own = evenness_of(matrix_of([counts]).patterns)
    plain = evenness(counts)
    assert own.pielou.estimate == pytest.approx(plain.pielou.estimate)
    assert own.pielou.low == pytest.approx(plain.pielou.low, abs=0.02)
    assert own.pielou.high == pytest.approx(plain.pielou.high, abs=0.02)


@pytest.mark.parametrize("n", [36, 150])
def test_the_interval_with_several_competences_each_covers_the_truth(n):
    generator = np.random.default_rng(11)
    kinds = [(0,), (1, 2), (2,), (3, 4), (5,), (6, 7, 8), (9,), (10, 11), (5, 9), (5, 2), (7,), (4,)]
    chances = np.array([1, 2, 2, 3, 6, 2, 4, 1, 3, 3, 2, 1]) / 30
    truth = np.zeros(12)
    for kind, chance in zip(kinds, chances, strict=True):
        truth[list(kind)] += chance
    hits = 0
    for _ in range(200):
        drawn = generator.multinomial(n, chances)
        objectives = [
            judged(f"{number}", 2, *(COMPETENCES[one] for one in kinds[kind]))
            for number, kind in enumerate(np.repeat(np.arange(len(kinds)), drawn))
        ]
        matrix = judged_matrix(objectives, by="grade", competences=COMPETENCES)
        found = evenness_of(matrix.patterns, n_resamples=300).pielou
        hits += found.low <= float(pielou(truth)) <= found.high
    assert hits / 200 >= 0.85


# --- alignment ---


def test_porter_has_its_ends():
    assert float(porter_index([3, 1], [6, 2])) == pytest.approx(1)
    assert float(porter_index([3, 0], [0, 2])) == 0
    assert isnan(float(porter_index([0, 0], [1, 1])))


def test_the_baseline_shows_what_chance_gives():
    same = porter_alignment([20, 20, 20, 20], [21, 19, 22, 18])
    other = porter_alignment([40, 30, 5, 5], [5, 5, 30, 40])
    assert same.low <= same.index and same.p > 0.3
    assert other.index < other.low and other.p < 0.01
    assert other == porter_alignment([40, 30, 5, 5], [5, 5, 30, 40])
    assert other.total_variation == pytest.approx(1 - other.index)
    nothing = porter_alignment([0, 0], [3, 1])
    assert isnan(nothing.index) and isnan(nothing.p)


def test_under_no_difference_the_permutation_p_is_rarely_small():
    generator = np.random.default_rng(3)
    shares = np.array([1, 2, 4, 8, 5]) / 20
    p = [
        porter_alignment(*generator.multinomial((40, 60), shares).tolist(), n_permutations=199, seed=seed).p
        for seed in range(300)
    ]
    assert 0.02 <= np.mean(np.array(p) <= 0.05) <= 0.08


def test_each_row_is_held_against_all_others():
    found = align_rows(matrix_of([[30, 2], [2, 30], [16, 16]]), n_permutations=200)
    assert found["1"].n_a == 32 and found["1"].n_b == 64
    assert found["1"].p < 0.01 < found["3"].p
