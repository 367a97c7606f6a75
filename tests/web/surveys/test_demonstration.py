"""The invented survey: made once, marked on every page, gone in one step."""

import pytest
from django.core.management import call_command

from sauatty.web.base import demo
from sauatty.web.programmes.models import Programme
from sauatty.web.surveys import selectors
from sauatty.web.surveys.models import Campaign, ConsentPage, Response

pytestmark = pytest.mark.django_db


@pytest.fixture
def invented(aigerim):
    call_command("load_content", verbosity=0)
    from sauatty.web.instruments import demonstration as instruments
    from sauatty.web.programmes import demonstration as programmes
    from sauatty.web.surveys import demonstration as surveys

    for _ in range(2):  # made again, nothing is made twice
        programmes.make(aigerim)
        instruments.make(aigerim)
        surveys.make(aigerim)
    return Campaign.objects.get(is_demo=True)


def test_sixty_invented_responses_fit_the_shipped_instrument(client_of, aigerim, invented):
    table = selectors.response_table(invented)
    assert len(table) == 60
    assert {"kk", "ru", "en"} == set(table.languages)
    assert sum(1 for text in table.column("mil_definition") if text) == 49
    rates = selectors.response_rates(invented)
    assert rates.has_population and 0.2 < rates.whole.rate.estimate < 0.6
    assert not rates.is_beyond
    assert len(list(selectors.open_answers(invented, "mil_definition"))) == 49
    for name in ("", "rates/", "waiting/"):
        text = client_of(aigerim).get(f"/en/surveys/{invented.pk}/{name}").content.decode()
        assert "Invented data for looking around" in text


def test_the_invented_survey_goes_with_the_rest_and_real_ones_stay(invented, make_campaign, send):
    real = make_campaign()
    send(real)
    demo.remove_demo()
    assert list(Campaign.objects.all()) == [real]
    assert Response.objects.count() == 1 and ConsentPage.objects.count() == 1
    assert not Programme.objects.filter(is_demo=True).exists()
