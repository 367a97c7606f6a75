"""Drafts without a page: names, lists, moves, stale texts, lines of choices, differences."""

import copy

import pytest

from sauatty.core.catalogue import instrument_drafts as drafts
from sauatty.core.catalogue import instrument_texts as texts
from sauatty.core.catalogue.choice_lines import choices_as_lines, choices_from_lines
from sauatty.core.catalogue.instrument_changes import compare, differences
from sauatty.core.catalogue.instrument_reading import instrument_from_mapping, load_instruments
from sauatty.core.catalogue.instrument_writing import instrument_as_mapping
from sauatty.core.errors import InstrumentNameTaken, InstrumentPartGone, InstrumentTooLong


def a_body():
    label = {"kk": "Иә", "ru": "Да"}
    return {
        "id": "one", "version": "1", "title": {"kk": "Т"}, "lists": {"yn": [{"code": "y", "label": label}]},
        "sections": [
            {"id": "s1", "title": {"kk": "Б"}, "questions": [
                {"id": "a", "kind": "single", "text": {"kk": "А", "ru": "А"}, "choices": "yn"},
                {"id": "ab", "kind": "short", "text": {"kk": "АБ"}, "when": "${a} = 'y' or ${a_other} != ''"},
            ]},
            {"id": "s2", "title": {"kk": "В"}, "when": "${ab} = ${ a }", "questions": []},
        ],
    }  # fmt: skip


def test_a_new_name_is_followed_wherever_it_is_asked_for_and_nowhere_else():
    body = a_body()
    drafts.rename(body, "a", "first")

    assert drafts.find_question(body, "ab")[1]["when"] == "${first} = 'y' or ${first_other} != ''"
    assert body["sections"][1]["when"] == "${ab} = ${first}"


def test_names_are_one_space_for_sections_and_questions():
    with pytest.raises(InstrumentNameTaken):
        drafts.rename(a_body(), "a", "s2")
    with pytest.raises(InstrumentPartGone):
        drafts.rename(a_body(), "nobody", "x")


def test_a_question_moves_into_the_next_section_and_stays_at_the_end():
    body = a_body()
    for _ in range(3):
        drafts.move_question(body, "ab", 1)

    assert [[one["id"] for one in section["questions"]] for section in body["sections"]] == [["a"], ["ab"]]


def test_a_list_goes_with_its_last_question_and_comes_back_with_it():
    body = a_body()
    before = copy.deepcopy(body)
    kept, section, place = drafts.take_out_question(body, "a")
    assert body["lists"] == {}
    drafts.put_back_question(body, kept, section, place)

    assert body == before


def test_a_question_comes_back_with_its_own_choices_where_the_list_has_changed():
    body = a_body()
    drafts.copy_question(body, "a")
    kept, section, place = drafts.take_out_question(body, "a")
    body["lists"]["yn"].append({"code": "n", "label": {}})
    back = drafts.put_back_question(body, kept, section, place)

    assert [one["code"] for one in back["choices"]] == ["y"]


def test_there_is_an_end_to_sections():
    body = a_body()
    with pytest.raises(InstrumentTooLong):
        for _ in range(drafts.MAX_SECTIONS):
            drafts.add_section(body)


@pytest.mark.parametrize("one", load_instruments(), ids=lambda one: one.id)
def test_copies_of_every_shipped_section_are_instruments_still(one):
    body = instrument_as_mapping(one)
    for section in list(body["sections"]):
        drafts.copy_section(body, section["id"])
    found = instrument_from_mapping(body, "copy")

    names = [question.id for question in found.questions]
    assert len(names) == len(set(names)) == 2 * len(one.questions)


def test_texts_follow_the_leading_one():
    body, after = a_body(), a_body()
    after["sections"][0]["questions"][0]["text"]["kk"] = "Жаңа"
    after["lists"]["yn"][0]["label"] = {"kk": "Ия", "ru": "Ага"}
    sources = texts.follow(body, after, {}, "kk")

    assert texts.stale_texts(after, sources, "kk") == [("q.a.text", "ru")]
    assert texts.stale_texts(after, texts.follow(after, after, sources, "kk", ["q.a.text:ru"]), "kk") == []
    assert texts.part_of(after, "l.yn.y") == ("question", "a")
    assert texts.move_sources(sources, "a", "z")["q.z.text"] == sources["q.a.text"]


@pytest.mark.parametrize("one", load_instruments(), ids=lambda one: one.id)
def test_every_shipped_list_of_choices_survives_as_lines(one):
    for _section, question in drafts.questions_of(instrument_as_mapping(one)):
        choices = drafts.choices_of(instrument_as_mapping(one), question)
        found, unfit = choices_from_lines(choices_as_lines(choices))

        assert unfit == []
        assert differences({"choices": choices}, {"choices": found}) == []


def test_lines_that_do_not_fit_are_counted_from_one():
    assert choices_from_lines("a | А\n\nb c | Б\nd | | | | 7\ne | | | | nan\n| Е")[1] == [3, 4, 5]


def test_a_score_of_nothing_is_another_one_than_no_score():
    old, new = ([{"code": "a", "score": score}] for score in (None, 0))

    assert [one.after for one in differences({"choices": old}, {"choices": new})] == ["score: 0"]


def test_a_version_differs_from_itself_in_nothing_and_moves_are_not_changes():
    body, after = a_body(), a_body()
    assert compare(body, after) == ()
    drafts.move_question(after, "ab", -1)

    assert {one.how for one in compare(body, after)} == {"moved"}
