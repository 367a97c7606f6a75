"""Teaching hours by subject and grade, as a methodologist enters them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.web.alignments.models import TeachingHours
from sauatty.web.base import audit
from sauatty.web.curricula.models import Edition

Course = tuple[str, int]


def list_courses(edition: Edition) -> list[Course]:
    """Return the subjects and grades of an edition that hours can be given for (one query)."""
    rows = edition.objectives.exclude(subject_id="").exclude(grade=None).order_by()
    return sorted(rows.values_list("subject_id", "grade").distinct())


@transaction.atomic
def enter_hours(*, edition: Edition, hours: Mapping[Course, Decimal | None], actor: Any) -> int:
    """Set hours of teaching a year; None takes a value away. Returns how many values changed."""
    rows = TeachingHours.objects.select_for_update().filter(edition=edition)
    known = {(row.subject_id, row.grade): row for row in rows}
    changed, now = 0, timezone.now()
    for course, value in hours.items():
        row = known.get(course)
        if (row.hours if row else None) == value:
            continue
        changed += 1
        if value is None:
            TeachingHours.objects.filter(edition=edition, subject_id=course[0], grade=course[1]).delete()
            continue
        TeachingHours.objects.update_or_create(
            edition=edition,
            subject_id=course[0],
            grade=course[1],
            defaults={"hours": value, "entered_by": actor, "entered_at": now},
        )
    if changed:
        audit.record("hours.entered", actor=actor, target=edition, n_changed=changed)
    return changed


def erase_hours_authorship(person: Any) -> int:
    """Take a person's name off the hours that they entered."""
    return TeachingHours.objects.filter(entered_by=person).update(entered_by=None)
