"""Adding, changing and removing cohorts; where the plan behind one is shown is told by the app that makes plans."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from sauatty.core.errors import SeatsTaken
from sauatty.core.languages import LANGUAGES
from sauatty.web.base import audit
from sauatty.web.programmes.models import Cohort, Programme

FIELDS = ("language", "region", "form", "starts_on", "seats")
# Given a person and ids of plans: the address of each that they may see.
PlanAddresses = Callable[[Any, set[UUID]], dict[UUID, str]]
_addresses: list[PlanAddresses] = []


def register_plan_addresses(addresses: PlanAddresses) -> None:
    """Say where plans are shown; called by the app of plans when it is ready."""
    _addresses.append(addresses)


def plan_addresses(actor: Any, plans: set[UUID]) -> dict[UUID, str]:
    """Return the address of each plan that the actor may see."""
    found: dict[UUID, str] = {}
    for addresses in _addresses if plans else ():
        found |= addresses(actor, plans)
    return found


@transaction.atomic
def add_cohort(
    *, actor: Any, programme: Programme, names: Mapping[str, str], plan: UUID | None = None, **fields: Any
) -> Cohort:
    """Add a cohort; `fields` are language, region, form, starts_on and seats."""
    cohort = Cohort.objects.create(programme=programme, plan=plan, **_named(names), **fields)
    audit.record(
        "cohort.added", actor=actor, target=cohort, programme=str(programme.pk), plan=str(plan or "")
    )
    return cohort


@transaction.atomic
def change_cohort(*, actor: Any, cohort: Cohort, names: Mapping[str, str], **fields: Any) -> Cohort:
    """Change names and facts of a cohort; the plan behind it stays. SeatsTaken with fewer seats than people."""
    locked = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    seats = fields.get("seats")
    if seats is not None and seats < locked.n_members:
        raise SeatsTaken(n=locked.n_members)
    wanted = {**_named(names), **fields}
    changed = sorted(name for name, value in wanted.items() if getattr(locked, name) != value)
    for name, value in wanted.items():
        setattr(locked, name, value)
    locked.save()
    if changed:
        audit.record("cohort.changed", actor=actor, target=locked, fields=changed)
    return locked


@transaction.atomic
def remove_cohort(*, actor: Any, cohort: Cohort) -> None:
    """Remove a cohort."""
    audit.record("cohort.removed", actor=actor, target=cohort, programme=str(cohort.programme_id))
    cohort.delete()


def _named(names: Mapping[str, str]) -> dict[str, str]:
    return {f"name_{code}": " ".join(names.get(code, "").split()) for code in LANGUAGES}
