"""Whatever the matrix: a figure, a None with a note, or a refusal by name; no nan, no warning, no crash."""

import json
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sauatty.core.errors import GroupsTooFew, NobodyTookBoth, PreTestMissing, ScoresTooFew
from sauatty.core.exchange.test_scores import LetterTable
from sauatty.core.psychometrics.classical import item_statistics
from sauatty.core.psychometrics.dif import dif
from sauatty.core.psychometrics.dif_mantel import mantel_haenszel
from sauatty.core.psychometrics.dif_tables import DifTable
from sauatty.core.psychometrics.distractors import option_statistics
from sauatty.core.psychometrics.gain import gain
from sauatty.core.psychometrics.reliability import reliability
from sauatty.core.psychometrics.scores import ScoreMatrix, score_matrix

NAN = float("nan")
# Answers to the five items of section 6 of the Law School Admission Test, Bock and Lieberman (1970): pattern -> people.
LSAT6 = (
    3,
    6,
    2,
    11,
    1,
    1,
    3,
    4,
    1,
    8,
    0,
    16,
    0,
    3,
    2,
    15,
    10,
    29,
    14,
    81,
    3,
    28,
    15,
    80,
    16,
    56,
    21,
    173,
    11,
    61,
    28,
    298,
)
# Admissions to six departments of Berkeley 1973 (Bickel, Hammel and O'Connell 1975): rejected and admitted, men, women.
BERKELEY = (
    ((313, 512), (19, 89)), ((207, 353), (8, 17)), ((205, 120), (391, 202)),
    ((279, 138), (244, 131)), ((138, 53), (299, 94)), ((351, 22), (317, 24)),
)  # fmt: skip


@some.composite
def matrices(draw: some.DrawFn) -> ScoreMatrix:
    n, k = draw(some.integers(1, 14)), draw(some.integers(1, 6))
    cells = draw(some.lists(some.sampled_from([0.0, 1.0, 1.0, 2.0, NAN]), min_size=n * k, max_size=n * k))
    return score_matrix(np.array(cells).reshape(n, k))


@pytest.fixture(autouse=True)
def warnings_are_errors():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@settings(max_examples=150, deadline=None)
@given(matrices())
def test_items_and_reliability_take_any_matrix(matrix):
    found, whole = item_statistics(matrix), reliability(matrix)
    json.dumps([item.as_json() for item in found.items] + [whole.as_json()], allow_nan=False)
    for item in found.items:
        assert item.difficulty is not None or "item-without-answer" in {flag.code for flag in item.flags}
        assert item.item_rest is not None or item.flags
        if item.difficulty_ci95:
            assert 0 <= item.difficulty_ci95[0] <= item.difficulty <= item.difficulty_ci95[1] <= 1
    assert whole.alpha is not None or "alpha-undefined" in {note.code for note in whole.notes}


@settings(max_examples=100, deadline=None)
@given(matrices(), some.integers(0, 5))
def test_groups_take_any_matrix(matrix, which):
    groups = [("kk", "ru", "")[(n * (which + 1) // 2) % 3] for n in range(matrix.n_persons)]
    try:
        found = dif(matrix, groups)
    except (GroupsTooFew, ScoresTooFew):
        return
    json.dumps(found.as_json(), allow_nan=False)
    for item in found.items:
        assert item.unpurified.mantel_haenszel.odds_ratio is not None or item.notes


def test_a_factor_whose_curvature_is_singular_is_found_all_the_same():
    scores = [[1, 0, 2, 0, NAN], [1, NAN, 1, 0, 2], [1, 1, NAN, 1, 2], [1, 1, 2, NAN, 1], [0, 0, 0, 2, 0]]
    people, items = (tuple(f"{letter}{n}" for n in range(1, 6)) for letter in "pi")
    found = reliability(ScoreMatrix(np.array(scores), people, items, (1, 1, 2, 2, 2)))
    assert found.omega_total is not None and 0.8 < found.omega_total < 0.9


@settings(max_examples=100, deadline=None)
@given(matrices(), matrices())
def test_a_gain_takes_any_two_matrices(pre, post):
    try:
        found = gain(pre, post, groups={"p1": "kk", "p2": "ru"}, components={"i1": "access", "i2": "create"})
    except (PreTestMissing, NobodyTookBoth):
        return
    json.dumps(found.as_json(), allow_nan=False)
    assert found.n + found.drop_out.n_pre_only <= pre.n_persons


@settings(max_examples=60, deadline=None)
@given(
    some.lists(
        some.lists(some.sampled_from(["", "a", "b", "x"]), min_size=3, max_size=3), min_size=1, max_size=8
    )
)
def test_options_take_any_letters(rows):
    table = LetterTable(
        tuple(f"p{n}" for n in range(len(rows))), ("i1", "i2", "i3"), np.array(rows, dtype=np.str_)
    )
    found = option_statistics(table, {"i1": "a", "i2": "b", "i3": "a"})
    json.dumps([item.as_json() for item in found], allow_nan=False)
    assert all(sum(option.n for option in item.options) == len(rows) for item in found)


@settings(max_examples=50, deadline=None)
@given(matrices(), some.randoms(use_true_random=False))
def test_the_order_of_people_changes_no_estimate(matrix, random):
    order = list(range(matrix.n_persons))
    random.shuffle(order)
    one, other = reliability(matrix), reliability(matrix.of_persons(order))
    for name in ("alpha", "total_sd", "sem"):
        first, second = getattr(one, name), getattr(other, name)
        assert (first is None) == (second is None) and (first is None or abs(first - second) < 1e-7)


def test_the_law_school_items_are_as_published():
    patterns = [[int(bit) for bit in f"{code:05b}"] for code in range(32)]
    matrix = score_matrix(np.repeat(np.array(patterns, float), LSAT6, axis=0))
    found = item_statistics(matrix)
    assert found.n_persons == 1000
    assert [item.difficulty for item in found.items] == [0.924, 0.709, 0.553, 0.763, 0.870]
    assert round(reliability(matrix).alpha, 3) == 0.295


def test_the_admissions_of_berkeley_are_as_published():
    found = mantel_haenszel(DifTable(np.array(BERKELEY, float), np.arange(6.0)))
    assert round(found.odds_ratio, 7) == 0.9046968
    assert round(found.chi2, 4) == 1.4269 and round(found.p, 4) == 0.2323
    assert [round(end, 7) for end in found.odds_ratio_ci95] == [0.7719074, 1.0603298]
