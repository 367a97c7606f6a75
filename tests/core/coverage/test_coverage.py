from math import isnan, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sauatty.core.coverage import (
    Gap,
    coverage_matrix,
    evenness,
    expected_rows,
    gaps,
    gini,
    pielou,
    row_key,
    row_names,
    standardised_residuals,
)
from sauatty.core.errors import RowInvalid, UnknownCompetence

COMPETENCES = ("gmilaf.1.1", "gmilaf.2.3", "gmilaf.3.1")


def matched(relevance, *competences, **keys):
    proposals = [{"competence": one, "score": 0.9 - n / 10} for n, one in enumerate(competences)]
    return {"id": "x", "text": "…", "relevance": relevance, "proposals": proposals, **keys}


ROWS = [
    matched(
        0.9,
        "gmilaf.2.3",
        "gmilaf.1.1",
        subject_area="Человек и общество",
        subject="История Казахстана",
        grade=7,
    ),
    matched(0.5, "gmilaf.2.3", subject_area="Адам және қоғам", subject="Қазақстан тарихы", grade=7),
    matched(
        0.4, "gmilaf.1.1", subject_area="people-society", subject_id="history_x", subject="Тарих", grade=10
    ),
    matched(0.1, subject_area="Естествознание", subject="Биология", grade=9),
    matched(0.8, "gmilaf.3.1", subject_area=None, subject=None, grade=None),
]


def build(by="subject_area", **options):
    return coverage_matrix(ROWS, by=by, threshold=0.5, competences=COMPETENCES, **options)


def test_it_works():
    matrix = build(expected_rows=expected_rows("subject_area"))
    row = matrix.rows.index("people-society")
    assert matrix.counts[row].tolist() == [0, 2, 0]
    assert matrix.expected[row] == pytest.approx([0.4, 1.4, 0])
    assert matrix.shares[row] == pytest.approx([0, 2 / 3, 0])
    assert matrix.n_objectives[row] == 3
    assert matrix.n_relevant[row] == 2
    assert matrix.totals.tolist() == [0, 2, 1]


def test_an_objective_counts_once_and_at_its_first_proposal():
    assert build().counts.sum() == sum(row["relevance"] >= 0.5 for row in ROWS)


def test_a_row_that_was_not_read_is_never_zero():
    matrix = build(expected_rows=expected_rows("subject_area"))
    row = matrix.rows.index("technology-art")
    assert not matrix.is_read[row]
    assert np.isnan(matrix.counts[row]).all()
    assert matrix.as_rows()[row] == {
        "row": "technology-art", "n_objectives": None, "n_relevant": None, "counts": None, "shares": None, "expected": None,
    }  # fmt: skip


def test_a_row_that_was_read_and_holds_nothing_is_zero():
    matrix = build()
    assert matrix.as_rows()[matrix.rows.index("natural-science")]["counts"] == dict.fromkeys(COMPETENCES, 0)


def test_grades_stand_in_order_and_unstated_ones_last():
    assert build("grade").rows == ("7", "9", "10", "")
    assert build("grade", expected_rows=expected_rows("grade")).rows == (*(str(n) for n in range(1, 12)), "")


def test_the_programmes_of_one_subject_in_two_languages_share_a_row():
    keys = {row_key(row, "subject") for row in ROWS[:2]}
    assert len(keys) == 1
    assert row_key(ROWS[2], "subject") == "history_x"


def test_rows_are_named_in_the_language_asked_for():
    names = row_names(ROWS, "subject", "kk")
    assert names[row_key(ROWS[0], "subject")] == "Қазақстан тарихы"
    assert names["history_x"] == "Тарих"
    assert row_names(ROWS, "grade", "ru")["7"] == "7 класс"
    assert row_names(ROWS, "subject_area", "en")[""] == "not stated"


@pytest.mark.parametrize(
    "broken", [{"relevance": None}, {"relevance": 1.2}, {"relevance": "high"}, {"proposals": None}]
)
def test_an_objective_that_was_not_matched_is_refused(broken):
    with pytest.raises(RowInvalid, match="line 2.*sauatty objectives match"):
        coverage_matrix([ROWS[0], ROWS[1] | broken], by="grade", threshold=0.5, competences=COMPETENCES)


def test_a_competence_without_a_column_is_refused():
    with pytest.raises(UnknownCompetence, match=r"acrl\.authority"):
        coverage_matrix([matched(0.9, "acrl.authority")], by="grade", threshold=0.5, competences=COMPETENCES)


def test_gaps_are_found_in_read_rows_only():
    matrix = build(expected_rows=expected_rows("subject_area"))
    assert gaps(matrix) == (
        Gap("natural-science", COMPETENCES),
        Gap("people-society", ("gmilaf.1.1", "gmilaf.3.1")),
        Gap("", ("gmilaf.1.1", "gmilaf.2.3")),
    )


# --- evenness ---

counts_of_twelve = st.lists(st.integers(0, 60), min_size=12, max_size=12).filter(any)


@given(counts_of_twelve)
def test_pielou_agrees_with_the_entropy_of_scipy(counts):
    assert float(pielou(counts)) == pytest.approx(stats.entropy(counts) / log(12), abs=1e-12)


@given(counts_of_twelve)
def test_gini_is_half_the_relative_mean_difference(counts):
    values = np.array(counts, dtype=float)
    mean_difference = np.abs(values[:, None] - values[None, :]).mean()
    assert gini(counts) == pytest.approx(mean_difference / (2 * values.mean()), abs=1e-12)


def test_the_ends_of_evenness():
    assert float(pielou([4, 4, 4])) == pytest.approx(1)
    assert float(pielou([9, 0, 0])) == 0
    assert isnan(float(pielou([0, 0, 0])))
    assert gini([4, 4, 4]) == 0
    assert gini([0, 0, 9]) == pytest.approx(2 / 3)
    assert isnan(gini([0, 0]))


def test_an_empty_competence_lowers_the_evenness():
    assert float(pielou([5, 5])) > float(pielou([5, 5, 0]))


def test_evenness_has_a_repeatable_interval_around_it():
    counts = [0, 4, 2, 1, 7, 22, 9, 14, 31, 6, 2, 0]
    found = evenness(counts)
    assert found == evenness(counts)
    assert found.n == 98
    assert found.pielou.low < found.pielou.estimate < found.pielou.high
    assert found.pielou.high - found.pielou.low < 0.15
    assert evenness([4] * 12).pielou.high == 1
    assert evenness([0, 0]).n == 0
    assert isnan(evenness([0, 0]).pielou.estimate)


def test_the_interval_of_evenness_covers_the_truth_nearly_as_often_as_it_says():
    shares = np.array([1, 4, 2, 1, 7, 22, 9, 14, 31, 6, 2, 1]) / 100
    truth = float(pielou(shares))
    generator = np.random.default_rng(5)
    found = [evenness(generator.multinomial(100, shares), n_resamples=300).pielou for _ in range(200)]
    assert np.mean([one.low <= truth <= one.high for one in found]) >= 0.88


# --- residuals ---


def test_residuals_agree_with_the_table_of_agresti():
    # Party identification by gender, Agresti (2007), An Introduction to Categorical Data Analysis, section 2.4.5.
    residuals = standardised_residuals([[762, 327, 468], [484, 239, 477]])
    assert residuals.round(2).tolist() == [[4.5, 0.7, -5.32], [-4.5, -0.7, 5.32]]


def test_residuals_square_to_the_chi_square_of_a_two_by_two_table():
    table = [[12, 5], [7, 20]]
    statistic = stats.chi2_contingency(table, correction=False).statistic
    assert standardised_residuals(table) ** 2 == pytest.approx(np.full((2, 2), statistic))


def test_unread_rows_do_not_touch_the_residuals_of_the_others():
    read = [[12.0, 5, 0], [7, 20, 0]]
    residuals = standardised_residuals([read[0], [np.nan] * 3, read[1]])
    assert np.isnan(residuals[1]).all()
    assert np.isnan(residuals[:, 2]).all()
    assert residuals[[0, 2], :2] == pytest.approx(standardised_residuals(read)[:, :2])
    assert np.isnan(standardised_residuals([[0, 0], [0, 0]])).all()
