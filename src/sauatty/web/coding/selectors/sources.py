"""What the app that owns a source asks about the reviews of it; rights to the source are its own business."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q

from sauatty.web.coding import extensions
from sauatty.web.coding.models import Decision, Project, Seat, Unit
from sauatty.web.coding.selectors.access import may_know_decisions, may_manage

WAITING = (Unit.State.OPEN, Unit.State.ONE, Unit.State.DISAGREED)


def blind_sources(person: Any, source_kind: str) -> frozenset[UUID]:
    """Return the sources that a person codes blindly now (one query)."""
    seats = Seat.objects.filter(
        person=person,
        role=Seat.Role.CODER,
        left_at__isnull=True,
        sees_proposals=False,
        project__is_blind=True,
        project__source_kind=source_kind,
        project__state__in=[Project.State.DRAFT, Project.State.OPEN],
    )
    return frozenset(seats.values_list("project__source_id", flat=True))


def list_projects_of(source_kind: str, source_id: UUID) -> list[Project]:
    """Return the reviews of a source, those closed last first, then the open ones, newest first."""
    projects = Project.objects.filter(source_kind=source_kind, source_id=source_id).prefetch_related("seats")
    closed = [one for one in projects if one.is_closed]
    closed.sort(key=lambda one: one.closed_at or one.created_at, reverse=True)
    return closed + [one for one in projects if not one.is_closed]


def find_project(project_id: UUID | str) -> Project | None:
    """Return a review by id, for jobs; whoever asks has checked the right before."""
    return Project.objects.filter(pk=project_id).first()


def is_finished(project: Project) -> bool:
    """Tell whether every unit has a standing result (or has left the document)."""
    return not project.units.filter(state__in=WAITING).exists()


def readable_seats(viewer: Any, project: Project) -> list[Seat]:
    """Return the coders whose decisions a viewer may look at alone: who manages the review, and no coder of it.

    Once the review is closed, whoever sat in it may look as well.
    """
    seats = [one for one in project.seats.all() if one.role == Seat.Role.CODER and one.n_standing]
    codes = any(one.person_id == viewer.pk and one.is_active for one in project.seats.all())
    if codes and not project.is_closed:
        return []
    return seats if codes or (seats and may_manage(viewer, project)) else []


def results_stamp(project: Project) -> str:
    """Return what changes with every decision, adjudication and carried result (three queries)."""
    states = dict(project.units.order_by().values_list("state").annotate(n=Count("pk")))
    told = Decision.objects.filter(seat__project=project).aggregate(
        last=Max("decided_at"), n=Count("pk"), undone=Count("pk", filter=Q(state=Decision.State.UNDONE))
    )
    return f"{project.pk} {sorted(states.items())} {told} {extensions.stamps_for(project)} {project.n_coders_wanted}"


def states_by_ref(project: Project) -> dict[UUID, str]:
    """Return the state of each unit by `ref_id` (one query)."""
    return dict(project.units.order_by().values_list("ref_id", "state"))


def units_that_may_be_known(viewer: Any, project: Project, units: Sequence[Unit]) -> frozenset[UUID]:
    """Return the units whose earlier decision a viewer may see: a coder of the open review only their decided ones."""
    own = Seat.objects.filter(
        project=project, person=viewer, role=Seat.Role.CODER, left_at__isnull=True, sees_proposals=False
    )
    if project.is_closed or not project.is_blind or not own.exists():
        return frozenset(unit.pk for unit in units) if may_know_decisions(viewer, project) else frozenset()
    decided = Decision.objects.filter(
        seat__in=own, unit__in=[unit.pk for unit in units], state=Decision.State.STANDING
    )
    return frozenset(decided.values_list("unit_id", flat=True))


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """What ranking needs of one unit; `relevance` is what stands, else the highest that any coder gave.

    `decided_at` is the first decision, None where nobody decided here (or the result was carried over).
    """

    id: UUID
    ref_id: UUID
    text: str
    language: str
    subject_id: str
    relevance: int | None
    decided_at: datetime | None


def list_units_to_rank(project: Project) -> Sequence[RankedUnit]:
    """Return the units of a review in their order, with what was decided so far (one query)."""
    rows = project.units.exclude(state=Unit.State.WITHDRAWN).order_by("position")
    standing = Q(decisions__state=Decision.State.STANDING)
    rows = rows.annotate(
        decided=Max("decisions__relevance", filter=standing),
        first_at=Min("decisions__decided_at", filter=standing),
    )
    fields = ("pk", "ref_id", "text", "language", "subject_id", "relevance", "decided", "first_at")
    return [
        RankedUnit(pk, ref, text, language, subject, decided if settled is None else settled, first_at)
        for pk, ref, text, language, subject, settled, decided, first_at in rows.values_list(*fields)
    ]
