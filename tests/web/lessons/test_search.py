"""Search on the site: open to everybody, in any form of a word, with a way to each find."""

import pytest

from sauatty.web.lessons import searching
from web.lessons import cast

pytestmark = pytest.mark.django_db
PATH = "/en/lessons/search/"


@pytest.fixture(autouse=True)
def _own_index(monkeypatch):
    monkeypatch.setattr(searching, "_made", [])
    monkeypatch.setattr(searching, "load_terms", lambda: {"licence": cast.TERM})
    monkeypatch.setattr(searching, "load_resources", lambda: {"library": cast.RESOURCE})


def text_of(client, query, path=PATH, **more):
    response = client.get(path, {"q": query, **more})
    assert response.status_code == 200
    return response.content.decode()


def test_it_works_for_everybody(client, client_of, stranger):
    word = cast.TERM.term.text("en")
    assert f"/en/lessons/glossary/{cast.TERM.id}/" in text_of(client, word)
    assert "<mark>" in text_of(client_of(stranger), cast.TERM.definition.text("en").split()[-1].strip("."))


def test_a_lesson_is_found_at_its_part(client, shelf):
    heading = shelf[0].sections[0].heading.text("en")
    assert f"{shelf[0].id}/#part-{shelf[0].sections[0].id}" in text_of(client, heading)


def test_a_service_is_found_in_the_list(client):
    assert f"#service-{cast.RESOURCE.id}" in text_of(client, cast.RESOURCE.title.text("en"))


def test_without_a_query_there_is_a_hint_and_no_list(client):
    page = client.get(PATH).content.decode()
    assert "lesson-rows" not in page
    assert "wrong keyboard" in page


def test_what_nothing_holds_is_said(client):
    assert "Nothing is found" in text_of(client, "qqqqwwwwzzzz")


def test_what_was_read_otherwise_is_said(client):
    assert "«лицензия»" in text_of(client, "kbwtypbz", "/ru/lessons/search/")


def test_a_kind_can_be_chosen(client):
    word = cast.TERM.term.text("en")
    assert "/glossary/licence/" not in text_of(client, word, kind="resource")
    assert "/glossary/licence/" in text_of(client, word, kind="term")
    assert "/glossary/licence/" in text_of(client, word, kind="nonsense")


def test_signs_of_html_stay_words(client):
    page = text_of(client, "<script>alert(1)</script>")
    assert "<script>alert" not in page


@pytest.mark.parametrize("query", ["%00", "a" * 5000, "🙂", "' or 1=1"])
def test_strange_queries_are_answered(client, query):
    assert client.get(PATH, {"q": query, "n": "-1"}).status_code == 200


def test_a_search_asks_little_of_the_database(client, django_assert_max_num_queries):
    text_of(client, "licence")
    with django_assert_max_num_queries(4):
        text_of(client, "licence")


def test_the_index_is_made_once_for_a_state_of_the_lessons(client, monkeypatch):
    text_of(client, "licence")
    monkeypatch.setattr(searching, "SearchIndex", None)
    text_of(client, "library")
