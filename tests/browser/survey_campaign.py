"""Make open surveys on a running site, close or change one; prints JSON. Run in the site's environment."""

import json
import sys


def words(text):
    return {"kk": f"{text} (қаз)", "ru": f"{text} (рус)", "en": text}


def choices(*codes):
    return [{"code": code, "label": words(code)} for code in codes]


def body():
    """An invented instrument with one question of each kind that answers differently, and skip logic."""
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
        {
            "id": "learn", "kind": "multiple", "text": words("What to learn"), "allow_other": True,
            "choices": [*choices("search", "check"), {"code": "none", "label": words("Nothing"), "exclusive": True}],
        },
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


def short_body():
    """Ten questions on one page, for many answers in little time."""
    marks = [
        {"id": f"m{n}", "kind": "single", "text": words(f"Mark {n}"), "choices": choices("a", "b", "c")}
        for n in range(9)
    ]
    marks.append({"id": "note", "kind": "short", "text": words("Note")})
    return {
        "schema": "instrument/1", "id": "storm", "version": "1", "kind": "other", "audience": "adults",
        "languages": ["kk", "ru", "en"], "title": words("Storm"), "about": words("About"), "closing": words("Thanks"),
        "sections": [{"id": "main", "title": words("Main"), "questions": marks}],
    }  # fmt: skip


def consent():
    return {
        **{f"{name}_{code}": f"Үлгі {code}" for code in ("kk", "ru", "en") for name in ("text", "purpose", "data_list")},
        "operator": "Үлгі кітапханасы", "operator_number": "123456789012", "term_days": 365,
        "goes_to_third_parties": False, "crosses_border": False, "is_published": False,
    }  # fmt: skip


N_CAMPAIGNS = {"reading": 24, "storm": 4, "needs": 4}


def make():
    """Open campaigns of the instruments above and of the shipped survey of needs; each test takes one."""
    from sauatty.web.accounts.models import Person
    from sauatty.web.instruments import services as instruments
    from sauatty.web.programmes.models import Programme

    boss = Person.objects.create_person(name="Мадина Үйлестіруші", is_site_admin=True)
    programme = Programme.objects.create(title_kk="Бағдарлама", title_ru="Программа", title_en="Programme")
    rows = {
        "reading": instruments.start_from_body(actor=boss, body=body(), programme=programme),
        "storm": instruments.start_from_body(actor=boss, body=short_body(), programme=programme),
        "needs": instruments.take_over_shipped(actor=boss, slug="mil-needs"),
    }
    versions = {
        name: instruments.publish(instrument=instrument, actor=boss) for name, instrument in rows.items()
    }
    return {
        name: [open_one(boss, programme, versions[name], name) for _ in range(n)]
        for name, n in N_CAMPAIGNS.items()
    }


def open_one(boss, programme, version, name):
    from sauatty.web.surveys import services

    campaign = services.add_campaign(
        actor=boss, programme=programme, version=version, languages=["kk", "ru", "en"], titles=words(name)
    )
    services.set_consent(actor=boss, campaign=campaign, **consent())
    services.open_campaign(actor=boss, campaign=campaign)
    return campaign.slug


def campaign_of(slug):
    from sauatty.web.surveys.models import Campaign

    return Campaign.objects.select_related("version__instrument", "programme").get(slug=slug)


def look(slug):
    from sauatty.web.surveys.models import Response

    return list(Response.objects.filter(campaign__slug=slug).values_list("answers", flat=True))


def close(slug):
    from sauatty.web.accounts.models import Person
    from sauatty.web.surveys import services

    services.close_campaign(
        actor=Person.objects.filter(is_site_admin=True).first(), campaign=campaign_of(slug)
    )
    return {}


def move(slug):
    """Publish a version in which a question has another name, and ask it from now on."""
    from sauatty.web.accounts.models import Person
    from sauatty.web.instruments import services as instruments
    from sauatty.web.surveys import services

    boss, campaign = Person.objects.filter(is_site_admin=True).first(), campaign_of(slug)
    instrument = campaign.version.instrument
    instrument.body["sections"][-1]["questions"][0]["id"] = "sentence"
    instrument.save()
    version = instruments.publish(instrument=instrument, actor=boss)
    services.move_to_version(actor=boss, campaign=campaign, version=version)
    return {}


if __name__ == "__main__":
    import django

    django.setup()
    kinds = {"make": make, "look": look, "close": close, "move": move}
    print(json.dumps(kinds[sys.argv[1]](*sys.argv[2:])))
