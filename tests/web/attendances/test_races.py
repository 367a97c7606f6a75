"""Several who note at the same moment (PostgreSQL only: threads need rows that are locked one by one)."""

import uuid

import pytest
from django.db import connection

from sauatty.web.attendances import minutes, selectors, services
from sauatty.web.attendances.models import Attendance, Mark, MinutesFile, MinutesRow
from web.coding.race import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="threads need rows that are locked one by one"),
]  # fmt: skip


def test_sources_that_speak_at_the_same_moment_are_all_heard(first, gulnar):
    def speak(source, **more):
        return lambda: services.note(session=first, person=gulnar, source=source, **more).pk

    at_once(speak("door"), speak("slide"), speak("sheet"), speak("minutes", minutes=3), *[speak("door")] * 4)

    row = Attendance.objects.get()
    assert Mark.objects.count() == 8
    assert (row.source, row.is_present, row.minutes, row.has_conflict) == ("sheet", True, 3, True)


def test_a_mark_that_arrives_many_times_at_once_is_one(first, gulnar):
    device = services.Device(uuid.uuid4())

    at_once(*[lambda: services.note(session=first, person=gulnar, source="door", device=device).pk] * 8)

    assert Mark.objects.count() == Attendance.objects.count() == 1


def test_two_who_match_the_names_of_one_person_count_them_once(bolat, aigerim, first, gulnar):
    file = MinutesFile.objects.create(session=first, service="zoom", file_name="a", sha256="0" * 64)
    times = [["2026-11-22T05:00:00+00:00", "2026-11-22T06:00:00+00:00"]]
    rows = [
        MinutesRow.objects.create(file=file, shown_name=f"N{n}", minutes=60, stays=times) for n in range(4)
    ]
    rows = [selectors.access_row(first, row.pk) for row in rows]

    at_once(*[lambda row=row: minutes.match(actor=bolat, row=row, people=[gulnar]) for row in rows * 2])

    assert Mark.objects.filter(struck_at__isnull=True).count() == 1
    assert Attendance.objects.get().minutes == 60
