"""A survey of twelve invented librarians with one open question, and two coders of its answers."""

import uuid

import pytest

from sauatty.web.accounts.models import Grant, Person
from sauatty.web.answers import services
from sauatty.web.coding import services as coding_services
from sauatty.web.coding.models import Unit
from sauatty.web.instruments import services as instruments
from sauatty.web.surveys import services as surveys
from sauatty.web.surveys.models import Response
from web.surveys.conftest import CONSENT, TITLES, body, regions, words  # noqa: F401

QUESTION = "definition"
TEXTS = [
    ("Ақпаратты іздеу, тексеру және дұрыс пайдалану", "kk", "school"),
    ("Акпаратты тексеру, салыстыру", "kk", "school"),
    ("aqparatty tekseru", "kk", "school"),
    ("Умение проверять информацию", "ru", "school"),
    ("умение  проверять информацию", "ru", "school"),
    ("Не знаю", "ru", "school"),
    ("Компьютермен жұмыс істеу", "kk", "public_library"),
    ("Критическое мышление", "ru", "public_library"),
    ("Find, check and use information", "en", "public_library"),
    ("", "kk", "public_library"),
    ("   ", "ru", "public_library"),
    ("=HYPERLINK(\"http://x\")", "en", "school"),
]  # fmt: skip
N_WRITTEN = 10


def make_person(name, role=None, programme=None):
    person = Person.objects.create_person(name=name, email=f"{uuid.uuid4().hex[:8]}@example.kz")
    if role:
        scope = {"scope_kind": "programme", "scope_id": programme.pk} if programme else {"scope_kind": "site"}
        Grant.objects.create(person=person, role=role, **scope)
    return person


@pytest.fixture
def campaign(aigerim, programme, regions):  # noqa: F811
    asked = {
        "id": QUESTION,
        "kind": "long",
        "text": words("What is it?"),
        "role": "definition",
        "competences": ["gmilaf.2.3"],
    }
    content = body()
    content["sections"][0]["questions"].insert(2, asked)
    row = instruments.start_from_body(actor=aigerim, body=content, programme=programme)
    version = instruments.publish(instrument=row, actor=aigerim)
    made = surveys.add_campaign(
        actor=aigerim, programme=programme, version=version, titles=TITLES, languages=["kk", "ru", "en"]
    )
    surveys.set_consent(actor=aigerim, campaign=made, **CONSENT)
    made = surveys.open_campaign(actor=aigerim, campaign=made)
    for n, (text, language, kind) in enumerate(TEXTS):
        respond(made, text, language, kind, number=n)
    return made


def respond(campaign, text, language="kk", kind="school", number=99):
    answers = {"region": "KZ-75", "organisation_kind": kind, "reads": "yes"}
    return Response.objects.create(
        id=uuid.UUID(int=(number + 1) << 64), campaign=campaign, version=campaign.version, language=language,
        answers={**answers, **({QUESTION: text} if text else {})}, day="2026-11-01", state="accepted",
    )  # fmt: skip


def draft(**fields):
    given = {
        "id": uuid.uuid4(), "titles": TITLES, "question": QUESTION, "codebook": "mil-definition",
        "codebook_version": "1", "attributes": ("region", "organisation_kind"),
    }  # fmt: skip
    return services.CodingDraft(**{**given, **fields})


@pytest.fixture
def project(campaign, aigerim):
    return services.start_coding(campaign=campaign, draft=draft(), actor=aigerim)


@pytest.fixture
def units(project):
    return list(Unit.objects.filter(project=project).order_by("position"))


@pytest.fixture
def analyst(programme):
    return make_person("Санжар Талдаушы", "analyst", programme)


def seat(project, actor, name="Айнұр Бірінші", role="coder", **fields):
    return coding_services.seat_person(
        actor=actor, project=project, person=make_person(name), role=role, **fields
    )


@pytest.fixture
def first(project, aigerim):
    return seat(project, aigerim)


@pytest.fixture
def second(project, aigerim):
    return seat(project, aigerim, "Берік Екінші")


@pytest.fixture
def judge(project, aigerim):
    return seat(project, aigerim, "Сәуле Төреші", "adjudicator")


def decide(of, unit, grade, parts=(), **fields):
    """Send a decision as the page does; returns the receipt."""
    body = {
        "kind": "coding-decision",
        "unit": str(unit.pk),
        "relevance": grade,
        "competences": list(parts),
        **fields,
    }
    return coding_services.submit(envelope_id=uuid.uuid4(), body=body, actor=of.person)
