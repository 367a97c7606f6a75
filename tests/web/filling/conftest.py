"""An open anonymous campaign of an invented instrument in three sections, with skip logic."""

import pytest

from sauatty.web.filling import limits
from sauatty.web.instruments import services as instruments
from sauatty.web.surveys import services

TITLES = {"kk": "Оқу сауалнамасы", "ru": "Опрос о чтении", "en": "Reading survey"}
CONSENT = {
    **{f"text_{code}": f"Қатысу ерікті {code}" for code in ("kk", "ru", "en")},
    **{f"purpose_{code}": "Үлгі" for code in ("kk", "ru", "en")},
    **{f"data_list_{code}": "Үлгі" for code in ("kk", "ru", "en")},
    "operator": "Үлгі кітапханасы", "operator_number": "123456789012", "term_days": 365,
    "goes_to_third_parties": False, "crosses_border": False, "is_published": False,
}  # fmt: skip


def words(text):
    return {"kk": f"{text} (қаз)", "ru": f"{text} (рус)", "en": text}


def choices(*codes):
    return [{"code": code, "label": words(code)} for code in codes]


def body():
    reading = [
        {"id": "reads", "kind": "single", "text": words("Do you read?"), "required": True, "choices": choices("yes", "no")},
        {"id": "why", "kind": "long", "text": words("Why not?"), "when": "${reads} = 'no'", "length": 200},
        {"id": "books", "kind": "number", "text": words("How many books?"), "when": "${reads} = 'yes'", "minimum": 1, "maximum": 500},
    ]  # fmt: skip
    sources = [
        {
            "id": "checks", "kind": "matrix", "text": words("How often?"), "choices": choices("never", "often"),
            "rows": [{"code": "news", "label": words("News")}, {"code": "photos", "label": words("Photos")}],
        },
        {"id": "learn", "kind": "multiple", "text": words("What to learn"), "choices": choices("search", "check", "cite"), "allow_other": True},
        {"id": "order", "kind": "ranking", "text": words("In which order"), "choices": choices("a", "b", "c"), "maximum": 2},
    ]  # fmt: skip
    return {
        "schema": "instrument/1", "id": "reading", "version": "1", "kind": "needs", "audience": "adults",
        "languages": ["kk", "ru", "en"], "title": words("Reading"), "about": words("About"), "closing": words("Closing words"),
        "sections": [
            {"id": "reading", "title": words("Reading"), "questions": reading},
            {"id": "sources", "title": words("Sources"), "when": "${reads} = 'yes'", "questions": sources},
            {"id": "end", "title": words("End"), "questions": [{"id": "words", "kind": "short", "text": words("In your words")}]},
        ],
    }  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh_limits(monkeypatch):
    monkeypatch.setattr(limits, "_known", limits.Buckets(limits.BURST, limits.PER_SECOND))
    monkeypatch.setattr(limits, "_unknown", limits.Buckets(limits.BURST_UNKNOWN, limits.PER_SECOND_UNKNOWN))


@pytest.fixture
def version(aigerim, programme):
    instrument = instruments.start_from_body(actor=aigerim, body=body(), programme=programme)
    return instruments.publish(instrument=instrument, actor=aigerim)


@pytest.fixture
def make_campaign(aigerim, programme, version):
    def make(**fields):
        fields = {
            "languages": ["kk", "ru", "en"],
            "titles": TITLES,
            "version": version,
            "slug": "reading",
            "contact": "Айгерім, +7 700 000 00 00",
            **fields,
        }
        campaign = services.add_campaign(actor=aigerim, programme=programme, **fields)
        services.set_consent(actor=aigerim, campaign=campaign, **CONSENT)
        return services.open_campaign(actor=aigerim, campaign=campaign)

    return make


@pytest.fixture
def campaign(make_campaign):
    return make_campaign()
