"""Sessions end by themselves; cookies of a site with https cannot be set or read by others."""

import json
import os
import subprocess
import sys

import pytest
from django.contrib.sessions.models import Session

from sauatty.web.accounts.services import people
from sauatty.web.base import session_ends

pytestmark = pytest.mark.django_db
HALF_HOUR, TWELVE_HOURS = 30 * 60, 12 * 3600


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test moves on."""
    now = [1_800_000_000]
    monkeypatch.setattr(session_ends, "_now", lambda: now[0])
    return now


def is_in(client):
    return client.get("/en/profile/").status_code == 200


def test_a_coordinator_who_does_nothing_for_half_an_hour_is_out(client_of, aigerim, clock):
    client = client_of(aigerim)
    clock[0] += HALF_HOUR - 60
    used = is_in(client)
    clock[0] += HALF_HOUR - 60
    used_again = is_in(client)
    clock[0] += HALF_HOUR + 1

    assert used and used_again and not is_in(client)
    assert not Session.objects.filter(session_key=client.session.session_key).exists()


def test_who_sees_no_data_of_others_stays_for_the_lesson(client_of, bolat, stranger, clock):
    clients = [client_of(bolat), client_of(stranger)]
    clock[0] += 4 * HALF_HOUR

    assert all(is_in(client) for client in clients)


def test_after_twelve_hours_everybody_signs_in_again_however_busy(client_of, bolat, clock):
    client = client_of(bolat)
    for _hour in range(12):
        clock[0] += 3600
        assert is_in(client)
    clock[0] += 60

    assert not is_in(client)


def test_without_the_rule_a_busy_session_would_never_end(client_of, bolat, clock, settings):
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "session_ends" not in one]
    client = client_of(bolat)
    clock[0] += 2 * TWELVE_HOURS

    assert is_in(client)


def test_the_office_can_choose_other_minutes(client_of, aigerim, clock, settings):
    settings.STAFF_IDLE_MINUTES = 0
    client = client_of(aigerim)
    clock[0] += 2 * HALF_HOUR

    assert is_in(client)


def test_use_is_noted_seldom(client_of, aigerim, clock, django_assert_max_num_queries):
    client = client_of(aigerim)
    client.get("/en/about/")
    clock[0] += session_ends.NOTED_EVERY - 1
    with django_assert_max_num_queries(12) as asked:
        client.get("/en/about/")

    assert not any(
        "UPDATE" in one["sql"] and "django_session" in one["sql"] for one in asked.captured_queries
    )


def test_all_sessions_of_who_is_switched_off_end_at_once(client_of, aigerim, bolat):
    phone, laptop = client_of(bolat), client_of(bolat)
    people.set_active(actor=aigerim, person=bolat, is_active=False)

    assert not is_in(phone) and not is_in(laptop)


def test_all_sessions_of_who_is_erased_end_at_once(client_of, aigerim, bolat):
    phone = client_of(bolat)
    people.erase_person(actor=aigerim, person=bolat)

    assert not is_in(phone)


COOKIES = (
    "import json; from sauatty.web.config import settings as s; print(json.dumps([s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME,"
    "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SECURE_HSTS_SECONDS]))"
)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://mil.example.kz", ["__Host-session", "__Host-csrf", True, True, True, 31_536_000]),
        ("http://127.0.0.1:8000", ["sauatty_session", "sauatty_csrf", False, False, True, 0]),
    ],
)
def test_cookies_belong_to_the_host_alone_where_there_is_https(tmp_path, address, expected):
    env = {**os.environ, "SAUATTY_PUBLIC_ADDRESS": address, "SAUATTY_DATA_DIR": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", COOKIES], env=env, capture_output=True, text=True, check=True
    )

    assert json.loads(told.stdout) == expected
