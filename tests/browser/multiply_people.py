"""Run as a script in a site's settings: a programme with a training that was held, its people, and how they come in."""

import json
import sys
from datetime import timedelta
from uuid import uuid4

import django

django.setup()

from coding_review import session_of  # noqa: E402
from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from sauatty.web.accounts.models import Grant, Person  # noqa: E402
from sauatty.web.accounts.services import people  # noqa: E402
from sauatty.web.activities.models import Activity  # noqa: E402
from sauatty.web.attendances.models import Attendance  # noqa: E402
from sauatty.web.events.models import Event, Session, SessionTrainer  # noqa: E402
from sauatty.web.practice.models import Published  # noqa: E402
from sauatty.web.programmes.models import Programme  # noqa: E402
from sauatty.web.specialists.models import Specialist  # noqa: E402

CAST = {
    "boss": ("Үлгі Үйлестіруші", "coordinator"),
    "mentor": ("Үлгі Тәлімгер", "trainer"),
    "author": ("Гүлнар Үлгі", "participant"),
    "guest": ("Ерлан Үлгі", "participant"),
}


def make():
    programme = Programme.objects.create(title_kk="Өңірлік бағдарлама", title_ru="Областная программа")
    cast = {key: somebody(name, role, programme) for key, (name, role) in CAST.items()}
    event = Event.objects.create(
        programme=programme, slug=f"passed-{uuid4().hex[:6]}", title_kk="Дереккөзді тексеру", form="online", language="kk",
        state="done",
    )  # fmt: skip
    begins = timezone.now() - timedelta(days=20)
    session = Session.objects.create(
        event=event, number=1, form="online", language="kk", secret=uuid4().hex, starts_at=begins,
        ends_at=begins + timedelta(hours=2), module="reliable-information",
    )  # fmt: skip
    SessionTrainer.objects.create(session=session, person=cast["mentor"])
    Attendance.objects.create(
        session=session, person=cast["author"], is_present=True, minutes=120, source="hand"
    )
    return {
        "programme": str(programme.pk), "people": {key: str(one.pk) for key, one in cast.items()},
        "sessions": {key: session_of(one) for key, one in cast.items()}, "cookie": settings.SESSION_COOKIE_NAME,
    }  # fmt: skip


def somebody(name, role, programme):
    person = Person.objects.create_person(name=name, email=f"{uuid4()}@example.kz", language="kk")
    Grant.objects.create(person=person, role=role, scope_kind="programme", scope_id=programme.pk)
    return person


def erase(person, boss):
    """Erase somebody, and tell what still stands that names them."""
    Person.objects.filter(pk=boss).update(is_site_admin=True)
    people.erase_person(actor=Person.objects.get(pk=boss), person=Person.objects.get(pk=person))
    return {
        "activities": Activity.objects.filter(person=person).count(),
        "specialists": Specialist.objects.filter(person=person).count(),
        "published": sum(
            "Гүлнар" in json.dumps(one.content, ensure_ascii=False) for one in Published.objects.all()
        ),
    }


print(json.dumps({"make": make, "erase": erase}[sys.argv[1]](*sys.argv[2:])))
