"""What the figures of agreement, the settling of differences and tables of decisions ask about a review."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from sauatty.web.coding.models import Decision, Project, Seat, Unit


def list_units(project_id: UUID) -> QuerySet[Unit]:
    """Return the units of a review."""
    return Unit.objects.select_related("project").filter(project_id=project_id)


def list_units_of_kind(kind: str) -> QuerySet[Unit]:
    """Return the units of every review of a kind."""
    return Unit.objects.filter(project__kind=kind)


def list_standing(unit: Unit) -> QuerySet[Decision]:
    """Return the standing decisions about a unit by the labels of their coders."""
    standing = unit.decisions.filter(state=Decision.State.STANDING)
    return standing.select_related("seat").order_by("seat__label")


def units_decided_by(person_id: UUID | None) -> QuerySet[Decision]:
    """Return the ids of the units on which a person has a standing decision, for use inside another query."""
    own = Decision.objects.filter(seat__person=person_id, state=Decision.State.STANDING)
    return own.order_by().values("unit")


def coders_by_label(project: Project) -> dict[str, Seat]:
    """Return the seats of coders by their labels, also of those who left."""
    return {seat.label: seat for seat in project.seats.filter(role=Seat.Role.CODER)}


def labels_with_proposals(project: Project) -> list[str]:
    """Return the labels of the coders who see the machine's proposals."""
    return sorted(project.seats.filter(sees_proposals=True).values_list("label", flat=True))


def units_by_name(project: Project) -> Mapping[str, Unit]:
    """Return the units by what a table may call them: their name in files, the id of the objective or of the unit."""
    found: dict[str, Unit] = {}
    for unit in project.units.order_by().defer("text"):
        unit.project = project
        found[str(unit.ref_id)] = found[str(unit.pk)] = unit
        if unit.ref:
            found[unit.ref] = unit
    return found


def standing_by_place(project: Project) -> dict[tuple[UUID, UUID], Decision]:
    """Return the standing decisions of a review by unit and seat."""
    standing = Decision.objects.filter(unit__project=project, state=Decision.State.STANDING)
    return {(one.unit_id, one.seat_id): one for one in standing}


def subjects_by_ref(project: Project) -> dict[str, str]:
    """Return subject (or area) of each decided unit by `ref_id` as text."""
    rows = project.units.filter(n_standing__gt=0).order_by().values_list("ref_id", "subject_id", "group")
    return {str(ref): subject or group for ref, subject, group in rows}


def decisions_stamp(project: Project) -> tuple[str, int]:
    """Return what tells one set of decisions from another, and how many of them stand (one query).

    Every new decision raises the first number; between two new ones only taking back changes the second.
    """
    counted = Decision.objects.filter(unit__project=project).aggregate(
        total=Count("pk"), standing=Count("pk", filter=Q(state=Decision.State.STANDING))
    )
    return f"{counted['total']}:{counted['standing']}", counted["standing"]


def coded_by(people: Iterable[UUID]) -> dict[UUID, tuple[int, frozenset[str]]]:
    """Return how many decisions of people stand, and with which competences in closed reviews (two queries)."""
    seats = Seat.objects.filter(person__in=list(people), n_standing__gt=0).order_by()
    counts: dict[UUID, int] = dict(seats.values_list("person").annotate(n=Sum("n_standing")))
    closed = Decision.objects.filter(seat__in=seats, seat__project__state=Project.State.CLOSED)
    standing = closed.filter(state=Decision.State.STANDING)
    about: dict[UUID, set[str]] = {one: set() for one in counts}
    for person, ids in standing.order_by().values_list("seat__person", "competences").distinct():
        about[person] |= set(ids)
    return {one: (n, frozenset(about[one])) for one, n in counts.items()}
