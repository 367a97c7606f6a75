"""How many people share what could point at one of them, checked against counting by hand."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauatty.core.errors import AnonymityTooLow
from sauatty.core.records import ResponseTable
from sauatty.core.surveys.anonymity import (
    GROUPED,
    check_anonymity,
    column_of,
    grouped,
    without_small_groups,
)


def table_of(rows, names=("a", "b"), languages=()):
    columns = {name: tuple(row[at] for row in rows) for at, name in enumerate(names)}
    return ResponseTable(tuple(f"r{at}" for at in range(len(rows))), columns, tuple(languages))


ROWS = [("x", "1")] * 6 + [("x", "2")] * 5 + [("y", "1")] * 7 + [("y", "2")]


def test_the_smallest_group_and_those_in_small_groups_are_counted():
    found = check_anonymity(table_of(ROWS), ("a", "b"))
    assert (found.k, found.n, found.n_groups, found.n_small, found.n_small_groups) == (1, 19, 4, 1, 1)
    assert not found.is_enough
    with pytest.raises(AnonymityTooLow, match="at least|At least"):
        found.refuse_if_low()


def test_what_leaving_out_one_name_would_give_is_said():
    found = check_anonymity(table_of(ROWS), ("a", "b"))
    assert [(one.name, one.k, one.n_small) for one in found.without] == [("a", 6, 0), ("b", 8, 0)]
    assert len(found.leave_out) == 1


def test_no_answer_is_a_value_like_others():
    found = check_anonymity(table_of([("x", "")] + [("x", "1")] * 9), ("a", "b"))
    assert found.k == 1 and found.rare == ()


def test_the_language_of_the_answers_can_point_at_a_person_too():
    table = table_of([("x", "1")] * 6, languages=["kk"] * 5 + ["en"])
    assert column_of(table, "language") == ("kk",) * 5 + ("en",)
    assert check_anonymity(table, ("a", "language")).k == 1


def test_too_few_responses_are_never_enough_even_without_any_name():
    found = check_anonymity(table_of([("x", "1")] * 4), ())
    assert (found.k, found.is_enough, found.leave_out) == (4, False, ())
    assert check_anonymity(table_of([]), ("a",)).k == 0


def test_rare_answers_are_taken_together_with_the_next_where_they_are_still_few():
    rows = [("x", "1")] * 10 + [("y", "1")] * 6 + [("z", "1")] * 2 + [("w", "1")]
    found = grouped(table_of(rows), ("a",), 5).column("a")
    assert Counter(found) == {"x": 10, GROUPED: 9}


def test_one_rare_answer_alone_is_not_renamed_as_that_would_hide_nothing():
    found = grouped(table_of([("x", "1"), ("", "1")]), ("a",), 5).column("a")
    assert found == ("x", "")


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("12"), st.sampled_from("pq")), max_size=60))
def test_the_check_is_what_counting_by_hand_gives(rows):
    table = table_of(rows, ("a", "b", "c"))
    found, counts = check_anonymity(table, ("a", "b", "c")), Counter(rows)
    assert found.k == min(counts.values(), default=0)
    assert found.n_small == sum(n for n in counts.values() if n < 5)
    kept = without_small_groups(table, ("a", "b", "c"), 5)
    assert len(kept) == len(rows) - found.n_small
    assert not len(kept) or check_anonymity(kept, ("a", "b", "c")).is_enough
    if found.leave_out:
        names = [one for one in ("a", "b", "c") if one not in found.leave_out]
        assert check_anonymity(table, names).is_enough


@given(st.lists(st.integers(0, 40), min_size=2, max_size=8), st.integers(2, 10))
def test_what_was_taken_together_is_shared_by_enough_wherever_enough_answered(counts, minimum):
    rows = [(f"c{at}", "1") for at, n in enumerate(counts) for _ in range(n)]
    found = Counter(grouped(table_of(rows), ("a",), minimum).column("a"))
    if len(rows) >= minimum and GROUPED in found:
        assert found[GROUPED] >= minimum
    assert sum(found.values()) == len(rows)
