"""People and organisations that do not exist, many at once."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from sauatty.core.languages import search_key
from sauatty.web.accounts.models import Organisation, Person
from sauatty.web.base import audit, bulk


@transaction.atomic
def add_organisations(rows: Iterable[Mapping[str, Any]]) -> int:
    """Add invented organisations under ids of their own; those that are there stay."""
    wanted = {row["id"]: row for row in rows}
    for one in Organisation.objects.filter(pk__in=list(wanted)).values_list("pk", flat=True):
        del wanted[one]
    made = [Organisation(**row) for row in wanted.values()]
    for one in made:
        one.search_key = search_key(f"{one.name_kk} {one.name_ru} {one.name_en}")[:800]
    return bulk.insert(made)


@transaction.atomic
def add_people(*, actor: Any, people: Iterable[Mapping[str, Any]]) -> int:
    """Add invented people under ids of their own; one line of the audit stands for all."""
    made = [Person(is_demo=True, added_by=actor, **row) for row in people]
    for one in made:
        one.make_keys()
        one.set_unusable_password()
    audit.record("people.invented", actor=actor, target=("site", "1"), n=len(made))
    return bulk.insert(made)


@transaction.atomic
def forget_organisations(ids: Iterable[UUID]) -> None:
    """Delete invented organisations in which nobody real works."""
    kept = Person.objects.filter(organisation__isnull=False, is_demo=False).values("organisation")
    Organisation.objects.filter(pk__in=list(ids)).exclude(pk__in=kept).delete()
