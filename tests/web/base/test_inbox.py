import hashlib
import json
from uuid import uuid4

import pytest
from django.db import IntegrityError

from sauatty.core.errors import FileEmpty
from sauatty.web.base import inbox
from sauatty.web.base.models import Envelope, EnvelopeConflict

pytestmark = pytest.mark.django_db


@pytest.fixture
def kinds(monkeypatch):
    monkeypatch.setattr(inbox, "_kinds", {})
    return inbox._kinds


def body(**fields):
    return json.dumps({"kind": "mark", **fields}).encode()


def test_it_works(kinds):
    seen = []
    inbox.register_submission("mark", lambda envelope_id, data, sender: seen.append(data["value"]))
    raw, key = body(value=1), uuid4()

    receipt = inbox.receive(key, raw)

    assert (receipt.http_status, receipt.status, receipt.sha256) == (
        201,
        "accepted",
        hashlib.sha256(raw).hexdigest(),
    )
    assert seen == [1]


def test_the_same_body_again_is_answered_and_not_stored_twice(kinds):
    seen = []
    inbox.register_submission("mark", lambda envelope_id, data, sender: seen.append(1))
    key = uuid4()

    first, second = inbox.receive(key, body(value=1)), inbox.receive(key, body(value=1))

    assert (second.http_status, second.mac, seen) == (200, first.mac, [1])


def test_another_body_under_the_same_id_is_a_kept_conflict(kinds):
    inbox.register_submission("mark", lambda envelope_id, data, sender: None)
    key = uuid4()
    inbox.receive(key, body(value=1))

    receipt = inbox.receive(key, body(value=2))

    assert receipt.http_status == 409
    assert json.loads(bytes(Envelope.objects.get().raw))["value"] == 1
    assert json.loads(bytes(EnvelopeConflict.objects.get().raw))["value"] == 2


@pytest.mark.parametrize("kind", ["mark", "unknown"])
def test_what_is_invalid_is_kept_in_quarantine(kinds, kind):
    def refuse(envelope_id, data, sender):
        raise FileEmpty(name="x")

    inbox.register_submission("mark", refuse)

    receipt = inbox.receive(uuid4(), json.dumps({"kind": kind}).encode())

    assert (receipt.http_status, receipt.status, Envelope.objects.get().status) == (
        202,
        "quarantined",
        "quarantined",
    )


def test_what_contradicts_stored_rows_is_kept_in_quarantine(kinds):
    def contradict(envelope_id, data, sender):
        raise IntegrityError("UNIQUE constraint failed")

    inbox.register_submission("mark", contradict)
    receipt = inbox.receive(uuid4(), body(value=1))

    assert (receipt.http_status, Envelope.objects.get().problem) == (202, "contradicts-rows")


def test_letters_that_no_database_takes_do_not_stop_a_submission(kinds):
    raw = b'{"kind": "m\\ud800\\u0000", "client_time": "\\ud800\\u0000"}'
    receipt = inbox.receive(uuid4(), raw)

    assert receipt.http_status == 202
    assert (bytes(Envelope.objects.get().raw), Envelope.objects.get().kind) == (raw, "m?")
