"""The pages about one survey: who sees them, what they say, and how few queries they take."""

import pytest
from django.urls import reverse

PAGES = ("overview", "tables", "crossed", "claimed", "ranking", "change", "weights")
pytestmark = pytest.mark.django_db


def address(name, campaign, **query):
    from urllib.parse import urlencode

    found = reverse(f"needs:{name}", args=[campaign.pk])
    return f"{found}?{urlencode(query)}" if query else found


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_for_who_works_with_the_programme_and_is_not_there_for_others(
    page, demo_survey, analyst, stranger, bolat, client_of
):
    assert client_of(analyst).get(address(page, demo_survey)).status_code == 200
    assert client_of(stranger).get(address(page, demo_survey)).status_code == 404
    assert client_of(bolat).get(address(page, demo_survey)).status_code == 404
    assert client_of().get(address(page, demo_survey)).status_code == 302
