"""The door for browsers with JavaScript: no session, no form token; receipts; limits that let a school through."""

import hashlib
import json
from uuid import uuid4

import pytest
from django.test import Client

from sauatty.web.base import logs
from sauatty.web.base.models import Envelope
from sauatty.web.filling import limits
from sauatty.web.surveys import services
from sauatty.web.surveys.models import Campaign, Response

pytestmark = pytest.mark.django_db


def text_of(campaign, **changes):
    body = {
        "kind": "survey-response", "campaign": campaign.slug, "version": campaign.version.sha256,
        "consent": campaign.consent_pages.first().sha256, "language": "kk", "answers": {"reads": "no", "why": "уақыт жоқ"},
    }  # fmt: skip
    return json.dumps({**body, **changes}, ensure_ascii=False).encode()


def put(client, campaign, raw, key=None, slug=""):
    address = f"/api/v1/surveys/{slug or campaign.slug}/responses/{key or uuid4()}"
    return client.put(address, raw, content_type="application/json")


def test_it_works_without_session_or_form_token(campaign):
    raw, key = text_of(campaign), uuid4()
    found = put(Client(enforce_csrf_checks=True), campaign, raw, key)

    receipt = found.json()
    assert found.status_code == 201 and found.cookies == {}
    assert (receipt["id"], receipt["sha256"]) == (str(key), hashlib.sha256(raw).hexdigest())
    assert Response.objects.get().answers == {"reads": "no", "why": "уақыт жоқ"}


def test_a_lost_receipt_is_given_again_and_nothing_is_doubled(client, campaign):
    raw, key = text_of(campaign), uuid4()
    first, second = put(client, campaign, raw, key), put(client, campaign, raw, key)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["mac"] == second.json()["mac"] and Response.objects.count() == 1


def test_another_body_under_the_same_number_is_kept_beside_the_first(client, campaign):
    key = uuid4()
    put(client, campaign, text_of(campaign), key)
    raw = text_of(campaign, language="ru")
    found = put(client, campaign, raw, key)

    assert found.status_code == 409 and found.json()["sha256"] == hashlib.sha256(raw).hexdigest()
    assert Response.objects.get().language == "kk"


def test_of_a_signed_in_person_nothing_is_stored(client_of, campaign, aigerim):
    put(client_of(aigerim), campaign, text_of(campaign))

    assert Envelope.objects.get().sender is None


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"version": "0" * 64}, "quarantined"),
        ({"answers": {"gone": "x"}}, "quarantined"),
        ({"answers": "?"}, "quarantined"),
    ],
)
def test_what_does_not_fit_is_stored_and_acknowledged(client, campaign, changes, state):
    raw = text_of(campaign, **changes)
    found = put(client, campaign, raw)

    assert found.status_code == 202 and found.json()["sha256"] == hashlib.sha256(raw).hexdigest()
    assert Response.objects.get().state == state


def test_a_closed_survey_takes_it_as_late(client, campaign, aigerim):
    services.close_campaign(actor=aigerim, campaign=campaign)

    assert put(client, campaign, text_of(campaign)).status_code == 201
    assert Response.objects.get().state == "late"


def test_a_deleted_survey_still_keeps_what_was_filled_in(client, campaign):
    raw = text_of(campaign)
    Campaign.objects.all().delete()
    found = put(client, campaign, raw)

    assert found.status_code == 202 and Envelope.objects.get().problem


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"<html>", b'{"kind": "coding-decision", "campaign": "reading"}', b'{"kind": "survey-response", "campaign": "other"}']
)  # fmt: skip
def test_what_is_no_response_to_this_survey_is_refused(client, campaign, raw):
    assert put(client, campaign, raw).status_code == 400
    assert not Envelope.objects.exists()


def test_two_megabytes_are_refused_and_nothing_is_half_stored(client, campaign):
    raw = text_of(campaign, answers={"reads": "no", "why": "ә" * 1_000_000})

    assert put(client, campaign, raw).status_code == 413
    assert not Envelope.objects.exists() and not Response.objects.exists()


def test_other_methods_are_not_taken(client, campaign):
    assert client.get(f"/api/v1/surveys/reading/responses/{uuid4()}").status_code == 405


def test_a_body_nested_without_end_is_refused_at_every_depth(client, campaign):
    head = text_of(campaign)[:-1] + b', "answers": '
    found = {
        put(client, campaign, head + b"[" * n + b"]" * n + b"}").status_code for n in range(0, 1200, 40)[1:]
    }

    assert found == {202, 400}


# --- limits ---


def test_what_weighs_more_counts_as_several(client, campaign, monkeypatch):
    monkeypatch.setattr(limits, "_known", limits.Buckets(10, 0.001))
    heavy = text_of(campaign, answers={"reads": "no", "why": "x" * (5 * limits.UNIT)})

    assert [put(client, campaign, heavy).status_code for _ in range(2)] == [202, 429]
    assert put(client, campaign, text_of(campaign)).status_code == 201


def test_a_school_behind_one_address_passes_and_a_flood_waits():
    buckets = limits.Buckets(limits.BURST, limits.PER_SECOND)

    assert [buckets.take(b"school", 0.1 * n) for n in range(600)] == [0] * 600
    flood = [buckets.take(b"flood", 0.0) for _ in range(limits.BURST + 5)]
    assert flood[: limits.BURST] == [0] * limits.BURST and min(flood[limits.BURST :]) >= 1
    assert buckets.take(b"flood", 10.0) == 0
    assert buckets.take(b"neighbour", 0.0) == 0


def test_whoever_has_to_wait_is_told_how_long(client, campaign, monkeypatch):
    monkeypatch.setattr(limits, "_known", limits.Buckets(1, 0.5))
    put(client, campaign, text_of(campaign))
    found = put(client, campaign, text_of(campaign))

    assert found.status_code == 429 and 1 <= int(found["Retry-After"]) <= 3
    assert Response.objects.count() == 1


def test_a_full_table_of_counts_forgets_only_those_who_wait_for_nothing(monkeypatch):
    monkeypatch.setattr(limits, "MOST_COUNTS", 3)
    buckets = limits.Buckets(2, 1.0)
    for _ in range(2):
        buckets.take(b"flood", 0.0)
    for name in (b"a", b"b", b"c"):
        buckets.take(name, 0.0)

    assert buckets.take(b"flood", 0.0) == 2 or len(buckets._buckets) <= 3


# --- files ---


def saved(campaign, key, raw, **changes):
    row = {"id": str(key), "text": raw.decode(), "sha256": hashlib.sha256(raw).hexdigest(), **changes}
    return json.dumps({"responses": [row]}, ensure_ascii=False).encode()


def upload(client, content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return client.post("/en/s/reading/file/", {"file": SimpleUploadedFile("responses.json", content)})


def test_a_saved_file_is_sent_with_the_numbers_of_the_device_and_counts_once(client, campaign):
    key, raw = uuid4(), text_of(campaign)
    put(client, campaign, raw, key)
    for _ in range(2):
        assert "has arrived" in upload(client, saved(campaign, key, raw)).content.decode()

    assert [one.pk for one in Response.objects.all()] == [key]


def test_a_changed_file_is_refused_whole(client, campaign):
    found = upload(client, saved(campaign, uuid4(), text_of(campaign), sha256="0" * 64))

    assert found.status_code == 422 and not Envelope.objects.exists()


def test_a_file_of_many_responses_counts_as_many_and_the_page_says_when_to_go_on(
    client, campaign, monkeypatch
):
    monkeypatch.setattr(limits, "_known", limits.Buckets(2, 0.5))
    rows = [json.loads(saved(campaign, uuid4(), text_of(campaign)))["responses"][0] for _ in range(2)]
    content = json.dumps({"responses": rows}, ensure_ascii=False).encode()

    assert upload(client, content).status_code == 200
    busy = upload(client, content)
    assert busy.status_code == 429 and int(busy["Retry-After"]) >= 1
    assert f"Wait {busy['Retry-After']} seconds" in busy.content.decode()
    assert 'href="/en/s/reading/file/"' in busy.content.decode()


# --- what the log says ---


def test_no_line_of_the_log_has_the_number_of_a_response_or_a_token(client, campaign, caplog):
    key = uuid4()
    put(client, campaign, b"[]", key)
    client.get("/en/s/nothing-here/t/secret-token/")

    assert len(caplog.records) >= 2
    assert "/api/v1/surveys/reading/responses/…" in caplog.text and "/s/nothing-here/t/…" in caplog.text
    assert str(key) not in caplog.text and "secret-token" not in caplog.text


def test_other_lines_of_the_log_stay_as_they_are():
    line = "Not Found: /en/surveys/5f/rates/ /kk/s/reading/at/main/ 50 % of /s/"
    assert logs.without_secrets(line) == line
