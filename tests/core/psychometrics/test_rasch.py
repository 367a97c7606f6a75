"""Rasch and partial credit by conditional and marginal likelihood: beside R, and where the data are bad."""

from dataclasses import replace

import numpy as np
import pytest

from made_irt import figures, made_items, read, reference
from sauatty.core.errors import ModelNeedsRightOrWrong, ModelUnknown, ScoresTooFew, ScoresUnusable
from sauatty.core.psychometrics.irt import calibrate
from sauatty.core.psychometrics.irt_results import ItemParameters
from sauatty.core.psychometrics.rasch_cml import score_distributions
from sauatty.core.psychometrics.scores import score_matrix
from sauatty.core.psychometrics.simulate import simulated_scores


def codes(calibration):
    return {note.code for note in calibration.notes}


def test_it_works():
    fit = calibrate(read("irt_rasch.csv"))
    assert (fit.model, fit.method, fit.n_persons, fit.converged) == ("rasch", "cml", 400, True)
    assert figures(fit, "difficulty").mean() == pytest.approx(0, abs=1e-12)
    assert fit.notes == ()


def test_conditional_estimates_are_those_of_erm_and_psychotools():
    fit, theirs = calibrate(read("irt_rasch.csv")), reference("rasch_reference.json")["rasch"]
    assert figures(fit, "difficulty") == pytest.approx(theirs["psychotools_difficulty"], abs=1e-6)
    assert figures(fit, "difficulty") == pytest.approx(theirs["difficulty"], abs=1e-4)
    assert figures(fit, "se_difficulty") == pytest.approx(theirs["se"], abs=5e-5)
    assert fit.log_likelihood == pytest.approx(theirs["psychotools_log_likelihood"], abs=1e-6)


def test_holes_by_design_give_the_estimates_of_erm():
    fit, theirs = calibrate(read("irt_holes.csv"), method="cml"), reference("rasch_reference.json")["holes"]
    assert figures(fit, "difficulty") == pytest.approx(theirs["difficulty"], abs=1e-4)
    assert figures(fit, "difficulty") == pytest.approx(theirs["psychotools_difficulty"], abs=1e-4)
    assert figures(fit, "se_difficulty") == pytest.approx(theirs["se"], abs=5e-5)
    assert fit.log_likelihood == pytest.approx(theirs["log_likelihood"], abs=1e-5)


def test_partial_credit_of_mixed_points_gives_the_steps_of_erm():
    fit, theirs = calibrate(read("irt_mixed.csv"), "pcm"), reference("rasch_reference.json")["partial"]
    ours = np.concatenate([item.steps for item in fit.items]).astype(float)
    steps = np.array(theirs["steps"])  # eRm puts its zero elsewhere
    assert ours - ours.mean() == pytest.approx(steps - steps.mean(), abs=1e-4)
    assert fit.log_likelihood == pytest.approx(theirs["log_likelihood"], abs=1e-5)
    assert [item.max_score for item in fit.items] == [1] * 6 + [2] * 5


def test_marginal_estimates_stand_near_the_conditional_ones():
    matrix = read("irt_mixed.csv")
    one, other = calibrate(matrix, "pcm", method="cml"), calibrate(matrix, "pcm", method="mml")
    assert figures(one, "difficulty") == pytest.approx(figures(other, "difficulty"), abs=0.02)
    assert figures(one, "se_difficulty") == pytest.approx(figures(other, "se_difficulty"), rel=0.03)


def test_the_distribution_of_the_raw_score_is_that_of_all_patterns():
    chances = np.array([[0.7, 0.3, 0.0], [0.2, 0.5, 0.3]])
    found = score_distributions(chances, np.ones((1, 2), bool))[0]
    assert found == pytest.approx([0.14, 0.41, 0.36, 0.09, 0.0])


def test_difficulties_of_many_people_come_back():
    items = made_items(20)
    matrix = simulated_scores(items, np.random.default_rng(4).normal(0.5, 1.2, 20000), seed=5)
    for method in ("cml", "mml"):
        fit = calibrate(matrix, method=method)
        misses = (figures(fit, "difficulty") - [item.difficulty for item in items]) / figures(
            fit, "se_difficulty"
        )
        assert np.sqrt((misses**2).mean()) < 1.5
        assert fit.groups[0].mean == pytest.approx(0.5, abs=0.05)
        assert fit.groups[0].sd == pytest.approx(1.2, abs=0.05)


@pytest.mark.parametrize("method", ["cml", "mml"])
def test_items_that_nobody_or_everybody_solved_are_named(method):
    scores = read("irt_rasch.csv").scores.copy()
    scores[:, 0], scores[:, 1] = 0, 1
    fit = calibrate(score_matrix(scores), method=method)
    assert {"item-nobody-solved", "item-everybody-solved"} <= codes(fit)
    assert figures(fit, "difficulty")[2:].mean() == pytest.approx(0, abs=1e-9)
    first, second = fit.items[:2]
    assert first.se_difficulty is None and second.se_difficulty is None
    if method == "cml":
        assert first.difficulty is None and second.difficulty is None
    else:
        assert "difficulty-weak" in codes(fit)
        assert first.difficulty > 5 and second.difficulty < -5


def test_an_item_alike_among_those_in_the_middle_is_left_out_of_the_conditional_likelihood():
    scores = np.array(
        [[0, 0, 0, 0]] * 9 + [[1, 1, 1, 1]] * 9 + [[1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1]] * 9
    )
    fit = calibrate(score_matrix(scores.astype(float)))
    assert "item-alike-inside" in codes(fit)
    assert fit.items[0].difficulty is None
    assert figures(fit, "difficulty")[1:] == pytest.approx(0, abs=1e-9)


def test_people_without_an_answer_are_counted_and_left_out():
    scores = read("irt_rasch.csv").scores.copy()
    scores[:7] = np.nan
    fit = calibrate(score_matrix(scores))
    assert fit.n_persons == 393
    assert [note.params["count"] for note in fit.notes if note.code == "person-without-answer"] == [7]


def test_holes_at_random_are_estimated_as_well():
    items = made_items(24)
    generator = np.random.default_rng(8)
    matrix = simulated_scores(
        items, generator.normal(size=391), seed=9, is_asked=generator.random((391, 24)) < 0.4
    )
    for method in ("cml", "mml"):
        fit = calibrate(matrix, method=method)
        misses = figures(fit, "difficulty") - [item.difficulty for item in items]
        assert fit.converged
        assert np.isfinite(figures(fit, "se_difficulty")).all()
        assert np.sqrt((misses**2).mean()) < 0.3


def test_a_step_that_nobody_took_is_none_and_said():
    scores = read("irt_mixed.csv").scores.copy()
    scores[:, 10] = np.where(scores[:, 10] == 1, 0, scores[:, 10])
    for method in ("cml", "mml"):
        fit = calibrate(score_matrix(scores, [1] * 6 + [2] * 5), "pcm", method=method)
        assert fit.items[10].steps == (None, None)
        assert np.isfinite(fit.items[10].difficulty)
        assert "item-step-empty" in codes(fit)


def test_two_people_are_too_few_to_believe_but_no_reason_to_fall():
    scores = np.array([[1, 0, 1, 0], [0, 1, 1, 0]], float)
    fit = calibrate(score_matrix(scores, [1] * 4), method="mml")
    assert "few-persons" in codes(fit)
    assert np.isfinite(figures(fit, "difficulty")).all()


@pytest.mark.parametrize(
    ("scores", "model", "method", "error"),
    [
        (np.full((5, 3), np.nan), "rasch", None, ScoresTooFew),
        (np.ones((5, 3)), "rasch", None, ScoresTooFew),
        (np.ones((5, 3)), "2pl", None, ScoresTooFew),
        (np.eye(3) * 0.5, "rasch", None, ScoresUnusable),
        (np.eye(3) * -1, "rasch", None, ScoresUnusable),
        (np.eye(3) * 2, "rasch", None, ModelNeedsRightOrWrong),
        (np.eye(3), "3pl", None, ModelUnknown),
        (np.eye(3), "rasch", "jml", ModelUnknown),
        (np.eye(3), "2pl", "cml", ModelUnknown),
    ],
)
def test_what_cannot_be_estimated_is_refused_by_name(scores, model, method, error):
    with pytest.raises(error):
        calibrate(score_matrix(scores), model, method=method)


def test_a_wrong_score_is_named_with_its_person_and_item():
    scores = np.zeros((3, 2))
    scores[2, 1] = 0.5
    with pytest.raises(ScoresUnusable, match="'i2' has the score 0.5 for 'p3'"):
        calibrate(score_matrix(scores))


def test_steps_of_several_points_come_back():
    items = [ItemParameters(f"i{k}", 1.0, 0.1 * k, (0.1 * k - 0.7, 0.1 * k + 0.7)) for k in range(-6, 7)]
    centre = float(np.mean([item.difficulty for item in items]))
    matrix = simulated_scores(items, np.random.default_rng(2).normal(size=8000), seed=3)
    fit = calibrate(matrix, "pcm")
    for ours, truth in zip(fit.items, items, strict=True):
        assert ours.steps == pytest.approx(np.array(truth.steps) - centre, abs=4.5 * max(ours.se_steps))


def test_errors_can_be_left_out():
    fit = calibrate(read("irt_rasch.csv"), with_errors=False)
    assert all(item.se_difficulty is None for item in fit.items)
    assert figures(fit, "difficulty") == pytest.approx(
        figures(calibrate(read("irt_rasch.csv")), "difficulty")
    )


def test_the_order_of_people_and_items_does_not_matter():
    matrix = read("irt_mixed.csv")
    turned = replace(matrix, scores=matrix.scores[::-1]).of_items(range(10, -1, -1))
    one, other = calibrate(matrix, "pcm"), calibrate(turned, "pcm")
    assert figures(one, "difficulty") == pytest.approx(figures(other, "difficulty")[::-1], abs=1e-7)
