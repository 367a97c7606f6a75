"""A full disk: nothing is stored by half, it is said so, and pages are read on."""

import errno

import pytest
from django.db import OperationalError
from django.test import Client

from sauatty.web.base import full_disk, inbox, sessions
from sauatty.web.base.full_disk import is_disk_full


class Postgres(Exception):
    sqlstate = "53100"


def caused(by):
    try:
        raise OperationalError("could not be written") from by
    except OperationalError as error:
        return error


@pytest.mark.parametrize(
    "error",
    [OSError(errno.ENOSPC, "x"), OperationalError("database or disk is full"), caused(Postgres()), caused(OSError(errno.EDQUOT, "x"))],
)  # fmt: skip
def test_it_is_known_by_what_each_database_and_system_says(error):
    assert is_disk_full(error)


def test_other_errors_are_none(monkeypatch):
    assert not any(
        map(is_disk_full, (None, OSError(errno.EACCES, "x"), OperationalError("database is locked")))
    )
    broken = OperationalError("disk I/O error")
    assert not is_disk_full(broken)
    monkeypatch.setattr(full_disk, "_has_room", lambda: False)
    assert is_disk_full(broken)


@pytest.mark.django_db
def test_what_was_sent_is_refused_so_that_the_device_keeps_it(client_of, aigerim, monkeypatch):
    client, full = client_of(aigerim), OperationalError("database or disk is full")
    client.raise_request_exception = False
    monkeypatch.setattr(inbox, "receive", lambda *args, **more: (_ for _ in ()).throw(full))
    answer = client.put(
        "/api/v1/envelopes/00000000-0000-4000-8000-000000000001", b"{}", content_type="application/json"
    )
    assert answer.status_code == 503 and answer.json()["code"] == "disk-full"
    assert answer.headers["Retry-After"]


@pytest.mark.django_db
def test_a_page_says_it_in_three_languages(monkeypatch):
    client = Client(raise_request_exception=False)

    def no_room(*args, **more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("sauatty.web.base.homes.home_view", no_room)
    answer = client.get("/kk/")
    assert answer.status_code == 503
    for said in ("дискісі толды", "Диск сервера заполнен", "disk of the server is full", "disk-full"):
        assert said in answer.content.decode()


@pytest.mark.django_db
def test_a_session_is_read_on_but_none_begins(client_of, aigerim, monkeypatch):
    client = client_of(aigerim)
    kept = sessions.SessionStore(client.session.session_key)
    kept["used_at"] = 1

    def no_room(self, must_create=False):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(sessions.db.SessionStore, "save", no_room)
    kept.save()
    with pytest.raises(OperationalError):
        kept.save(must_create=True)
    monkeypatch.setattr(
        sessions.db.SessionStore,
        "save",
        lambda self, must_create=False: (_ for _ in ()).throw(OperationalError("locked")),
    )
    with pytest.raises(OperationalError):
        kept.save()
