"""Every sentence of core that the bank shows can be translated."""

import re
from pathlib import Path

import pytest

from sauatty.core.catalogue.item_checks import check_item
from sauatty.core.catalogue.item_problems import ITEM_PROBLEM_TEXTS
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.exchange.item_reports import LOSS_REASONS, REMARK_TEXTS
from sauatty.web.items import core_words, labels
from sauatty.web.items.bodies import as_item, empty_body

TEXTS = {*ITEM_PROBLEM_TEXTS.values(), *REMARK_TEXTS.values(), *LOSS_REASONS.values()}


def test_every_sentence_of_core_is_gathered():
    said = Path(core_words.__file__).read_text(encoding="utf-8")
    gathered = {eval(one) for one in re.findall(r"^_\(\s*(.+?),?\s*\)$", said, re.MULTILINE | re.DOTALL)}

    lacking = TEXTS - gathered
    assert not lacking, "add to web/items/core_words.py: " + "; ".join(
        f"_({one!r})" for one in sorted(lacking)
    )


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
