"""Nothing that is written into the log, and no page of an error, names a person."""

import io
import logging

import pytest

from sauatty.web.base import logs

PLANTED = [
    *(f"{name}@{host}" for name in ("aigerim", "b.zhumabaev", "д.сейт", "x+y", "a_b-c") for host in ("example.kz", "mail.edu.kz", "q.org", "m-1.kz")),
    *(f"+7 7{n:02d} {n + 123} {n:02d} 45" for n in range(1, 9)),
    *(f"87{n:02d}{n + 123}{n:02d}45" for n in range(1, 9)),
    *(f"+7(7{n:02d}){n + 123}-{n:02d}-67" for n in range(1, 7)),
    *(f"{n:02d}0101300{n + 123}" for n in range(80, 88)),
]  # fmt: skip
HARMLESS = [
    "2026-11-23 09:36:30,123 WARNING", "9f1c1c1e-5b1e-4c1e-8c1e-123456789012", "391 of 412000 people",
    "GET /kk/events/2026/ 404", "port 8388, 31536000 seconds", "sha256 0f3a9c0123456789012345",
]  # fmt: skip


def written(formatter, text):
    """Write a text as a message, as its argument, and as the fault that a database quotes."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter)
    log = logging.Logger("planted")
    log.addHandler(handler)
    log.warning("refused: %s", text)
    log.warning(f"said {text} here")
    try:
        raise ValueError(f"Key (email)=({text}) already exists")
    except ValueError:
        log.exception("a fault")
    return out.getvalue()


def test_fifty_are_planted():
    assert len(set(PLANTED)) == 50


@pytest.mark.parametrize("text", PLANTED)
def test_what_names_a_person_is_not_written(text):
    assert text not in written(logs.NamesNobody(), text)


def test_a_plain_formatter_would_write_them_all():
    assert all(text in written(logging.Formatter(), text) for text in PLANTED)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_helps_to_find_a_fault_stays(text):
    assert text in written(logs.NamesNobody(), text)


def test_the_site_writes_by_it(settings):
    assert settings.LOGGING["formatters"]["line"]["()"] == "sauatty.web.base.logs.NamesNobody"


def test_the_token_of_a_first_link_is_not_written():
    assert logs.without_secrets("Not Found: /kk/start/abcDEF123/") == "Not Found: /kk/start/…/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/kk/events/invited/KEYKEY/", "/ru/events/finish/KEYKEY/", "/en/events/leave/KEYKEY/", "/kk/letters/stop/KEYKEY/",
        "/kk/needs/institution/KEYKEY/", "/kk/events/calendar/mine/9f1c/KEYKEY.ics", "/kk/events/door/autumn/KEYKEY/",
    ],
)  # fmt: skip
def test_no_address_that_is_a_key_is_written(address):
    assert "KEYKEY" not in written(logs.NamesNobody(), f"Not Found: {address}")


def test_a_page_of_a_fault_quotes_nothing(client, monkeypatch):
    client.raise_request_exception = False

    def fails(*_args, **_more):
        raise ValueError(f"Key (email)=({PLANTED[0]}) already exists")

    monkeypatch.setattr("sauatty.web.base.views.render", fails)
    answer = client.get("/kk/about/")

    assert answer.status_code == 500 and PLANTED[0] not in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]
