"""Two at the same moment: one attempt, one grade, no result by a key that is no longer the key (PostgreSQL only)."""

import json
import threading
import time
from uuid import uuid4

import pytest
from django.db import connection

from sauatty.web.assessments import selectors, services
from sauatty.web.assessments.models import AttemptScore
from sauatty.web.assessments.services import Correction, grading
from sauatty.web.attempts import arriving
from sauatty.web.attempts import services as attempts
from sauatty.web.attempts.models import Attempt
from sauatty.web.attempts.reading import Given
from sauatty.web.base import inbox
from sauatty.web.papers import services as papers
from web.assessments.conftest import make_test, right
from web.coding.race import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="threads need rows that are locked one by one"),
]  # fmt: skip
N = 8


@pytest.fixture
def away(aigerim, programme, paper):
    return make_test(aigerim, programme, [paper], may_be_offline=True, attempts_allowed=1)


def answered(person, test, paper, answers=None):
    attempt = attempts.start(person=person, test=test, language="en")
    given = [Given(item, answer) for item, answer in (answers or right(paper)).items()]
    attempts.save_answers(attempt=attempt, given=given, language="en")
    return Attempt.objects.select_related("test").get(pk=attempt.pk)


def test_one_attempt_is_begun_however_many_windows_begin_it(dana, test):
    begun = at_once(*[lambda: attempts.start(person=dana, test=test, language="kk").pk] * N)
    assert len(set(begun)) == 1 and Attempt.objects.count() == 1


def test_one_attempt_is_handed_in_and_graded_once(dana, test, paper):
    attempt = answered(dana, test, paper)
    calls = [lambda: attempts.submit(attempt=attempt).state, lambda: attempts.expire(attempt=attempt).state]
    calls += [lambda: attempts.hand_in(attempt=attempt, given=[], language="en", revision=None).attempt.state]
    states = at_once(*calls * 3)
    assert set(states) == {"graded"} and AttemptScore.objects.count() == 1


def test_a_save_beside_the_submission_counts_or_is_kept_as_late(dana, test, paper):
    item = paper.body["items"][1]["id"]
    attempt = answered(dana, test, paper, right(paper) | {item: None})
    at_once(
        lambda: attempts.submit(attempt=attempt),
        lambda: attempts.save_answers(attempt=attempt, given=[Given(item, "c")], language="en"),
    )
    attempt.refresh_from_db()
    held = attempt.answers.get(item, {}).get("answer"), attempt.late.get(item, {}).get("answer")
    assert held in (("c", None), (None, "c")), held
    points = AttemptScore.objects.get()
    assert (item in points.unanswered) == (held[0] is None)


def test_no_more_attempts_than_the_test_allows(dana, away, paper):
    answers = {one["id"]: {"answer": "b", "ms": 900} for one in paper.body["items"]}
    body = json.dumps(
        {"kind": "test-attempt", "test": away.slug, "paper": paper.sha256, "seed": "7", "language": "ru", "answers": answers}
    ).encode()  # fmt: skip
    found = at_once(*[lambda: inbox.receive(uuid4(), body, sender=dana).http_status] * N)
    counted = Attempt.objects.exclude(state="void").count()
    assert counted == 1 and set(found) <= {201, 202}, (counted, found)


def test_a_sheet_typed_by_two_at_once_is_taken_once(aigerim, dana, test, paper):
    def enter():
        given = [Given(item, answer) for item, answer in right(paper).items()]
        return arriving.enter_sheet(
            actor=aigerim, test=test, paper=paper, person=dana, given=given, language="kk"
        ).number

    found = at_once(*[enter] * 4)
    assert sorted(map(str, found)) == ["1", *["SheetEnteredTwice"] * 3]


def test_who_hands_in_while_a_key_is_corrected_ends_with_the_new_key(aigerim, dana, test, paper, monkeypatch):
    """The old key is read, then corrected, and everybody graded anew, before the points by the old one are written."""
    item = next(one["id"] for one in paper.body["items"] if one["kind"] == "single")
    attempt = answered(dana, test, paper)
    has_read, is_corrected = threading.Event(), threading.Event()
    score = grading.score_answers

    def slowly(*args, **more):
        has_read.set()
        is_corrected.wait(5)
        time.sleep(0.5)  # the regrading, if nothing held it up, would be through by now
        return score(*args, **more)

    def correct():
        has_read.wait(10)
        monkeypatch.setattr(grading, "score_answers", score)
        job = services.correct_key(
            actor=aigerim, paper_id=paper.pk, correction=Correction(item, right="c"), reason="misprint"
        )
        is_corrected.set()
        services.do_regrade(job.payload, lambda done, total: None)
        return "corrected"

    monkeypatch.setattr(grading, "score_answers", slowly)
    found = at_once(lambda: attempts.submit(attempt=attempt).state, correct)
    assert found == ["graded", "corrected"], found
    assert AttemptScore.objects.get().points[item] == 0
    attempt.refresh_from_db()
    assert attempt.result["score"] == AttemptScore.objects.get().score


def test_without_the_lock_the_old_key_would_stay(aigerim, dana, test, paper, monkeypatch):
    """The race above is able to see the fault."""
    monkeypatch.setattr(selectors, "hold_keys", lambda paper_ids, *, alone=False: None)
    with pytest.raises(AssertionError):
        test_who_hands_in_while_a_key_is_corrected_ends_with_the_new_key(
            aigerim, dana, test, paper, monkeypatch
        )


def test_two_corrections_of_one_key_are_two_versions(aigerim, test, paper):
    item = next(one["id"] for one in paper.body["items"] if one["kind"] == "single")

    def correct(letter):
        services.correct_key(
            actor=aigerim, paper_id=paper.pk, correction=Correction(item, right=letter), reason=letter
        )
        return "done"

    assert at_once(lambda: correct("c"), lambda: correct("d")) == ["done", "done"]
    assert sorted(one.number for one in selectors.key_versions(paper.pk, item)) == [1, 2, 3]


def test_a_result_that_goes_out_while_a_key_is_corrected_is_the_new_one(aigerim, programme, paper, dana):
    test = make_test(aigerim, programme, [paper], purpose="final", release="after-close")
    attempt = attempts.submit(attempt=answered(dana, test, paper))
    item = next(one["id"] for one in paper.body["items"] if one["kind"] == "single")
    papers.close_test(actor=aigerim, test=test)
    job = services.correct_key(
        actor=aigerim, paper_id=paper.pk, correction=Correction(item, right="c"), reason="misprint"
    )
    found = at_once(
        lambda: services.do_release({"test": str(test.pk)}, lambda done, total: None),
        lambda: services.do_regrade(job.payload, lambda done, total: None),
    )
    assert found == [None, None], found
    attempt.refresh_from_db()
    assert attempt.result["score"] == AttemptScore.objects.get().score


def test_set_aside_wins_over_the_chore_that_grades(aigerim, dana, test, paper):
    attempt = answered(dana, test, paper)
    Attempt.objects.filter(pk=attempt.pk).update(state="submitted", submitted_at=attempt.started_at)
    at_once(
        lambda: attempts.set_aside(actor=aigerim, attempt=attempt), lambda: attempts.look_after_the_clock()
    )
    attempt.refresh_from_db()
    assert attempt.state == "void"
