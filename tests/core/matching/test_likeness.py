"""Questions that say the same are near each other; different ones are not."""

from dataclasses import replace

import numpy as np
import pytest

from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.core.matching import likeness

THRESHOLDS = likeness.THRESHOLDS[likeness.ONLY_LETTERS]


def pairs_of(items):
    said = likeness.texts_of(items)
    rows = likeness.letter_rows([text for *_rest, text in said])
    places = [(place, language) for place, language, _text in said]
    return list(likeness.nearest_pairs(items, places, rows, THRESHOLDS))


def test_a_copy_is_as_near_as_can_be_and_stands_behind_what_comes_first_in_the_alphabet():
    items = load_items()[:6]
    found = max(pairs_of([*items, replace(items[0], id="own-copy")]), key=lambda one: one.likeness)

    assert (found.first, found.second) == (items[0].id, "own-copy")
    assert found.likeness == pytest.approx(1, abs=1e-6)
    assert found.language_first == found.language_second


def test_translations_of_one_question_are_no_pair():
    assert pairs_of(load_items()[:1]) == []


def test_a_language_without_a_question_is_left_out():
    item = load_items()[0]
    torn = replace(item, stem=Translated(kk=item.stem.kk))

    assert [language for _place, language, _text in likeness.texts_of([torn])] == ["kk"]
    assert len(likeness.texts_of([item])) == len(LANGUAGES)


def test_what_all_texts_of_a_language_share_is_taken_away_where_there_are_enough():
    dice = np.random.default_rng(7)
    shared, own = np.full(8, 5.0), dice.normal(size=(20, 8))

    many = likeness.encoder_rows(shared + own, ["kk"] * 20)
    few = likeness.encoder_rows(shared + own[:3], ["kk"] * 3)

    assert np.linalg.norm(many, axis=1) == pytest.approx(1)
    assert abs((many @ many.T)[np.triu_indices(20, 1)].mean()) < 0.2
    assert (few @ few.T)[np.triu_indices(3, 1)].min() > 0.8
