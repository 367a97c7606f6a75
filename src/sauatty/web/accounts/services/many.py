"""Many people at once, from a list: the people, their part in a programme, and the organisations they work at."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.utils import timezone

from sauatty.core.languages import ascii_sort_key, search_key
from sauatty.web.accounts.models import Grant, Organisation, Person, Region
from sauatty.web.accounts.services.people import PARTICIPANT
from sauatty.web.base import audit, bulk

# Plain columns, in the order of `_row` and `_grant`: an object for each of 100,000 would cost more than storing them.
_COLUMNS = (
    "id", "name", "email", "language", "region_id", "organisation_id", "added_by_id", "password", "search_key",
    "sort_key", "created_at", "is_active", "is_minor", "is_site_admin", "is_demo", "session_version",
)  # fmt: skip
_GRANT_COLUMNS = ("id", "person_id", "role", "scope_kind", "scope_id", "granted_at")


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


Place = tuple[str, str, str]


class Workplaces:
    """The organisations by name, kind and region, read once for a whole list and made where nobody knows them yet.

    One whose kind or region was never told fits every kind or region of its name.
    """

    def __init__(self) -> None:
        self._regions = {one.pk: one for one in Region.objects.all()}
        self._keys: dict[str, str] = {}
        self._known: dict[Place, UUID] = {}
        rows = Organisation.objects.order_by("pk")
        for pk, *names, kind, region in rows.values_list(
            "pk", "name_kk", "name_ru", "name_en", "kind", "region_id"
        ):
            for name in filter(None, names):
                self._keep(search_key(name), kind, region or "", pk)

    def region(self, code: str) -> str | None:
        """Return the code where there is such a region."""
        return code if code in self._regions else None

    def find_all(self, people: Iterable[NewPerson]) -> dict[UUID, UUID]:
        """Return the organisation of each person who has one."""
        found: dict[UUID, UUID] = {}
        new: list[Organisation] = []
        for one in people:
            if one.organisation:
                found[one.id] = self._find(one) or self._make(one, new)
        bulk.insert(new)
        return found

    def _place(self, one: NewPerson) -> Place:
        key = self._keys.get(one.organisation)
        if key is None:
            key = self._keys[one.organisation] = search_key(one.organisation)
        return key, one.kind, self.region(one.region) or ""

    def _find(self, one: NewPerson) -> UUID | None:
        key, kind, region = self._place(one)
        if found := self._known.get((key, kind, region)):
            return found
        kinds = (kind, Organisation.Kind.OTHER.value)
        fitting = (self._known.get((key, of, where)) for where in (region, "") for of in kinds)
        return next(filter(None, fitting), None)

    def _make(self, one: NewPerson, new: list[Organisation]) -> UUID:
        key, kind, code = self._place(one)
        kind, region = kind or Organisation.Kind.OTHER.value, self._regions.get(code)
        row = Organisation(name_kk=one.organisation[:250], kind=kind, region=region)
        names = [one.organisation, *([region.name_kk, region.name_ru, region.name_en] if region else [])]
        row.search_key = search_key(" ".join(names))[:800]
        new.append(row)
        self._keep(key, kind, code, row.pk)
        return row.pk

    def _keep(self, key: str, kind: str, region: str, pk: UUID) -> None:
        self._known.setdefault((key, kind, region), pk)
        self._known.setdefault((key, "", region), pk)


@transaction.atomic
def add_people(
    *, actor: Any, people: Sequence[NewPerson], workplaces: Workplaces, scope_kind: str, scope_id: UUID
) -> int:
    """Add people of a list as participants of a scope; who is there already (by id) is left alone.

    An address that somebody has already is left out: two people may share a mailbox, but only one can sign in by it.
    Returns how many are new.
    """
    there = bulk.there(Person, "id", [one.id for one in people])
    taken = bulk.there(Person, "email", [one.email for one in people if one.email])
    new = [one for one in people if one.id not in there]
    places = workplaces.find_all(new)
    now, added_by = timezone.now(), getattr(actor, "pk", None)
    mails = _free_mails(new, taken)
    bulk.insert_plain(
        Person,
        _COLUMNS,
        (
            _row(one, mail, workplaces.region(one.region), places.get(one.id), added_by, now)
            for one, mail in zip(new, mails, strict=True)
        ),
    )
    # Nobody else can have given a role to people who are not there before this transaction ends
    grants = ((uuid4(), one.id, PARTICIPANT, scope_kind, scope_id, now) for one in new)
    bulk.insert_plain(Grant, _GRANT_COLUMNS, grants)
    if new:
        audit.record("person.added-many", actor=actor, target=("person", str(new[0].id)), n=len(new))
        audit.record("role.given-many", actor=None, target=(scope_kind, str(scope_id)), n=len(new))
    return len(new)


def _free_mails(people: Sequence[NewPerson], taken: Collection[str]) -> list[str | None]:
    used = set(taken)
    mails: list[str | None] = []
    for one in people:
        is_free = bool(one.email) and one.email not in used
        used.add(one.email)
        mails.append(one.email if is_free else None)
    return mails


def _row(
    one: NewPerson, mail: str | None, region: str | None, organisation: UUID | None, added_by: Any, now: Any
) -> tuple[Any, ...]:
    key = search_key.__wrapped__(f"{one.name} {mail or ''}")[:500]
    password = UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(30)
    return (
        one.id, one.name, mail, one.language, region, organisation, added_by, password, key,
        ascii_sort_key(one.name), now, True, False, False, False, 0,
    )  # fmt: skip
