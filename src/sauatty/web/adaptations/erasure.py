"""How adaptations forgets a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from django.utils import timezone

from sauatty.web.adaptations.models import (
    Adaptation,
    ChangeNote,
    NationalCompetence,
    Rating,
    Round,
    Seat,
)


def authorship(person: Any) -> int:
    """Leave decisions and rounds without their author."""
    return sum(
        (
            Adaptation.objects.filter(created_by=person).update(created_by=None),
            NationalCompetence.objects.filter(changed_by=person).update(changed_by=None),
            ChangeNote.objects.filter(actor=person).update(actor=None),
            Round.objects.filter(opened_by=person).update(opened_by=None),
        )
    )


def ratings(person: Any) -> int:
    """Delete the words of the person's comments; the ratings stay and count, under nobody's name."""
    return Rating.objects.filter(seat__person=person).exclude(comment="").update(comment="")


def seats(person: Any) -> int:
    """Leave the person's seats without a name; the comments go first, while they can still be found."""
    ratings(person)
    return Seat.objects.filter(person=person).update(person=None, left_at=timezone.now())
