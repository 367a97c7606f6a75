import json
from math import isclose
from pathlib import Path

import numpy as np
import pytest

from sauatty.core.errors import NobodyTookBoth, PreTestMissing
from sauatty.core.psychometrics.gain import Gain, gain
from sauatty.core.psychometrics.gain_effects import effect_sizes, mean_gain
from sauatty.core.psychometrics.gain_theta import theta_gain
from sauatty.core.psychometrics.score_files import read_scores
from sauatty.core.psychometrics.scores import ScoreMatrix, score_matrix

REFERENCE = Path(__file__).resolve().parents[1] / "reference" / "psychometrics"
EXPECTED = json.loads((REFERENCE / "gain.json").read_text("utf-8"))
NAN = float("nan")
HALVES = {f"i{n}": "access" if n <= 6 else "evaluation" for n in range(1, 13)}


def sample(which: str) -> ScoreMatrix:
    return read_scores((REFERENCE / f"gain_{which}.csv").read_bytes(), f"{which}.csv")


def of_sample(**options: object) -> Gain:
    return gain(sample("pre"), sample("post"), **options)


def drawn(n: int, k: int, ability: np.ndarray, seed: int) -> ScoreMatrix:
    random = np.random.default_rng(seed)
    difficulty = np.linspace(-1.5, 1.5, k)
    return score_matrix(
        (random.random((n, k)) < 1 / (1 + np.exp(difficulty - ability[:, None]))).astype(float)
    )


def codes(found) -> list[str]:
    return [note.code for note in found.notes]


def test_it_works():
    found = of_sample()
    assert (found.n, found.unit, found.most) == (EXPECTED["n"], "points", (12, 12))


def test_the_mean_gain_is_that_of_t_test():
    found = of_sample()
    assert isclose(found.mean_gain, EXPECTED["mean_gain"], rel_tol=1e-12)
    np.testing.assert_allclose(found.ci95, EXPECTED["ci95"], rtol=1e-10)
    assert isclose(found.gain.t, EXPECTED["t"], rel_tol=1e-10)
    assert isclose(found.gain.p, EXPECTED["p"], rel_tol=1e-8)
    assert isclose(found.gain.correlation, EXPECTED["correlation"], rel_tol=1e-12)


def test_effect_sizes_are_those_of_r():
    by_name = {one.name: one for one in of_sample().effect_sizes}
    for name in ("d_av", "d_z", "d_pre"):
        assert isclose(by_name[name].value, EXPECTED[name], rel_tol=1e-12), name
    np.testing.assert_allclose(by_name["d_av"].ci95, EXPECTED["d_av_ci"], rtol=1e-10)
    np.testing.assert_allclose(by_name["d_z"].ci95, EXPECTED["d_z_ci"], rtol=1e-6)
    assert 0 < by_name["g_av"].value < by_name["d_av"].value
    assert of_sample().effect_size == by_name["d_av"].value


def test_the_interval_of_d_av_is_as_wide_as_the_bootstrap():
    low, high = next(one.ci95 for one in of_sample().effect_sizes if one.name == "d_av")
    by_bootstrap = EXPECTED["d_av_bootstrap"]
    assert abs((high - low) / (by_bootstrap[1] - by_bootstrap[0]) - 1) < 0.1
    np.testing.assert_allclose((low, high), by_bootstrap, atol=0.03)


def test_drop_out_is_shown():
    left = of_sample(groups={f"p{n}": "kk" if n % 2 else "ru" for n in range(1, 91)}).drop_out
    assert (left.n_both, left.n_pre_only, left.n_post_only) == (78, EXPECTED["n_left"], 6)
    assert isclose(left.difference, EXPECTED["left_difference"], rel_tol=1e-12)
    np.testing.assert_allclose(left.difference_ci95, EXPECTED["left_ci"], rtol=1e-9)
    assert [(one.group, one.n_both, one.n_pre_only, one.n_post_only) for one in left.by_group] == [
        ("kk", 39, 3, 3), ("ru", 39, 3, 3),
    ]  # fmt: skip


def test_components_have_a_gain_of_their_own():
    first, second = of_sample(components=HALVES).by_component
    assert (first.name, first.unit) == ("access", "points")
    ends = [first.gain.mean_gain, *first.gain.ci95]
    np.testing.assert_allclose(ends, EXPECTED["first_half"], rtol=1e-10)
    assert isclose(first.gain.mean_gain + second.gain.mean_gain, EXPECTED["mean_gain"], rel_tol=1e-12)


def test_groups_have_a_gain_of_their_own():
    found = of_sample(groups={f"p{n}": "kk" if n <= 40 else "ru" for n in range(1, 91)})
    assert sum(part.gain.n for part in found.by_group) == found.n
    weighted = sum(part.gain.n * part.gain.mean_gain for part in found.by_group) / found.n
    assert isclose(weighted, found.mean_gain, rel_tol=1e-12)


def test_forms_of_different_length_are_compared_as_shares():
    pre, post = sample("pre"), sample("post").of_items(range(8))
    found = gain(pre, post, components=HALVES)
    assert found.unit == "share" and -1 < found.mean_gain < 1 and "gain-in-shares" in codes(found)
    assert [part.unit for part in found.by_component] == ["points", "share"]


def test_an_item_keeps_its_points_though_nobody_had_them_all_before():
    found = gain(score_matrix(np.array([[1.0, 1], [0, 1]])), score_matrix(np.array([[2.0, 1], [1, 1]])))
    assert (found.unit, found.most, found.mean_gain) == ("points", (3, 3), 1.0)


def test_without_a_pre_test_there_is_no_gain():
    post = sample("post")
    with pytest.raises(PreTestMissing, match="without one there is no gain"):
        gain(None, post)
    with pytest.raises(PreTestMissing):
        gain(score_matrix(np.full((4, 3), NAN), [1, 1, 1]), post)


def test_two_different_sets_of_people_are_refused():
    pre = sample("pre")
    others = ScoreMatrix(pre.scores, tuple(f"x{n}" for n in range(84)), pre.items, pre.max_scores)
    with pytest.raises(NobodyTookBoth, match="84 people took the pre-test, 84 the final"):
        gain(pre, others)


def test_one_person_has_a_gain_and_no_interval():
    found = gain(score_matrix(np.array([[1.0, 0, 0]])), score_matrix(np.array([[1.0, 1, 1]])))
    assert (found.n, found.mean_gain, found.ci95, found.effect_size) == (1, 2.0, None, None)
    assert "gain-interval-undefined" in codes(found)


def test_two_persons_have_an_interval_and_a_warning():
    found = gain(
        score_matrix(np.array([[1.0, 0, 0], [0, 0, 0]])), score_matrix(np.array([[1.0, 1, 1], [0, 1, 0]]))
    )
    assert found.n == 2 and found.ci95[0] < 1.5 < found.ci95[1] and "gain-few-persons" in codes(found)
    missing = [one.name for one in found.effect_sizes if one.value is None]
    assert missing == ["g_av"] and "gain-no-spread" not in codes(found)


def test_equal_gains_have_no_d_z_and_it_is_said():
    scores = np.array([[1.0, 0, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0]])
    later = np.array([[1.0, 1, 0, 0], [1, 1, 1, 0], [1, 0, 0, 0]])
    found = gain(score_matrix(scores), score_matrix(later))
    by_name = {one.name: one.value for one in found.effect_sizes}
    assert by_name["d_z"] is None and by_name["d_av"] == 1.0
    assert [note.params["figure"] for note in found.notes if note.code == "gain-no-spread"] == ["d_z"]


def test_chance_alone_looks_like_a_gain_of_the_lowest():
    ability = np.random.default_rng(1).normal(size=4000)
    found = gain(drawn(4000, 15, ability, 2), drawn(4000, 15, ability, 3)).regression
    low, _middle, high = found.thirds
    assert low.mean_gain > 0.5 and high.mean_gain < -0.5
    # Nobody learned anything: what is left beyond regression is near 0 everywhere.
    assert all(abs(third.gain_beyond) < 0.2 for third in found.thirds)
    assert found.correlation_with_gain < -0.2


def test_few_change_reliably_when_nobody_learns():
    ability = np.random.default_rng(4).normal(size=3000)
    nothing = gain(drawn(3000, 20, ability, 5), drawn(3000, 20, ability, 6)).reliable_change
    much = gain(drawn(3000, 20, ability, 5), drawn(3000, 20, ability + 2, 6)).reliable_change
    assert nothing.share_improved < 0.05 and nothing.n_declined < 150
    assert much.share_improved > 0.4


def test_missing_answers_are_prorated_and_counted():
    pre, post = sample("pre"), sample("post")
    pre.scores[0, :6] = NAN
    pre.scores[50] = NAN
    found = gain(pre, post)
    assert found.drop_out.n_both == 77 and found.drop_out.n_post_only == 7
    assert [note.params for note in found.notes if note.code == "gain-scores-prorated"] == [{"count": 1}]


def test_a_test_too_easy_to_gain_in_is_named():
    pre, post = np.ones((60, 5)), np.ones((60, 5))
    pre[:10, 0] = 0
    found = gain(score_matrix(pre), score_matrix(post))
    assert "gain-ceiling" in codes(found) and found.mean_gain == pytest.approx(10 / 60)


def test_those_who_left_may_differ():
    pre = drawn(200, 20, np.r_[np.full(100, -2.0), np.full(100, 1.0)], 1)
    post = drawn(200, 20, np.full(200, 1.0), 2).of_persons(range(100, 200))
    found = gain(pre, post)
    assert found.drop_out.share_left == 0.5 and found.drop_out.difference < -5
    assert {"gain-drop-out", "gain-drop-out-differs"} <= set(codes(found))


def test_intervals_of_effect_sizes_hold_what_they_promise():
    random = np.random.default_rng(9)
    inside = {"d_av": [], "d_z": [], "d_pre": []}
    truth = {"d_av": 0.5, "d_z": 0.5 / 0.8**0.5, "d_pre": 0.5}
    for _draw in range(300):
        pre = random.normal(size=40)
        post = 0.5 + 0.6 * pre + 0.8 * random.normal(size=40)
        for one in effect_sizes(mean_gain(pre, post)):
            if one.name in truth:
                inside[one.name].append(one.ci95[0] < truth[one.name] < one.ci95[1])
    for name, hits in inside.items():
        assert 0.90 <= np.mean(hits) <= 0.99, name


def test_d_z_of_many_people_keeps_its_interval():
    random = np.random.default_rng(10)
    pre = random.normal(size=50_000)
    found = effect_sizes(mean_gain(pre, pre + random.normal(0.3, 1, 50_000)))[2]
    assert found.ci95[0] < found.value < found.ci95[1] < found.value + 0.02
    near = mean_gain(pre[:9000], pre[:9000] + random.normal(0.3, 1, 9000))
    low, high = effect_sizes(near)[2].ci95
    assert isclose(high - low, 2 * 1.96 * (1 / 9000 * (1 + 0.045)) ** 0.5, rel_tol=0.02)


def test_theta_gains_are_freed_of_their_errors():
    random = np.random.default_rng(11)
    true, se = random.normal(size=5000), np.full(5000, 0.5)
    later = true + random.normal(0.7, 0.3, 5000)
    found = theta_gain(true + se * random.normal(size=5000), later + se * random.normal(size=5000), se, se)
    assert abs(found.gain.mean_gain - 0.7) < 0.05 and abs(found.sd_true_gain - 0.3) < 0.08
    assert abs(found.d_true - 0.7) < 0.06 and found.d_true > found.effect_sizes[0].value
    assert found.notes == ()


def test_theta_gains_that_are_noise_are_called_so():
    random = np.random.default_rng(12)
    true, se = random.normal(size=400), np.full(400, 0.8)
    se_small = se * 0.5
    noisy = [true + se_small * random.normal(size=400) for _time in range(2)]
    found = theta_gain(*noisy, se, se)
    assert found.sd_true_gain == 0 and "gain-theta-noise" in codes(found)


def test_theta_that_was_not_estimated_is_left_out():
    pre, post = np.array([NAN, 0.1, 0.2, np.inf]), np.array([1.0, 0.5, 0.9, 1.0])
    found = theta_gain(pre, post, np.full(4, 0.3), np.full(4, 0.3))
    assert found.n == 2 and isclose(found.gain.mean_gain, 0.55)
    with pytest.raises(PreTestMissing):
        theta_gain(np.full(4, NAN), post, post, post)
    with pytest.raises(NobodyTookBoth):
        theta_gain(np.array([NAN, 1.0, 2, 3]), np.array([1.0, NAN, NAN, NAN]), np.ones(4), np.ones(4))


def test_json_has_the_agreed_names_and_no_nan():
    plain = of_sample(components=HALVES).as_json()
    json.dumps(plain, allow_nan=False)
    assert {"n", "mean_gain", "ci95", "effect_size", "effect_size_name"} <= set(plain)
    assert plain["effect_size_name"] == "d_av"
