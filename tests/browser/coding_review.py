"""Make a small invented review on a running site, or count what it holds; prints JSON. Run in the site's environment."""

import json
import sys
import uuid


def make():
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from sauatty.web.accounts.models import Person
    from sauatty.web.coding import services

    def session_of(person):
        store = SessionStore()
        store[SESSION_KEY], store[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store.create()
        return store.session_key

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


def count(project_id):
    from sauatty.web.coding.models import Decision

    rows = Decision.objects.filter(unit__project=project_id).order_by("decided_at")
    fields = ("seat__person__name", "relevance", "competences", "state", "note", "unit__position")
    return [dict(zip(("who", *fields[1:]), row, strict=True)) for row in rows.values_list(*fields)]


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(make() if sys.argv[1] == "make" else count(sys.argv[2])))
