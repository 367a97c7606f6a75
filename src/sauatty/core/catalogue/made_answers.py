"""Answers that nobody gave: what somebody of an ability would answer to an item, the same for the same dice.

For invented data and for tests of the software; a real attempt never meets these.
"""

from collections import defaultdict
from collections.abc import Iterator
from math import exp
from random import Random
from typing import cast

from sauatty.core.catalogue.item_keys import Answer, ItemKey, score

# The steps of an item of two points lie this far from its difficulty, in logits.
STEP = 0.5


def drawn_points(ability: float, difficulty: float, most: int, dice: Random) -> int:
    """Draw the points that somebody gets on an item: Rasch for one point, partial credit for two.

    Parameters
    ----------
    ability, difficulty : float
        In logits.
    most : {1, 2}
    """
    steps = [difficulty] if most == 1 else [difficulty - STEP, difficulty + STEP]
    sums = [0.0]
    for step in steps:
        sums.append(sums[-1] + ability - step)
    return dice.choices(range(most + 1), [exp(one) for one in sums])[0]


def answer_worth(key: ItemKey, points: int, dice: Random) -> Answer:
    """Return an answer of so many points, one of several by the dice; where there is none, one of the next fewer.

    Examples
    --------
    >>> key = ItemKey("x", "order", "graded", ("a", "b", "c"), ("a", "b", "c"), {})
    >>> [answer_worth(key, points, Random(1)) for points in (2, 1, 0)]
    [['a', 'b', 'c'], ['b', 'a', 'c'], ['c', 'b', 'a']]
    """
    by_points: defaultdict[int, list[Answer]] = defaultdict(list)
    for answer in _candidates(key):
        by_points[score(key, answer)].append(answer)
    reached = max((one for one in by_points if one <= points), default=None)
    return None if reached is None else dice.choice(by_points[reached])


def _candidates(key: ItemKey) -> Iterator[Answer]:
    if key.kind in ("single", "judgement"):
        yield from key.options
    elif key.kind == "order":
        yield from _orders(list(key.right))
    elif key.kind == "match":
        yield from _matches(key)
    else:
        yield from _choices(key)


def _orders(right: list[str]) -> Iterator[Answer]:
    yield right
    for place in range(len(right) - 1):
        yield [*right[:place], right[place + 1], right[place], *right[place + 2 :]]
    yield right[::-1]


def _matches(key: ItemKey) -> Iterator[Answer]:
    right = dict(cast("dict[str, str]", key.right))
    yield right
    for option, target in right.items():
        yield from ({**right, option: other} for other in key.targets if other != target)
    turned = dict(zip(key.targets, (*key.targets[1:], key.targets[0]), strict=True))
    yield {option: turned[target] for option, target in right.items()}


def _choices(key: ItemKey) -> Iterator[Answer]:
    right = list(key.right)
    wrong = [option for option in key.options if option not in right]
    yield sorted(right)
    for option in wrong:
        yield sorted([*right, option])
        yield [option]
    if len(right) > 1:
        yield from ([one for one in sorted(right) if one != option] for option in right)
    yield sorted(wrong)
