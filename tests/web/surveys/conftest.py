"""A campaign of the invented instrument 'reading', open and anonymous; and its pseudonymous sister."""

import json
from uuid import uuid4

import pytest

from sauatty.web.accounts.models import Region
from sauatty.web.base import inbox
from sauatty.web.instruments import services as instruments
from sauatty.web.surveys import services
from sauatty.web.surveys.models import Response

TITLES = {"kk": "Оқу сауалнамасы", "ru": "Опрос о чтении", "en": "Reading survey"}
CONSENT = {
    "operator": "Үлгі кітапханасы", "operator_number": "123456789012", "term_days": 365,
    "purpose_kk": "Мақсат", "purpose_ru": "Цель", "purpose_en": "Purpose",
    "data_list_kk": "Жауаптар", "data_list_ru": "Ответы", "data_list_en": "Answers",
    "goes_to_third_parties": False, "crosses_border": False, "is_published": False,
}  # fmt: skip


def words(text):
    return {"kk": f"{text} (қаз)", "ru": f"{text} (рус)", "en": text}


def choices(*codes):
    return [{"code": code, "label": words(code)} for code in codes]


def body(slug="reading", kind="needs", extra=()):
    questions = [
        {"id": "region", "kind": "region", "text": words("Region"), "role": "attribute"},
        {
            "id": "organisation_kind", "kind": "single", "text": words("Kind"), "role": "attribute",
            "choices": choices("school", "public_library", "prefer_not"),
        },
        {"id": "reads", "kind": "single", "text": words("Do you read?"), "required": True, "choices": choices("yes", "no")},
        {"id": "why", "kind": "long", "text": words("Why not?"), "when": "${reads} = 'no'", "length": 200},
        {
            "id": "learn", "kind": "multiple", "text": words("What to learn"), "role": "need",
            "choices": choices("search", "check", "cite"), "competences": ["gmilaf.2.3"],
        },
        *extra,
    ]  # fmt: skip
    section = {"id": "main", "title": words("Main"), "questions": questions}
    return {
        "schema": "instrument/1", "id": slug, "version": "1", "kind": kind, "audience": "adults",
        "languages": ["kk", "ru", "en"], "title": words("Reading"), "about": words("About"),
        "closing": words("Thanks"), "sections": [section],
    }  # fmt: skip


@pytest.fixture
def regions(db):
    Region.objects.create(
        code="KZ-10", kato="100000000", kind="region", name_kk="Абай", name_ru="Абай", name_en="Abai"
    )
    Region.objects.create(
        code="KZ-75", kato="750000000", kind="city", name_kk="Алматы", name_ru="Алматы", name_en="Almaty"
    )


@pytest.fixture
def instrument(aigerim, programme):
    return instruments.start_from_body(actor=aigerim, body=body(), programme=programme)


@pytest.fixture
def version(aigerim, instrument):
    return instruments.publish(instrument=instrument, actor=aigerim)


@pytest.fixture
def make_campaign(aigerim, programme, version):
    """Return a maker of campaigns with a consent text, open unless said otherwise."""

    def make(*, is_open=True, **fields):
        fields = {
            "languages": ["kk", "ru", "en"],
            "titles": TITLES,
            "version": version,
            "contact": "Айгерім, +7 700 000 00 00",
            **fields,
        }
        campaign = services.add_campaign(actor=aigerim, programme=programme, **fields)
        services.set_consent(actor=aigerim, campaign=campaign, **CONSENT)
        return services.open_campaign(actor=aigerim, campaign=campaign) if is_open else campaign

    return make


@pytest.fixture
def campaign(make_campaign):
    return make_campaign()


@pytest.fixture
def pseudonymous(make_campaign):
    return make_campaign(is_anonymous=False)


GOOD = {
    "region": "KZ-75",
    "organisation_kind": "public_library",
    "reads": "no",
    "why": "уақыт жоқ",
    "learn": "search cite",
}


def submission(to, answers=None, **changes):
    page = to.consent_pages.first()
    body = {
        "kind": "survey-response", "campaign": to.slug, "version": to.version.sha256,
        "consent": page.sha256 if page else "", "language": "kk", "answers": GOOD if answers is None else answers,
    }  # fmt: skip
    return {**body, **changes}


@pytest.fixture
def send():
    """Send a response through the inbox; return the receipt and the row (None where there is none)."""

    def send_it(to, answers=None, *, response_id=None, **changes):
        key = response_id or uuid4()
        receipt = inbox.receive(key, json.dumps(submission(to, answers, **changes)).encode())
        return receipt, Response.objects.filter(pk=key).first()

    return send_it
