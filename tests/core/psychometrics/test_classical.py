import json
from math import isclose
from pathlib import Path

import numpy as np
import pytest

from sauatty.core.exchange.test_scores import read_key, read_letters
from sauatty.core.psychometrics.classical import item_statistics
from sauatty.core.psychometrics.classical_factor import one_factor
from sauatty.core.psychometrics.distractors import option_statistics
from sauatty.core.psychometrics.notes import NOTE_TEXTS
from sauatty.core.psychometrics.reliability import feldt_interval, reliability
from sauatty.core.psychometrics.score_files import read_scores
from sauatty.core.psychometrics.scores import ScoreMatrix, score_matrix

REFERENCE = Path(__file__).resolve().parents[1] / "reference" / "psychometrics"
EXPECTED = json.loads((REFERENCE / "classical.json").read_text("utf-8"))
NAN = float("nan")


def sample(which: str) -> ScoreMatrix:
    name = f"classical_{which}.csv"
    return read_scores((REFERENCE / name).read_bytes(), name)


def drawn(n: int, k: int, seed: int = 1) -> np.ndarray:
    random = np.random.default_rng(seed)
    ability, difficulty = random.normal(size=n), np.linspace(-1.5, 1.5, k)
    return (random.random((n, k)) < 1 / (1 + np.exp(difficulty - ability[:, None]))).astype(float)


def codes(notes) -> list[str]:
    return [note.code for note in notes]


def test_it_works():
    found = item_statistics(sample("complete"))
    assert found.n_persons == 300
    assert [item.item for item in found.items] == [f"i{n}" for n in range(1, 11)]


@pytest.mark.parametrize("which", ["complete", "missing"])
def test_items_are_those_of_psych(which):
    expected, found = EXPECTED[which], item_statistics(sample(which)).items
    np.testing.assert_allclose([item.mean for item in found], expected["mean"], rtol=1e-12)
    np.testing.assert_allclose([item.sd for item in found], expected["sd"], rtol=1e-12)
    np.testing.assert_allclose([item.alpha_if_dropped for item in found], expected["if_dropped"], rtol=1e-12)
    rests = expected["r_drop" if which == "complete" else "item_rest"]
    np.testing.assert_allclose([item.item_rest for item in found], rests, rtol=1e-12)


def test_intervals_of_items_are_those_of_r():
    found = item_statistics(sample("complete")).items
    for at, ends in zip((0, 4, 9), EXPECTED["wilson"], strict=True):
        np.testing.assert_allclose(found[at].difficulty_ci95, ends, rtol=1e-10)
    np.testing.assert_allclose(found[0].item_rest_ci95, EXPECTED["fisher"], rtol=1e-7)


@pytest.mark.parametrize("which", ["complete", "missing"])
def test_reliability_is_that_of_psych(which):
    expected, found = EXPECTED[which], reliability(sample(which))
    assert isclose(found.alpha, expected["alpha"], rel_tol=1e-12)
    assert isclose(found.alpha_standardised, expected["alpha_standardised"], rel_tol=1e-12)
    assert isclose(found.total_sd, expected["total_sd"], rel_tol=1e-12)
    assert isclose(found.omega_total, expected["omega_total"], rel_tol=1e-5)
    assert isclose(found.omega_standardised, expected["omega_standardised"], rel_tol=1e-5)
    np.testing.assert_allclose(found.alpha_feldt_ci95, expected["feldt"], rtol=1e-9)
    assert isclose(found.sem, expected["total_sd"] * (1 - expected["alpha"]) ** 0.5, rel_tol=1e-12)


def test_loadings_are_those_of_fa():
    scores = sample("complete").scores
    np.testing.assert_allclose(one_factor(np.corrcoef(scores.T)), EXPECTED["complete"]["loadings"], atol=2e-5)


def test_split_halves_are_those_of_psych():
    expected, found = EXPECTED["split"], reliability(sample("complete")).split_half
    assert (found.is_exhaustive, found.n_splits) == (True, expected["n"])
    for name in ("maximum", "minimum", "mean", "odd_even"):
        assert isclose(getattr(found, name), expected[name], rel_tol=1e-10), name
    assert isclose(found.odd_even_spearman_brown, expected["spearman_brown"], rel_tol=1e-10)


def test_options_are_those_of_r():
    letters = read_letters((REFERENCE / "classical_letters.csv").read_bytes(), "letters.csv")
    key = read_key((REFERENCE / "classical_key.csv").read_bytes(), "key.csv")
    for item, expected in zip(option_statistics(letters, key), EXPECTED["options"], strict=True):
        assert {option.option for option in item.options} == {"a", "b", "c", "d", ""}
        assert item.options[0].option == item.key and item.options[-1].option == ""
        for option in item.options[:-1]:
            by_r = expected[option.option]
            assert option.n == by_r["n"]
            assert isclose(option.option_rest, by_r["option_rest"], rel_tol=1e-10)
            np.testing.assert_allclose(option.share_by_part, by_r["by_third"], rtol=1e-12)


def test_many_items_search_for_the_best_split():
    found = reliability(score_matrix(drawn(500, 24))).split_half
    assert not found.is_exhaustive
    assert found.minimum < found.mean < found.maximum
    assert abs(found.mean - reliability(score_matrix(drawn(500, 24))).alpha) < 0.005


def test_alpha_of_equal_items_is_one():
    column = np.array([0.0, 1, 1, 0, 1, 0, 1, 1])
    found = reliability(score_matrix(np.repeat(column[:, None], 4, axis=1)))
    assert isclose(found.alpha, 1.0) and isclose(found.sem, 0.0, abs_tol=1e-6)


def test_intervals_of_alpha_and_omega_hold_what_they_promise():
    truth = reliability(score_matrix(drawn(60_000, 12, seed=99)))
    found = [reliability(score_matrix(drawn(200, 12, seed))) for seed in range(150)]
    for name in ("alpha", "omega_total"):
        ends = [getattr(one, f"{name}_ci95") for one in found]
        share = np.mean([low < getattr(truth, name) < high for low, high in ends])
        assert 0.90 <= share <= 0.99, (name, share)


def test_the_jackknife_agrees_with_the_analytic_interval():
    scores = drawn(400, 10)
    whole = reliability(score_matrix(scores)).alpha_ci95
    holed = scores.copy()
    holed[0, 0] = NAN
    np.testing.assert_allclose(reliability(score_matrix(holed)).alpha_ci95, whole, atol=0.02)


def test_flags_speak_plainly():
    scores = drawn(200, 8)
    scores[:, 0], scores[:, 1] = 0, 1
    scores[:, 2] = 1 - (scores[:, 3:].mean(axis=1) > 0.5)
    scores[:, 4] = scores[:, 5]
    items = item_statistics(score_matrix(scores)).items
    assert codes(items[0].flags) == ["item-nobody-solved-classical"]
    assert codes(items[1].flags) == ["item-everybody-solved-classical"]
    assert codes(items[2].flags) == ["item-key-suspect"]
    assert "look at the key first" in items[2].flags[0].in_words
    assert codes(items[5].flags) == ["columns-equal"] and items[5].flags[0].params["other"] == "i5"
    assert (items[0].item_rest, items[0].item_rest_ci95, items[0].difficulty) == (None, None, 0.0)


def test_two_persons_give_figures_and_a_word():
    found = item_statistics(score_matrix(np.array([[1.0, 0, 1], [0, 0, 1]])))
    assert found.items[0].difficulty == 0.5 and "few-persons" in codes(found.notes)
    whole = reliability(score_matrix(np.array([[1.0, 0, 1], [0, 0, 1]])))
    assert whole.alpha_ci95 is None and "interval-undefined" in codes(whole.notes)


def test_people_without_answers_are_left_out_and_counted():
    scores = drawn(100, 6)
    holed = np.vstack([scores, np.full((3, 6), NAN)])
    found, without = item_statistics(score_matrix(holed)), item_statistics(score_matrix(scores))
    assert found.n_persons == 100 and found.notes[0].params == {"count": 3}
    assert [item.mean for item in found.items] == [item.mean for item in without.items]
    np.testing.assert_allclose(
        [item.item_rest for item in found.items], [item.item_rest for item in without.items], rtol=1e-12
    )
    assert isclose(reliability(score_matrix(holed)).alpha, reliability(score_matrix(scores)).alpha)


def test_an_item_that_nobody_was_asked_is_named():
    scores = drawn(50, 4)
    scores[:, 2] = NAN
    item = item_statistics(score_matrix(scores)).items[2]
    assert (item.n, item.difficulty, item.mean, item.item_rest) == (0, None, None, None)
    assert codes(item.flags) == ["item-without-answer"]
    found = reliability(score_matrix(scores))
    assert found.alpha is None and "alpha-undefined" in codes(found.notes)


def test_most_answers_missing_still_gives_figures():
    random = np.random.default_rng(5)
    scores = drawn(391, 24)
    scores[random.random(scores.shape) < 0.6] = NAN
    found, whole = item_statistics(score_matrix(scores)), reliability(score_matrix(scores))
    assert all(item.item_rest is not None for item in found.items)
    assert whole.alpha_ci95[0] < whole.alpha < whole.alpha_ci95[1]
    assert "pairwise-covariances" in codes(whole.notes)


def test_all_constant_is_said_and_not_computed():
    found = reliability(score_matrix(np.ones((40, 5))))
    assert (found.alpha, found.omega_total, found.split_half) == (None, None, None)
    assert found.sem is None and {"alpha-undefined", "omega-undefined"} <= set(codes(found.notes))


def test_one_item_that_takes_the_factor_is_named():
    random = np.random.default_rng(7)
    first = random.integers(0, 2, 300).astype(float)
    others = [np.where(random.random(300) < 0.25, 1 - first, first) for _item in range(2)]
    copied = reliability(score_matrix(np.stack([first, first, *others], axis=1)))
    note = next(note for note in copied.notes if note.code == "omega-heywood")
    assert note.params == {"item": "i1"} and 0 < copied.omega_total < 1


def test_one_item_has_no_reliability():
    found = reliability(score_matrix(drawn(30, 1)))
    assert found.alpha is None and found.split_half is None
    item = item_statistics(score_matrix(drawn(30, 1))).items[0]
    assert item.item_rest is None and "item-rest-undefined" in codes(item.flags)


def test_json_has_no_nan():
    scores = drawn(60, 6)
    scores[:, 0], scores[:, 1] = 1, NAN
    matrix = score_matrix(scores)
    plain = [item.as_json() for item in item_statistics(matrix).items] + [reliability(matrix).as_json()]
    assert "NaN" not in json.dumps(plain, allow_nan=False)
    assert {"item", "n", "difficulty", "item_rest"} <= set(plain[0])


def test_feldt_needs_people_and_items():
    assert feldt_interval(0.8, 2, 10) is None and feldt_interval(None, 100, 10) is None


def test_texts_of_all_notes_can_be_filled():
    for code, text in NOTE_TEXTS.items():
        assert "%" not in text.replace("%%", "").replace("%(", ""), code


def test_a_miskeyed_item_shows_in_the_options():
    letters = read_letters((REFERENCE / "classical_letters.csv").read_bytes(), "letters.csv")
    key = read_key((REFERENCE / "classical_key.csv").read_bytes(), "key.csv")
    wrong = key | {"i5": "c"}
    item = option_statistics(letters, wrong)[4]
    assert "option-beats-key" in codes(item.flags)
    assert item.flags[0].params["option"] == key["i5"]


def test_options_that_nobody_chose_are_named():
    letters = read_letters(b"person,i1,i2\na,A,B\nb,a,b\nc,c,b\nd,x,\n", "letters.csv")
    known = {"i1": ("a", "b", "c"), "i2": ("a", "b")}
    first, second = option_statistics(letters, {"i1": "a", "i2": "b"}, options=known)
    assert {note.code: note.params["option"] for note in first.flags} == {
        "option-not-chosen": "b", "option-unknown": "x",
    }  # fmt: skip
    assert [option.n for option in second.options] == [3, 0, 1]
    assert json.dumps(first.as_json(), allow_nan=False)
