"""Who may see which review, and as what."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from sauatty.web.base.roles import ADMIN, AUDIT_READERS, AUDIT_WRITERS
from sauatty.web.coding import kinds
from sauatty.web.coding.models import Decision, Project, Seat, Unit
from sauatty.web.curricula import selectors as curricula

READERS, WRITERS = AUDIT_READERS - {ADMIN}, AUDIT_WRITERS - {ADMIN}


def _within(person: Any, roles: frozenset[str]) -> Q:
    """Return the projects that some roles open; a kind may say by itself whose its projects are."""
    own = {kind: hooks.within for kind, hooks in kinds.all_kinds().items() if hooks.within}
    found = _by_curriculum(person, roles)
    if person.is_site_admin or not own:
        return found
    found &= ~Q(kind__in=list(own))
    for kind, within in own.items():
        found |= Q(kind=kind) & within(person)
    return found


def _by_curriculum(person: Any, roles: frozenset[str]) -> Q:
    """Return all with a role at large, else those of the curricula named."""
    everything = Q(pk__isnull=False)  # an empty Q would vanish beside an OR
    if person.is_site_admin:
        return everything
    held = [scope for role, *scope in _grants(person) if role in roles]
    if any(kind != "curriculum" for kind, _ in held):
        return everything
    mine = Q(created_by=person)
    if not held:
        return mine
    editions = curricula.list_editions(person).values("pk")
    return mine | Q(source_kind="edition", source_id__in=editions)


def _grants(person: Any) -> list[tuple[str, str, UUID | None]]:
    """Return role, kind and id of every grant (one query per request, kept on the person)."""
    if not hasattr(person, "_coding_grants"):
        rows = person.grants.values_list("role", "scope_kind", "scope_id")
        person._coding_grants = list(rows)
    found: list[tuple[str, str, UUID | None]] = person._coding_grants
    return found


def _managed(person: Any) -> QuerySet[Project]:
    return Project.objects.filter(_within(person, WRITERS))


def list_projects(person: Any) -> QuerySet[Project]:
    """Return the reviews that a person may read, newest first, each with the language of its texts."""
    # What respondents wrote is read while the place lasts; objectives are public, and who left may look back.
    lasting = Q(left_at=None) | Q(project__kind="objectives")
    seated = Exists(Seat.objects.filter(lasting, project=OuterRef("pk"), person=person))
    spoken = Unit.objects.filter(project=OuterRef("pk")).order_by("position").values("language")[:1]
    found = Project.objects.filter(_within(person, READERS) | Q(seated))
    return found.annotate(unit_language=Subquery(spoken))


def access_project(person: Any, project_id: UUID | str) -> Project:
    """Return a review that the person may read; otherwise it does not exist (404)."""
    return get_object_or_404(list_projects(person), pk=project_id)


def may_manage(person: Any, project: Project) -> bool:
    """Tell whether the person may seat people, close the review, and see what coders decided."""
    return _managed(person).filter(pk=project.pk).exists()


def access_managed(person: Any, project_id: UUID | str) -> Project:
    """Return a review that the person may manage (404)."""
    return get_object_or_404(_managed(person), pk=project_id)


def access_seat(person: Any, project_id: UUID | str, role: str) -> Seat:
    """Return the person's own seat in a review, also one that they have left (404)."""
    seats = Seat.objects.select_related("project")
    return get_object_or_404(seats, project_id=project_id, person=person, role=role)


def access_decision(person: Any, decision_id: UUID) -> Decision:
    """Return a decision of the person's own (404)."""
    decisions = Decision.objects.select_related("unit", "seat__project")
    return get_object_or_404(decisions, pk=decision_id, seat__person=person)


def list_seats_of(person: Any) -> list[Seat]:
    """Return the seats that a person holds in reviews that are not closed, for 'Your coding'."""
    seats = Seat.objects.filter(person=person, left_at__isnull=True).select_related("project")
    return list(seats.exclude(project__state=Project.State.CLOSED).order_by("project__created_at", "role"))


def has_seats(person: Any) -> bool:
    """Tell whether the person sits anywhere."""
    return Seat.objects.filter(person=person).exists()


def access_unit_of(seat: Seat, unit_id: UUID) -> tuple[Unit, Decision | None]:
    """Return a unit of the coder's project with their own standing decision (404 where it is settled or foreign)."""
    settled = [Unit.State.ADJUDICATED, Unit.State.CARRIED, Unit.State.WITHDRAWN]
    units = Unit.objects.filter(project_id=seat.project_id).exclude(state__in=settled)
    unit = get_object_or_404(units.select_related("project"), pk=unit_id)
    own = Decision.objects.filter(unit=unit, seat=seat, state=Decision.State.STANDING).first()
    return unit, own


def access_active_seat(person: Any, project_id: UUID | str, role: str) -> Seat:
    """Return a seat that the person still holds (404)."""
    seats = Seat.objects.select_related("project").filter(left_at__isnull=True)
    return get_object_or_404(seats, project_id=project_id, person=person, role=role)


def access_seat_of(project: Project, seat_id: UUID) -> Seat:
    """Return a seat of a project that the caller may manage (404)."""
    return get_object_or_404(project.seats, pk=seat_id)


def own_roles(person: Any, project: Project) -> set[str]:
    """Return as what the person sits in a project now."""
    held = project.seats.filter(person=person, left_at__isnull=True)
    return set(held.values_list("role", flat=True))


def may_know_decisions(person: Any, project: Project) -> bool:
    """Tell whether single decisions may reach a person: nobody who codes this text blindly, here or elsewhere."""
    return not codes_blindly(person, project) and not codes_the_same_elsewhere(person, project)


def codes_the_same_elsewhere(person: Any, project: Project) -> bool:
    """Tell whether the person codes the text of a review blindly in another review, as in the other language."""
    hidden_from = kinds.hooks_of(project.kind).hidden_from
    if hidden_from is None or codes_blindly(person, project):
        return False  # in the review itself single units tell what may be seen
    return hidden_from(project, person)


def codes_blindly(person: Any, project: Project) -> bool:
    """Tell whether the person still codes this project blindly: other people's decisions stay hidden from them."""
    if not project.is_blind or project.is_closed:
        return False
    return project.seats.filter(person=person, role=Seat.Role.CODER, left_at__isnull=True).exists()
