"""Questions as forms show them, and answers as forms send them."""

import re

import pytest
from django.http import QueryDict
from django.template import Context, Template

from sauatty.core.catalogue.instrument_reading import instrument_from_mapping
from sauatty.web.instruments import rendering
from web.instruments.cast import BODY

CORE = instrument_from_mapping(BODY, "small")


def page_of(name, answers=None, language="kk", core=CORE, **manner):
    pickers = rendering.Pickers(rendering.region_options(language))
    shown = rendering.show_question(core.question(name), language, answers or {}, pickers=pickers, **manner)
    return Template("{% load questions %}{% question shown %}").render(Context({"shown": shown}))


def with_question(**question):
    body = {
        **BODY,
        "sections": [
            {"id": "s", "title": {"kk": "Б"}, "questions": [{"id": "q", "text": {"kk": "С"}, **question}]}
        ],
    }
    return instrument_from_mapping(body, "one")


def test_it_works():
    page = page_of("works", {"works": "no"})

    assert re.search(r'type="radio"[^>]*value="no" checked', page)
    assert "data-required" in page and "<legend>Do you work кк" in page


@pytest.mark.parametrize("name", [one.id for one in CORE.questions])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_kind_bears_the_names_of_its_answers_and_ids_stand_once(name, language):
    page = page_of(name, language=language)
    sent = set(re.findall(r'name="([^"]+)"', page))
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert sent == set(CORE.question(name).names)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<label[^>]*\sfor="([^"]+)"', page)) <= set(ids)


@pytest.mark.parametrize("kind", ["date", "short", "note", "organisation"])
def test_the_other_kinds_show_too(kind):
    assert "С" in page_of("q", core=with_question(kind=kind))


def test_a_matrix_is_a_fieldset_for_each_row():
    page = page_of("terms", {"terms_mil": "heard"})

    assert page.count('class="matrix-row"') == 2
    assert re.search(r'name="terms_mil" value="heard" checked', page)


def test_a_long_list_of_choices_is_a_list_that_opens():
    choices = [{"code": f"c{n}", "label": {"kk": f"Таңдау {n}"}} for n in range(500)]
    page = page_of("q", {"q": "c7"}, core=with_question(kind="single", choices=choices))

    assert '<option value="c7" selected' in page and 'type="radio"' not in page


def test_a_missing_text_comes_in_another_language_and_says_so():
    page = page_of("q", language="en", core=with_question(kind="short"))

    assert 'lang="kk">С' in page


def test_words_of_the_house_speak_the_language_of_the_question():
    pages = {page_of("topics", language=language) for language in ("kk", "ru", "en")}

    assert "You can choose several." in page_of("topics", language="en")
    assert len(pages) == 3


def test_code_in_texts_and_answers_is_only_text():
    core = with_question(kind="long", hint={"kk": "<img src=x>"})
    page = page_of("q", {"q": '</textarea><script>"'}, core=core)

    assert "<script>" not in page and "<img" not in page


def test_errors_stand_at_their_fields():
    page = page_of("terms", errors={"terms_mil": "Жауап беріңіз"})

    assert 'id="q-terms_mil-error">Жауап беріңіз' in page


def test_answers_become_one_text_for_each_name():
    sent = QueryDict(
        "works=yes&years=5&topics=a&topics=c&order=b&order=&order=a&terms_mil=heard&say=%20a%00b%0d%0ac%20&stranger=1"
    )

    assert rendering.all_answers_from(CORE, sent) == {
        "works": "yes", "years": "5", "topics": "a c", "order": "b a", "terms_mil": "heard", "say": "ab\nc",
    }  # fmt: skip


@pytest.mark.parametrize("query, expected", [
    ("topics=a&topics_other=", {"topics": "a"}),
    ("topics_other=x", {"topics": "other", "topics_other": "x"}),
    ("topics=a&topics_other=x", {"topics": "a other", "topics_other": "x"}),
    ("topics=other&topics_other=x", {"topics": "other", "topics_other": "x"}),
])  # fmt: skip
def test_the_text_of_other_stands_with_its_choice(query, expected):
    assert rendering.all_answers_from(CORE, QueryDict(query)) == expected


def test_the_text_of_other_beside_another_single_choice_is_left_out():
    core = with_question(kind="single", allow_other=True, choices=[{"code": "a", "label": {"kk": "А"}}])

    assert rendering.all_answers_from(core, QueryDict("q=a&q_other=x")) == {"q": "a"}


def test_a_multiple_question_says_once_that_several_can_be_chosen():
    several = {"kind": "multiple", "choices": [{"code": "a", "label": {"kk": "А"}}]}
    says = 'class="hint"'

    assert page_of("q", core=with_question(**several)).count(says) == 1
    hinted = page_of("q", core=with_question(**several, hint={"kk": "Бірнешеуін белгілеңіз"}))
    assert hinted.count("Бірнешеуін белгілеңіз") == 1 and hinted.count(says) == 1
