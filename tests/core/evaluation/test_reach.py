from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from sauatty.core.evaluation.reach import Occasion, overlap, unique_reach

KNOWN = frozenset("AB")


@st.composite
def occasions(draw, n):
    made = []
    for _ in range(n):
        known = frozenset(draw(st.sets(st.sampled_from(sorted(KNOWN)))))
        low = draw(st.integers(0, 2))
        made.append(Occasion(low, low + draw(st.integers(0, 1)), known))
    return made


def crowds(one, everybody):
    """Yield each set of people that may have come to an occasion."""
    rest = sorted(everybody - one.known)
    for n in range(one.least, one.most + 1):
        for more in combinations(rest, n - len(one.known)):
            yield one.known | set(more)


def every_world(told):
    everybody = KNOWN | {str(n) for n in range(sum(one.n_unknown for one in told))}
    return product(*(list(crowds(one, everybody)) for one in told))


@settings(max_examples=40, deadline=None)
@given(occasions(3))
def test_the_range_is_that_of_all_worlds_that_fit(told):
    sizes = {len(set().union(*world)) for world in every_world(told)}
    found = unique_reach(told)
    assert (found.low, found.high) == (min(sizes), max(sizes))


@settings(max_examples=40, deadline=None)
@given(occasions(1), occasions(2))
def test_the_overlap_is_that_of_all_worlds_that_fit(ours, theirs):
    sizes = {len(set(world[0]) & set().union(*world[1:])) for world in every_world([*ours, *theirs])}
    found = overlap(ours, theirs)
    assert found.low == min(sizes)
    assert found.high == max(sizes)


def test_who_came_three_times_and_is_known_counts_once():
    found = unique_reach([Occasion(2, 2, frozenset("AB"))] * 3)
    assert (found.declared_low, found.known, found.low, found.high) == (6, 2, 2, 2)
    assert found.is_exact


def test_a_range_stays_a_range():
    found = unique_reach([Occasion(20, 30), Occasion(25, 25, frozenset("A"))])
    assert (found.declared_low, found.declared_high, found.low, found.high) == (45, 55, 25, 55)


def test_the_known_were_there_whatever_was_told():
    assert unique_reach([Occasion(0, 0, frozenset("AB"))]).low == 2


def test_nothing_reached_nobody():
    assert unique_reach([]).high == 0
