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


def count(project_id):
    from sauatty.web.coding.models import Decision

    rows = Decision.objects.filter(unit__project=project_id).order_by("decided_at")
    fields = ("seat__person__name", "relevance", "competences", "state", "note", "unit__position")
    return [dict(zip(("who", *fields[1:]), row, strict=True)) for row in rows.values_list(*fields)]


if __name__ == "__main__":
    import django

    django.setup()
    kinds = {"make": make, "people": people, "count": count}
    print(json.dumps(kinds[sys.argv[1]](*sys.argv[2:])))
