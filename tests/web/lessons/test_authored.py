"""Lessons by authors of the site, and signatures: on the shelf as soon as they are published."""

import uuid

import pytest
from django.utils import timezone

from sauatty.core.catalogue.lesson_reading import language_sha256
from sauatty.core.languages import Translated
from sauatty.web.authoring.models import TextReview
from sauatty.web.authoring.selectors import PublishedFile, PublishedLesson, record_sha256
from sauatty.web.lessons import catalogue
from web.lessons import cast

pytestmark = pytest.mark.django_db


def published(id, module="trying", **changes):
    (lesson,) = cast.lessons(id, module=module)
    facts = {"made_from": "", "organisation": Translated("Орталық", "Центр", "Centre")} | changes
    return PublishedLesson(lesson, uuid.uuid4(), 1, "0" * 64, timezone.now(), **facts)


def offer(monkeypatch, *lessons):
    monkeypatch.setattr(catalogue.authoring, "published_lessons", lambda: list(lessons))
    monkeypatch.setattr(catalogue.authoring, "published_state", lambda: f"state {uuid.uuid4()}")


def test_a_published_lesson_stands_after_those_of_its_module(client, monkeypatch):
    offer(monkeypatch, published("own"))

    assert list(catalogue.shelf().lessons) == ["trying.first", "trying.second", "trying.own"]
    page = client.get("/en/lessons/trying/own/").content.decode()
    assert "written on this site" in page and "Centre" in page


def test_the_lesson_before_leads_on_to_it_and_to_nothing_once_it_is_withdrawn(client, monkeypatch):
    def last_shipped():
        return client.get("/en/lessons/trying/second/").content.decode()

    assert 'rel="next"' not in last_shipped()
    offer(monkeypatch, published("own"))
    assert 'rel="next" href="/en/lessons/trying/own/"' in last_shipped()
    offer(monkeypatch)
    assert 'rel="next"' not in last_shipped()


def test_a_version_of_a_shipped_lesson_takes_its_place(client, monkeypatch):
    changed = published("first")
    offer(monkeypatch, changed)

    assert catalogue.shelf().lessons["trying.first"].published is changed
    assert len(catalogue.shelf().lessons) == 2


def test_a_module_that_only_authors_have_comes_last(client, monkeypatch):
    offer(monkeypatch, published("own", module="our-library"))

    assert [one.id for one in catalogue.shelf().modules] == ["trying", "our-library"]
    assert "2. Our library" in client.get("/en/lessons/").content.decode()


def test_pictures_stand_with_their_author_source_and_licence(client, monkeypatch):
    picture = PublishedFile(
        str(uuid.uuid4()), "picture", "lake.jpg", "image/jpeg", 900, 640, 480, "A. Author", "Own photo", "CC BY 4.0",
        Translated("Көл", "Озеро", "A lake"),
    )  # fmt: skip
    offer(monkeypatch, published("own", files=(picture,), is_demo=True))

    page = client.get("/en/lessons/trying/own/").content.decode()
    words = client.get("/en/lessons/trying/own/?text=1").content.decode()

    assert 'alt="A lake"' in page and "A. Author. Own photo. CC BY 4.0" in page
    assert "Invented data for looking around" in page
    assert "<img" not in words and "A. Author. Own photo. CC BY 4.0" in words


def sign(lesson, language, sha256):
    TextReview.objects.create(
        key=lesson.key, language=language, read_sha256=sha256, sha256=sha256, name="Асхат Оқырман",
        decision=TextReview.Decision.SIGNED, at=timezone.now(),
    )  # fmt: skip


def test_a_signed_text_is_no_draft_any_more_and_is_counted(client, shelf):
    def head():
        return client.get("/kk/lessons/trying/first/").content.decode().partition('class="situation"')[0]

    assert 'class="tag machine"' in head()

    sign(shelf[0], "kk", language_sha256(shelf[0], "kk"))

    assert 'class="tag machine"' not in head()

    signed = client.get("/en/lessons/trying/first/").content.decode()
    assert "Асхат Оқырман" in signed
    assert catalogue.shelf().reviewed["kk"].n_reviewed == 1
    assert catalogue.shelf().reviewed["en"].n_reviewed == 0


def test_a_term_says_who_read_it_in_which_language(client):
    def n_drafts():
        return client.get("/en/lessons/glossary/licence/").content.decode().count('class="tag machine"')

    assert n_drafts() == 3
    sha256 = record_sha256(cast.TERM, "kk")
    TextReview.objects.create(
        kind="term", key="licence", language="kk", read_sha256=sha256, sha256=sha256, name="Асхат Оқырман",
        decision=TextReview.Decision.SIGNED, at=timezone.now(),
    )  # fmt: skip

    page = client.get("/en/lessons/glossary/licence/").content.decode()
    assert "read by Асхат Оқырман" in page and n_drafts() == 2


def test_a_signature_under_an_older_text_does_not_count(shelf):
    sign(shelf[0], "kk", "f" * 64)

    assert catalogue.shelf().reviewed["kk"].n_reviewed == 0


def test_a_signature_changes_no_text(shelf):
    before = catalogue.shelf().lessons["trying.first"]
    sign(shelf[0], "kk", language_sha256(shelf[0], "kk"))
    after = catalogue.shelf().lessons["trying.first"]

    assert before.sha256 == after.sha256 and before.page_mark != after.page_mark


def test_a_lesson_without_the_language_of_the_page_says_so(client, monkeypatch):
    only_russian = {"kk": "", "ru": "Урок", "en": ""}
    monkeypatch.setattr(catalogue, "load_lessons", lambda: cast.lessons("first", title=only_russian))

    page = client.get("/en/lessons/trying/first/").content.decode()

    assert "It is shown in:" in page and '<article class="lesson" id="lesson" lang="ru"' in page


def test_who_may_write_lessons_finds_the_way_from_the_page(client, client_of, bolat, stranger, address):
    pages = [
        browser.get(address).content.decode() for browser in (client_of(bolat), client_of(stranger), client)
    ]

    assert ["/authoring/copy/trying/first/" in page for page in pages] == [True, False, False]
