"""What becomes of a submission: taken in, late, waiting; never lost, never twice."""

import hashlib
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from sauatty.web.base import inbox
from sauatty.web.base.models import AuditEvent, Envelope, EnvelopeConflict
from sauatty.web.instruments import services as instruments
from sauatty.web.surveys import selectors, services, tokens
from sauatty.web.surveys.models import Campaign, Response
from web.surveys.conftest import GOOD, body, submission

pytestmark = pytest.mark.django_db


def test_a_response_is_taken_in_with_its_answers_attributes_and_day(campaign, send, regions):
    receipt, row = send(campaign, languages_seen={"reads": "ru", "learn": "kk", "why": "xx"})
    assert (receipt.http_status, row.state, row.problem) == (201, "accepted", "")
    assert (row.answers, row.language, row.languages_seen) == (GOOD, "kk", {"reads": "ru"})
    assert (row.region_id, row.organisation_kind, row.day) == (
        "KZ-75",
        "public-library",
        timezone.localdate(),
    )
    assert row.version_id == campaign.version_id and row.consent == campaign.consent_pages.get()


def test_the_same_response_twice_is_one_and_another_body_is_kept_beside_it(campaign, send):
    key = uuid4()
    assert send(campaign, response_id=key)[0].http_status == 201
    assert send(campaign, response_id=key)[0].http_status == 200
    assert send(campaign, {"reads": "yes"}, response_id=key)[0].http_status == 409
    assert (Response.objects.count(), EnvelopeConflict.objects.count()) == (1, 1)
    assert Response.objects.get().answers == GOOD


def test_the_receipt_carries_the_hash_of_what_was_sent(campaign):
    raw = json.dumps(submission(campaign)).encode()
    key = uuid4()
    assert inbox.receive(key, raw).sha256 == hashlib.sha256(raw).hexdigest()
    assert Envelope.objects.get(pk=key).sha256 != hashlib.sha256(raw).hexdigest()


def test_an_answer_that_its_question_no_longer_asks_is_left_out(campaign, send):
    _, row = send(campaign, {"reads": "yes", "why": "typed before the answer was changed"})
    assert row.answers == {"reads": "yes"}


def test_a_missing_required_answer_holds_nothing_up(campaign, send):
    assert send(campaign, {"learn": "cite"})[1].state == "accepted"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"answers": {"reads": "perhaps"}}, "answers-do-not-fit"),
        ({"answers": {"reads": "no", "why": "x" * 201}}, "answers-do-not-fit"),
        ({"answers": {"nobody_asked": "x"}}, "answers-do-not-fit"),
        ({"answers": ["yes"]}, "answers-unreadable"),
        ({"answers": {"reads": {"deep": 1}}}, "answers-unreadable"),
        ({"version": "f" * 64}, "version-unknown"),
        ({"consent": ""}, "consent-not-given"),
        ({"token": "invented"}, "link-unknown"),
    ],
)
def test_what_does_not_fit_is_kept_and_waits_for_the_coordinator(campaign, send, changes, problem):
    receipt, row = send(campaign, **changes)
    assert (receipt.http_status, receipt.status) == (202, "quarantined")
    assert (row.state, row.problem) == ("quarantined", problem)
    assert len(selectors.response_table(campaign)) == 0


def test_letters_that_no_database_takes_do_no_harm(campaign, send):
    raw = json.dumps(submission(campaign, {"reads": "no", "why": "a\0b\ud800c\u202ed"})).encode()
    key = uuid4()
    assert inbox.receive(key, raw).http_status == 201
    assert Response.objects.get(pk=key).answers["why"] == "ab?cd"


def test_of_an_unknown_campaign_the_envelope_is_kept(campaign, send):
    receipt, row = send(campaign, campaign="nowhere")
    assert (receipt.http_status, row) == (202, None)
    assert Envelope.objects.get().problem == "campaign-unknown"


def test_before_the_opening_a_response_waits_and_after_the_end_it_is_late(make_campaign, send):
    now = timezone.now()
    draft, to_come = make_campaign(is_open=False), make_campaign(opens_at=now + timedelta(days=1))
    assert [send(one)[1].problem for one in (draft, to_come)] == ["campaign-not-open"] * 2
    over = make_campaign()
    Campaign.objects.filter(pk=over.pk).update(closes_at=now - timedelta(seconds=1))
    receipt, row = send(over)
    assert (receipt.http_status, row.state) == (201, "late")
    assert len(selectors.response_table(over)) == 0


def test_answers_of_another_version_are_kept_and_name_it(campaign, send, aigerim, instrument, version):
    wider = body(extra=[{"id": "more", "kind": "short", "text": {"kk": "К", "ru": "Е", "en": "M"}}])
    instruments.save_draft(instrument=instrument, body=wider, actor=aigerim)
    newer = instruments.publish(instrument=instrument, actor=aigerim)
    moved = services.move_to_version(actor=aigerim, campaign=campaign, version=newer)
    _, old = send(moved, version=version.sha256)
    _, new = send(moved, {"reads": "yes", "more": "жаңа"})
    assert (old.state, old.version, new.version) == ("accepted", version, newer)
    table = selectors.response_table(moved)
    assert sorted(table.column("more")) == ["", "жаңа"]


def test_a_link_is_used_once(pseudonymous, aigerim, send):
    (link,) = services.make_links(actor=aigerim, campaign=pseudonymous, invitees=[services.Invitee("А")])
    token = tokens.token_of(link.pk)
    assert send(pseudonymous, token=token)[1].pseudonym == link.pseudonym != ""
    _, second = send(pseudonymous, token=token)
    assert (second.state, second.problem) == ("quarantined", "link-used")


def test_without_an_open_link_a_response_needs_a_personal_one(make_campaign, send):
    assert send(make_campaign(has_open_link=False))[1].problem == "link-unknown"


def test_no_audit_event_tells_when_a_response_came(campaign, send):
    before = AuditEvent.objects.count()
    send(campaign)
    assert AuditEvent.objects.count() == before


def test_recording_takes_few_queries(campaign, send, regions, django_assert_max_num_queries):
    send(campaign)
    raw = json.dumps(submission(campaign)).encode()
    with django_assert_max_num_queries(8):  # two savepoints and their releases among them
        inbox.receive(uuid4(), raw)


def test_a_number_that_a_file_has_brought_already_is_acknowledged_and_changes_nothing(campaign, send):
    key = uuid4()
    entry = services.entry_of(campaign, key=key, answers={"reads": "yes"}, language="kk", day="")
    services.add_entries(campaign=campaign, entries=[entry])
    receipt, row = send(campaign, response_id=key)
    assert (receipt.status, receipt.http_status) == ("quarantined", 202)
    assert (row.answers, row.source) == ({"reads": "yes"}, "import")
    assert Envelope.objects.get(pk=key).problem == "contradicts-rows"


def test_a_response_without_any_answer_is_kept_and_counted_nowhere(campaign, send):
    receipt, row = send(campaign, {})
    assert (receipt.http_status, row.state, row.problem) == (201, "set-aside", "answers-empty")
    send(campaign, {"reads": "yes"})
    assert selectors.response_rates(campaign).whole.n == len(selectors.response_table(campaign)) == 1
    assert list(selectors.list_waiting(campaign)) == [row]
