"""What stands beside an answer is shared by five respondents or more."""

from collections import Counter

import numpy as np
import pytest

from sauatty.core.surveys.shown_attributes import shown_attributes


def alike(shown):
    return Counter(tuple(sorted(one.items())) for one in shown)


def test_it_works():
    rows = [{"region": "A", "kind": "school"}] * 6 + [{"region": "A", "kind": "library"}] * 5

    assert set(alike(shown_attributes(rows, ["region", "kind"])).values()) == {6, 5}


def test_one_of_a_kind_takes_the_smallest_group_with_it():
    rows = [{"kind": "school"}] * 9 + [{"kind": "library"}] * 6 + [{"kind": "museum"}]

    shown = shown_attributes(rows, ["kind"])

    assert alike(shown) == {(("kind", "school"),): 9, (): 7}


def test_who_did_not_answer_hides_among_others():
    rows = [{"kind": "school"}] * 8 + [{"kind": ""}] * 2

    assert alike(shown_attributes(rows, ["kind"])) == {(): 10}


@pytest.mark.parametrize("seed", range(12))
def test_nobody_stands_among_fewer_than_five(seed):
    draw = np.random.default_rng(seed)
    rows = [
        {"region": str(draw.integers(6)), "kind": str(draw.integers(4)), "role": str(draw.integers(3))}
        for _n in range(60)
    ]

    shown = shown_attributes(rows, ["region", "kind", "role"])

    assert min(alike(shown).values()) >= 5
    assert all(one.items() <= row.items() for one, row in zip(shown, rows, strict=True))


def test_few_respondents_show_nothing():
    assert shown_attributes([{"a": "1"}] * 4, ["a"]) == [{}] * 4
    assert shown_attributes([], ["a"]) == []
