"""The invented survey with sixty responses, and an analyst and a keeper of the site beside the cast."""

from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.urls import reverse

from sauatty.web.instruments import demonstration as instruments
from sauatty.web.programmes import demonstration as programmes
from sauatty.web.surveys import demonstration as surveys
from sauatty.web.surveys.models import Campaign
from web.conftest import give_role, make_person
from web.surveys.conftest import (  # noqa: F401 - fixtures
    campaign,
    instrument,
    make_campaign,
    pseudonymous,
    regions,
    send,
    version,
)


def address(name, of, **query):
    """Return the address of a page about a survey."""
    found = reverse(f"needs:{name}", args=[of.pk])
    return f"{found}?{urlencode(query)}" if query else found


@pytest.fixture(autouse=True)
def _pages_in_english(settings):
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def demo_survey(aigerim):
    """Return the invented survey; Aigerim coordinates its programme."""
    call_command("load_content", verbosity=0)
    for one in (programmes, instruments, surveys):
        one.make(aigerim)
    return Campaign.objects.select_related("programme").get(is_demo=True)


@pytest.fixture
def analyst(programme):
    """Analyst of every programme."""
    person = make_person("Нұрлан Талдаушы", "nurlan@example.kz")
    give_role(person, "analyst")
    return person


@pytest.fixture
def keeper(db):
    """Administrator of the site without a role in any programme."""
    return make_person("Сервер Иесі", "keeper@example.kz", is_site_admin=True)


@pytest.fixture
def campaign_of_reading(campaign, regions, send):  # noqa: F811
    """A survey without terms, definitions and self-ratings, with three responses."""
    for _ in range(3):
        send(campaign)
    return campaign
