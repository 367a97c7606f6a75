"""The only door to the rows of instruments. Who sees which: by the roles held in its programme, or at large."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sauatty.core.catalogue.content import Provenance, provenance_from
from sauatty.core.catalogue.instrument_reading import load_instruments, version_key
from sauatty.core.catalogue.instruments import Instrument as CoreInstrument
from sauatty.web.base.models import ExportedFile
from sauatty.web.base.roles import ADMIN, AUDIT_READERS, AUDIT_WRITERS
from sauatty.web.instruments.bodies import core_instrument as core_instrument  # part of this door
from sauatty.web.instruments.models import Instrument, InstrumentVersion, KeptPart
from sauatty.web.programmes import selectors as programmes

READERS, WRITERS = AUDIT_READERS - {ADMIN}, AUDIT_WRITERS - {ADMIN}
EVERYTHING = Q(pk__isnull=False)  # an empty Q would vanish beside an OR


def _grants(person: Any) -> list[tuple[str, str, UUID | None]]:
    """Return role, kind and id of every grant (one query per request, kept on the person)."""
    if not hasattr(person, "_instrument_grants"):
        person._instrument_grants = list(person.grants.values_list("role", "scope_kind", "scope_id"))
    found: list[tuple[str, str, UUID | None]] = person._instrument_grants
    return found


def _within(person: Any, roles: frozenset[str]) -> Q:
    """Return the instruments that some roles open: all with a role at large, else those of the programmes named."""
    held = [scope for role, *scope in _grants(person) if role in roles]
    if person.is_site_admin or any(kind == "site" for kind, _ in held):
        return EVERYTHING
    ids = [pk for kind, pk in held if kind == "programme"]
    return Q(programme__in=ids) | (Q(created_by=person, programme=None) if ids else Q(pk=None))


def _programme_ids(person: Any, roles: frozenset[str]) -> list[UUID]:
    return [pk for role, kind, pk in _grants(person) if kind == "programme" and role in roles and pk]


def list_instruments(person: Any) -> QuerySet[Instrument]:
    """List the instruments that a person may read, the last changed first."""
    return Instrument.objects.filter(_within(person, READERS))


def list_with_versions(person: Any) -> QuerySet[Instrument]:
    """List the same without their drafts, each with `n_versions` and `published_at` (one query)."""
    rows = list_instruments(person).select_related("programme").defer("body", "sources")
    return rows.annotate(n_versions=Count("versions"), published_at=Max("versions__published_at"))


def access_instrument(person: Any, instrument_id: UUID | str) -> Instrument:
    """Return an instrument that the person may read; otherwise it does not exist (404)."""
    return get_object_or_404(list_instruments(person).select_related("programme"), pk=instrument_id)


def access_writable(person: Any, instrument_id: UUID | str) -> Instrument:
    """Return an instrument that the person may write; otherwise it does not exist (404)."""
    rows = Instrument.objects.filter(_within(person, WRITERS)).select_related("programme")
    return get_object_or_404(rows, pk=instrument_id)


def may_write(person: Any, instrument: Instrument) -> bool:
    """Tell whether the person may change an instrument that they see (no query beyond the roles)."""
    held = [scope for role, *scope in _grants(person) if role in WRITERS]
    if person.is_site_admin or any(kind == "site" for kind, _ in held):
        return True
    ids = [pk for kind, pk in held if kind == "programme"]
    return instrument.programme_id in ids or (
        instrument.programme_id is None and bool(ids) and instrument.created_by_id == person.pk
    )


def may_start(person: Any) -> bool:
    """Tell whether the person may begin an instrument anywhere."""
    return person.is_site_admin or any(
        role in WRITERS and kind in {"site", "programme"} for role, kind, _pk in _grants(person)
    )


def belongs_to_site(person: Any) -> bool:
    """Tell whether what the person begins may belong to the site instead of to one programme."""
    return person.is_site_admin or any(
        role in WRITERS and kind == "site" for role, kind, _pk in _grants(person)
    )


def list_programmes_to_write_in(person: Any) -> QuerySet[Any]:
    """List the programmes that an instrument of this person may belong to."""
    if belongs_to_site(person):
        return programmes.list_programmes(person)
    return programmes.list_programmes(person).filter(pk__in=_programme_ids(person, WRITERS))


# --- published versions --------------------------------------------------------------------------------------


def published_versions(person: Any) -> QuerySet[InstrumentVersion]:
    """List the published versions of the instruments that a person may read, newest of each first."""
    rows = InstrumentVersion.objects.filter(instrument__in=list_instruments(person).values("pk"))
    return (
        rows.select_related("instrument")
        .defer("body", "instrument__body", "instrument__sources")
        .order_by("instrument__slug", "-number")
    )


def list_versions(instrument: Instrument) -> QuerySet[InstrumentVersion]:
    """List the versions of one instrument, the newest first, without their questions."""
    return instrument.versions.select_related("published_by").defer("body")


def access_version(instrument: Instrument, number: int) -> InstrumentVersion:
    """Return one version of an instrument, or 404."""
    return get_object_or_404(instrument.versions.select_related("published_by"), number=number)


def list_demo_instruments() -> list[Instrument]:
    """List the instruments that go with the invented data."""
    return list(Instrument.objects.filter(is_demo=True))


def last_version(instrument: Instrument) -> InstrumentVersion | None:
    """Return the newest version, or None."""
    return instrument.versions.order_by("-number").first()


def version_before(version: InstrumentVersion) -> InstrumentVersion | None:
    """Return the version that one follows, or None for the first."""
    earlier = InstrumentVersion.objects.filter(instrument_id=version.instrument_id, number__lt=version.number)
    return earlier.order_by("-number").first()


# --- what was taken out ----------------------------------------------------------------------------------------


def list_kept(instrument: Instrument) -> QuerySet[KeptPart]:
    """List what was taken out of the draft, the last first, without its contents."""
    return instrument.kept_parts.select_related("kept_by").defer("body", "sources")


def count_kept(instrument: Instrument) -> int:
    """Count what was taken out."""
    return instrument.kept_parts.count()


def access_kept(instrument: Instrument, part_id: UUID) -> KeptPart:
    """Return one thing that was taken out, or 404."""
    return get_object_or_404(instrument.kept_parts, pk=part_id)


# --- files made by jobs ------------------------------------------------------------------------------------------


def version_of_job(version_id: str) -> InstrumentVersion:
    """Return the version that a job was asked about; rights were asked when it was."""
    return InstrumentVersion.objects.select_related("instrument").get(pk=version_id)


def find_file(owner_id: Any, name: str) -> UUID | None:
    """Return the newest made file of this name that its owner can still fetch."""
    mine = ExportedFile.objects.filter(owner_id=owner_id, name=name, expires_at__gt=timezone.now())
    return mine.order_by("-created_at").values_list("pk", flat=True).first()


# --- shipped instruments ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shipped:
    """A shipped instrument in its newest version."""

    instrument: CoreInstrument

    @property
    def n_questions(self) -> int:
        """Return how many questions it has, without notes."""
        return sum(one.kind != "note" for one in self.instrument.questions)

    @property
    def is_machine(self) -> bool:
        """Tell whether a machine wrote it or one of its languages and nobody has looked it over."""
        return _is_machine(self.instrument.provenance)


def _is_machine(provenance: Provenance) -> bool:
    return not provenance.is_reviewed and "machine" in {provenance.written, *provenance.translated.values()}


def is_machine(body: Mapping[str, Any]) -> bool:
    """Tell the same of a draft or version that goes back to such an instrument."""
    return _is_machine(provenance_from(body.get("provenance")))


def list_shipped() -> tuple[Shipped, ...]:
    """List the shipped instruments, the newest version of each (no query)."""
    newest: dict[str, CoreInstrument] = {}
    for one in load_instruments():
        if one.id not in newest or version_key(one.version) > version_key(newest[one.id].version):
            newest[one.id] = one
    return tuple(map(Shipped, newest.values()))
