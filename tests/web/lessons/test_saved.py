"""A module as a phone keeps it: whole, with its size said before, and nobody's."""

import gzip
import json
import re
import uuid

import pytest
from django.utils import timezone

from sauatty.core.catalogue.lesson_reading import language_sha256
from sauatty.web.authoring.models import TextReview
from sauatty.web.lessons import catalogue, services
from sauatty.web.lessons.submission import Answered, LessonWork, Written
from web.lessons import cast

pytestmark = pytest.mark.django_db
BUNDLE = "/kk/lessons/trying/bundle.json"
PAGES = [
    "/kk/lessons/saved/",
    "/kk/lessons/trying/",
    "/kk/lessons/trying/first/",
    "/kk/lessons/trying/second/",
]


def wrote(person, text="Жеке жазба"):
    work = LessonWork("trying.first", "kk", "done", (Written("found", text),), (Answered("q1", ("a",)),))
    services.record_work(person=person, work=work)


def test_a_bundle_holds_the_module_in_the_language_of_its_address(client):
    bundle = client.get(BUNDLE).json()

    assert list(bundle["pages"]) == PAGES
    assert 'lang="kk"' in bundle["pages"][PAGES[2]] and "Lesson first кк" in bundle["pages"][PAGES[2]]
    assert all(one.startswith("/static/") for one in bundle["assets"])
    assert "script-src 'self'" in bundle["headers"]["Content-Security-Policy"]


def test_what_a_phone_keeps_names_nobody_whoever_asks(client, client_of, stranger):
    wrote(stranger)
    theirs = client_of(stranger).get(BUNDLE)

    assert theirs.content == client.get(BUNDLE).content
    for found in (
        str(stranger.pk),
        stranger.short_name,
        "Жеке жазба",
        "csrfmiddlewaretoken",
        'name="reader"',
    ):
        assert found not in theirs.content.decode()


def test_a_signature_in_another_module_makes_no_new_edition(client, monkeypatch):
    shown = (*cast.lessons("first", "second"), *cast.lessons("far", module="other"))
    monkeypatch.setattr(catalogue, "load_lessons", lambda: shown)

    def edition(lesson):
        sha256 = language_sha256(lesson, "kk")
        TextReview.objects.create(
            key=lesson.key, language="kk", read_sha256=sha256, sha256=sha256, name="Асхат Оқырман",
            decision=TextReview.Decision.SIGNED, at=timezone.now(),
        )  # fmt: skip
        return client.get(BUNDLE).json()["edition"]

    before = client.get(BUNDLE).json()["edition"]
    assert edition(shown[2]) == before
    assert edition(shown[0]) != before


def test_the_size_is_said_before_and_is_what_goes_over_the_wire(client):
    page = client.get("/kk/lessons/trying/").content.decode()
    bundle = client.get(BUNDLE)
    said = page.partition("data-save>")[2].partition("(")[2].partition(")")[0]
    from sauatty.web.lessons.views import keeping

    assets = sum(keeping._asset_bytes(one) for one in bundle.json()["assets"])
    assert assets > 8000
    assert int(said.split()[0]) == -(-(len(gzip.compress(bundle.content, 6)) + assets) // 1000)


def test_words_alone_are_lighter_and_keep_the_scripts_of_the_notebook(client):
    whole, text = (client.get(f"{BUNDLE}?text={n}").json() for n in (0, 1))

    assert "<svg" in whole["pages"][PAGES[2]] and "<svg" not in text["pages"][PAGES[2]]
    assert "lessons/lesson" in text["pages"][PAGES[2]] and whole["edition"] != text["edition"]


def test_a_phone_asks_by_the_head_alone_whether_there_is_a_new_edition(client):
    answer = client.head(BUNDLE)

    assert answer.content == b"" and answer["X-Sauatty-Edition"] == client.get(BUNDLE).json()["edition"]
    assert client.get("/kk/lessons/nowhere/bundle.json").status_code == 404


def test_the_worker_governs_the_lessons_of_its_language_and_is_asked_for_anew(client):
    answer = client.get("/ru/lessons/worker.js")
    text = answer.content.decode()

    assert answer["Content-Type"].startswith("text/javascript") and answer["Cache-Control"] == "no-cache"
    assert '"saved": "/ru/lessons/saved/"' in text and "networkFirst" in text
    assert "caches.open" not in text and ".put(" not in text


def test_own_work_is_given_to_its_owner_alone(client, client_of, stranger, bolat):
    wrote(stranger)

    assert client_of(stranger).get("/kk/lessons/mine.json").json() == {
        "person": str(stranger.pk),
        "lessons": {
            "trying.first": {"state": "done", "checks": {"q1": ["a"]}, "notebook": {"found": "Жеке жазба"}}
        },
    }
    assert client_of(bolat).get("/kk/lessons/mine.json").json()["lessons"] == {}
    assert client.get("/kk/lessons/mine.json").status_code == 302


def test_every_live_page_says_whose_it_is_so_that_a_phone_forgets_the_reader_before(
    client, client_of, stranger, bolat
):
    mark = re.compile('<meta name="reader" content="([0-9a-f]*)">')
    nobody, one, two = (
        mark.search(reader.get("/kk/lessons/").content.decode())[1]
        for reader in (client, client_of(stranger), client_of(bolat))
    )
    assert nobody == "" and len(one) == len(two) == 16 and one != two


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"lesson": "gone.away"}, "does not have the lesson"),
        ({"language": "xx"}, "not as a lesson sends it"),
        (
            {"lesson": 7, "checks": "none", "notebook": [{"text": "Көп <b>еңбек</b>"}, "broken"]},
            "not as a lesson sends it",
        ),
    ],
)
def test_work_that_could_not_be_taken_in_stands_in_the_notebook_with_its_text(
    client_of, stranger, bolat, changes, reason
):
    body = {
        "kind": "lesson-work", "lesson": "trying.first", "language": "en",
        "notebook": [{"prompt": "found", "text": "Көп <b>еңбек</b>"}], **changes,
    }  # fmt: skip
    browser = client_of(stranger)
    raw = json.dumps(body, ensure_ascii=False).encode()
    assert (
        browser.put(f"/api/v1/envelopes/{uuid.uuid4()}", raw, content_type="application/json").status_code
        == 202
    )

    page = browser.get("/en/lessons/notebook/").content.decode()
    assert "Көп &lt;b&gt;еңбек&lt;/b&gt;" in page and reason in page
    assert "Көп <b>еңбек</b>" in browser.get("/en/lessons/notebook/file/").content.decode()
    assert "еңбек" not in client_of(bolat).get("/en/lessons/notebook/").content.decode()
