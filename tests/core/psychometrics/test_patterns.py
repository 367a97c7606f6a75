"""Unusual patterns of answers, listed for a human."""

import numpy as np
import pytest

from sauatty.core.errors import FiguresDoNotFit
from sauatty.core.psychometrics.patterns import (
    chance_of_at_least,
    fast_and_wrong,
    longest_run,
    misfitting,
    patterns_of_pairs,
    same_wrong_answers,
)

N_ITEMS = 30


@pytest.fixture
def sitting():
    """Return letters and points of 120 people who worked alone; the key is 'a', wrong answers b > c > d."""
    rng = np.random.default_rng(12)
    theta = rng.normal(size=(120, 1))
    right = rng.random((120, N_ITEMS)) < 1 / (1 + np.exp(-(theta - np.linspace(-1.5, 1.5, N_ITEMS))))
    wrong = rng.choice(["b", "c", "d"], p=[0.5, 0.3, 0.2], size=right.shape)
    return np.where(right, "a", wrong).astype(object), right.astype(float)


PEOPLE = tuple(f"p{n}" for n in range(120))


def test_people_who_worked_alone_are_not_listed(sitting):
    answers, scores = sitting
    assert same_wrong_answers(answers.tolist(), scores, PEOPLE) == ()


def test_a_copied_sheet_is_found_with_what_chance_gives(sitting):
    answers, scores = sitting
    weak = int(np.argmin(scores.sum(axis=1)))
    other = (weak + 1) % 120
    answers[other], scores[other] = answers[weak], scores[weak]
    found = same_wrong_answers(answers.tolist(), scores, PEOPLE)
    assert [set(pair.persons) for pair in found] == [{PEOPLE[weak], PEOPLE[other]}]
    n_wrong = int((scores[weak] == 0).sum())
    assert found[0].n_same == found[0].n_both_wrong == n_wrong
    assert 0.3 * n_wrong < found[0].expected < 0.5 * n_wrong
    assert found[0].by_chance < 0.05 and found[0].longest_run <= n_wrong
    words = patterns_of_pairs(found)[0].note.in_words
    assert "proves nothing" in words and "cheat" not in words and PEOPLE[weak] in words


def test_people_of_different_sittings_are_not_compared(sitting):
    answers, scores = sitting
    weak = int(np.argmin(scores.sum(axis=1)))
    other = (weak + 1) % 120
    answers[other], scores[other] = answers[weak], scores[weak]
    rooms = [str(n % 2) for n in range(120)]
    assert same_wrong_answers(answers.tolist(), scores, PEOPLE, rooms) == ()


def test_listing_by_chance_is_as_rare_as_it_says():
    listed = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        right = rng.random((60, N_ITEMS)) < 0.5
        letters = np.where(right, "a", rng.choice(["b", "c", "d"], size=right.shape)).astype(object)
        listed += len(same_wrong_answers(letters.tolist(), right.astype(float), PEOPLE[:60]))
    assert listed <= 7  # 60 sittings × at most 0.05


def test_the_one_wrong_answer_that_everybody_gives_is_no_sign():
    answers = [["b"] * 12 for _ in range(10)]
    assert same_wrong_answers(answers, np.zeros((10, 12)), PEOPLE[:10]) == ()


def test_answers_left_empty_are_not_the_same_wrong_answers(sitting):
    answers, scores = sitting
    answers[:2], scores[:2] = None, 0
    assert same_wrong_answers(answers.tolist(), scores, PEOPLE) == ()


def test_fast_guesses_are_listed_and_fast_knowledge_is_not():
    rng = np.random.default_rng(2)
    seconds = rng.lognormal(np.log(60), 0.4, (20, 20))
    scores = (rng.random((20, 20)) < 0.7).astype(float)
    seconds[3, :10], scores[3, :10] = 2.0, [1, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    seconds[4, :10], scores[4, :10] = 2.0, 1
    seconds[5, 0] = 2.0
    found = fast_and_wrong(seconds, scores, [1] * 20, PEOPLE[:20])
    assert [pattern.persons for pattern in found] == [("p3",)]
    assert found[0].note.params == {"person": "p3", "fast": 10, "all": 20, "right": 2}
    assert "Ask before you conclude" in found[0].note.in_words


def test_unknown_times_are_nobody_s_pattern():
    assert fast_and_wrong(np.full((3, 4), np.nan), np.zeros((3, 4)), [1] * 4, PEOPLE[:3]) == ()


def test_answers_that_do_not_fit_the_model_are_listed_least_fitting_first():
    found = misfitting([0.1, -2.6, np.nan, -4.0], PEOPLE[:4])
    assert [pattern.persons[0] for pattern in found] == ["p3", "p1"]
    assert "-4.0" in found[0].note.in_words


def test_tables_that_do_not_fit_are_refused():
    with pytest.raises(FiguresDoNotFit):
        fast_and_wrong(np.zeros((2, 3)), np.zeros((3, 2)), [1, 1], PEOPLE[:3])
    with pytest.raises(FiguresDoNotFit):
        same_wrong_answers([["a"]], np.zeros((2, 1)), PEOPLE[:2])
    with pytest.raises(FiguresDoNotFit):
        same_wrong_answers([["a"]], np.zeros((1, 1)), PEOPLE[:2])
    with pytest.raises(FiguresDoNotFit):
        misfitting([0.1], PEOPLE[:2])


def test_the_chance_of_many_matches_is_the_binomial_where_all_are_alike():
    assert chance_of_at_least(np.full(5, 0.5), 4) == pytest.approx(6 / 32)
    assert chance_of_at_least(np.array([0.2]), 0) == pytest.approx(1)
    assert chance_of_at_least(np.array([]), 1) == 0


def test_the_longest_run_is_counted():
    assert longest_run(np.array([True, True, False, True, True, True])) == 3
