"""Who sits in a review."""

from string import ascii_uppercase
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import SeatExists
from sauatty.web.base import audit
from sauatty.web.coding.models import Project, Seat


@transaction.atomic
def seat_person(
    *, actor: Any, project: Project, person: Any, role: str, sees_proposals: bool = False
) -> Seat:
    """Give a person a place; who comes back takes the old seat with its decisions, and its mark, again."""
    Project.objects.select_for_update().get(pk=project.pk)  # one label for one seat
    old = Seat.objects.filter(project=project, person=person, role=role).first()
    if old is not None and old.left_at is None:
        raise SeatExists(name=person.name)
    seat = old or Seat(project=project, person=person, role=role, label=_free_label(project, role))
    seat.left_at = None
    # Decisions made with the proposals in sight stay among the figures, so the seat stays marked
    has_seen = seat.sees_proposals and seat.decisions.exists()
    seat.sees_proposals = role == Seat.Role.CODER and (sees_proposals or has_seen)
    seat.save()
    audit.record(
        "review.seated", actor=actor, target=seat, project=str(project.pk), person=str(person.pk), role=role,
        sees_proposals=seat.sees_proposals,
    )  # fmt: skip
    return seat


def _free_label(project: Project, role: str) -> str:
    taken = set(project.seats.filter(role=role).values_list("label", flat=True))
    names = (*ascii_uppercase, *(f"{letter}{n}" for n in range(2, 99) for letter in ascii_uppercase))
    return next(name for name in names if name not in taken)


@transaction.atomic
def unseat_person(*, actor: Any, seat: Seat) -> Seat:
    """Let a person leave: their decisions stay standing, what they had not decided falls to the others."""
    if Seat.objects.filter(pk=seat.pk, left_at__isnull=True).update(left_at=timezone.now()):
        audit.record(
            "review.unseated",
            actor=actor,
            target=seat,
            project=str(seat.project_id),
            person=str(seat.person_id),
        )
    seat.refresh_from_db()
    return seat


def erase_seats(person: Any) -> int:
    """Leave the seats without the person: the decisions stay as those of a former coder."""
    seats = Seat.objects.filter(person=person)
    seats.filter(left_at__isnull=True).update(left_at=timezone.now())
    return seats.update(person=None)


def erase_authorship(person: Any) -> int:
    """Take a person's name off the reviews they created."""
    return Project.objects.filter(created_by=person).update(created_by=None)
