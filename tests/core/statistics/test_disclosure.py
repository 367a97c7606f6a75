"""Nobody works a small number out: not from totals, not from linked tables, not from one release after the other."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sauatty.core.statistics.disclosure import (
    Release,
    Sum,
    growth_ranges,
    protect,
    ranges,
    rounded,
    solved_places,
    table_release,
    weak_places,
)  # fmt: skip

COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 40))
TABLES = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.lists(COUNTS, min_size=n, max_size=n), min_size=1, max_size=5)
)


@pytest.mark.parametrize("base", [1, 5])
@settings(max_examples=20, deadline=None)
@given(counts=TABLES)
def test_nothing_follows_of_a_small_number_but_that_it_is_small(base, counts):
    release = table_release(counts, base=base)
    published = protect(release)
    assert not weak_places(release, published)
    assert all(published.shown[place] is None for place, value in enumerate(release.values) if 0 < value < 5)


def test_without_others_hidden_the_attacker_finds_small_numbers():
    release = table_release([[12, 3, 9], [8, 20, 11], [15, 7, 30]])
    bare = protect(release, with_others=False)
    assert solved_places(release, bare) == [1]
    assert ranges(bare, [1])[0].low == ranges(bare, [1])[0].high == 3
    protected = protect(release)
    assert not solved_places(release, protected)
    assert sum(one is None for one in protected.shown) == 4  # the small one and a rectangle around it


def test_rounding_hides_less_than_exact_totals_do():
    counts = [[12, 3, 9], [8, 20, 11], [15, 7, 30]]
    hidden = [sum(one is None for one in protect(table_release(counts, base=base)).shown) for base in (1, 5)]
    assert hidden[1] < hidden[0]


def test_two_small_numbers_whose_sum_says_what_they_are_are_not_left_alone():
    release = table_release([[1, 1, 20, 8]])
    assert not weak_places(release, protect(release))
    assert weak_places(release, protect(release, with_others=False))


def test_tables_that_share_a_total_are_looked_at_together():
    # 40 people: by region 30 + 3 + 7, by role 33 + 7, and 7 of the last region are all of one role
    values = (40, 30, 3, 7, 33, 7, 26, 7)
    sums = (Sum(0, (1, 2, 3)), Sum(0, (4, 5)), Sum(4, (6, 7)))
    release = Release(values, sums)
    assert solved_places(release, protect(release, with_others=False)) == [2]
    assert not weak_places(release, protect(release))


@settings(max_examples=12, deadline=None)
@given(counts=TABLES, more=st.data())
def test_one_newcomer_is_not_seen_between_two_rounded_releases(counts, more):
    row = more.draw(st.integers(0, len(counts) - 1))
    column = more.draw(st.integers(0, len(counts[0]) - 1))
    later = [list(one) for one in counts]
    later[row][column] += 1
    first, second = (table_release(one, base=5) for one in (counts, later))
    seen = [replace(protect(one), known=()) for one in (first, second)]  # how many came in all is no secret
    grown = growth_ranges(seen, range(len(first.values)))
    known = [
        one for one, was in zip(grown, first.values, strict=True) if was >= 5 and one.low == one.high == 1
    ]
    assert not known


def test_numbers_are_rounded_to_five_and_small_ones_left_out():
    assert [rounded(n, 5) for n in (0, 1, 4, 5, 7, 8, 12, 13)] == [0, None, None, 5, 5, 10, 10, 15]
    assert rounded(23, 1) == 23


@pytest.mark.parametrize("counts", [[[387], [4]], [[387, 4]]])
def test_who_knows_how_many_there_are_in_all_learns_nothing_more(counts):
    release = table_release(counts, base=5)
    assert weak_places(release, protect(release)) == []
    assert rounded(387, 5) not in protect(release).shown  # 391 less 383 to 387 leaves one small number: 4

    careless = replace(release, known=frozenset())
    shown = replace(protect(careless), known=((len(release.values) - 1, 391),))
    assert weak_places(release, shown) != []
