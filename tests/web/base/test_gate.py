"""What every request passes: the token, the query, the session that is over, a step without a page."""

from uuid import uuid4

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_a_missing_token_is_said_in_the_house_and_in_its_language(aigerim):
    client = Client(enforce_csrf_checks=True)
    client.force_login(aigerim)
    answer = client.post("/en/profile/", {"name": "x"})

    assert answer.status_code == 403
    assert "This step was not accepted" in answer.content.decode()
    assert "style=" not in answer.content.decode() and "<style" not in answer.content.decode()


@pytest.mark.parametrize("address", ["people/?q=", "people/?role=", "curricula/objectives/?subject="])
def test_a_query_with_the_character_nul_is_refused_on_every_database(client_of, aigerim, address):
    assert client_of(aigerim).get(f"/en/{address}%00").status_code == 400
    assert client_of(aigerim).get(f"/en/{address}x").status_code == 200


def test_htmx_leaves_the_page_when_the_session_is_over(client):
    answer = client.get("/en/curricula/objectives/?q=x", headers={"HX-Request": "true"})

    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/en/sign-in/?next=/en/curricula/objectives/%3Fq%3Dx"


def test_the_browser_keeps_no_page_for_its_way_back(client):
    page = client.get("/en/").content.decode()

    assert '"historyCacheSize":0' in page and '"refreshOnHistoryMiss":true' in page


def test_an_address_without_a_page_says_what_to_do(client_of, aigerim):
    answer = client_of(aigerim).get("/en/sign-out/")

    assert answer.status_code == 405 and answer["Allow"] == "POST"
    assert "load the page again" in answer.content.decode()


def test_a_page_that_lost_its_token_gets_another_and_can_send(aigerim):
    client = Client(enforce_csrf_checks=True)
    client.force_login(aigerim)
    address, body = f"/api/v1/envelopes/{uuid4()}", b'{"kind": "nothing known"}'
    assert client.put(address, body, "application/json").status_code == 403

    answer = client.get("/api/v1/token")
    assert (answer.status_code, answer["Cache-Control"]) == (204, "private, no-store")
    token = {"X-CSRFToken": client.cookies["sauatty_csrf"].value}
    assert client.put(address, body, "application/json", headers=token).status_code in {202, 422}
