"""The cast of the web tests: aigerim coordinates, bolat trains and codes beside her, the stranger has no role."""

import hashlib
import os

import pytest
from django.test import Client
from django.utils import translation

from sauatty import sandbox
from sauatty.core.errors import ReaderFailed, SauattyError
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


def _answer_here(file, what, name, limits):
    """Answer as the child process of the sandbox does, without starting one."""
    content = file.read()
    try:
        output = b"read\n" + sandbox._READERS[what]()(content, name).encode("utf-8", "replace")
    except SauattyError as error:
        output = sandbox._error_bytes(error.code, error.params)
    except Exception as error:
        params = {"name": name, "detail": type(error).__name__}
        output = sandbox._error_bytes(ReaderFailed.code, params)
    return sandbox._Answer(output, 0, False, False)


@pytest.fixture(autouse=True)
def _begins_in_kazakh():
    """A page leaves its language behind; the next test begins in that of the site, as it does alone."""
    translation.activate("kk")


@pytest.fixture
def process_of_its_own():
    """Ask for this to have files read in a real child process."""


@pytest.fixture(autouse=True)
def _files_are_read_once(request, monkeypatch):
    """Starting a process for each file took most of the time: the same file gets the same answer again.

    Slow tests read a file that is new to them in a real child process; each `test_it_works` does so every time.
    """
    if "process_of_its_own" in request.fixturenames or request.node.name.startswith("test_it_works"):
        return
    is_slow = request.node.get_closest_marker("slow") is not None
    run = sandbox._run_child if is_slow else _answer_here

    def answer_once(file, what, name, limits):
        content = os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0)  # leaves the place in the file
        key = hashlib.sha256(content).digest(), what, name, limits, is_slow
        if key not in _ANSWERS:
            _ANSWERS[key] = run(file, what, name, limits)
        return _ANSWERS[key]

    monkeypatch.setattr(sandbox, "_run_child", answer_once)


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
