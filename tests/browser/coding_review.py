"""Make a small invented review on a running site, or count what it holds; prints JSON. Run in the site's environment."""

import json
import sys
import uuid

from django.conf import settings


def session_of(person):
    """Return the key of a session in which a person is signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store.create()
    return store.session_key


def make():
    from sauatty.web.accounts.models import Person
    from sauatty.web.coding import services

    boss = Person.objects.create_person(name="Мадина Әдіскер", is_site_admin=True)
    drafts = [
        services.UnitDraft(
            uuid.uuid4(), n, "kk", f"Ақпарат көзін бағалайды {n}", "languages", "", 7, f"7.1.1.{n}"
        )
        for n in range(60)
    ]
    project = services.create_project(
        actor=boss, kind="browser", titles={"kk": "Шолу", "en": "Review"}, source_kind="edition", source_id=uuid.uuid4(),
        framework="gmilaf", codebook="mil-objectives", units=drafts,
    )  # fmt: skip
    sessions = {"boss": session_of(boss)}
    for key, role in (("ainur", "coder"), ("berik", "coder"), ("saule", "adjudicator")):
        person = Person.objects.create_person(name=key.title())
        services.seat_person(actor=boss, project=project, person=person, role=role)
        sessions[key] = session_of(person)
    return {"project": str(project.pk), "sessions": sessions, "cookie": settings.SESSION_COOKIE_NAME}


def people():
    """A methodologist, two coders and an adjudicator with their roles; how they come in."""
    from sauatty.web.accounts.models import Grant, Person

    sessions, names = {}, {}
    cast = (
        ("boss", "Зәуре Әдіскер", "methodologist"),
        ("ainur", "Айнұр Бірінші", "coder"),
        ("berik", "Берік Екінші", "coder"),
        ("saule", "Сәуле Төреші", "methodologist"),
    )
    for key, name, role in cast:
        person = Person.objects.create_person(name=name)
        Grant.objects.create(person=person, role=role, scope_kind="site")
        sessions[key], names[key] = session_of(person), name
    return {"sessions": sessions, "names": names, "cookie": settings.SESSION_COOKIE_NAME}


def looked_around():
    """All invented data, and an open review of them: one difference, one kept submission, one coder to go on."""
    from sauatty.web.accounts.models import Person
    from sauatty.web.alignments import reviewing
    from sauatty.web.alignments.scoping import Scope
    from sauatty.web.base import demo
    from sauatty.web.coding import services
    from sauatty.web.curricula.models import Edition

    boss = Person.objects.create_person(name="Зере Әкімші", is_site_admin=True)
    demo.make_demo(boss)
    edition = Edition.objects.get(document__is_demo=True, document__kind="model-curriculum", language="kk")
    titles = {"kk": "Ашық сараптама", "ru": "Открытая экспертиза", "en": "An open review"}
    draft = reviewing.ReviewDraft(uuid.uuid4(), titles, Scope(), "gmilaf", "mil-objectives", "")
    project = reviewing.begin_review(edition=edition, draft=draft, actor=boss)
    sessions, seats = {"boss": session_of(boss)}, {}
    for key, role in (("ainur", "coder"), ("berik", "coder"), ("saule", "adjudicator"), ("left", "coder")):
        person = Person.objects.create_person(name=f"{key.title()} Сарапшы")
        seats[key] = services.seat_person(actor=boss, project=project, person=person, role=role)
        sessions[key] = session_of(person)
    units = list(project.units.order_by("position")[:3])
    for key, unit, relevance in (("ainur", 0, 0), ("berik", 0, 2), ("ainur", 1, 0), ("left", 2, 9)):
        body = {
            "kind": services.DECISION, "unit": str(units[unit].pk), "relevance": relevance, "note": "Ескертпе",
            "competences": ["gmilaf.2.3"] if relevance == 2 else [],
        }  # fmt: skip
        services.submit(envelope_id=uuid.uuid4(), body=body, actor=seats[key].person)
    services.unseat_person(actor=boss, seat=seats["left"])
    return {
        "project": str(project.pk), "edition": str(edition.pk), "unit": str(units[0].pk), "sessions": sessions,
        "cookie": settings.SESSION_COOKIE_NAME,
    }  # fmt: skip


def count(project_id):
    from sauatty.web.coding.models import Decision

    rows = Decision.objects.filter(unit__project=project_id).order_by("decided_at")
    fields = ("seat__person__name", "relevance", "competences", "state", "note", "unit__position")
    return [dict(zip(("who", *fields[1:]), row, strict=True)) for row in rows.values_list(*fields)]


if __name__ == "__main__":
    import django

    django.setup()
    kinds = {"make": make, "people": people, "looked_around": looked_around, "count": count}
    print(json.dumps(kinds[sys.argv[1]](*sys.argv[2:])))
