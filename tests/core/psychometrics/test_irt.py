"""2PL by marginal likelihood: beside mirt, groups, anchors, forms, errors, and where the data are bad."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_irt import figures, made_items, read
from sauatty.core.errors import AnchorUnusable, GroupsDoNotFit
from sauatty.core.psychometrics import irt_answers
from sauatty.core.psychometrics.irt import calibrate
from sauatty.core.psychometrics.irt_answers import answers_of
from sauatty.core.psychometrics.irt_em import held, problem_of
from sauatty.core.psychometrics.irt_items import Layout, start_of
from sauatty.core.psychometrics.irt_kernel import State, log_likelihood_of_counts, normal_grid
from sauatty.core.psychometrics.irt_observed import free_parameters, observed_information
from sauatty.core.psychometrics.notes import NOTE_TEXTS
from sauatty.core.psychometrics.scores import score_matrix
from sauatty.core.psychometrics.simulate import simulated_scores


def codes(calibration):
    return {note.code for note in calibration.notes}


def misses(calibration, items, name):
    """Return how many standard errors the estimates are away from the truth."""
    truth = np.array([getattr(item, name) for item in items])
    return (figures(calibration, name) - truth) / figures(calibration, f"se_{name}")


def test_it_works():
    fit = calibrate(read("irt_2pl.csv"), "2pl")
    assert (fit.model, fit.method, fit.n_persons, fit.converged) == ("2pl", "mml", 600, True)
    assert (fit.groups[0].mean, fit.groups[0].sd, fit.groups[0].se_mean) == (0.0, 1.0, None)
    assert fit.notes == ()


def test_estimates_and_errors_are_those_of_mirt():
    mirt = pytest.importorskip("mirt")
    matrix = read("irt_2pl.csv")
    fit = calibrate(matrix, "2pl", n_points=61)
    theirs = mirt.fit_mirt(matrix.scores.astype(int), model="2PL", n_quadpts=61, tol=1e-6, se_method="oakes")
    for name in ("discrimination", "difficulty"):
        assert figures(fit, name) == pytest.approx(theirs.model.parameters[name], abs=5e-4)
        assert figures(fit, f"se_{name}") == pytest.approx(theirs.standard_errors[name], rel=1e-3)
    assert fit.log_likelihood == pytest.approx(theirs.log_likelihood, abs=0.01)


def test_items_of_many_people_come_back():
    items = made_items(24, slopes=True)
    matrix = simulated_scores(items, np.random.default_rng(1).normal(size=20000), seed=2)
    fit = calibrate(matrix, "2pl")
    for name in ("discrimination", "difficulty"):
        away = misses(fit, items, name)
        assert np.abs(away).max() < 4
        assert 0.6 < np.sqrt((away**2).mean()) < 1.4


def test_the_second_group_has_its_own_mean_and_deviation():
    items, generator = made_items(20, slopes=True), np.random.default_rng(3)
    thetas = np.concatenate([generator.normal(size=4000), generator.normal(0.7, 1.3, 3000)])
    groups = ["kk"] * 4000 + ["ru"] * 3000
    fit = calibrate(simulated_scores(items, thetas, seed=4), "2pl", groups=groups)
    first, second = fit.groups
    assert (first.name, first.n, first.mean, first.sd, first.se_mean) == ("kk", 4000, 0.0, 1.0, None)
    assert (second.name, second.n) == ("ru", 3000)
    assert second.mean == pytest.approx(0.7, abs=4 * second.se_mean)
    assert second.sd == pytest.approx(1.3, abs=0.1)
    assert np.abs(misses(fit, items, "difficulty")).max() < 4


def test_anchors_stay_and_the_people_move():
    items = made_items(20, slopes=True)
    matrix = simulated_scores(items, np.random.default_rng(5).normal(1.0, 0.8, 6000), seed=6)
    anchors = {item.item: item for item in items[:8]}
    fit = calibrate(matrix, "2pl", anchors=anchors)
    assert list(fit.items[:8]) == items[:8]
    assert fit.groups[0].mean == pytest.approx(1.0, abs=4 * fit.groups[0].se_mean)
    assert fit.groups[0].sd == pytest.approx(0.8, abs=0.08)
    free = replace(fit, items=fit.items[8:])
    assert np.abs(misses(free, items[8:], "difficulty")).max() < 4


def test_anchored_rasch_is_not_centred():
    items = made_items(12)
    matrix = simulated_scores(items, np.random.default_rng(5).normal(0.4, 1.0, 5000), seed=6)
    moved = {
        item.item: replace(item, difficulty=item.difficulty + 2, steps=(item.difficulty + 2,))
        for item in items[:4]
    }
    fit = calibrate(matrix, "rasch", anchors=moved)
    assert fit.groups[0].mean == pytest.approx(2.4, abs=0.12)
    assert fit.items[11].difficulty == pytest.approx(items[11].difficulty + 2, abs=0.2)


def test_forms_that_share_items_are_calibrated_on_one_scale():
    items, generator = made_items(30, slopes=True), np.random.default_rng(7)
    asked = np.zeros((8000, 30), bool)
    asked[:4000, :20] = asked[4000:, 10:] = True
    thetas = np.concatenate([generator.normal(size=4000), generator.normal(0.5, 1.0, 4000)])
    matrix = simulated_scores(items, thetas, seed=8, is_asked=asked)
    fit = calibrate(matrix, "2pl", groups=["a"] * 4000 + ["b"] * 4000)
    assert fit.groups[1].mean == pytest.approx(0.5, abs=4 * fit.groups[1].se_mean)
    assert np.abs(misses(fit, items, "difficulty")).max() < 4


def test_counting_like_patterns_changes_nothing(monkeypatch):
    matrix = simulated_scores(
        made_items(10, slopes=True), np.random.default_rng(9).normal(size=20000), seed=10
    )
    assert len(answers_of(matrix).blocks[0].codes) <= 1024
    counted = calibrate(matrix, "2pl")
    monkeypatch.setattr(irt_answers, "tabulated", lambda block: block)
    assert len(answers_of(matrix).blocks[0].codes) == 20000
    whole = calibrate(matrix, "2pl")
    for name in ("discrimination", "difficulty", "se_discrimination", "se_difficulty"):
        assert figures(counted, name) == pytest.approx(figures(whole, name), abs=2e-4)


def test_people_with_holes_are_estimated_alike_in_one_block_or_in_many(monkeypatch):
    items = made_items(12, slopes=True)
    asked = np.ones((3000, 12), bool)
    asked[:1000, :4] = asked[1000:2000, 8:] = False
    matrix = simulated_scores(items, np.random.default_rng(1).normal(size=3000), seed=2, is_asked=asked)
    apart = calibrate(matrix, "2pl")
    assert len(answers_of(matrix).blocks) == 3
    monkeypatch.setattr(irt_answers, "PATTERNS_KEPT_APART", 1)
    monkeypatch.setattr(irt_answers, "ROWS_WORTH_A_BLOCK", 10**9)
    assert answers_of(matrix).blocks[0].has_holes
    together = calibrate(matrix, "2pl")
    for name in ("discrimination", "difficulty", "se_discrimination", "se_difficulty"):
        assert figures(apart, name) == pytest.approx(figures(together, name), abs=2e-4)


def log_likelihood(problem, state):
    sums = problem.expect(state)[0]
    return sums.log_likelihood + log_likelihood_of_counts(problem.counts, state.intercepts)


def test_the_information_is_the_bend_of_the_likelihood():
    matrix = simulated_scores(made_items(4, slopes=True), np.random.default_rng(1).normal(size=300), seed=2)
    answers = answers_of(matrix, ["x", "y"] * 150)
    layout = Layout("2pl", matrix.items, matrix.max_scores, {}, {}, ())
    start, free = start_of(answers, layout, answers.counts.sum(axis=0))
    problem = problem_of(answers, free, normal_grid(121), has_equal_slopes=False)
    places = np.flatnonzero(free_parameters(problem))
    ours = observed_information(problem, start)[np.ix_(places, places)]

    def moved(steps):
        flat = np.concatenate([np.column_stack([start.slopes, start.intercepts]).ravel(), [0, 1, 0, 1.0]])
        for place, step in steps:
            flat[place] += step
        items = flat[:-4].reshape(4, 3)
        return log_likelihood(problem, State(items[:, 0], items[:, 1:], flat[[-4, -2]], flat[[-3, -1]]))

    h = 0.05
    for row, one in enumerate(places):
        for column, other in enumerate(places[: row + 1]):
            corners = [moved([(one, a * h), (other, b * h)]) * a * b for a in (-1, 1) for b in (-1, 1)]
            assert -sum(corners) / (4 * h * h) == pytest.approx(ours[row, column], abs=0.25, rel=0.02)


def test_only_the_people_move_where_all_items_are_held():
    matrix = simulated_scores(made_items(6), np.random.default_rng(1).normal(size=200), seed=2)
    free = held(answers_of(matrix), normal_grid(21)).free
    assert not free.slopes.any() and not free.intercepts.any() and free.means.all() and free.sds.all()


def test_constant_items_keep_a_weak_difficulty_and_say_so():
    scores = read("irt_2pl.csv").scores.copy()
    scores[:, 3] = 0
    fit = calibrate(score_matrix(scores), "2pl")
    assert {"item-nobody-solved", "difficulty-weak"} <= codes(fit)
    assert fit.items[3].discrimination == 1.0
    assert 4 < fit.items[3].difficulty < 12
    assert fit.items[3].se_difficulty is None
    assert np.isfinite(np.delete(figures(fit, "se_difficulty"), 3)).all()


def test_a_column_given_twice_stops_at_the_bound_or_is_finite():
    scores = read("irt_2pl.csv").scores
    fit = calibrate(score_matrix(np.column_stack([scores, scores[:, 14], scores[:, 14]])), "2pl")
    assert np.isfinite(figures(fit, "difficulty")).all()
    assert np.abs(figures(fit, "discrimination")).max() <= 6
    assert ("discrimination-at-bound" in codes(fit)) == bool(
        np.abs(figures(fit, "discrimination")).max() >= 6
    )


def test_an_item_with_a_wrong_key_discriminates_below_zero():
    scores = read("irt_2pl.csv").scores.copy()
    scores[:, 12] = 1 - scores[:, 12]
    right, wrong = calibrate(read("irt_2pl.csv"), "2pl"), calibrate(score_matrix(scores), "2pl")
    assert wrong.items[12].discrimination == pytest.approx(-right.items[12].discrimination, abs=1e-3)
    assert wrong.items[12].difficulty == pytest.approx(right.items[12].difficulty, abs=1e-3)


def test_two_people_and_a_few_items_do_not_fall():
    scores = np.array([[1, 0, 1, 0, 1], [0, 1, 1, 0, 0]], float)
    fit = calibrate(score_matrix(scores, [1] * 5), "2pl")
    assert "few-persons" in codes(fit)
    assert np.isfinite(figures(fit, "difficulty")).all()


def test_groups_must_be_as_many_as_people():
    with pytest.raises(GroupsDoNotFit, match="2 groups are given for 600 people"):
        calibrate(read("irt_2pl.csv"), "2pl", groups=["a", "b"])


def test_an_anchor_must_fit_its_item():
    items = made_items(15)
    bad = {"i2": replace(items[1], difficulty=None, steps=(None,))}
    with pytest.raises(AnchorUnusable, match="'i2'"):
        calibrate(read("irt_2pl.csv"), "2pl", anchors=bad)


def test_the_same_data_give_the_same_figures():
    assert calibrate(read("irt_2pl.csv"), "2pl") == calibrate(read("irt_2pl.csv"), "2pl")


@settings(max_examples=40, deadline=None)
@given(
    st.integers(2, 25),
    st.integers(2, 7),
    st.integers(0, 10**6),
    st.sampled_from([0.0, 0.3, 0.6]),
    st.sampled_from(["rasch", "2pl", "pcm"]),
    st.sampled_from([None, "mml"]),
)
def test_no_figure_is_ever_nan_in_silence(n_persons, n_items, seed, missing, model, method):
    generator = np.random.default_rng(seed)
    most = 2 if model == "pcm" else 1
    scores = generator.integers(0, most + 1, (n_persons, n_items)).astype(float)
    scores[generator.random(scores.shape) < missing] = np.nan
    matrix = score_matrix(scores, [most] * n_items)
    counts = [len(set(column[np.isfinite(column)])) for column in scores.T]
    try:
        fit = calibrate(matrix, model, method=method)
    except Exception as error:
        assert getattr(error, "code", "") == "scores-too-few", error
        return
    for note in fit.notes:
        assert note.in_words and note.code in NOTE_TEXTS
    said = {note.params.get("item") for note in fit.notes} | {note.code for note in fit.notes}
    for item, seen in zip(fit.items, counts, strict=True):
        for figure in (
            item.discrimination,
            item.difficulty,
            item.se_discrimination,
            item.se_difficulty,
            *item.steps,
        ):
            assert figure is None or np.isfinite(figure)
        if item.difficulty is None or None in item.steps:
            assert item.item in said
        if item.se_difficulty is None:
            assert item.item in said or "errors-not-computed" in said
        assert seen > 1 or item.item in said
    for group in fit.groups:
        assert np.isfinite([group.mean, group.sd]).all()


def test_what_nothing_links_is_said():
    whole = simulated_scores(made_items(10), np.random.default_rng(1).normal(size=400), seed=2)
    whole.scores[:200, 5:] = whole.scores[200:, :5] = np.nan
    assert {"items-not-linked", "errors-not-computed"} <= codes(calibrate(whole, method="cml"))
    together = calibrate(whole, method="mml")
    assert [note.params for note in together.notes if note.code == "items-linked-by-people"] == [
        {"item": "i1", "other": "i6"}
    ]
    apart = calibrate(whole, method="mml", groups=["a"] * 200 + ["b"] * 200)
    assert "groups-not-linked" in codes(apart)
    assert apart.groups[1].mean == apart.groups[0].mean
    assert np.isfinite(figures(apart, "se_difficulty")).all()


def test_a_small_group_is_said():
    fit = calibrate(read("irt_2pl.csv"), "2pl", groups=["a"] * 590 + ["b"] * 10)
    assert [note.params for note in fit.notes] == [{"group": "b", "count": 10}]


def test_an_item_that_follows_chance_has_its_difficulty_far_away_and_says_so():
    scores = read("irt_2pl.csv").scores.copy()
    scores[:, 0] = np.random.default_rng(5).permutation(np.arange(600) < 60)
    fit = calibrate(score_matrix(scores), "2pl")
    assert abs(fit.items[0].difficulty) > 8 and abs(fit.items[0].discrimination) < 0.25
    assert [(note.code, note.params["item"]) for note in fit.notes] == [("difficulty-far", "i1")]


def test_many_sets_of_items_are_calibrated_marginally_unless_asked():
    generator = np.random.default_rng(1)
    asked = generator.random((900, 16)) < 0.5
    matrix = simulated_scores(made_items(16), generator.normal(size=900), seed=2, is_asked=asked)
    assert calibrate(matrix).method == "mml"
