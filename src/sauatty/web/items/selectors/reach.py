"""Whose items a person may see and write: by the roles held in a programme, or at large."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sauatty.web.attempts import selectors as attempts
from sauatty.web.base.roles import ADMIN
from sauatty.web.items.permissions import READERS, WRITERS
from sauatty.web.programmes import selectors as programmes

EVERYTHING = Q(pk__isnull=False)  # an empty Q would vanish beside an OR


def _grants(person: Any) -> list[tuple[str, str, UUID | None]]:
    """Return role, kind and id of every grant that opens the bank (one query per request, kept on the person)."""
    if not hasattr(person, "_bank_grants"):
        rows = person.grants.filter(role__in=READERS - {ADMIN}).values_list("role", "scope_kind", "scope_id")
        person._bank_grants = list(rows)
    found: list[tuple[str, str, UUID | None]] = person._bank_grants
    return found


def reaches(person: Any, roles: frozenset[str]) -> tuple[bool, list[UUID]]:
    """Say whether somebody holds one of the roles everywhere, and in which programmes."""
    held = [(kind, pk) for role, kind, pk in _grants(person) if role in roles]
    return any(kind == "site" for kind, _pk in held), [pk for kind, pk in held if kind == "programme" and pk]


def within(person: Any, roles: frozenset[str] = READERS) -> Q:
    """Return which rows with a programme somebody with one of the roles may see."""
    everywhere, ids = reaches(person, roles)
    return EVERYTHING if person.is_site_admin or everywhere else Q(programme__in=ids)


def may_write(person: Any) -> bool:
    """Tell whether the person may write items anywhere."""
    everywhere, ids = reaches(person, WRITERS)
    return bool(person.is_site_admin or everywhere or ids)


def writes_everywhere(person: Any) -> bool:
    """Tell whether the person may write items of the whole site."""
    return bool(person.is_site_admin or reaches(person, WRITERS)[0])


def may_write_in(person: Any, programme_id: UUID | None) -> bool:
    """Tell whether the person may write items of one programme (None: of the whole site)."""
    return writes_everywhere(person) or programme_id in reaches(person, WRITERS)[1]


def list_programmes_of_bank(person: Any) -> QuerySet[Any]:
    """List the programmes whose bank the person may see."""
    everywhere, ids = reaches(person, READERS)
    rows = programmes.list_programmes(person)
    return rows if person.is_site_admin or everywhere else rows.filter(pk__in=ids)


def list_programmes_to_write_in(person: Any) -> QuerySet[Any]:
    """List the programmes that an item of this person may belong to."""
    rows = programmes.list_programmes(person)
    return rows if writes_everywhere(person) else rows.filter(pk__in=reaches(person, WRITERS)[1])


def takes_a_test(person: Any) -> bool:
    """Tell whether the person is in the middle of a test: as long as that is so, every key is closed to them.

    Every key, not only those of that test: shipped items stand in tests of any programme, and copies of items say the
    same as what they were made from.
    """
    return attempts.is_taking(person)
