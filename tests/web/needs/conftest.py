"""The invented survey with sixty responses, and an analyst, a researcher and a keeper of the site beside the cast."""

import pytest
from django.core.management import call_command

from sauatty.web.instruments import demonstration as instruments
from sauatty.web.programmes import demonstration as programmes
from sauatty.web.surveys import demonstration as surveys
from sauatty.web.surveys.models import Campaign
from web.conftest import give_role, make_person


@pytest.fixture
def demo_survey(aigerim):
    """Return the invented survey; Aigerim coordinates its programme."""
    call_command("load_content", verbosity=0)
    for one in (programmes, instruments, surveys):
        one.make(aigerim)
    campaign = Campaign.objects.select_related("programme").get(is_demo=True)
    return campaign


@pytest.fixture
def analyst(demo_survey):
    person = make_person("Нұрлан Талдаушы", "nurlan@example.kz")
    give_role(person, "analyst", demo_survey.programme)
    return person


@pytest.fixture
def keeper(db):
    """Administrator of the site without a role in any programme."""
    return make_person("Сервер Иесі", "keeper@example.kz", is_site_admin=True)
