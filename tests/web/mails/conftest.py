"""A mail server of its own on 127.0.0.1, and a kind of letter that is there for tests alone."""

import socket

import pytest
from aiosmtpd.controller import Controller

from sauatty.web.mails import kinds
from sauatty.web.mails.kinds import LetterKind


class Postbox:
    """What the mail server took, and how it is told to answer: one answer for each letter, then '250 OK'."""

    def __init__(self):
        self.taken, self.answers = [], []

    async def handle_DATA(self, server, session, envelope):
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.taken.append(envelope)
        return answer


@pytest.fixture
def postbox(settings):
    """Let letters go to a real SMTP server."""
    box = Postbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 2
    yield box
    server.stop()


@pytest.fixture(autouse=True)
def letter_kinds(monkeypatch):
    """Two kinds of letters: one that concerns a place, one that people may do without."""
    fields = {name: name for name in ("name", "event", "when", "place", "link", "cancel", "contact")}
    needed = LetterKind("event-confirmed", "Place given", fields, required=frozenset({"link"}))
    optional = LetterKind("event-reminder", "Reminder", {**fields, "stop": "stop"}, is_optional=True)
    monkeypatch.setattr(kinds, "_kinds", {one.key: one for one in (needed, optional)})
    return needed, optional
