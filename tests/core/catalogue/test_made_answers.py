"""Answers that nobody gave: of the points that were asked for, and as hard as the item is."""

from random import Random

import pytest

from sauatty.core.catalogue.item_keys import is_wellformed, key_of, score
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.catalogue.made_answers import answer_worth, drawn_points


def test_every_shipped_item_has_an_answer_of_each_number_of_points():
    dice = Random(7)
    for item in load_items():
        key = key_of(item)
        for points in range(key.max_score + 1):
            answer = answer_worth(key, points, dice)
            assert answer and is_wellformed(key, answer), item.id
            assert score(key, answer) == points, (item.id, points)


def test_the_same_dice_give_the_same_answers():
    key = key_of(load_items()[0])
    drawn = [[answer_worth(key, 0, dice) for _n in range(20)] for dice in (Random(3), Random(3))]

    assert drawn[0] == drawn[1] and len({str(one) for one in drawn[0]}) > 1


@pytest.mark.parametrize("most", [1, 2])
def test_whoever_stands_where_the_item_stands_gets_half_of_the_points(most):
    dice = Random(11)
    drawn = [drawn_points(0.4, 0.4, most, dice) for _n in range(4000)]
    abler = [drawn_points(1.4, 0.4, most, dice) for _n in range(4000)]

    assert sum(drawn) / len(drawn) == pytest.approx(most / 2, abs=0.04)
    assert sum(abler) > sum(drawn) * 1.2
