import json
from math import isclose, log
from pathlib import Path

import numpy as np
import pytest

from sauatty.core.errors import GroupsDoNotFit, GroupsTooFew, ScoresTooFew
from sauatty.core.exchange.test_scores import groups_of, read_groups
from sauatty.core.psychometrics.dif import Dif, dif
from sauatty.core.psychometrics.dif_mantel import mantel_haenszel
from sauatty.core.psychometrics.dif_tables import DifTable, matching_of, tables_of
from sauatty.core.psychometrics.score_files import read_scores
from sauatty.core.psychometrics.scores import ScoreMatrix, score_matrix

REFERENCE = Path(__file__).resolve().parents[1] / "reference" / "psychometrics"
EXPECTED = json.loads((REFERENCE / "dif.json").read_text("utf-8"))
NAN = float("nan")


def sample() -> tuple[ScoreMatrix, tuple[str, ...]]:
    matrix = read_scores((REFERENCE / "dif_scores.csv").read_bytes(), "scores.csv")
    groups = read_groups((REFERENCE / "dif_groups.csv").read_bytes(), "groups.csv")
    return matrix, groups_of(matrix.persons, groups, "groups.csv")


def of_sample() -> Dif:
    matrix, groups = sample()
    return dif(matrix, groups, "kk")


def drawn(n: int, k: int, shift: float = 0.0, seed: int = 1) -> tuple[ScoreMatrix, list[str]]:
    """Two groups of n; the first item is harder by `shift` for the second group, which is weaker by half a logit."""
    random = np.random.default_rng(seed)
    focal = np.arange(2 * n) >= n
    logits = random.normal(size=2 * n)[:, None] - 0.5 * focal[:, None] - np.linspace(-1.5, 1.5, k)
    logits[:, 0] -= shift * focal
    scores = (random.random((2 * n, k)) < 1 / (1 + np.exp(-logits))).astype(float)
    return score_matrix(scores), ["ru" if one else "kk" for one in focal]


def codes(notes) -> list[str]:
    return [note.code for note in notes]


def test_it_works():
    found = of_sample()
    assert (found.reference, found.focals, found.group_sizes) == ("kk", ("ru",), {"kk": 420, "ru": 280})
    assert len(found.items) == 12


@pytest.mark.parametrize("which", ["unpurified", "purified"])
def test_mantel_haenszel_is_that_of_r(which):
    expected = EXPECTED["raw" if which == "unpurified" else "purified"]
    for item, by_r in zip(of_sample().items, expected, strict=True):
        found = getattr(item, which).mantel_haenszel
        assert isclose(found.odds_ratio, by_r["odds_ratio"], rel_tol=1e-10)
        assert isclose(found.delta, -2.35 * log(by_r["odds_ratio"]), rel_tol=1e-8)
        assert isclose(found.chi2, by_r["chi2"], rel_tol=1e-8, abs_tol=1e-12)
        assert isclose(found.p, by_r["p"], rel_tol=1e-8)
        assert isclose(found.standardised_difference, by_r["std_p_dif"], rel_tol=1e-9)
        np.testing.assert_allclose(found.odds_ratio_ci95, by_r["ci"], rtol=1e-8)


@pytest.mark.parametrize("which", ["unpurified", "purified"])
def test_logistic_regression_is_that_of_glm(which):
    expected = EXPECTED["raw" if which == "unpurified" else "purified"]
    for item, by_r in zip(of_sample().items, expected, strict=True):
        found = getattr(item, which).logistic
        for name in ("p_uniform", "p_nonuniform", "p_both", "r2_both", "r2_uniform"):
            assert isclose(getattr(found, name), by_r[name], rel_tol=1e-6, abs_tol=1e-10), (item.item, name)
        assert isclose(found.group_effect, by_r["effect"], rel_tol=1e-6)


def test_classes_and_purification_are_those_of_r():
    found = of_sample()
    assert [item.ets_class for item in found.items] == EXPECTED["classes"]
    pure = [item.purified.mantel_haenszel.ets_class for item in found.items]
    assert pure == EXPECTED["purified_classes"]
    assert list(found.purified_of["ru"]) == EXPECTED["left_out"]
    adjusted = [item.unpurified.mantel_haenszel.p_adjusted for item in found.items]
    np.testing.assert_allclose(adjusted, EXPECTED["adjusted"], rtol=1e-8)


def test_items_of_several_points_follow_mantel_and_liu_agresti():
    matrix, groups = sample()
    pairs = score_matrix(matrix.scores[:, :6] + matrix.scores[:, 6:])
    for item, by_r in zip(dif(pairs, groups, "kk").items, EXPECTED["ordered"], strict=True):
        found = item.unpurified.mantel_haenszel
        assert isclose(found.chi2, by_r["chi2"], rel_tol=1e-9)
        assert isclose(found.odds_ratio, by_r["odds_ratio"], rel_tol=1e-9)
        assert "dif-partial-credit" in codes(item.notes)


def test_the_odds_ratio_of_two_points_has_an_error_of_the_right_size():
    random = np.random.default_rng(3)
    logs, errors = [], []
    for _draw in range(300):
        level = np.repeat(np.arange(6), 60)
        focal = np.tile([0, 1], 180)
        points = random.binomial(2, 1 / (1 + np.exp(1.2 - 0.5 * level)))
        counts = np.zeros((6, 2, 3))
        np.add.at(counts, (level, focal, points), 1.0)
        found = mantel_haenszel(DifTable(counts, np.arange(6.0)))
        logs.append(log(found.odds_ratio))
        errors.append(found.se_delta / 2.35)
    assert abs(np.mean(errors) / np.std(logs) - 1) < 0.1


def test_a_planted_difference_is_found_and_only_that():
    matrix, groups = drawn(2000, 15, shift=1.0)
    found = dif(matrix, groups, "kk")
    first = found.items[0].purified.mantel_haenszel
    assert first.ets_class == "C" and abs(log(first.odds_ratio) - 1.0) < 0.2 and first.delta < 0
    assert [item.item for item in found.items if item.is_flagged] == ["i1"]
    assert found.purified_of == {"ru": ("i1",)}
    assert [item.harder_for for item in found.items] == ["ru"] + [None] * 14
    assert dif(matrix, groups, "ru").items[0].harder_for == "ru"


def test_a_crossing_difference_is_seen_by_the_logistic_regression():
    random = np.random.default_rng(8)
    matrix, groups = drawn(1500, 15, seed=8)
    focal = np.array(groups) == "ru"
    ability = matrix.scores[:, 1:].mean(axis=1) - 0.5
    logits = np.where(focal, -4, 4) * ability
    matrix.scores[:, 0] = random.random(len(focal)) < 1 / (1 + np.exp(-logits))
    found = dif(matrix, groups, "kk").items[0].unpurified.logistic
    assert found.p_nonuniform < 1e-6 and found.class_nonuniform == "C"


def test_what_is_detectable_is_detected_four_times_in_five():
    seen, promised = [], []
    for seed in range(120):
        matrix, groups = drawn(200, 20, shift=0.74, seed=seed)
        found = dif(matrix, groups, "kk", with_logistic=False).items[0].unpurified.mantel_haenszel
        seen.append(found.p < 0.05)
        promised.append(found.detectable)
    # A shift of 0.74 logits is a delta of 1.74 beyond the total; the total holds the item itself and takes a little.
    assert 1.2 < np.mean(promised) < 2.2
    assert 0.6 < np.mean(seen) < 0.95


def test_small_samples_are_told_what_they_cannot_see():
    matrix, groups = drawn(30, 12)
    found = dif(matrix, groups)
    assert found.detectable["ru"] > 2
    assert {"dif-small-sample", "dif-group-small"} <= set(codes(found.notes))
    words = next(note for note in found.notes if note.code == "dif-small-sample").in_words
    assert "80 %" in words and "no proof of fairness" in words


def test_large_groups_raise_few_false_flags():
    matrix, groups = drawn(3000, 30, seed=12)
    found = dif(matrix, groups, with_logistic=False)
    assert not any(item.is_flagged for item in found.items)
    assert np.mean([item.unpurified.mantel_haenszel.p < 0.05 for item in found.items]) < 0.2


def test_the_odds_turn_round_with_the_groups():
    matrix, groups = sample()
    one, other = dif(matrix, groups, "kk"), dif(matrix, groups, "ru")
    for item, turned in zip(one.items, other.items, strict=True):
        ratio = item.unpurified.mantel_haenszel.odds_ratio
        assert isclose(ratio, 1 / turned.unpurified.mantel_haenszel.odds_ratio, rel_tol=1e-12)


def test_several_groups_are_compared_with_one():
    matrix, _groups = sample()
    groups = [("kk", "ru", "en")[n % 3] for n in range(700)]
    groups[0] = ""
    found = dif(matrix, groups, "ru")
    assert found.focals == ("en", "kk") and len(found.items) == 24
    assert found.group_sizes == {"en": 233, "kk": 233, "ru": 233}


def test_tiny_groups_are_left_out_by_name():
    matrix, groups = drawn(100, 8)
    found = dif(matrix, ["en"] * 3 + groups[3:])
    assert found.focals == ("kk",)
    assert [note.params for note in found.notes if note.code == "dif-group-left-out"] == [
        {"group": "en", "count": 3}
    ]


def test_missing_answers_match_on_what_was_asked():
    matrix, groups = drawn(1000, 20, shift=1.2)
    matrix.scores[np.random.default_rng(2).random(matrix.scores.shape) < 0.4] = NAN
    found = dif(matrix, groups, "kk")
    first = found.items[0].purified.mantel_haenszel
    assert first.ets_class == "C" and "dif-matching-prorated" in codes(found.notes)
    assert first.n_reference + first.n_focal == int((~np.isnan(matrix.scores[:, 0])).sum())


def test_people_asked_only_what_was_left_out_are_matched_with_nobody():
    matrix, _ = drawn(50, 4)
    matrix.scores[:10, 1:] = NAN
    matrix.scores[10:20, 1:] = 0
    focal = np.arange(matrix.n_persons) % 2 == 1
    matching = matching_of(matrix, np.array([True, False, False, False]))
    table = tables_of(matrix, focal, matching)[0]
    assert list(np.unique(matching.levels[:10])) == [-1] and list(np.unique(matching.levels[10:20])) == [0]
    assert table.counts.sum() == matrix.n_persons - 10


def test_items_that_nobody_or_everybody_solved_have_no_odds_ratio_and_a_word():
    matrix, groups = drawn(200, 8)
    matrix.scores[:, 0], matrix.scores[:, 1], matrix.scores[:, 2] = 0, 1, NAN
    for item in dif(matrix, groups).items[:3]:
        assert (item.unpurified.mantel_haenszel.odds_ratio, item.ets_class) == (None, None)
        assert {"dif-undefined", "dif-logistic-undefined"} <= set(codes(item.notes))


def test_an_item_that_one_group_never_solved_is_said_to_have_no_solution():
    matrix, groups = drawn(200, 8)
    matrix.scores[np.array(groups) == "ru", 0] = 0
    item = dif(matrix, groups).items[0]
    assert item.unpurified.logistic.p_uniform is None
    assert "dif-logistic-undefined" in codes(item.notes)


def test_json_has_no_nan_and_the_agreed_names():
    matrix, groups = drawn(60, 6)
    matrix.scores[:, 0] = 0
    plain = dif(matrix, groups).as_json()
    json.dumps(plain, allow_nan=False)
    assert {"item", "odds_ratio", "delta", "class", "p", "purified"} <= set(plain["items"][1])
    assert {"odds_ratio", "delta", "class", "p"} <= set(plain["items"][1]["purified"])


def test_groups_that_cannot_be_compared_are_refused():
    matrix, groups = drawn(50, 5)
    with pytest.raises(GroupsTooFew, match="'kk' \\(100\\)"):
        dif(matrix, ["kk"] * 100)
    with pytest.raises(GroupsTooFew):
        dif(matrix, groups, "en")
    with pytest.raises(GroupsDoNotFit):
        dif(matrix, groups[1:])
    with pytest.raises(ScoresTooFew):
        dif(matrix.of_items([0]), groups)
