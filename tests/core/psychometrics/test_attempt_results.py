"""What an attempt came to: points, components with intervals, what to learn next, and theta once it is calibrated."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sauatty.core.catalogue.answer_letters import as_letters
from sauatty.core.catalogue.item_keys import ItemKey, key_of, score
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.catalogue.key_json import key_as_json, key_from_json, shown_sha256
from sauatty.core.psychometrics.attempt_results import (
    KeyedItem,
    next_lessons,
    result_json,
    score_answers,
    weakest_first,
)
from sauatty.core.psychometrics.attempt_theta import theta_of
from sauatty.core.psychometrics.irt_results import ItemParameters


def single(id, competence, **more):
    return KeyedItem(ItemKey(id, "single", "exact", "b", ("a", "b", "c"), {}), competence, **more)


ITEMS = [single("i1", "gmilaf.1.1"), single("i2", "gmilaf.1.2"), single("i3", "gmilaf.2.1")]


def test_every_shipped_key_comes_back_from_json_and_its_right_answer_gets_all_points():
    for item in load_items():
        key = key_of(item)
        assert key_from_json(key_as_json(key)) == key
        right = key_as_json(key)["right"]
        assert score(key, right) == key.max_score, item.id
        assert as_letters(right, key.kind), item.id


def test_the_hash_of_an_item_is_of_what_is_seen_and_of_its_key():
    one, other = load_items()[:2]

    assert shown_sha256(one) == shown_sha256(one) != shown_sha256(other)


@given(some.dictionaries(some.sampled_from(["i1", "i2", "i3"]), some.sampled_from(["a", "b", "c", "", None])))
def test_points_of_components_add_up_to_those_of_the_whole(chosen):
    answers = {id: {"answer": answer} for id, answer in chosen.items()}
    scored = score_answers(ITEMS, answers, ran_out=False)
    result = result_json(ITEMS, scored, theta=None, is_offline=False, lessons=[])

    assert sum(one["score"] for one in result["components"]) == result["score"] == scored.score
    assert sum(one["max"] for one in result["components"]) == result["max"] == 3
    assert 0 <= result["low"] <= result["score"] / 3 <= result["high"] <= 1


def test_a_test_of_which_every_item_was_left_out_has_no_share():
    items = [single("i1", "gmilaf.1.1", is_left_out=True)]
    result = result_json(
        items, score_answers(items, {}, ran_out=False), theta=None, is_offline=False, lessons=[]
    )

    assert (result["max"], result["percent"], result["low"], result["components"]) == (0, None, None, [])


def test_what_was_missed_most_comes_first_and_what_was_solved_not_at_all():
    scored = score_answers(ITEMS, {"i1": {"answer": "b"}, "i2": {"answer": "a"}}, ran_out=False)

    assert weakest_first(ITEMS, scored.points) == ["gmilaf.1.2", "gmilaf.2.1"]


def test_lessons_go_round_the_weak_competences_and_pass_over_what_is_done():
    lessons = [("m.one", ["a"]), ("m.two", ["a", "b"]), ("m.three", ["b"]), ("m.four", ["a"])]

    found = next_lessons(["a", "b"], lessons, frozenset({"m.one"}))

    assert [(one["lesson"], one["competence"]) for one in found] == [
        ("two", "a"),
        ("three", "b"),
        ("four", "a"),
    ]
    assert next_lessons([], lessons) == []


def test_theta_needs_parameters_of_every_item_that_counts_and_grows_with_points():
    known = {one.id: ItemParameters(one.id, 1.0, 0.0, (0.0,)) for one in ITEMS}
    points = [
        score_answers(ITEMS, {f"i{n + 1}": {"answer": "b"} for n in range(k)}, ran_out=False)
        for k in range(4)
    ]

    thetas = [theta_of(ITEMS, one, known)["theta"] for one in points]

    assert thetas == sorted(thetas) and thetas[0] == pytest.approx(-thetas[3], abs=1e-3)
    assert theta_of(ITEMS, points[0], {"i1": known["i1"]}) is None
    assert theta_of(ITEMS, points[0], known | {"i1": ItemParameters("i1", 1.0, None, (None,))}) is None
