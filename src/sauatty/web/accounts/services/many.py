"""Many people at once, from a list: the people, and the organisations they work at."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction

from sauatty.core.languages import search_key
from sauatty.web.accounts.models import Organisation, Person, Region
from sauatty.web.base import audit, bulk

_FIND_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody of a list. `id` is theirs from the start, so that the same line is never two people."""

    id: UUID
    name: str
    email: str = ""
    language: str = "kk"
    region: str = ""
    organisation: str = ""
    kind: str = ""


@transaction.atomic
def add_people(*, actor: Any, people: Sequence[NewPerson]) -> int:
    """Add people of a list; who is there already (by id) is left alone. Returns how many are new.

    An address that somebody has already is left out: two people may share a mailbox, but only one can sign in by it.
    """
    there = _there("pk", [one.id for one in people])
    taken = _there("email", [one.email for one in people if one.email])
    new = [one for one in people if one.id not in there]
    regions = {one.pk: one for one in Region.objects.all()}
    new = [one if one.region in regions else replace(one, region="") for one in new]
    places = _organisations(new, regions)
    rows = []
    for one in new:
        email = one.email if one.email and one.email not in taken else None
        taken.add(email)
        rows.append(_row(one, email, places.get(_place(one)), actor))
    bulk.insert(rows)
    if rows:
        audit.record("person.added-many", actor=actor, target=("person", str(rows[0].pk)), n=len(rows))
    return len(rows)


def _there(column: str, values: Sequence[Any]) -> set[Any]:
    found: set[Any] = set()
    for at in range(0, len(values), _FIND_AT_ONCE):
        asked = {f"{column}__in": values[at : at + _FIND_AT_ONCE]}
        found |= set(Person.objects.filter(**asked).values_list(column, flat=True))
    return found


def _row(one: NewPerson, email: str | None, organisation: UUID | None, actor: Any) -> Person:
    person = Person(
        id=one.id, name=one.name, email=email, language=one.language, region_id=one.region or None,
        organisation_id=organisation, added_by=actor,
        password=UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(30),
    )  # fmt: skip
    person.search_key = person.make_search_key()
    return person


Place = tuple[str, str, str]


def _place(one: NewPerson) -> Place:
    return search_key(one.organisation), one.kind or Organisation.Kind.OTHER, one.region


def _organisations(people: Iterable[NewPerson], regions: Mapping[str, Region]) -> dict[Place, UUID]:
    """Return the organisation of each workplace that is named, those that nobody knows yet made anew."""
    named = {_place(one): one.organisation for one in people if one.organisation}
    found = _known_places(named) if named else {}
    missing = {place: name for place, name in named.items() if place not in found}
    new = {place: _organisation(place, name, regions.get(place[2])) for place, name in missing.items()}
    bulk.insert(list(new.values()))
    return found | {place: row.pk for place, row in new.items()}


def _known_places(named: Collection[Place]) -> dict[Place, UUID]:
    rows = Organisation.objects.values_list("pk", "name_kk", "name_ru", "name_en", "kind", "region_id")
    known: dict[tuple[str, str], UUID] = {}
    for pk, *names, _kind, region in rows:
        for name in filter(None, names):
            known.setdefault((search_key(name), region or ""), pk)
    found = {place: known.get((place[0], place[2])) or known.get((place[0], "")) for place in named}
    return {place: pk for place, pk in found.items() if pk}


def _organisation(place: Place, name: str, region: Region | None) -> Organisation:
    row = Organisation(name_kk=name[:250], kind=place[1], region=region)
    names = [name, *([region.name_kk, region.name_ru, region.name_en] if region else [])]
    row.search_key = search_key(" ".join(names))[:800]
    return row
