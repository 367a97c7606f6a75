"""No forgery is believed by the page that checks badges; genuine ones are, also after the key was changed."""

import socket
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from made_badges import NAMES, SMALL_SVG, Genuine, forgery, signed, small_png
from sauatty.core.exchange.badges_baking import bake_png, bake_svg
from sauatty.web.accounts.models import Person
from sauatty.web.badges import services
from sauatty.web.badges.models import Credential, IssuerKey

CHECK = "/en/badges/check/"


@pytest.fixture
def calls(monkeypatch):
    """Let every call to the outside fail, and keep it."""
    made = []

    def refuse(*args, **kwargs):
        made.append(args)
        raise OSError("nobody is called")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    return made


@pytest.fixture
def send(client, monkeypatch):
    monkeypatch.setattr("sauatty.web.badges.views.pages.FILES", 10_000)

    def make(content, name="badge.png"):
        return client.post(CHECK, {"file": SimpleUploadedFile(name, content)})

    return make


@pytest.fixture
def genuine(credential, programme):
    return Genuine(credential.token, services.current_key()[1], services.status_list(programme, 0)[0])


@pytest.mark.django_db
def test_no_forgery_is_believed_nobody_is_called_and_nothing_breaks(genuine, send, calls):
    believed, broken = [], []
    for name in NAMES:
        response = send(forgery(genuine, name), "badge.svg" if "SVG" in name else "badge.png")
        if "<h1>This badge" in response.content.decode():
            believed.append(name)
        if response.status_code != 422:
            broken.append((name, response.status_code))

    assert (believed, broken, calls) == ([], [], [])


@pytest.mark.django_db
def test_what_a_stolen_key_signs_is_not_believed_here(genuine, send):
    said = genuine.said
    said["credentialSubject"]["identifier"][0]["identityHash"] = "Басқа Біреу"

    response = send(signed(genuine.head, said, genuine.private).encode(), "badge.jwt")

    assert response.status_code == 422
    assert "was not given out here" in response.content.decode()


@pytest.mark.django_db
def test_what_a_retired_key_signs_is_not_believed(genuine, send, aigerim, bolat, give):
    services.rotate_key(actor=aigerim)
    IssuerKey.objects.filter(is_current=False).update(
        retired_at=Credential.objects.get().made_at - timedelta(days=1)
    )

    response = send(genuine.token.encode(), "badge.jwt")

    assert response.status_code == 422
    assert "no longer in use" in response.content.decode()


@pytest.mark.django_db
def test_genuine_badges_are_believed_also_after_the_key_was_changed(give, aigerim, send, calls):
    people = [Person.objects.create_person(name=f"Гүлнар Әбілқайырова {number}") for number in range(20)]
    for number, person in enumerate(people):
        if number == 10:
            services.rotate_key(actor=aigerim)
        give(person)

    for number, row in enumerate(Credential.objects.all()):
        content = bake_png(small_png(), row.token) if number % 2 else bake_svg(SMALL_SVG, row.token)
        response = send(content, "badge.png" if number % 2 else "badge.svg")
        assert response.status_code == 200
        assert "This badge holds" in response.content.decode()
    assert IssuerKey.objects.count() == 2 and calls == []
