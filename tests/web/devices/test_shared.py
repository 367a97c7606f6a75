"""A computer that others use too: how its sessions end, and what the browser is told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from sauatty.web.accounts.services import people as services
from sauatty.web.devices.services import COOKIE, IDLE_SECONDS

pytestmark = pytest.mark.django_db
PROFILE = "/en/profile/"


@pytest.fixture
def clock(monkeypatch):
    """The server's clock, which a test may put forward."""
    now = [datetime(2030, 3, 4, 9, 0, tzinfo=UTC)]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    return lambda **passed: now.__setitem__(0, now[0] + timedelta(**passed))


def sign_in(client, aigerim, bolat, **more):
    code = services.make_printed_code(actor=aigerim, person=bolat)
    return client.post("/en/sign-in/", {"way": "code", "code": code, **more})


def is_in(client):
    return client.get(PROFILE).status_code == 200


def test_a_shared_session_ends_with_the_browser_and_after_a_quarter_of_an_hour(client, aigerim, bolat, clock):
    sign_in(client, aigerim, bolat, shared="yes")

    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
    assert client.cookies[settings.SESSION_COOKIE_NAME]["expires"] == ""
    assert client.cookies[COOKIE]["max-age"] == ""
    clock(seconds=IDLE_SECONDS - 5)
    assert is_in(client)
    clock(seconds=IDLE_SECONDS - 5)
    assert is_in(client)
    clock(seconds=IDLE_SECONDS + 5)
    assert not is_in(client)
    assert client.cookies[COOKIE].value == ""


def test_without_the_tick_the_session_stays_as_it_was(client, aigerim, bolat, clock):
    sign_in(client, aigerim, bolat)
    clock(seconds=IDLE_SECONDS + 5)

    assert is_in(client)
    assert COOKIE not in client.cookies


def test_signing_out_takes_the_mark_away_so_that_the_next_page_wipes_the_tab(client, aigerim, bolat):
    sign_in(client, aigerim, bolat, shared="yes")
    first = client.cookies[COOKIE].value
    client.post("/en/sign-out/")

    assert client.cookies[COOKIE].value == ""
    sign_in(client, aigerim, bolat, shared="yes")
    assert client.cookies[COOKIE].value not in ("", first)


def test_what_was_sent_after_the_quarter_of_an_hour_comes_from_nobody(client, aigerim, bolat, clock):
    sign_in(client, aigerim, bolat, shared="yes")
    clock(seconds=IDLE_SECONDS + 5)

    answer = client.put(
        "/api/v1/envelopes/7b0e8f7c-27f7-4c0a-9a39-0d8a54b3a111", "{}", content_type="application/json"
    )

    assert answer.status_code == 302


def test_a_page_of_a_shared_computer_names_where_it_ends_itself(client, aigerim, bolat):
    sign_in(client, aigerim, bolat, shared="yes")

    page = client.get(PROFILE).content.decode()

    assert '<meta name="shared" content="/en/shared-computer/end/"' in page
    assert client.post("/en/shared-computer/end/").status_code == 204
    assert not is_in(client)


def test_a_session_that_is_not_shared_is_not_ended_by_that_address(client_of, bolat):
    client = client_of(bolat)
    client.post("/en/shared-computer/end/")

    assert is_in(client)
    assert 'name="shared" content' not in client.get(PROFILE).content.decode()


def test_every_way_in_has_the_tick(client):
    assert client.get("/en/sign-in/").content.decode().count('name="shared" value="yes"') >= 2
