import json
import re
from uuid import uuid4

import pytest

from made_tests import ANSWERS, make_paper, make_test
from sauatty.web.attempts import services
from sauatty.web.attempts.models import Attempt
from sauatty.web.base.models import Envelope
from sauatty.web.papers import services as papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def away(programme, aigerim):
    """A test that may be taken without a connection."""
    return make_test(programme, aigerim, may_be_offline=True, minutes=30)


def body_of(test, /, **changes):
    paper = test.papers.get().paper
    answers = {one["id"]: {"answer": ANSWERS[one["kind"]], "ms": 3000} for one in paper.body["items"]}
    return {
        "kind": "test-attempt", "test": test.slug, "paper": paper.sha256, "seed": "123456789012345678", "language": "ru",
        "switches": [[40, "ru"]], "started": "2026-03-01T09:00:00.000Z", "finished": "2026-03-01T09:20:00.000Z",
        "answers": answers, "client_time": "2026-03-01T09:20:00Z",
    } | changes  # fmt: skip


def put(client, body, attempt_id=None):
    attempt_id = attempt_id or uuid4()
    return client.put(f"/api/v1/envelopes/{attempt_id}", json.dumps(body), content_type="application/json")


def test_it_works_to_send_an_attempt_that_was_made_without_a_connection(client_of, dana, away, graded):
    client, attempt_id = client_of(dana), uuid4()
    response = put(client, body_of(away), attempt_id)
    assert response.status_code == 201 and response.json()["status"] == "accepted"
    attempt = Attempt.objects.get()
    assert (attempt.pk, attempt.mode, attempt.state, attempt.person) == (
        attempt_id,
        "offline",
        "graded",
        dana,
    )
    assert attempt.seed == 123456789012345678 and attempt.switches == [[40, "ru"]] and attempt.problem == ""
    assert attempt.answers["q3"]["answer"] == ANSWERS["order"] and attempt.client_started_at.hour == 9
    page = client.get(f"/en/t/a/{attempt.pk}/result/").content.decode()
    assert "offline, unsupervised" in page and "5 of 8 points" in page


def test_the_same_attempt_sent_again_is_acknowledged_and_counted_once(client_of, dana, away, graded):
    client, attempt_id = client_of(dana), uuid4()
    assert [put(client, body_of(away), attempt_id).status_code for _ in range(3)] == [201, 200, 200]
    assert Attempt.objects.count() == 1 and len(graded) == 1


def test_an_attempt_that_arrives_after_the_closing_is_graded_and_flagged(
    client_of, aigerim, dana, away, graded
):
    papers.close_test(actor=aigerim, test=away)
    put(client_of(dana), body_of(away))
    attempt = Attempt.objects.get()
    assert attempt.is_late and attempt.state == "graded"
    page = client_of(aigerim).get(f"/en/t/of/{away.pk}/people/").content.decode()
    assert "arrived after the test was closed" in page


def test_what_breaks_a_rule_is_kept_and_the_coordinator_can_let_it_count(
    client_of, aigerim, dana, away, graded
):
    services.submit(attempt=services.start(person=dana, test=away, language="kk"))
    assert put(client_of(dana), body_of(away)).status_code == 201
    kept = Attempt.objects.get(mode="offline")
    assert kept.state == "void" and kept.problem == "attempts-used-up" and len(graded) == 1
    client = client_of(aigerim)
    assert (
        "All attempts that the test allows had been made."
        in client.get(f"/en/t/a/{kept.pk}/detail/").content.decode()
    )
    client.post(f"/en/t/a/{kept.pk}/count/")
    kept.refresh_from_db()
    assert kept.state == "graded" and len(graded) == 2


def test_an_attempt_at_a_test_that_is_only_taken_online_is_set_aside(client_of, dana, test):
    put(client_of(dana), body_of(test))
    assert (Attempt.objects.get().state, Attempt.objects.get().problem) == ("void", "test-not-offline")


def test_what_took_too_long_by_the_clock_of_the_device_counts_and_is_marked(client_of, dana, away, graded):
    put(client_of(dana), body_of(away, finished="2026-03-01T10:00:00.000Z"))
    assert (Attempt.objects.get().state, Attempt.objects.get().problem) == ("graded", "over-time")


@pytest.mark.parametrize(
    "change",
    [
        {"test": "no-such-test"}, {"test": 5}, {"paper": "0" * 64}, {"language": "uz"}, {"answers": []},
        {"answers": {"q1": {"answer": "z"}}}, {"answers": {"other": {"answer": "a"}}}, {"switches": "ru"},
        {"switches": [[1]]}, {"seed": 5}, {"seed": "x"}, {"test": "a\0b"},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_kept_in_the_inbox_and_acknowledged(client_of, dana, away, change):
    response = put(client_of(dana), body_of(away, **change))
    assert response.status_code == 202
    assert Envelope.objects.get().problem == "attempt-unreadable" and not Attempt.objects.exists()


def test_nobody_sends_into_a_test_that_they_are_not_asked_to_take(
    client_of, bolat, programme, aigerim, stranger, away
):
    assert put(client_of(stranger), body_of(away)).status_code == 202
    assert not Attempt.objects.exists()


def test_the_kept_page_has_every_language_and_names_nobody(client_of, dana, away):
    response = client_of(dana).get(f"/en/t/{away.slug}/offline/")
    page = response.content.decode()
    assert all(f'<template id="items-{code}">' in page for code in ("kk", "ru", "en"))
    assert page.count('name="shown"') == 18 and "Дана" not in page and dana.email not in page
    assert "csrfmiddlewaretoken" not in page and 'name="reader"' not in page
    assert re.fullmatch(rf"{away.slug} [0-9a-f]{{12}}", response["X-Sauatty-Test"])


def test_the_page_is_not_kept_where_the_test_is_only_taken_online_or_is_used_up(client_of, dana, test, away):
    client = client_of(dana)
    assert client.get(f"/en/t/{test.slug}/offline/").status_code == 404
    assert client.get(f"/en/t/{test.slug}/offline/worker.js").status_code == 404
    services.start(person=dana, test=away, language="kk")
    assert client.get(f"/en/t/{away.slug}/offline/")["X-Sauatty-Test"].endswith(" closed")


def test_the_worker_says_what_it_keeps(client_of, dana, away):
    text = client_of(dana).get(f"/en/t/{away.slug}/offline/worker.js").content.decode()
    assert f'"page": "/en/t/{away.slug}/offline/"' in text and '"credentials": "same-origin"' in text
    assert "networkFirst" in text


def test_the_kept_order_is_that_of_the_person(client_of, dana, bolat, programme, aigerim):
    from made_tests import join

    test = make_test(programme, aigerim, made=[make_paper(programme, aigerim, n=12)], may_be_offline=True)

    def order(person):
        page = client_of(person).get(f"/en/t/{test.slug}/offline/").content.decode()
        return re.findall(r'name="shown" value="(\w+)"', page)[:12]

    assert order(dana) == order(dana)
    assert order(join(bolat, programme)) != order(dana)


def test_erasing_a_person_takes_the_answers_out_of_the_inbox_too(client_of, dana, away):
    from sauatty.web.attempts import erasure
    from sauatty.web.base import erasure as base

    put(client_of(dana), body_of(away))
    erasure.attempts(dana)
    base.envelopes(dana)
    assert bytes(Envelope.objects.get().raw) == b"{}" and not Attempt.objects.exists()
