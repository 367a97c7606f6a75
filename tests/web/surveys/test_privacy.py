"""Erasure, retention, and what a file of responses does."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from sauatty.web.accounts.services import people
from sauatty.web.base import audit, privacy
from sauatty.web.base.models import Envelope
from sauatty.web.surveys import services, tokens
from sauatty.web.surveys.models import Campaign, Link, Response
from web.conftest import make_person

pytestmark = pytest.mark.django_db


def test_erasing_a_person_deletes_pseudonymous_responses_and_leaves_anonymous_ones(
    aigerim, campaign, pseudonymous, send
):
    person = make_person("Өшірілетін Адам", "gone@example.kz")
    for one in (campaign, pseudonymous):
        (link,) = services.make_links(
            actor=aigerim, campaign=one, invitees=[services.Invitee("Өшірілетін Адам", person=person)]
        )
        send(one, token=tokens.token_of(link.pk))
    send(pseudonymous)
    people.erase_person(actor=aigerim, person=person)
    assert not Link.objects.exists()
    assert campaign.responses.count() == 1
    assert pseudonymous.responses.count() == 1 and not pseudonymous.responses.exclude(pseudonym="").exists()
    assert Envelope.objects.count() == 2
    kept = json.dumps(
        [list(map(str, row)) for model in (Link, Response) for row in model.objects.values_list()]
    )
    assert "Өшірілетін" not in kept and "gone@example.kz" not in kept
    assert audit.verify().broken_at is None


def test_what_is_past_its_term_is_deleted_with_its_envelopes_and_links(
    aigerim, campaign, make_campaign, send
):
    young = make_campaign()
    for one in (campaign, young):
        services.make_links(
            actor=aigerim, campaign=one, invitees=[services.Invitee("А", email="a@example.kz")]
        )
        send(one)
        services.close_campaign(actor=aigerim, campaign=one)
    Campaign.objects.filter(pk=campaign.pk).update(closes_at=timezone.now() - timedelta(days=366))
    privacy.delete_past_retention()
    assert not campaign.responses.exists() and not campaign.links.exists()
    assert young.responses.count() == young.links.count() == 1
    assert Envelope.objects.count() == 1


def test_what_came_for_no_survey_is_forgotten_after_half_a_year(campaign, send):
    _receipt, waiting = send(campaign, version="0" * 64)
    stray, _none = send(campaign, campaign="gone")
    privacy.delete_past_retention()
    assert Envelope.objects.count() == 2
    Envelope.objects.update(received_at=timezone.now() - timedelta(days=181))
    privacy.delete_past_retention()
    assert [one.pk for one in Envelope.objects.all()] == [waiting.pk] and str(waiting.pk) != stray.id


def test_every_model_has_a_rule():
    from django.apps import apps

    for model in apps.get_app_config("surveys").get_models():
        assert privacy.rule_of(model._meta.label) is not None, model
