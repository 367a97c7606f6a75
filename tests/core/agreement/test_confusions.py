import pytest

from sauatty.core.agreement import confusion_pairs, count_disagreements, merge_in_words
from sauatty.core.languages import LANGUAGES

ROWS = [
    ("u1", "a", {"gmilaf.2.2"}), ("u1", "b", {"gmilaf.2.3"}),
    ("u2", "a", {"gmilaf.2.3", "gmilaf.1.1"}), ("u2", "b", {"gmilaf.2.2", "gmilaf.1.1"}),
    ("u3", "a", {"gmilaf.3.1"}), ("u3", "b", set()),
    ("u4", "a", {"gmilaf.3.1"}), ("u4", "b", {"gmilaf.3.1"}),
    ("u5", "a", {"gmilaf.1.1"}), ("u5", "b", None),
]  # fmt: skip


def test_it_works():
    (pair,) = confusion_pairs(ROWS)

    assert (pair.a, pair.b, pair.n) == ("gmilaf.2.2", "gmilaf.2.3", 2)
    assert pair.share == pytest.approx(2 / 3)
    assert pair.by_coders == {("a", "b"): 2}
    assert count_disagreements(ROWS) == (4, 3)


def test_an_omission_is_no_confusion_but_can_be_asked_for():
    found = confusion_pairs(ROWS, omissions=True)

    assert [(pair.a, pair.b, pair.n) for pair in found][1] == ("gmilaf.3.1", "", 1)
    assert not found[1].asks_for_rule


def test_each_pair_of_coders_is_compared():
    rows = [("u1", "a", {"x"}), ("u1", "b", {"y"}), ("u1", "c", {"x"})]
    (pair,) = confusion_pairs(rows)

    assert pair.n == 2 and pair.share == 1.0
    assert pair.by_coders == {("a", "b"): 1, ("b", "c"): 1}
    assert count_disagreements(rows) == (3, 2)


def test_several_members_stand_against_each_other_one_by_one():
    found = confusion_pairs([("u1", "a", {"v", "w"}), ("u1", "b", {"x"})])

    assert [(pair.a, pair.b, pair.share) for pair in found] == [("v", "x", 1.0), ("w", "x", 1.0)]


def test_agreement_has_no_confusions():
    assert confusion_pairs([("u1", "a", {"x"}), ("u1", "b", {"x"})], omissions=True) == []
    assert confusion_pairs([]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_frequent_pair_is_proposed_for_a_rule(language):
    often = [(f"u{at}", coder, {f"gmilaf.2.{2 + (coder == 'b')}"}) for at in range(5) for coder in "ab"]
    (pair,) = confusion_pairs(often)
    sentence = merge_in_words(pair, language)

    assert pair.asks_for_rule
    assert "2.2" in sentence and "2.3" in sentence and "gmilaf" not in sentence and "100" in sentence


def test_a_pair_seen_twice_asks_for_no_rule():
    (pair,) = confusion_pairs(ROWS)

    assert not pair.asks_for_rule
    assert merge_in_words(pair, "en") == ""
