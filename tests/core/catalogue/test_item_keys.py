import pytest

from sauatty.core.catalogue.item_keys import ItemKey, is_wellformed, score

MATCH = ItemKey("m", "match", "graded", {"a": "t1", "b": "t2"}, ("a", "b"), {}, ("t1", "t2", "t3"))


@pytest.mark.parametrize(
    "answer", [{"a": ["t1"]}, {"a": {}}, {"a": None}, {"a": "t9"}, {"z": "t1"}, "a", ["a"], 7, True]
)
def test_a_match_of_another_shape_is_no_answer_and_no_crash(answer):
    assert not is_wellformed(MATCH, answer) and score(MATCH, answer) == 0


def test_a_match_is_scored_by_its_pairs():
    assert is_wellformed(MATCH, {"a": "t1"})
    assert [score(MATCH, one) for one in ({"a": "t1", "b": "t2"}, {"a": "t1"}, {"a": "t3", "b": "t3"})] == [
        2,
        1,
        0,
    ]
