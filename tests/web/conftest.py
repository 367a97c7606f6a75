"""The cast of the web tests: aigerim coordinates, bolat trains and codes beside her, the stranger has no role."""

import hashlib

import pytest
from django.test import Client

from sauatty import sandbox
from sauatty.web.accounts.models import Grant, Person
from sauatty.web.programmes.models import Programme


def make_person(name, email=None, **fields):
    return Person.objects.create_person(name=name, email=email, **fields)


def give_role(person, role, programme=None):
    """Grant a role in a programme, or everywhere where no programme is named."""
    person.__dict__.pop("_role_names", None)
    scope = {"scope_kind": "programme", "scope_id": programme.pk} if programme else {"scope_kind": "site"}
    return Grant.objects.create(person=person, role=role, **scope)


_ANSWERS = {}
_run_child = sandbox._run_child


def _run_child_once(file, what, name, limits):
    content = file.read()
    file.seek(0)
    key = hashlib.sha256(content).digest(), what, name, limits, sandbox._START
    if key not in _ANSWERS:
        _ANSWERS[key] = _run_child(file, what, name, limits)
    return _ANSWERS[key]


@pytest.fixture(autouse=True)
def _every_file_is_read_once(monkeypatch):
    """The sandbox reads the same bytes once: starting a process for every test was most of its time."""
    monkeypatch.setattr(sandbox, "_run_child", _run_child_once)


@pytest.fixture
def programme(db):
    return Programme.objects.create(
        title_kk="Кітапханашыларға арналған курс", title_ru="Курс для библиотекарей"
    )


@pytest.fixture
def aigerim(programme):
    """Coordinator of the programme and administrator of the site."""
    person = make_person("Әйгерім Сәрсенова", "aigerim@example.kz", is_site_admin=True)
    give_role(person, "coordinator", programme)
    return person


@pytest.fixture
def bolat(programme):
    """Trainer and coder in the same programme."""
    person = make_person("Болат Жұмабаев", "bolat@example.kz")
    give_role(person, "trainer", programme)
    give_role(person, "coder", programme)
    return person


@pytest.fixture
def stranger(db):
    """Signed in, without any role."""
    return make_person("Дана Бөтен", "stranger@example.kz")


@pytest.fixture
def client_of():
    """Return a browser in which a person is signed in; without one, a visitor's browser."""

    def make(person=None):
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return make
