"""The only door to the rows of programmes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.texts import in_language
from sauatty.web.programmes.models import Cohort, CohortMember, ModuleDate, Programme

SCOPE = "programme"
NAMES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """Who holds one role in a programme: the number, and the first names."""

    role: str
    label: str
    count: int
    people: tuple[Any, ...]

    @property
    def n_more(self) -> int:
        """Return how many are not named."""
        return self.count - len(self.people)


def list_programmes(actor: Any) -> QuerySet[Programme]:
    """List the programmes in which the actor has a role; administrators see all."""
    if accounts.coordinates_everything(actor):
        return Programme.objects.all()
    return Programme.objects.filter(pk__in=accounts.scope_ids(actor, SCOPE))


def list_coordinated(actor: Any) -> QuerySet[Programme]:
    """List the programmes that the actor coordinates."""
    if accounts.coordinates_everything(actor):
        return Programme.objects.all()
    return Programme.objects.filter(pk__in=accounts.coordinated_ids(actor, SCOPE))


def list_held(actor: Any, roles: Iterable[str]) -> QuerySet[Programme]:
    """List the programmes in which the actor holds one of some roles, or holds it everywhere."""
    held = actor.grants.filter(role__in=list(roles))
    if held.filter(scope_kind="site").exists():
        return Programme.objects.all()
    return Programme.objects.filter(pk__in=held.filter(scope_kind=SCOPE).order_by().values("scope_id"))


def access_programme(actor: Any, programme_id: UUID) -> Programme:
    """Return a programme in which the actor has a role; otherwise there is none (404)."""
    return get_object_or_404(list_programmes(actor), pk=programme_id)


def access_coordinated(actor: Any, programme_id: UUID) -> Programme:
    """Return a programme that the actor coordinates; otherwise there is none (404)."""
    return get_object_or_404(list_coordinated(actor), pk=programme_id)


def find_programme(programme_id: UUID | str) -> Programme | None:
    """Return a programme by its id, for jobs; who may ask was looked at before."""
    return Programme.objects.filter(pk=programme_id).first()


def coordinates(actor: Any, programme: Programme) -> bool:
    """Tell whether the actor coordinates a programme."""
    return list_coordinated(actor).filter(pk=programme.pk).exists()


def has_role(actor: Any, programme: Programme) -> bool:
    """Tell whether the actor holds a role in this very programme, and so can learn in it."""
    return programme.pk in accounts.scope_ids(actor, SCOPE)


def count_people(programme: Programme) -> int:
    """Count the people of a programme."""
    return accounts.count_members(SCOPE, [programme.pk]).get(programme.pk, 0)


def count_people_of(programmes: Iterable[Programme]) -> dict[UUID, int]:
    """Count the people of several programmes in one query."""
    return accounts.count_members(SCOPE, [programme.pk for programme in programmes])


def list_people_by_role(programme: Programme) -> list[RoleGroup]:
    """Group the people of a programme by role: number and first names (a query for each role held)."""
    counts = accounts.count_roles(SCOPE, programme.pk)
    return [
        RoleGroup(role, label, counts[role], tuple(_first_people(programme, role)))
        for role, label in accounts.role_choices()
        if role in counts
    ]


def _first_people(programme: Programme, role: str) -> Iterable[Any]:
    return accounts.list_members(SCOPE, programme.pk, role=role).prefetch_related(None)[:NAMES_SHOWN]


def list_members(programme: Programme) -> QuerySet[Any]:
    """List the people of a programme; each carries the roles held in it as `grants_here`."""
    return accounts.list_members(SCOPE, programme.pk)


def access_member_grant(actor: Any, programme: Programme, grant_id: UUID) -> Any:
    """Return a role in this very programme that the actor may take away, or 404."""
    grant = accounts.access_grant(actor, grant_id)
    if grant.scope_kind != SCOPE or grant.scope_id != programme.pk:
        raise Http404
    return grant


def demo_programme(actor: Any) -> Programme | None:
    """Return the invented programme that was made first, if the actor may remove it."""
    return list_coordinated(actor).filter(is_demo=True).last()


def list_demo(actor: Any) -> list[Programme]:
    """Return the invented programmes that the actor may remove, that of most people in cohorts first."""
    found = list_coordinated(actor).filter(is_demo=True)
    return list(
        found.annotate(n_learners=Coalesce(Sum("cohorts__n_members"), 0)).order_by("-n_learners", "pk")
    )


def has_demo() -> bool:
    """Tell whether invented data are there."""
    return Programme.objects.filter(is_demo=True).exists()


def scopes_for(actor: Any) -> list[tuple[UUID, str]]:
    """Return ids and titles of the programmes in which the actor may give roles."""
    return [(programme.pk, in_language(programme, "title")) for programme in list_coordinated(actor)]


def titles(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the titles of programmes in the language of the page, in one query."""
    return {row.pk: in_language(row, "title") for row in Programme.objects.filter(pk__in=list(ids))}


# --- cohorts ---


def list_cohorts(programme: Programme) -> QuerySet[Cohort]:
    """List the cohorts of a programme by the day they start."""
    return programme.cohorts.select_related("region")


def access_cohort(programme: Programme, cohort_id: UUID) -> Cohort:
    """Return a cohort of this very programme, or 404."""
    return get_object_or_404(list_cohorts(programme), pk=cohort_id)


def count_cohorts_of_plans(plans: Iterable[UUID]) -> int:
    """Count the cohorts made from some versions of a plan."""
    return Cohort.objects.filter(plan__in=list(plans)).count()


def programme_of_cohorts(ids: Iterable[UUID]) -> Programme | None:
    """Return the programme in which cohorts of these ids are, or None."""
    return Programme.objects.filter(cohorts__in=list(ids)).first()


def access_own_cohort(actor: Any, cohort_id: UUID) -> Cohort:
    """Return a cohort of a programme that the actor coordinates, or 404."""
    found = Cohort.objects.filter(programme__in=list_coordinated(actor)).select_related("programme", "region")
    return get_object_or_404(found, pk=cohort_id)


def list_cohort_members(cohort: Cohort) -> QuerySet[CohortMember]:
    """List who learns in a cohort, in the order of joining."""
    return cohort.members.select_related("person__organisation").order_by("joined_at", "pk")


def access_cohort_member(cohort: Cohort, person_id: UUID) -> CohortMember:
    """Return somebody who learns in this very cohort, or 404."""
    return get_object_or_404(list_cohort_members(cohort), person=person_id)


def list_candidates(cohort: Cohort) -> QuerySet[Any]:
    """List the people of the programme who are not in this cohort."""
    return list_members(cohort.programme).exclude(pk__in=cohort.members.values("person"))


def cohorts_of(person: Any, programme: Programme | None = None) -> QuerySet[Cohort]:
    """List the cohorts that a person learns in, of programmes in which they still have a role."""
    found = Cohort.objects.filter(members__person=person, programme__in=list_programmes(person))
    if programme is not None:
        found = found.filter(programme=programme)
    return found.select_related("programme", "region")


def list_joinable(person: Any) -> QuerySet[Programme]:
    """List the programmes in which a person holds a role, so that they can learn in their cohorts."""
    return Programme.objects.filter(pk__in=accounts.scope_ids(person, SCOPE))


def module_dates_of(cohorts: Iterable[Cohort]) -> dict[UUID, dict[str, date]]:
    """Return the days that were set for the modules of several cohorts (one query)."""
    found: dict[UUID, dict[str, date]] = {one.pk: {} for one in cohorts}
    for row in ModuleDate.objects.filter(cohort__in=found):
        found[row.cohort_id][row.module] = row.starts_on
    return found


def module_dates(cohort: Cohort) -> dict[str, date]:
    """Return the days on which a cohort begins its modules, as far as they were set."""
    return dict(ModuleDate.objects.filter(cohort=cohort).values_list("module", "starts_on"))


def cohorts_joined(person: Any, programme_id: UUID) -> list[Cohort]:
    """List the cohorts of a programme that a person learns in, in which they are known to have a role (one query)."""
    return list(Cohort.objects.filter(members__person=person, programme=programme_id))


def is_in_cohort(person: Any, cohorts: Iterable[UUID]) -> bool:
    """Tell whether a person learns in one of some cohorts."""
    return CohortMember.objects.filter(person=person, cohort__in=list(cohorts)).exists()


def members_of_cohorts(cohorts: Iterable[Cohort]) -> list[tuple[Any, Cohort]]:
    """Return who learns in some cohorts, each once, with the first of their cohorts (one query)."""
    rows = CohortMember.objects.filter(cohort__in=list(cohorts)).select_related("person", "cohort")
    found: dict[Any, tuple[Any, Cohort]] = {}
    for row in rows.order_by("joined_at", "pk"):
        found.setdefault(row.person_id, (row.person, row.cohort))
    return list(found.values())


def list_participants(programme: Programme) -> list[Any]:
    """List who takes part in a programme."""
    return list(accounts.list_members(SCOPE, programme.pk, role="participant").prefetch_related(None))


def trains(actor: Any, programme: Programme) -> bool:
    """Tell whether somebody trains in this very programme, or coordinates it."""
    if coordinates(actor, programme):
        return True
    return accounts.list_members(SCOPE, programme.pk, role="trainer").filter(pk=actor.pk).exists()
