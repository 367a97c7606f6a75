"""Broken rules and places of items are named in words."""

import pytest

from sauatty.core.catalogue.item_checks import check_item
from sauatty.core.catalogue.item_drafts import as_item, empty_body
from sauatty.core.catalogue.item_reading import load_items
from sauatty.web.items import labels


@pytest.mark.parametrize("kind", labels.KINDS)
def test_a_broken_rule_names_place_and_language_in_words(kind):
    item = as_item(empty_body("own-1", kind, "gmilaf.1.1", "Автор"), "own-1")
    found = labels.grouped_problems(check_item(item))

    said = [words for _language, rows in found for words in rows]
    assert said and not any("%(" in words or "options." in words for words in said)


def test_places_of_shipped_items_have_names():
    from sauatty.core.catalogue.item_reading import item_texts

    for item in load_items()[:20]:
        assert all(not labels.place_name(place).startswith("options.") for place, _text in item_texts(item))
