"""What a reader does: kept by the inbox and by the plain forms, theirs alone, gone with them."""

import hashlib
import json
import uuid
from datetime import UTC, datetime

import pytest

from sauatty.core.errors import UnknownLesson
from sauatty.web.accounts.services import people
from sauatty.web.base.models import Envelope
from sauatty.web.lessons import catalogue, selectors, services
from sauatty.web.lessons.models import CheckAnswer, NotebookEntry, Progress
from sauatty.web.lessons.submission import LessonWork, Written
from web.lessons import cast

pytestmark = pytest.mark.django_db


def put(browser, body, envelope_id=None):
    raw = json.dumps(body, ensure_ascii=False).encode()
    answer = browser.put(
        f"/api/v1/envelopes/{envelope_id or uuid.uuid4()}", raw, content_type="application/json"
    )
    return answer, hashlib.sha256(raw).hexdigest()


def body(**changes):
    return {"kind": "lesson-work", "lesson": "trying.first", "language": "en", **changes}


def test_a_submission_writes_progress_answers_and_notes(client_of, stranger):
    sent = body(
        progress="done",
        notebook=[{"prompt": "found", "text": "Екі дереккөз"}],
        checks=[{"question": "q1", "chosen": ["b"]}, {"question": "q2", "chosen": ["a"]}],
    )
    answer, sha256 = put(client_of(stranger), sent)

    assert answer.status_code == 201 and answer.json()["sha256"] == sha256
    assert Progress.objects.get(person=stranger, lesson="trying.first").state == "done"
    assert NotebookEntry.objects.get(person=stranger).text == "Екі дереккөз"
    assert dict(CheckAnswer.objects.values_list("question", "is_right")) == {"q1": True, "q2": False}


def test_the_same_submission_twice_counts_once(client_of, stranger):
    browser, envelope_id = client_of(stranger), uuid.uuid4()
    sent = body(checks=[{"question": "q1", "chosen": ["a"]}])

    statuses = [put(browser, sent, envelope_id)[0].status_code for _ in range(3)]

    assert statuses == [201, 200, 200]
    assert CheckAnswer.objects.get().n_tries == 1


def test_the_last_who_writes_wins_and_the_older_text_stays_beside_it(client_of, stranger):
    browser = client_of(stranger)
    for text in ("one", "two", "two", "three"):
        put(browser, body(notebook=[{"prompt": "found", "text": text}]))

    entry = NotebookEntry.objects.get()
    assert (entry.text, entry.older_text) == ("three", "two")


def test_who_has_finished_has_finished(client_of, stranger):
    browser = client_of(stranger)
    for state in ("opened", "done", "opened"):
        put(browser, body(progress=state))

    row = Progress.objects.get()
    assert row.state == "done" and row.done_on is not None


def test_what_was_finished_in_an_older_copy_on_a_phone_is_finished_in_that_text_only(
    client_of, stranger, address
):
    browser, older = client_of(stranger), "a" * 64
    put(browser, body(progress="done", sha256=older, checks=[{"question": "q1", "chosen": ["b"]}]))

    assert Progress.objects.get().text_sha256 == CheckAnswer.objects.get().text_sha256 == older
    assert "the text has changed since then" in browser.get(address).content.decode()

    now = catalogue.shelf().lessons["trying.first"].sha256
    put(browser, body(progress="done", sha256=now))
    assert Progress.objects.get().text_sha256 == now


def test_the_day_on_which_a_text_was_finished_stays_whatever_comes_later(client_of, stranger):
    browser = client_of(stranger)
    put(browser, body(progress="done"))
    Progress.objects.update(done_on="2026-09-01")
    for later in ({}, {"sha256": "a" * 64}):
        put(browser, body(progress="done", **later))

    row = Progress.objects.get()
    assert (str(row.done_on), row.text_sha256) == ("2026-09-01", catalogue.shelf().lessons[row.lesson].sha256)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"sha256": "A" * 64}, "lesson-work-unreadable"),
        ({"sha256": 7}, "lesson-work-unreadable"),
        ({"lesson": "trying.absent"}, "lesson-unknown"),
        ({"language": "de"}, "lesson-work-unreadable"),
        ({"progress": "certified"}, "lesson-work-unreadable"),
        ({"notebook": "text"}, "lesson-work-unreadable"),
        ({"notebook": [{"prompt": "found", "text": 7}]}, "lesson-work-unreadable"),
        ({"notebook": [{"prompt": "", "text": "x"}]}, "lesson-work-unreadable"),
        ({"checks": [{"question": "q1", "chosen": "b"}]}, "lesson-work-unreadable"),
        ({"checks": [{"question": "q\0", "chosen": []}]}, "lesson-work-unreadable"),
        ({"notebook": [{"prompt": "found", "text": "x" * 20_001}]}, "lesson-work-unreadable"),
    ],
)
def test_what_cannot_be_taken_in_is_kept_and_says_why(client_of, stranger, changes, problem):
    answer, _sha256 = put(client_of(stranger), body(**changes))

    envelope = Envelope.objects.get()
    assert answer.status_code == 202
    assert (envelope.status, envelope.problem, envelope.sender) == ("quarantined", problem, stranger)
    assert not Progress.objects.exists()


def test_a_note_at_a_prompt_that_the_lesson_lost_is_kept_and_an_answer_to_a_lost_question_is_not(
    client_of, stranger
):
    put(
        client_of(stranger),
        body(notebook=[{"prompt": "older", "text": "x"}], checks=[{"question": "q9", "chosen": ["a"]}]),
    )

    assert NotebookEntry.objects.get().prompt == "older" and not CheckAnswer.objects.exists()


def test_without_an_account_nothing_is_taken_in(client):
    answer, _sha256 = put(client, body(progress="done"))

    assert answer.status_code == 302 and not Envelope.objects.exists()


# --- plain forms ---


def test_the_forms_write_the_same_rows_and_lead_back_to_their_place(client_of, stranger, work):
    browser = client_of(stranger)

    places = [
        browser.post(work, {"question": "q2", "chosen": ["a", "c"]})["Location"],
        browser.post(work, {"question": "q3", "place-x": "1", "place-y": "2", "place-z": "3"})["Location"],
        browser.post(work, {"prompt": "found", "text": "Line\r\nline"})["Location"],
        browser.post(work, {"progress": "done"})["Location"],
    ]

    page = "/en/lessons/trying/first/"
    assert places == [f"{page}#check-q2", f"{page}#check-q3", f"{page}#note-found", f"{page}#finish"]
    assert set(CheckAnswer.objects.values_list("is_right", flat=True)) == {True}
    assert NotebookEntry.objects.get().text == "Line\nline"
    assert Progress.objects.get().state == "done"


def test_the_page_shows_what_was_done(client_of, stranger, address, work):
    browser = client_of(stranger)
    browser.post(work, {"question": "q1", "chosen": "a"})
    browser.post(work, {"prompt": "found", "text": "<i>Seen</i>"})
    browser.post(work, {"progress": "done"})

    page = browser.get(address).content.decode()

    assert "&lt;i&gt;Seen&lt;/i&gt;</textarea>" in page
    assert 'value="a" checked' in page and 'data-verdict="wrong">' in page
    assert "You finished this lesson on" in page


def test_a_changed_text_says_that_it_changed_since_it_was_finished(
    client_of, stranger, address, work, monkeypatch
):
    browser = client_of(stranger)
    browser.post(work, {"progress": "done"})
    changed = cast.lessons("first", "second", situation=cast.words("Another morning."))
    monkeypatch.setattr(catalogue, "load_lessons", lambda: changed)

    assert "the text has changed since then" in browser.get(address).content.decode()


def test_nobody_reads_the_notes_of_another(client_of, stranger, bolat, address, work):
    client_of(stranger).post(work, {"prompt": "found", "text": "SECRET-NOTE"})
    browser = client_of(bolat)

    for page in (address, "/en/lessons/notebook/", "/en/lessons/notebook/file/", "/en/lessons/mine/"):
        assert "SECRET-NOTE" not in browser.get(page).content.decode()


@pytest.mark.parametrize("page", ["mine/", "notebook/", "notebook/file/"])
def test_a_visitor_is_asked_to_sign_in_for_what_is_their_own(client, page):
    assert "/sign-in/" in client.get(f"/en/lessons/{page}")["Location"]


def test_the_notebook_gathers_notes_and_keeps_changes(client_of, stranger, work):
    browser = client_of(stranger)
    browser.post(work, {"prompt": "found", "text": "before"})
    answer = browser.post(work, {"prompt": "found", "text": "after", "back": "notebook"})
    page = browser.get("/en/lessons/notebook/").content.decode()
    file = browser.get("/en/lessons/notebook/file/")

    assert answer["Location"] == "/en/lessons/notebook/"
    assert "after</textarea>" in page and "What stood here before" in page and "before" in page
    assert "What did you find?" in file.content.decode() and "after" in file.content.decode()


def test_the_file_of_the_notebook_has_the_day_as_it_is_in_kazakhstan(client_of, stranger, work):
    browser = client_of(stranger)
    browser.post(work, {"prompt": "found", "text": "late at night"})
    NotebookEntry.objects.update(changed_at=datetime(2026, 10, 1, 20, 30, tzinfo=UTC))

    assert "2 October 2026" in browser.get("/en/lessons/notebook/file/").content.decode()


def test_a_prompt_that_no_table_can_hold_is_refused(client_of, stranger, work):
    answer = client_of(stranger).post(work, {"prompt": "found\0", "text": "x"})

    assert answer.status_code == 422 and not NotebookEntry.objects.exists()


def test_notes_of_a_lesson_that_is_gone_are_still_there(client_of, stranger, work, monkeypatch):
    browser = client_of(stranger)
    browser.post(work, {"prompt": "found", "text": "still mine"})
    monkeypatch.setattr(catalogue, "load_lessons", lambda: cast.lessons("second"))

    page = browser.get("/en/lessons/notebook/").content.decode()

    assert "A lesson that is no longer here" in page and "still mine" in page


# --- how far somebody is ---


def test_learning_says_what_somebody_can_do_and_where_to_go_on(client_of, stranger, work):
    browser = client_of(stranger)
    browser.post(work, {"question": "q1", "chosen": "b"})
    browser.post(work, {"progress": "done"})

    found = selectors.summarise_learning(stranger)
    page = browser.get("/en/lessons/mine/").content.decode()

    assert (found.n_done, found.modules[0].n_done, found.resume.key) == (1, 1, "trying.second")
    competence = found.competences[0]
    assert (competence.id, competence.n_done, competence.n_lessons) == ("gmilaf.2.3", 1, 2)
    assert (competence.n_right, competence.n_answered) == (1, 1)
    assert "Go on with: Lesson second" in page and "You can first" in page


def test_a_lesson_that_was_begun_is_the_one_to_go_on_with(stranger):
    services.record_work(person=stranger, work=LessonWork("trying.second", "kk", "opened"))

    assert selectors.summarise_learning(stranger).resume.key == "trying.second"


def test_who_has_finished_all_has_nothing_to_go_on_with(stranger):
    for key in ("trying.first", "trying.second"):
        services.record_work(person=stranger, work=LessonWork(key, "kk", "done"))

    assert selectors.summarise_learning(stranger).resume is None
    assert selectors.done_lessons(stranger) == {"trying.first", "trying.second"}


def test_the_lists_show_what_is_finished(client_of, stranger, work):
    browser = client_of(stranger)
    browser.post(work, {"progress": "done"})

    assert "finished: <b>1</b>" in browser.get("/en/lessons/").content.decode()
    assert '<span class="tag state">finished</span>' in browser.get("/en/lessons/trying/").content.decode()


def test_work_in_no_lesson_is_refused(stranger):
    with pytest.raises(UnknownLesson):
        services.record_work(person=stranger, work=LessonWork("trying.absent", "kk", "done"))


def test_erasing_a_person_erases_their_work_and_the_words_of_their_submissions(client_of, stranger, aigerim):
    put(client_of(stranger), body(progress="done", notebook=[{"prompt": "found", "text": "SECRET-NOTE"}]))
    put(client_of(aigerim), body(notebook=[{"prompt": "found", "text": "another's"}]))

    people.erase_person(actor=aigerim, person=stranger)

    assert not Progress.objects.filter(person=stranger).exists()
    assert list(NotebookEntry.objects.values_list("text", flat=True)) == ["another's"]
    kept = [bytes(raw).decode() for raw in Envelope.objects.values_list("raw", flat=True)]
    assert len(kept) == 2 and not any("SECRET-NOTE" in raw for raw in kept)


def test_two_devices_at_once_keep_one_row_a_prompt(stranger):
    for text in ("phone", "computer"):
        work = LessonWork("trying.first", "kk", notebook=(Written("found", text),))
        services.record_work(person=stranger, work=work)

    assert list(NotebookEntry.objects.values_list("text", "older_text")) == [("computer", "phone")]


def test_work_of_before_the_sign_in_is_offered_lesson_by_lesson(client_of, stranger, address):
    browser = client_of(stranger)

    offer = browser.get("/en/lessons/mine/").content.decode()
    assert (
        'data-key="trying.first" hidden><label><input type="checkbox" value="trying.first" checked>' in offer
    )
    for place in (address, "/en/lessons/", "/en/lessons/trying/"):
        assert 'id="carry-hint" hidden' in browser.get(place).content.decode()
