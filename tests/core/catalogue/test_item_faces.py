"""What items say, compared; how far the translations of a draft are."""

from dataclasses import replace

import pytest

from sauatty.core.catalogue.item_drafts import as_item, as_stored, empty_body
from sauatty.core.catalogue.item_faces import enemies_in, faces_of, is_public, words_of
from sauatty.core.catalogue.item_reading import item_as_mapping, load_items
from sauatty.core.catalogue.item_translations import DRAFT, READY, STALE, follow, language_states
from sauatty.core.catalogue.key_agreement import Agreement
from sauatty.core.languages import LANGUAGES, Translated, search_key


@pytest.fixture
def item():
    return next(one for one in load_items() if one.kind == "single")


def reworded(item, *languages):
    stem = {one: getattr(item.stem, one) + (" 1" if one in languages else "") for one in LANGUAGES}
    return replace(item, id="own-1", stem=Translated(**stem))


def test_an_item_is_public_until_it_says_something_else_in_every_language(item):
    assert is_public(reworded(item)) and is_public(reworded(item, "kk", "ru"))
    assert not is_public(reworded(item, *LANGUAGES))


def test_the_order_of_options_makes_no_other_face(item):
    assert faces_of(replace(item, options=item.options[::-1])) == faces_of(item)


def test_an_item_is_found_by_its_id_and_its_words_in_every_language(item):
    found = words_of(item)

    assert search_key(item.id) in found
    assert all(search_key(getattr(item.stem, one)) in found for one in LANGUAGES)


def test_enemies_are_found_whichever_of_the_two_names_the_other(item):
    named, naming = replace(item, id="a", enemies=()), replace(item, id="b", enemies=("a",))

    assert [one.id for one in enemies_in([named, naming], named)] == ["b"]
    assert [one.id for one in enemies_in([named, naming], naming)] == ["a"]


def test_translations_are_out_of_date_when_the_leading_text_changes_and_fit_when_somebody_says_so(item):
    start = follow(None, item, {}, "kk")
    assert language_states(item, start, "kk") == dict.fromkeys(LANGUAGES, READY)

    changed = reworded(item, "kk")
    behind = follow(item, changed, start, "kk")
    assert language_states(changed, behind, "kk") == {"kk": READY, "ru": STALE, "en": STALE}
    fitting = follow(item, changed, start, "kk", fits=["ru"])
    assert language_states(changed, fitting, "kk")["ru"] == READY


def test_an_empty_draft_is_an_item_and_keeps_no_sign_that_cannot_be_stored():
    body = empty_body("own-1", "match", "gmilaf.1.1", "Автор")
    body["stem"] = {"kk": "Сұрақ\x00?\r\n"}

    assert as_item(body, "own-1").kind == "match"
    assert as_stored(body, "own-1")["stem"]["kk"] == "Сұрақ?"
    assert set(language_states(as_item(body, "own-1"), {}, "kk").values()) == {DRAFT}


def test_a_stored_item_is_stored_the_same_again(item):
    assert as_stored(item_as_mapping(item), item.id) == item_as_mapping(item)


@pytest.mark.parametrize(
    ("n_agree", "n_object", "state"),
    [(0, 0, "provisional"), (1, 0, "provisional"), (2, 0, "confirmed"), (5, 1, "disputed")],
)
def test_a_key_is_confirmed_when_two_agree_and_nobody_objects(n_agree, n_object, state):
    assert Agreement(n_agree=n_agree, n_object=n_object).state == state
