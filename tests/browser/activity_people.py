"""Run as a script in a site's settings: a participant of a programme, and what the database holds of their activities."""

import json
import sys
from uuid import uuid4

import django

django.setup()

from coding_review import session_of  # noqa: E402
from django.conf import settings  # noqa: E402

from sauatty.web.accounts.models import Grant, Person  # noqa: E402
from sauatty.web.activities.models import Activity, Evidence  # noqa: E402
from sauatty.web.programmes.models import Programme  # noqa: E402


def make():
    programme = Programme.objects.create(title_kk="Курс", title_ru="Курс", title_en="Course")
    person = Person.objects.create_person(
        name="Гүлнар Ахметова", email=f"{uuid4()}@example.kz", language="kk"
    )
    Grant.objects.create(person=person, role="participant", scope_kind="programme", scope_id=programme.pk)
    return {
        "programme": str(programme.pk), "person": str(person.pk), "session": session_of(person),
        "cookie": settings.SESSION_COOKIE_NAME,
    }  # fmt: skip


def look(person):
    rows = Activity.objects.filter(person=person)
    photos = Evidence.objects.filter(activity__person=person)
    return {
        "activities": list(rows.values_list("title", "state", "sequence", "done", "place")),
        "photos": list(photos.values_list("caption", "attachment__name", "attachment__state")),
    }


print(json.dumps({"make": make, "look": look}[sys.argv[1]](*sys.argv[2:])))
