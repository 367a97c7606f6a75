"""Who learns in a cohort, and on which days it begins its modules."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from sauatty.core.errors import CohortFull, NotOfTheProgramme
from sauatty.web.base import audit
from sauatty.web.programmes import selectors
from sauatty.web.programmes.models import Cohort, CohortMember, ModuleDate


@transaction.atomic
def join_cohort(*, actor: Any, cohort: Cohort, person: Any) -> CohortMember:
    """Let a person of the programme learn in a cohort; who is in it already stays there.

    Raises
    ------
    NotOfTheProgramme
        The person has no role in the programme.
    CohortFull
        No seat is left.
    """
    if not selectors.list_members(cohort.programme).filter(pk=person.pk).exists():
        raise NotOfTheProgramme(name=person.name)
    added_by = None if person.pk == actor.pk else actor
    member, is_new = CohortMember.objects.get_or_create(
        cohort=cohort, person=person, defaults={"added_by": added_by}
    )
    if is_new:
        # The row of the cohort decides who gets the last seat; refused, the member above is taken back.
        has_seat = Q(seats__isnull=True) | Q(n_members__lt=F("seats"))
        if not Cohort.objects.filter(has_seat, pk=cohort.pk).update(n_members=F("n_members") + 1):
            raise CohortFull(seats=cohort.seats)
        audit.record("cohort.joined", actor=actor, target=cohort, person=str(person.pk))
    return member


@transaction.atomic
def join_all(*, actor: Any, cohort: Cohort, people: Iterable[UUID]) -> int:
    """Add several people of the programme, or nobody where the seats are too few; returns how many are new."""
    new = list(selectors.list_candidates(cohort).filter(pk__in=list(people)))
    for person in new:
        join_cohort(actor=actor, cohort=cohort, person=person)
    return len(new)


@transaction.atomic
def leave_cohort(*, actor: Any, cohort: Cohort, person: Any) -> None:
    """Take a person out of a cohort; who is not in it is no mistake."""
    if forget_members(CohortMember.objects.filter(cohort=cohort, person=person)):
        audit.record("cohort.left", actor=actor, target=cohort, person=str(person.pk))


def forget_members(members: Any) -> int:
    """Delete memberships and give their seats back; returns how many (inside the caller's transaction)."""
    found = list(members.values_list("pk", "cohort_id"))
    for pk, cohort_id in found:
        if CohortMember.objects.filter(pk=pk).delete()[0]:
            Cohort.objects.filter(pk=cohort_id, n_members__gt=0).update(n_members=F("n_members") - 1)
    return len(found)


@transaction.atomic
def set_module_dates(*, actor: Any, cohort: Cohort, dates: Mapping[str, date | None]) -> None:
    """Set on which day a cohort begins each module; None takes a day back, so that one is suggested again."""
    Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    before = selectors.module_dates(cohort)
    changed = {module: day for module, day in dates.items() if before.get(module) != day}
    for module, day in changed.items():
        if day is None:
            ModuleDate.objects.filter(cohort=cohort, module=module).delete()
        else:
            ModuleDate.objects.update_or_create(cohort=cohort, module=module, defaults={"starts_on": day})
    if changed:
        told = {module: day.isoformat() if day else "" for module, day in sorted(changed.items())}
        audit.record("cohort.dated", actor=actor, target=cohort, days=told)
