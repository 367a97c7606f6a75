"""Under overload: reports are sent away first, then pages, answers last; the word that the site lives always comes."""

import time

import pytest

from sauatty.web.base.models import Envelope
from sauatty.web.upkeep import admission

pytestmark = pytest.mark.django_db
ENVELOPE = "/api/v1/envelopes/11111111-1111-4111-8111-111111111111"


def waited(seconds):
    return {"HTTP_X_REQUEST_START": f"t={time.time() - seconds:.3f}"}


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/kk/people/", admission.PAGE),
        ("GET", "/kk/p/oku/numbers.xlsx", admission.REPORT),
        ("GET", "/kk/reports/", admission.REPORT),
        ("PUT", ENVELOPE, admission.ANSWER),
        ("POST", "/kk/reports/", admission.ANSWER),
    ],
)
def test_what_is_asked_for_is_known_by_way_and_address(method, path, kind):
    assert admission.kind_of(method, path) == kind


def test_who_waited_too_long_is_told_at_once_and_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/kk/about/", **waited(3))

    assert answer.status_code == 503 and 2 <= int(answer["Retry-After"]) <= 10
    assert (
        "default-src 'none'" in answer["Content-Security-Policy"]
        and answer["Cache-Control"] == "private, no-store"
    )
    assert "Қазір келушілер тым көп" in answer.content.decode()


def test_moments_to_come_again_differ(client):
    assert len({client.get("/kk/about/", **waited(3))["Retry-After"] for _ in range(40)}) > 3


@pytest.mark.parametrize(("seconds", "admitted"), [(0.5, "RPA"), (1.5, "PA"), (5, "A"), (9, "")])
def test_answers_are_the_last_and_reports_the_first_to_go(client, seconds, admitted):
    asked = {
        "R": client.get("/kk/p/absent/numbers.xlsx", **waited(seconds)),
        "P": client.get("/kk/about/", **waited(seconds)),
        "A": client.post("/kk/sign-in/", **waited(seconds)),
    }

    assert "".join(name for name, answer in asked.items() if answer.status_code != 503) == admitted


def test_an_answer_that_is_sent_away_is_acknowledged_to_nobody(client_of, bolat):
    client = client_of(bolat)
    refused = client.put(ENVELOPE, b'{"kind": "x"}', **waited(9))
    taken = client.put(ENVELOPE, b'{"kind": "x"}', **waited(1))

    assert (
        refused.status_code == 503
        and refused.json()["retry"] == "jittered"
        and "sha256" not in refused.json()
    )
    assert taken.status_code in {201, 202} and Envelope.objects.count() == 1


def test_the_site_says_that_it_lives_however_long_the_line_is(client):
    assert client.get("/health/live", **waited(60)).status_code == 200


@pytest.mark.parametrize("said", ["", "t=", "t=abc", "t=99999999999", "-1", "t=1e9"])
def test_a_moment_that_is_none_sends_nobody_away(client, said):
    assert client.get("/kk/about/", HTTP_X_REQUEST_START=said).status_code == 200


def test_without_the_gate_everybody_would_wait_to_the_end(client, settings):
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "admission" not in one]

    assert client.get("/kk/about/", **waited(60)).status_code == 200


def test_the_web_server_of_the_installation_says_when_a_request_came():
    from pathlib import Path

    conf = Path(__file__).resolve().parents[3] / "tools" / "server" / "nginx.conf"
    assert 'proxy_set_header X-Request-Start "t=${msec}";' in conf.read_text("utf-8")
