"""The only door to the rows of accounts: people, organisations, regions, consents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.core.languages import search_key, sort_key
from sauatty.web.accounts import scopes
from sauatty.web.accounts.models import (
    ROLE_LABELS,
    Consent,
    ConsentText,
    Grant,
    Organisation,
    Person,
    Region,
    SignInCode,
)
from sauatty.web.base.roles import ROLES
from sauatty.web.base.texts import in_language

COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role of one person, with the title of where it holds."""

    id: UUID
    role: str
    role_label: str
    scope_kind: str
    scope_id: UUID | None
    scope_title: str
    is_removable: bool


def _containing(rows: QuerySet[Any], search: str) -> QuerySet[Any]:
    """Keep the rows whose search key holds every word, in any order and from any keyboard."""
    for word in search_key(search).replace(",", " ").split():
        rows = rows.filter(search_key__contains=word)
    return rows


def coordinates_everything(actor: Person) -> bool:
    """Tell whether the actor administers the site or coordinates all of it."""
    if actor.is_site_admin:
        return True
    return actor.grants.filter(role=COORDINATOR, scope_kind=Grant.ScopeKind.SITE).exists()


def coordinated_ids(actor: Person, kind: str = Grant.ScopeKind.PROGRAMME) -> set[UUID]:
    """Return the ids of the scopes of a kind that the actor coordinates."""
    return set(actor.grants.filter(role=COORDINATOR, scope_kind=kind).values_list("scope_id", flat=True))


def scope_ids(person: Person, kind: str = Grant.ScopeKind.PROGRAMME) -> set[UUID]:
    """Return the ids of the scopes of a kind in which the person has any role."""
    return set(person.grants.filter(scope_kind=kind).values_list("scope_id", flat=True))


def scopes_at_hand(person: Person, kind: str = Grant.ScopeKind.PROGRAMME) -> set[UUID]:
    """Return the same ids; of a visitor, as the gate has read them at the beginning of the request (no query more)."""
    found = person.scopes_read(kind)
    return scope_ids(person, kind) if found is None else found


def scopes_of(person: Person, kind: str = Grant.ScopeKind.PROGRAMME) -> QuerySet[Any]:
    """Return the same ids as a part of another query."""
    return person.grants.filter(scope_kind=kind).order_by().values("scope_id")


def list_people(actor: Person, *, search: str = "", role: str = "") -> QuerySet[Person]:
    """List the people whom the actor may see: all, or those of their programmes and those they added.

    Each carries as `grants_in_sight` the roles that the actor may know of; roles elsewhere stay out of it.
    """
    people, in_sight = Person.objects.filter(erased_at__isnull=True), Grant.objects.order_by("role")
    if not coordinates_everything(actor):
        mine = Q(scope_kind=Grant.ScopeKind.PROGRAMME, scope_id__in=coordinated_ids(actor))
        within_reach = Exists(Grant.objects.filter(mine, person=OuterRef("pk")))
        people = people.filter(within_reach | Q(added_by=actor) | Q(pk=actor.pk))
        in_sight = in_sight.filter(mine | Q(person=actor))
    people = _containing(people, search)
    if role:
        people = people.filter(Exists(in_sight.filter(person=OuterRef("pk"), role=role)))
    seen = Prefetch("grants", queryset=in_sight, to_attr="grants_in_sight")
    return people.select_related("organisation", "region").prefetch_related(seen)


def access_person(actor: Person, person_id: UUID) -> Person:
    """Return a person whom the actor may see; otherwise there is nobody (404)."""
    return get_object_or_404(list_people(actor), pk=person_id)


def may_manage(actor: Person, person: Person) -> bool:
    """Tell whether the actor may make codes for a person, deactivate or erase them.

    Who could sign in as somebody has all their rights, so every role must lie within the actor's reach.
    """
    if actor.is_site_admin:
        return True
    if person.is_site_admin:
        return False
    if actor.pk == person.pk or coordinates_everything(actor):
        return True
    grants = list(person.grants.all())
    if not grants:
        return person.added_by_id == actor.pk
    mine = coordinated_ids(actor)
    return all(grant.scope_kind == Grant.ScopeKind.PROGRAMME and grant.scope_id in mine for grant in grants)


def may_grant(actor: Person, scope_kind: str, scope_id: UUID | None) -> bool:
    """Tell whether the actor may give and take roles in a scope."""
    if actor.is_site_admin:
        return True
    if scope_kind == Grant.ScopeKind.SITE or scope_id is None:
        return False
    return coordinates_everything(actor) or scope_id in coordinated_ids(actor, scope_kind)


def access_grant(actor: Person, grant_id: UUID) -> Grant:
    """Return a role that the actor may take away; otherwise it does not exist (404)."""
    grant = get_object_or_404(Grant.objects.select_related("person"), pk=grant_id)
    if not may_grant(actor, grant.scope_kind, grant.scope_id):
        raise Http404
    return grant


def role_choices() -> list[tuple[str, Any]]:
    """Return the roles with their names, in the order of the house."""
    return [(role, ROLE_LABELS[role]) for role in ROLES]


def list_roles(actor: Person, person: Person) -> list[RoleRow]:
    """List a person's roles with the titles of their scopes; those out of the actor's sight are left out."""
    everything = coordinates_everything(actor) or actor.pk == person.pk
    mine = coordinated_ids(actor)
    grants = [grant for grant in person.grants.order_by("role") if everything or grant.scope_id in mine]
    titles = scopes.scope_titles((grant.scope_kind, grant.scope_id) for grant in grants)
    return [
        RoleRow(
            id=grant.pk,
            role=grant.role,
            role_label=grant.get_role_display(),
            scope_kind=grant.scope_kind,
            scope_id=grant.scope_id,
            scope_title=titles.get(grant.scope_id, "") if grant.scope_id else grant.get_scope_kind_display(),
            is_removable=may_grant(actor, grant.scope_kind, grant.scope_id),
        )
        for grant in grants
    ]


def list_members(scope_kind: str, scope_id: UUID, *, role: str = "") -> QuerySet[Person]:
    """List the people of one scope; each carries the roles held there as `grants_here`."""
    here = Grant.objects.filter(scope_kind=scope_kind, scope_id=scope_id).order_by("role")
    mine = here.filter(person=OuterRef("pk"), **({"role": role} if role else {}))
    people = Person.objects.filter(Exists(mine)).select_related("organisation")
    return people.prefetch_related(Prefetch("grants", queryset=here, to_attr="grants_here"))


def count_roles(scope_kind: str, scope_id: UUID) -> dict[str, int]:
    """Count who holds each role in one scope, in one query."""
    here = Grant.objects.filter(scope_kind=scope_kind, scope_id=scope_id)
    return dict(here.order_by().values_list("role").annotate(n=Count("person_id", distinct=True)))


def count_members(scope_kind: str, ids: Iterable[UUID]) -> dict[UUID, int]:
    """Count the people of several scopes in one query."""
    there = Grant.objects.filter(scope_kind=scope_kind, scope_id__in=list(ids))
    return dict(there.order_by().values_list("scope_id").annotate(n=Count("person_id", distinct=True)))


def count_invented_people() -> int:
    """Count the people of the demonstration data."""
    return Person.objects.filter(is_demo=True).count()


def has_open_code(person: Person) -> bool:
    """Tell whether a printed code of the person still waits to be used."""
    return person.sign_in_codes.filter(kind=SignInCode.Kind.PRINTED, used_at__isnull=True).exists()


def list_regions() -> list[Region]:
    """List the regions by name in the language of the page; databases do not know the Kazakh alphabet."""
    return sorted(Region.objects.all(), key=lambda region: sort_key(in_language(region, "name")))


def is_region(code: str) -> bool:
    """Tell whether a region has this code."""
    return Region.objects.filter(pk=code).exists()


def organisation_kinds() -> list[tuple[str, Any]]:
    """Return the kinds of organisations with their names, in the order of the house."""
    return list(Organisation.Kind.choices)


def list_organisations(*, search: str = "") -> QuerySet[Organisation]:
    """List organisations; any of the three names is searched."""
    return _containing(Organisation.objects.select_related("region"), search)


def sort_organisations(*, search: str = "") -> list[UUID]:
    """Return the ids of the organisations found, by name as `list_regions` sorts; only names are read."""
    found = list_organisations(search=search).select_related(None).only("name_kk", "name_ru", "name_en")
    return [row.pk for row in sorted(found, key=lambda one: (sort_key(in_language(one, "name")), one.pk))]


def load_organisations(ids: Iterable[UUID]) -> list[Organisation]:
    """Return the organisations with these ids, in the order of the ids (one query)."""
    ids = list(ids)
    rows = Organisation.objects.select_related("region").in_bulk(ids)
    return [rows[one] for one in ids if one in rows]


def organisation_label(organisation: Organisation) -> str:
    """Return name and region, as a form writes them."""
    name = in_language(organisation, "name")
    return f"{name}, {in_language(organisation.region, 'name')}" if organisation.region else name


def match_organisations(text: str, *, limit: int = 6) -> list[Organisation]:
    """Return the organisations that a typed name may mean: one if it is exactly the name of one."""
    found = list(list_organisations(search=text)[:limit])
    exact = [one for one in found if text in (organisation_label(one), one.name_kk, one.name_ru, one.name_en)]
    return exact if len(exact) == 1 else found


def access_organisation(organisation_id: UUID) -> Organisation:
    """Return one organisation (its name is not personal: every coordinator may see and correct it)."""
    return get_object_or_404(Organisation, pk=organisation_id)


def list_consent_texts() -> QuerySet[ConsentText]:
    """List all versions of all consent texts, the newest of each first."""
    return ConsentText.objects.order_by("key", "-version")


def access_consent_text(key: str) -> ConsentText:
    """Return the newest version of a consent text, or 404."""
    text = ConsentText.objects.filter(key=key).order_by("-version").first()
    if text is None:
        raise Http404
    return text


def list_consents(person: Person) -> QuerySet[Consent]:
    """List what a person has agreed to, the latest first."""
    return person.consents.select_related("text").order_by("-given_at")


def valid_consent(person: Person, text: ConsentText) -> Consent | None:
    """Return the person's consent to this version while it holds."""
    return person.consents.filter(text=text, withdrawn_at__isnull=True).first()


def who_took_back(key: str) -> QuerySet[Any]:
    """Return the ids of people who took a consent back and gave no other to its text, as a part of another query."""
    valid = Consent.objects.filter(person=OuterRef("person"), text__key=key, withdrawn_at__isnull=True)
    return Consent.objects.filter(~Exists(valid), text__key=key).order_by().values("person")


def access_consent(person: Person, consent_id: UUID) -> Consent:
    """Return a consent of the person's own, or 404."""
    return get_object_or_404(person.consents, pk=consent_id)


def summarise_person(person: Person) -> dict[str, Any]:
    """Return everything that accounts keeps about a person, as plain values for a file."""
    return {
        "person": {
            "id": str(person.pk),
            "name": person.name,
            "email": person.email,
            "language": person.language,
            "organisation": str(person.organisation or ""),
            "region": person.region_id,
            "is_minor": person.is_minor,
            "added_at": person.created_at.isoformat(),
            "last_sign_in": person.last_login.isoformat() if person.last_login else None,
        },
        "roles": list(
            person.grants.order_by("granted_at").values("role", "scope_kind", "scope_id", "granted_at")
        ),
        "consents": list(
            list_consents(person).values(
                "text__key", "text__version", "language", "how", "guardian_name", "given_at", "withdrawn_at"
            )
        ),
        "sign_in_codes": list(
            person.sign_in_codes.order_by("created_at").values("kind", "created_at", "used_at")
        ),
    }


def find_person(person_id: Any) -> Person | None:
    """Return somebody by id, whoever asks: for work that was asked for earlier."""
    return Person.objects.filter(pk=person_id).first()


def people_by_mail(addresses: Sequence[str]) -> dict[str, tuple[UUID, str]]:
    """Return id and name by address, for comparisons that show neither."""
    found: dict[str, tuple[UUID, str]] = {}
    for at in range(0, len(addresses), 5000):
        rows = Person.objects.filter(email__in=addresses[at : at + 5000]).values_list("email", "pk", "name")
        found |= {email: (pk, name) for email, pk, name in rows if email}
    return found


def count_people() -> int:
    """Count the people about whom data are kept, invented ones left out."""
    return Person.objects.filter(erased_at__isnull=True, is_demo=False).count()


def people_known(until: datetime, *, ids: Iterable[UUID] | None = None) -> list[tuple[UUID, str, str]]:
    """Return id, name and address of the people whom the site knew at a moment: all, or those who are named."""
    rows = Person.objects.filter(erased_at__isnull=True, created_at__lte=until).order_by("sort_key", "pk")
    found = [(pk, name, email or "") for pk, name, email in rows.values_list("pk", "name", "email")]
    wanted = None if ids is None else set(ids)
    return found if wanted is None else [one for one in found if one[0] in wanted]


def find_people(text: str, *, limit: int = 5) -> list[Person]:
    """Return the active people whom a whole name or e-mail means; parts of a name find nobody.

    For seats that any person of the site can take: whoever knows a person's name can name them, nobody can leaf
    through the list.
    """
    wanted = text.strip()
    people = Person.objects.filter(erased_at__isnull=True, is_active=True)
    if "@" in wanted:
        return list(people.filter(email=wanted.lower())[:limit])
    key = search_key(wanted)
    near = people.filter(search_key__startswith=key) if key else people.none()
    return [one for one in near[: 10 * limit] if search_key(one.name) == key][:limit]


def names_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of people by id, of whoever is asked for; forgotten people have none (one query)."""
    return dict(Person.objects.filter(pk__in=list(ids), erased_at__isnull=True).values_list("pk", "name"))


def ids_with_name(key: str, *, limit: int) -> list[UUID]:
    """Return the ids of people whose folded name holds a key, for a caller who knows which of them may be shown."""
    return list(
        _containing(Person.objects.filter(erased_at__isnull=True), key).values_list("pk", flat=True)[:limit]
    )
