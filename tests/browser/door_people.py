"""Run as a script in a site's settings: a training that is held now, its people, and what the database holds of them."""

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
from sauatty.web.attendances import codes  # noqa: E402
from sauatty.web.attendances.models import Attendance, Mark  # noqa: E402
from sauatty.web.base.models import Envelope  # noqa: E402
from sauatty.web.enrolments.models import Enrolment  # noqa: E402
from sauatty.web.events.models import Event, Session  # noqa: E402
from sauatty.web.programmes.models import Programme  # noqa: E402

NAMES = (
    "Гүлнар Ахметова",
    "Ерлан Қасымов",
    "Сауле Нұрғалиева",
    "Мария Ким",
    "Олжас Тілеубеков",
    "Әлия Бейсен",
)


def somebody(name, role, programme):
    person = Person.objects.create_person(name=name, email=f"{uuid4()}@example.kz", language="kk")
    Grant.objects.create(person=person, role=role, scope_kind="programme", scope_id=programme.pk)
    return person


def make():
    programme = Programme.objects.create(title_kk="Курс", title_ru="Курс", title_en="Course")
    boss = somebody("Үйлестіруші", "coordinator", programme)
    event = Event.objects.create(
        programme=programme, slug=f"door-{uuid4().hex[:6]}", title_kk="Павлодардағы тренинг", title_ru="Тренинг в Павлодаре",
        title_en="Training in Pavlodar", form="onsite", language="kk", state="open", needs={"sessions": 1},
    )  # fmt: skip
    begins = timezone.now() - timedelta(minutes=10)
    session = Session.objects.create(
        event=event, number=1, title_kk="Кіріспе", title_en="Opening", form="onsite", language="kk", starts_at=begins,
        ends_at=begins + timedelta(minutes=90), secret=uuid4().hex,
    )  # fmt: skip
    people = []
    for number, name in enumerate(NAMES, 1):
        person = somebody(name, "participant", programme)
        one = Enrolment.objects.create(
            event=event,
            person=person,
            state="placed",
            number=number,
            source="self",
            registered_at=timezone.now(),
        )
        people.append({"name": name, "code": codes.person_code(one.pk), "session": session_of(person)})
    return {
        "session": str(session.pk), "event": str(event.pk), "boss": session_of(boss), "slug": event.slug,
        "people": people, "cookie": settings.SESSION_COOKIE_NAME,
    }  # fmt: skip


def look(session):
    rows = Attendance.objects.filter(session=session, is_present=True).order_by("person__search_key")
    return {
        "here": list(rows.values_list("person__name", flat=True)),
        "marks": Mark.objects.filter(session=session).count(),
        "sources": sorted(set(Mark.objects.filter(session=session).values_list("source", flat=True))),
        "aside": Envelope.objects.filter(kind="attendance-mark", status="quarantined").count(),
    }


print(json.dumps({"make": make, "look": look}[sys.argv[1]](*sys.argv[2:])))
