import json

import pytest

from core.catalogue.small_items import KINDS, small_item, small_mapping
from sauatty.core.catalogue.item_reading import (
    item,
    item_as_mapping,
    item_from_mapping,
    item_sha256,
    items_from_mapping,
    items_of,
    language_sha256,
    load_items,
)
from sauatty.core.errors import ContentInvalid, UnknownItem


def test_it_works():
    found = load_items()
    assert len({one.id for one in found}) == len(found) > 0
    assert items_of(found[0].competence)[0] == item(found[0].id)


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_goes_through_its_mapping_and_json_without_a_loss(kind):
    one = small_item(kind)
    assert item_from_mapping(json.loads(json.dumps(item_as_mapping(one))), "again") == one


def test_every_item_of_the_bank_goes_through_its_mapping_without_a_loss():
    for one in load_items():
        assert item_from_mapping(item_as_mapping(one), one.id) == one


def test_a_whole_number_and_its_fraction_are_the_same_item():
    whole, fraction = small_item(difficulty=1), small_item(difficulty=1.0)
    assert item_sha256(whole) == item_sha256(fraction)


def test_a_change_of_one_language_changes_its_hash_alone():
    stem = {**small_mapping()["stem"], "ru": "Что делать?"}
    before, after = small_item(), small_item(stem=stem)
    assert item_sha256(before) != item_sha256(after)
    assert language_sha256(before, "ru") != language_sha256(after, "ru")
    assert language_sha256(before, "kk") == language_sha256(after, "kk")


def test_an_unknown_item_is_refused_by_name():
    with pytest.raises(UnknownItem, match="mil-9-9-z"):
        item("mil-9-9-z")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "essay"}, "kind is 'essay'"),
        ({"difficulty": float("nan")}, "difficulty is nan"),
        ({"difficulty": "hard"}, "difficulty is 'hard', not a number"),
        ({"options": None}, "has no 'options'"),
        ({"stem": "Text"}, "stem is not a text with the keys"),
        ({"answer": "a"}, "no use for the key answer"),
    ],
)
def test_a_broken_item_is_refused_by_name(changes, told):
    with pytest.raises(ContentInvalid, match="a file") as refused:
        item_from_mapping(small_mapping() | changes, "a file")
    assert told in str(refused.value)


def test_an_item_of_a_file_takes_competence_and_provenance_from_it():
    row = {key: value for key, value in small_mapping().items() if key not in ("competence", "provenance")}
    shared = {"competence": "gmilaf.2.1", "provenance": {"author": "A"}}
    (found,) = items_from_mapping({"schema": "items/1", **shared, "items": [row]}, "items/x.yaml")
    assert (found.competence, found.provenance.author) == ("gmilaf.2.1", "A")


def test_a_broken_item_of_a_file_is_named_with_its_file():
    row = small_mapping() | {"kind": "essay"}
    with pytest.raises(ContentInvalid, match=r"items/x\.yaml, mil-1-3-a"):
        items_from_mapping({"items": [row]}, "items/x.yaml")
