"""Reading without an account: pages, words alone, answers explained, what a browser keeps."""

import gzip
import json
import re

import pytest

from sauatty.web.lessons import catalogue
from web.lessons import cast

pytestmark = pytest.mark.django_db


def text_of(response):
    return response.content.decode()


def description(response):
    found = re.search(r'data-lesson="([^"]*)"', text_of(response))
    return json.loads(found[1].replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&"))


def test_the_curriculum_lists_its_modules_and_how_much_is_reviewed(client):
    page = text_of(client.get("/en/lessons/"))

    assert "1. Trying" in page and "2 lessons" in page
    assert "Of the 2 lessons in this language none has been read by a native reviewer yet" in page


@pytest.mark.parametrize(
    ("language", "title"), [("kk", "Lesson first кк"), ("ru", "Lesson first ру"), ("en", "Lesson first")]
)
def test_a_lesson_stands_in_each_language(client, language, title):
    page = text_of(client.get(f"/{language}/lessons/trying/first/"))

    assert f"<h1>{title}</h1>" in page and f'lang="{language}"' in page


def test_marks_become_links_and_nothing_else_becomes_markup(client, address):
    page = text_of(client.get(address))

    assert "<strong>strong</strong>" in page
    assert '<a class="term" href="#term-licence">permission</a>' in page and 'id="term-licence"' in page
    assert '<a href="https://example.kz/library" rel="external">a service</a>' in page
    assert '<sup><a href="#source-law">1</a></sup>' in page and 'id="source-law"' in page
    assert "&lt;b&gt;not bold&lt;/b&gt;" in page and "<b>not bold" not in page


def test_a_lesson_says_who_wrote_it_what_is_invented_and_what_is_unchecked(client, address):
    page = text_of(client.get(address))

    assert "machine draft, not yet read by a native reviewer" in page
    assert page.count("An invented example.") == 2
    assert page.count("to be checked") >= 2


def test_the_drawing_has_its_words_beside_it(client, address):
    page = text_of(client.get(address))

    assert "<svg" in page and "First look, then ask" in page
    assert " style=" not in page


def test_words_alone_come_without_pictures_and_scripts_and_are_remembered(client, address):
    page = text_of(client.get(address + "?text=1"))
    later = text_of(client.get(address))
    again = text_of(client.get(address + "?text=0"))

    assert "<svg" not in page and "lesson.js" not in page and "First look, then ask" in page
    assert "<svg" not in later
    assert "<svg" in again and "<svg" in text_of(client.get(address))


def test_previous_and_next_lead_through_the_curriculum(client, address):
    first, second = text_of(client.get(address)), text_of(client.get("/en/lessons/trying/second/"))

    assert 'rel="next" href="/en/lessons/trying/second/"' in first and 'rel="prev"' not in first
    assert 'rel="prev" href="/en/lessons/trying/first/"' in second and 'rel="next"' not in second


@pytest.mark.parametrize(
    ("query", "verdict"),
    [
        ("question=q1&chosen=b", "right"),
        ("question=q1&chosen=a", "wrong"),
        ("question=q2&chosen=a&chosen=c", "right"),
        ("question=q2&chosen=a", "wrong"),
        ("question=q3&place-x=1&place-y=2&place-z=3", "right"),
        ("question=q3&place-x=2&place-y=1&place-z=3", "wrong"),
        ("question=q3&place-x=1", "wrong"),
    ],
)
def test_an_answer_is_explained_without_an_account_and_without_javascript(client, address, query, verdict):
    page = text_of(client.get(f"{address}?{query}"))
    question = query.partition("&")[0].removeprefix("question=")

    box = page.partition(f'id="check-{question}"')[2].partition("</form>")[0]
    assert f'data-verdict="{verdict}">' in box and "data-why>" in box
    assert page.count("data-why>") == 1


def test_a_visitor_gets_no_cookie_and_no_form_token(client, address):
    response = client.get(address)

    assert not response.cookies and "csrfmiddlewaretoken" not in text_of(response)


def test_a_browser_that_has_the_page_gets_some_bytes_only(client, address):
    first = client.get(address, headers={"accept-encoding": "gzip"})
    second = client.get(address, headers={"accept-encoding": "gzip", "if-none-match": first["ETag"]})

    assert first["Cache-Control"] == "private, no-cache" and len(first.content) < len(
        gzip.decompress(first.content)
    )
    assert second.status_code == 304 and not second.content


def test_a_signed_in_page_is_kept_by_nobody(client_of, stranger, address):
    assert client_of(stranger).get(address)["Cache-Control"] == "private, no-store"


def test_the_description_names_the_door_and_the_right_answers(client, client_of, stranger, address):
    visitor, reader = description(client.get(address)), description(client_of(stranger).get(address))

    assert (visitor["lesson"], visitor["kind"], visitor["person"]) == ("trying.first", "lesson-work", "")
    assert visitor["envelopes"] == "/api/v1/envelopes/"
    assert visitor["questions"]["q3"] == {"kind": "order", "right": ["x", "y", "z"]}
    assert reader["person"] == str(stranger.pk)


def test_a_page_needs_few_queries(client_of, stranger, address, django_assert_max_num_queries):
    browser = client_of(stranger)
    browser.get(address)

    with django_assert_max_num_queries(9):
        browser.get(address)


def test_a_visitor_s_page_asks_only_what_has_changed(client, address, django_assert_max_num_queries):
    client.get(address)

    with django_assert_max_num_queries(2):
        client.get(address)


@pytest.mark.parametrize("place", ["trying/third/", "absent/", "absent/first/", "glossary/absent/"])
def test_what_is_not_there_is_404(client, place):
    assert client.get(f"/en/lessons/{place}").status_code == 404


def test_the_glossary_shows_terms_in_three_languages_and_where_they_stand(client, monkeypatch):
    page = text_of(client.get("/en/lessons/glossary/licence/"))

    assert "<b>лицензия</b>" in page and "A permission" in page and "лисензия…" in page
    assert "/en/lessons/trying/first/" in page


def test_services_say_what_for_and_which_lessons_use_them(client):
    page = text_of(client.get("/en/lessons/services/"))

    assert "https://example.kz/library" in page and "to be checked" in page
    assert "22 November 2026" in page and "Lesson second" in page


def test_a_competence_of_another_framework_leads_to_its_own_page(client, monkeypatch):
    monkeypatch.setattr(
        catalogue, "load_lessons", lambda: cast.lessons("first", competences=["gmilaf.2.3", "digcomp.1.1"])
    )

    page = client.get("/en/lessons/trying/first/").content.decode()

    for address in ("/en/frameworks/gmilaf/2.3/", "/en/frameworks/digcomp/1.1/"):
        assert address in page and client.get(address).status_code == 200


def test_the_card_of_a_lesson_can_be_printed_alone(client, address):
    page = text_of(client.get(address))
    card = text_of(client.get(address + "?card=1"))

    assert 'href="?card=1"' in page
    assert "<h1>Lesson first</h1>" in card and "Remember this" in card and "CC BY 4.0" in card
    assert "machine draft, not yet read by a native reviewer" in card
    assert "A task" not in card and "data-check" not in card


def test_words_alone_say_why_a_visitor_can_keep_nothing(client, address):
    page, words_alone = text_of(client.get(address)), text_of(client.get(address + "?text=1"))
    reason, promise = "Without scripts the notebook", "What you write stays on this device only."

    assert promise in page and page.count(reason) == 1 and "<noscript>" in page
    assert promise not in words_alone and reason in words_alone and 'href="?text=0#notebook"' in words_alone


def test_a_module_says_that_it_is_begun_and_then_how_much_is_finished(client_of, stranger, work):
    browser = client_of(stranger)

    def shown():
        page = text_of(browser.get("/en/lessons/"))
        return 'data-begun-of="trying">begun' in page, 'data-done-of="trying">' in page

    assert shown() == (False, False)
    browser.post(work, {"prompt": "found", "text": "A note"})
    assert shown() == (True, False)
    browser.post(work, {"progress": "done"})
    assert shown() == (False, True)
