"""Adding, changing, deactivating and erasing people; giving and taking roles."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import AddressTaken, LastCoordinator, PersonOutOfReach
from sauatty.web.accounts import selectors
from sauatty.web.accounts.models import Grant, Person, SignInCode
from sauatty.web.accounts.services import sign_in
from sauatty.web.base import audit, erased, exports, privacy, subject
from sauatty.web.base.models import ExportedFile

OWN_FIELDS = ("name", "language", "organisation", "region")
FIELDS = (*OWN_FIELDS, "email", "is_minor")
PARTICIPANT = "participant"
_FIND_AT_ONCE = 5000


def _refuse_taken(email: str | None, *, besides: UUID | None = None) -> None:
    if email and Person.objects.filter(email=email).exclude(pk=besides).exists():
        raise AddressTaken(email=email)


def _clean_email(email: str | None) -> str | None:
    return (email or "").strip().lower() or None


@transaction.atomic
def add_person(*, actor: Person, name: str, email: str | None = None, **fields: Any) -> Person:
    """Add somebody; they sign in with a code, or by mail if they have an address."""
    _refuse_taken(_clean_email(email))
    person = Person.objects.create_person(name=name.strip(), email=email, added_by=actor, **fields)
    audit.record("person.added", actor=actor, target=person)
    return person


@transaction.atomic
def change_person(*, actor: Person, person: Person, **fields: Any) -> Person:
    """Change the facts of a person; only the names of the changed fields are written down."""
    _refuse_out_of_reach(actor, person)
    if "email" in fields:
        fields["email"] = _clean_email(fields["email"])
        _refuse_taken(fields["email"], besides=person.pk)
    changed = [name for name in FIELDS if name in fields and fields[name] != getattr(person, name)]
    for name in changed:
        setattr(person, name, fields[name])
    person.make_keys()
    person.save(update_fields=[*changed, "search_key", "sort_key"])
    if changed:
        audit.record("person.changed", actor=actor, target=person, fields=changed)
    return person


def _refuse_out_of_reach(actor: Person, person: Person) -> None:
    if not selectors.may_manage(actor, person):
        raise PersonOutOfReach


@transaction.atomic
def make_printed_code(*, actor: Person, person: Person) -> str:
    """Make a one-time code to hand over; returns it, for the only time."""
    _refuse_out_of_reach(actor, person)
    return sign_in.make_code(person=person, kind=SignInCode.Kind.PRINTED, actor=actor)


@transaction.atomic
def set_active(*, actor: Person, person: Person, is_active: bool) -> None:
    """Let a person sign in again, or no longer; deactivation ends sessions and codes at once."""
    _refuse_out_of_reach(actor, person)
    if person.is_active == is_active:
        return
    if not is_active:
        _refuse_last_admin(person)
        _end_access(person)
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    audit.record("person.activated" if is_active else "person.deactivated", actor=actor, target=person)


def _refuse_last_admin(person: Person) -> None:
    """Lock the administrators, so that of the last two who go at the same moment one stays."""
    admins = Person.objects.select_for_update().filter(is_site_admin=True, is_active=True).order_by("pk")
    if person.is_site_admin and not {admin.pk for admin in admins} - {person.pk}:
        raise LastCoordinator


def _end_access(person: Person) -> None:
    sign_in.end_sessions(person=person)
    person.sign_in_codes.filter(used_at__isnull=True).update(expires_at=timezone.now())


@transaction.atomic
def give_role(*, actor: Person, person: Person, role: str, scope_kind: str, scope_id: UUID | None) -> Grant:
    """Give a role in a scope that the actor coordinates; giving it twice changes nothing."""
    if not selectors.may_grant(actor, scope_kind, scope_id):
        raise PersonOutOfReach
    return _store_role(actor, person, role, scope_kind, scope_id)


@transaction.atomic
def found_scope(*, actor: Person, scope_kind: str, scope_id: UUID) -> Grant:
    """Make the actor coordinator of what they have just made."""
    return _store_role(actor, actor, selectors.COORDINATOR, scope_kind, scope_id)


@transaction.atomic
def join_site(*, name: str, email: str | None = None, **fields: Any) -> Person:
    """Add somebody who comes by themselves, through a form that is open to everybody; they have no role yet."""
    _refuse_taken(_clean_email(email))
    person = Person.objects.create_person(name=name.strip(), email=email, **fields)
    audit.record("person.joined", actor=person, target=person)
    return person


@transaction.atomic
def let_take_part(*, person: Person, scope_kind: str, scope_id: UUID) -> Grant:
    """Make somebody who has a place in a training a participant; nobody's gift, so nobody is asked for it."""
    return _store_role(None, person, PARTICIPANT, scope_kind, scope_id)


@transaction.atomic
def let_all_take_part(*, people: Iterable[UUID], scope_kind: str, scope_id: UUID) -> int:
    """Make many people participants at once; returns how many were none. One line of the audit stands for all."""
    meant = {*people}
    there = Grant.objects.filter(role=PARTICIPANT, scope_kind=scope_kind, scope_id=scope_id)
    if len(meant) <= _FIND_AT_ONCE:
        there = there.filter(person_id__in=meant)
    new = meant - set(there.values_list("person_id", flat=True)) if meant else set()
    rows = [
        Grant(person_id=one, role=PARTICIPANT, scope_kind=scope_kind, scope_id=scope_id)
        for one in sorted(new)
    ]
    Grant.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    if rows:
        audit.record("role.given-many", actor=None, target=(scope_kind, str(scope_id)), n=len(rows))
    return len(rows)


def _store_role(
    actor: Person | None, person: Person, role: str, scope_kind: str, scope_id: UUID | None
) -> Grant:
    grant, is_new = Grant.objects.get_or_create(
        person=person, role=role, scope_kind=scope_kind, scope_id=scope_id, defaults={"granted_by": actor}
    )
    person.__dict__.pop("_role_names", None)
    if is_new:
        facts = {"role": role, "scope": scope_kind, "scope_id": str(scope_id or "")}
        audit.record("role.given", actor=actor, target=person, **facts)
    return grant


@transaction.atomic
def take_role(*, actor: Person, grant: Grant) -> None:
    """Take a role away; a scope keeps its last coordinator."""
    holders = Grant.objects.select_for_update().filter(
        role=grant.role, scope_kind=grant.scope_kind, scope_id=grant.scope_id
    )
    if grant.role == selectors.COORDINATOR and not {one.pk for one in holders.order_by("pk")} - {grant.pk}:
        raise LastCoordinator
    audit.record(
        "role.taken",
        actor=actor,
        target=grant.person,
        role=grant.role,
        scope=grant.scope_kind,
        scope_id=str(grant.scope_id or ""),
    )
    grant.delete()


@transaction.atomic
def forget_scopes(*, scope_kind: str, ids: Iterable[UUID]) -> None:
    """Delete every role in scopes that are about to be deleted."""
    Grant.objects.filter(scope_kind=scope_kind, scope_id__in=list(ids)).delete()


@transaction.atomic
def remove_invented_people() -> None:
    """Delete the people of the demonstration data."""
    Person.objects.filter(is_demo=True).delete()


@transaction.atomic
def export_own_data(*, person: Person) -> ExportedFile:
    """Make a JSON file of what is kept about a person, for themselves."""
    return exports.offer_file(
        owner=person, name="sauatty-my-data.json", media_type="application/json", content=_all_data(person)
    )


@transaction.atomic
def export_data_of(*, person: Person) -> bytes:
    """Return the same file for an office that answers a person's request, and write down that it was made."""
    audit.record("person.data-exported", actor=None, target=person)
    return _all_data(person)


def _all_data(person: Person) -> bytes:
    told = {**selectors.summarise_person(person), "everything": subject.data_of(person)}
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1, sort_keys=True).encode()


@transaction.atomic
def erase_person(*, actor: Person, person: Person) -> int:
    """Erase a person from every app; what remains is a row without name. Returns how many rows changed.

    The higher apps come first: some find their rows by the address that the lowest one takes off the person.
    """
    _refuse_out_of_reach(actor, person)
    _refuse_last_admin(person)
    return erase_everywhere(actor=actor, person=person)


@transaction.atomic
def erase_everywhere(*, actor: Person | None, person: Person) -> int:
    """Erase a person, whoever asks: for those that an older copy of the site brought back."""
    # Who writes the person's name at this moment does it before, and is found, or sees that it is gone.
    Person.objects.select_for_update().get(pk=person.pk)
    touched = sum(rule.erase(person) for rule in reversed(privacy.personal_rules().values()) if rule.erase)
    audit.record(erased.ACTION, actor=actor, target=person)
    erased.note(person.pk)
    return touched
