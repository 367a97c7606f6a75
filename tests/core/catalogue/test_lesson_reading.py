import json

import pytest
import yaml

from core.catalogue.small_lesson import mapping, small
from sauatty.core.catalogue.lesson_reading import (
    language_sha256,
    lesson,
    lesson_as_mapping,
    lesson_from_mapping,
    lesson_sha256,
    lesson_texts,
    lessons_of,
    load_lessons,
    read_lesson,
)
from sauatty.core.catalogue.terms import find_terms, load_terms
from sauatty.core.errors import ContentInvalid, UnknownLesson


def changed(edit):
    found = mapping()
    edit(found)
    return found


def test_it_works():
    found = small()
    assert (found.key, found.minutes, found.facilitator.minutes) == ("copyright.licences", 20, 40)
    assert found.sections[0].heading.kk == "Белгілер"


def test_a_lesson_is_written_back_without_a_loss():
    written = lesson_as_mapping(small())
    again = lesson_from_mapping(json.loads(json.dumps(written)), "again")
    assert again == small()
    assert lesson_as_mapping(again) == written


@pytest.mark.parametrize("key", [one.key for one in load_lessons()])
def test_every_lesson_that_ships_is_written_back_without_a_loss(key):
    assert lesson_from_mapping(lesson_as_mapping(lesson(key)), key) == lesson(key)


def test_the_hash_does_not_depend_on_the_layout_of_the_file(tmp_path):
    path = tmp_path / "licences.yaml"
    path.write_text(yaml.safe_dump(mapping(), allow_unicode=True, sort_keys=True), "utf-8")
    assert lesson_sha256(read_lesson(path, tmp_path)) == lesson_sha256(small())


def test_the_hash_of_a_language_changes_with_its_texts_alone():
    other = small(lambda one: one["aim"].update(kk="Басқа мақсат қойылды."))
    assert language_sha256(other, "kk") != language_sha256(small(), "kk")
    assert language_sha256(other, "ru") == language_sha256(small(), "ru")


def test_every_text_has_its_place_in_the_order_of_reading():
    places = [place for place, _ in lesson_texts(small())]
    assert places[:4] == ["title", "aim", "situation", "sections.signs.heading"]
    assert {"self_check.q1.options.a.why", "card.1", "task.notebook.found.prompt"} <= set(places)
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda one: one.update(titel={}), "there is no use for the key titel"),
        (lambda one: one["task"].update(stepz=[]), "there is no use for the key task.stepz"),
        (lambda one: one.pop("aim"), "aim is missing"),
        (lambda one: one.update(minutes="20"), "minutes is '20', not a whole number"),
        (lambda one: one["self_check"][0].update(kind="true-false"), "self_check[1].kind is 'true-false'"),
        (lambda one: one["sections"][0].update(text="мәтін"), "sections[1].text is not a text with the keys"),
        (lambda one: one["title"].update(kk=7), "title.kk is 7, not a text: quote it"),
        (lambda one: one.update(card="мәтін"), "card is not a list"),
        (
            lambda one: one["self_check"][0]["options"][0].pop("is_right"),
            "self_check[1].options[1].is_right is missing",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_place(edit, told):
    with pytest.raises(ContentInvalid) as refused:
        lesson_from_mapping(changed(edit), "lessons/a/b.yaml")
    assert str(refused.value).startswith("lessons/a/b.yaml: " + told)


def test_a_question_of_order_needs_no_word_on_what_is_right():
    def edit(one):
        one["self_check"][0]["kind"] = "order"
        for option in one["self_check"][0]["options"]:
            option.pop("is_right")

    assert all(option.is_right for option in small(edit).self_check[0].options)


def test_a_day_and_the_key_on_are_read_without_quotes():
    source = yaml.safe_load(
        "{id: law, text: {kk: заң, ru: закон, en: law}, checked: to-check, on: 2026-11-22}"
    )
    assert small(lambda one: one.update(sources=[source])).sources[0].on == "2026-11-22"


def test_lessons_are_found_by_their_key_and_module():
    first = load_lessons()[0]
    assert lesson(first.key) is first
    assert first in lessons_of(first.module)
    with pytest.raises(UnknownLesson):
        lesson("copyright.nothing")


def test_terms_are_found_as_people_type_them():
    assert "information" in [one.id for one in find_terms("акпарат", "kk")]
    assert "information" in [one.id for one in find_terms("aqparat", "kk")]
    assert find_terms("source", "en")[0].id == "source"
    assert find_terms("сөзжоқ", "kk") == []
    assert len(find_terms("", "ru")) == len(load_terms())
