"""What an app of the phone shares with the site: shown as words with the questions to ask of it, kept nowhere."""

import json
from urllib.parse import urlencode

import pytest

from sauatty.core.catalogue.lesson_reading import load_lessons
from sauatty.core.catalogue.modules import load_modules
from sauatty.web.lessons import catalogue
from sauatty.web.lessons.views.sharing import QUESTIONS

pytestmark = pytest.mark.django_db
HOSTILE = '<img src=x onerror="alert(1)"> https://news.example/a?b=1'


def test_it_works_from_the_manifest_on(client):
    target = json.loads(client.get("/kk/app.webmanifest").content)["share_target"]
    sent = {target["params"]["title"]: "Тегін интернет", target["params"]["text"]: "Баршаға жіберіңіз"}
    response = client.get(f"{target['action']}?{urlencode(sent)}")
    page = response.content.decode()

    assert target["method"] == "GET"
    assert "Тегін интернет" in page
    assert "Баршаға жіберіңіз" in page
    assert response.headers["Cache-Control"] == "no-store"


def test_words_of_others_are_words_and_their_address_is_no_link(client):
    page = client.get("/en/lessons/shared/", {"text": HOSTILE, "url": "javascript:alert(1)"}).content.decode()

    assert "&lt;img src=x onerror=" in page
    assert "<img src=x" not in page
    assert 'href="https://news.example' not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_question_leads_to_its_lesson(client, monkeypatch, language):
    monkeypatch.setattr(catalogue, "load_lessons", load_lessons)
    monkeypatch.setattr(catalogue, "load_modules", load_modules)
    page = client.get(f"/{language}/lessons/shared/").content.decode()

    assert {one.key for one in load_lessons()} >= set(QUESTIONS)
    for key in QUESTIONS:
        module, lesson = key.split(".")
        assert f'href="/{language}/lessons/{module}/{lesson}/"' in page


def test_too_much_is_cut_and_no_error(client):
    response = client.get("/en/lessons/shared/", {"title": "ә" * 5000, "text": "\x00" + "б" * 5000})

    assert response.status_code == 400  # a zero sign is refused at the gate
    response = client.get("/en/lessons/shared/", {"title": "ә" * 5000})
    assert response.status_code == 200
    assert "ә" * 2001 not in response.content.decode()


def test_shared_words_are_on_no_page_of_the_next_visitor(client):
    client.get("/en/lessons/shared/", {"text": "only mine"})

    assert "only mine" not in client.get("/en/lessons/shared/").content.decode()
