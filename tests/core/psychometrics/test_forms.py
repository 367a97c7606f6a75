"""Two forms of one test: their items meet in nobody, so that each form has a reliability and the whole has none."""

import numpy as np
import pytest

from sauatty.core.psychometrics.forms import by_form
from sauatty.core.psychometrics.reliability import alpha_of, reliability
from sauatty.core.psychometrics.scores import score_matrix

N_FIRST, N_SECOND = 60, 40


@pytest.fixture
def swapped():
    """Return 60 people with items 0–9, 40 with items 10–19, mixed, and one who was asked nothing."""
    rng = np.random.default_rng(7)
    ability = rng.normal(size=(N_FIRST + N_SECOND, 1))
    right = (rng.random((N_FIRST + N_SECOND, 10)) < 1 / (1 + np.exp(-1.5 * ability))).astype(float)
    scores = np.full((N_FIRST + N_SECOND + 1, 20), np.nan)
    scores[:N_FIRST, :10], scores[N_FIRST:-1, 10:] = right[:N_FIRST], right[N_FIRST:]
    return scores[rng.permutation(len(scores))], right


def test_each_form_is_a_part_of_its_own_people_and_items(swapped):
    scores, right = swapped
    first, second = by_form(score_matrix(scores))

    assert (first.n_persons, first.n_items, first.items[0]) == (N_FIRST, 10, "i1")
    assert (second.n_persons, second.n_items, second.items[0]) == (N_SECOND, 10, "i11")
    assert alpha_of(np.cov(first.scores, rowvar=False)) == pytest.approx(
        alpha_of(np.cov(right[:N_FIRST], rowvar=False))
    )
    assert reliability(score_matrix(scores)).alpha is None


def test_a_few_who_reached_less_are_left_out(swapped):
    _scores, right = swapped
    right[:5, 8:] = np.nan
    (only,) = by_form(score_matrix(right))

    assert (only.n_persons, only.n_items) == (N_FIRST + N_SECOND - 5, 10)


@pytest.mark.parametrize("share", [0.0, 0.3])
def test_without_a_form_for_half_of_the_people_it_is_whole(share):
    rng = np.random.default_rng(3)
    scores = rng.integers(0, 2, (50, 12)).astype(float)
    scores[rng.random(scores.shape) < share] = np.nan
    matrix = score_matrix(scores)

    assert by_form(matrix) == (matrix,)


def test_of_nobody_there_is_nothing_to_part():
    matrix = score_matrix(np.empty((0, 3)), [1, 1, 1])
    assert by_form(matrix) == (matrix,)
