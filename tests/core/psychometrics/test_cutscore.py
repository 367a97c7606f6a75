"""A pass mark from the judgements of experts."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import pytest

from sauatty.core.errors import RatingsUnsound
from sauatty.core.psychometrics.cutscore import (
    JudgeRatings,
    angoff_round,
    cut_score,
    least_points,
    pass_share,
    theta_cut,
)


@dataclass(frozen=True)
class ItemCurve:
    discrimination: float
    difficulty: float
    steps: tuple[float, ...] = ()


def ratings(rows, judges=None, items=None, max_scores=()):
    percents = np.array(rows, float)
    judges = judges or tuple(f"judge {n}" for n in range(percents.shape[0]))
    items = items or tuple(f"i{n}" for n in range(percents.shape[1]))
    return JudgeRatings(percents, judges, items, max_scores)


FIRST = ratings([[60, 70, 80, 40], [50, 60, 90, 30], [80, 75, 85, 50], [55, 65, 70, 45], [65, 80, 95, 35]])
SECOND = ratings([[60, 70, 80, 40], [55, 65, 85, 40], [70, 75, 85, 45], [60, 65, 75, 45], [65, 75, 90, 40]])


def codes(notes):
    return [note.code for note in notes]


def test_it_works():
    found = cut_score([FIRST, SECOND])
    assert [one.cut for one in found.rounds] == pytest.approx([2.56, 2.57])
    assert found.change == pytest.approx(0.01)
    assert (
        found.final.least_points == 3 and found.final.most == 4 and found.final.share == pytest.approx(0.6425)
    )
    assert found.spread[1] < found.spread[0]
    assert found.n_changed == 11
    assert found.final.interval.low < 2.57 < found.final.interval.high


def test_errors_are_those_of_the_analysis_of_variance_by_hand():
    shares = FIRST.percents / 100
    cuts = shares.sum(axis=1)
    found = angoff_round(FIRST)
    assert found.se == pytest.approx(cuts.std(ddof=1) / sqrt(5))
    assert found.interval.high - found.cut == pytest.approx(2.776445 * found.se, rel=1e-6)
    grand, judges, items = shares.mean(), shares.mean(axis=1), shares.mean(axis=0)
    ms_judges = 4 * np.sum((judges - grand) ** 2) / 4
    ms_items = 5 * np.sum((items - grand) ** 2) / 3
    ms_rest = np.sum((shares - judges[:, None] - items + grand) ** 2) / 12
    parts = found.components
    assert parts.residual == pytest.approx(ms_rest)
    assert parts.judges == pytest.approx((ms_judges - ms_rest) / 4)
    assert parts.items == pytest.approx((ms_items - ms_rest) / 5)
    variance = parts.judges / 5 + parts.items / 4 + parts.residual / 20
    assert found.se_with_items == pytest.approx(4 * sqrt(variance))
    assert found.se_with_items > found.se


def test_points_weigh_their_items():
    found = angoff_round(ratings([[50, 100], [50, 50]], max_scores=(1, 2)))
    assert found.cut == pytest.approx(2.0) and found.most == 3


def test_judges_stand_beside_the_panel_and_a_real_cohort():
    found = angoff_round(FIRST, solved=np.array([0.6, 0.7, 0.9, 0.4]))
    severity = {judge.judge: judge.severity for judge in found.judges}
    assert severity["judge 2"] == pytest.approx(2.9 - 2.56)
    assert sum(severity.values()) == pytest.approx(0)
    assert found.judges[0].correlation == pytest.approx(np.corrcoef([60, 70, 80, 40], [6, 7, 9, 4])[0, 1])


def test_a_judge_who_rates_as_the_model_expects_is_not_misplaced():
    curves = [ItemCurve(1.0, b) for b in (-1.0, 0.0, 1.0)]
    model = [100 / (1 + np.exp(-(0.5 - b))) for b in (-1.0, 0.0, 1.0)]
    found = angoff_round(ratings([model, model[::-1]]), curves)
    assert found.judges[0].misplaced == pytest.approx(0, abs=1e-6)
    assert found.judges[1].misplaced > 0.2


def test_the_cut_has_a_theta_on_the_characteristic_curve():
    curves = [ItemCurve(1.0, b) for b in (-1.0, -0.5, 0.5, 1.0)]
    found = theta_cut(curves, angoff_round(FIRST))
    expected = sum(1 / (1 + np.exp(-(found.theta - b))) for b in (-1.0, -0.5, 0.5, 1.0))
    assert expected == pytest.approx(2.56)
    assert found.low < found.theta < found.high
    assert found.se == pytest.approx((found.high - found.low) / 2 / 2.776, rel=0.1)


def test_a_cut_at_the_end_of_the_test_has_no_theta():
    found = theta_cut([ItemCurve(1.0, 0.0)], angoff_round(ratings([[100], [100]])))
    assert found.theta is None and found.se is None


def test_a_form_with_other_points_is_refused():
    with pytest.raises(RatingsUnsound, match="1 points"):
        theta_cut([ItemCurve(1.0, 0.0)], angoff_round(FIRST))


def test_who_passes_is_counted_with_what_the_judges_leave_open():
    found = pass_share([0, 1, 2, 3, 3, 4, float("nan")], angoff_round(FIRST))
    assert found.n == 6 and found.share.estimate == pytest.approx(0.5)
    assert found.if_high == pytest.approx(0.5) and found.if_low == pytest.approx(0.5)
    assert found.share.low < 0.5 < found.share.high


@pytest.mark.parametrize(("cut", "least"), [(11.2, 12), (12.0, 12), (12.0 + 1e-12, 12), (0.0, 0)])
def test_a_cut_between_points_is_rounded_up(cut, least):
    assert least_points(cut) == least


def test_one_judge_gives_a_number_with_a_warning():
    found = angoff_round(ratings([[60, 70]]))
    assert found.cut == pytest.approx(1.3)
    assert found.se is None and found.components is None and codes(found.notes) == ["one-judge"]
    assert pass_share([1, 2], found).if_high is None


def test_identical_ratings_have_no_error_and_say_why_that_is_little():
    found = angoff_round(ratings([[60, 70]] * 6))
    assert found.se == 0 and "judges-identical" in codes(found.notes)


def test_missing_ratings_are_filled_in_and_said():
    rows = FIRST.percents.copy()
    rows[0, 0] = rows[3, 2] = np.nan
    found = angoff_round(ratings(rows))
    assert found.cut == pytest.approx(2.56, abs=0.08)
    assert found.notes[0].params == {"count": 2, "all": 20}
    assert found.judges[0].n_rated == 3 and found.items[0].n_rated == 4


def test_an_additive_panel_is_filled_in_exactly():
    additive = np.add.outer([0, 5, -5], [30, 50, 70]).astype(float)
    whole = angoff_round(ratings(additive)).cut
    additive[1, 2] = np.nan
    assert angoff_round(ratings(additive)).cut == pytest.approx(whole)


def test_a_judge_who_rated_nothing_is_left_out():
    found = angoff_round(ratings([[60, 70], [np.nan, np.nan], [50, 60]]))
    assert len(found.judges) == 2 and "judge-without-rating" in codes(found.notes)


def test_a_flat_judge_and_one_far_from_the_panel_are_pointed_out():
    rows = [*FIRST.percents, [5, 5, 5, 5]]
    found = angoff_round(ratings(rows)).judges[-1]
    assert codes(found.notes) == ["judge-flat", "judge-apart"]
    assert "5 % to every item" in found.notes[0].in_words


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (ratings([[60, 101]]), "judge 0 gave 101 to 'i1'"),
        (ratings([[60, -1]]), "-1"),
        (ratings([[60, np.nan], [70, np.nan]]), "nobody has judged 'i1'"),
        (ratings([[np.nan]]), "nobody has judged yet"),
        (ratings([[50, 50]], items=("i0",)), "do not fit"),
        (ratings([[50, 50]], max_scores=(1, 0)), "without points"),
        (ratings([[60, np.inf]]), "inf"),
        (ratings([[50], [50]], judges=("a", "a")), "'a' is there twice"),
    ],
)
def test_judgements_that_cannot_be_are_named(wrong, word):
    with pytest.raises(RatingsUnsound, match=word):
        angoff_round(wrong)


def test_a_session_without_a_round_is_refused():
    with pytest.raises(RatingsUnsound):
        cut_score([])


def test_the_error_with_other_items_holds_in_a_simulation():
    rng = np.random.default_rng(8)
    found, cuts = [], []
    for _ in range(400):
        judges, items = rng.normal(0, 5, (8, 1)), rng.normal(0, 10, (1, 20))
        panel = angoff_round(ratings(np.clip(60 + judges + items + rng.normal(0, 8, (8, 20)), 0, 100)))
        cuts.append(panel.cut)
        found.append(panel.se_with_items**2)
    assert sqrt(np.mean(found)) == pytest.approx(np.std(cuts), rel=0.1)
