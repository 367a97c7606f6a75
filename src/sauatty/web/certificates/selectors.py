"""The only door to the rows of certificates."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.core.languages import search_key
from sauatty.web.base.prepared import Prepared
from sauatty.web.certificates import entitlement
from sauatty.web.certificates.entitlement import Standing
from sauatty.web.certificates.models import Award, Certificate, Design, DesignPicture
from sauatty.web.enrolments import selectors as enrolments
from sauatty.web.events import selectors as events
from sauatty.web.programmes import selectors as programmes

State = Certificate.State
VALID = State.VALID
_BY_CODE = Prepared(lambda code: Certificate.objects.filter(code=code).order_by(), str)
_WITH_ALL = ("award", "programme", "design", "event", "person")

# --- kinds of certificates ---


def _awards() -> QuerySet[Award]:
    return Award.objects.select_related("programme", "design", "event__region", "series")


def list_awards(actor: Any) -> list[Award]:
    """List the kinds of certificates of the programmes that the actor coordinates, with `n_valid` (two queries)."""
    return _counted(_awards().filter(programme__in=programmes.list_coordinated(actor), is_current=True))


def list_awards_of(programme: Any) -> list[Award]:
    """List the kinds of certificates that a programme gives now, with `n_valid` (two queries)."""
    return _counted(_awards().filter(programme=programme, is_current=True))


def _counted(awards: QuerySet[Award]) -> list[Award]:
    valid = Certificate.objects.filter(state=VALID, family__in=awards.values("family"))
    rows = valid.values_list("family").annotate(n=Count("pk")).order_by()
    counts, found = dict(rows), list(awards)
    for one in found:
        one.n_valid = counts.get(one.family, 0)  # type: ignore[attr-defined]
    return found


def access_award(actor: Any, award_id: UUID) -> Award:
    """Return a kind of certificate of a programme that the actor coordinates, or 404."""
    return get_object_or_404(_awards().filter(programme__in=programmes.list_coordinated(actor)), pk=award_id)


def find_award(award_id: UUID | str) -> Award | None:
    """Return a kind of certificate, for jobs; who may ask was looked at before."""
    return _awards().filter(pk=award_id).first()


def current_award(award: Award) -> Award:
    """Return the version of a kind of certificate that holds now."""
    return _awards().filter(family=award.family, is_current=True).first() or award


def awards_about(event: Any) -> list[Award]:
    """Return the kinds of certificates to which an event counts, those of the event itself first."""
    about = Q(event=event) | Q(event__isnull=True, series__isnull=True, programme=event.programme_id)
    if event.series_id:
        about |= Q(series=event.series_id)
    rows = _awards().filter(about, is_current=True)
    return sorted(rows, key=lambda one: (one.event_id is None, one.series_id is None, one.created_at))


def was_given(award: Award) -> bool:
    """Tell whether any version of a kind of certificate was given."""
    return Certificate.objects.filter(family=award.family).exists()


def list_versions(award: Award) -> list[Award]:
    """Return every version of a kind of certificate, the newest first."""
    return list(
        _awards().filter(family=award.family).annotate(n_given=Count("certificates")).order_by("-version")
    )


# --- designs ---


def list_designs(programme: Any) -> list[Design]:
    """List the designs that a programme uses now."""
    return list(Design.objects.filter(programme=programme, is_current=True))


def access_design(actor: Any, design_id: UUID) -> Design:
    """Return a design of a programme that the actor coordinates, or 404; one that was replaced is not there."""
    found = Design.objects.filter(programme__in=programmes.list_coordinated(actor), is_current=True)
    return get_object_or_404(found.select_related("programme"), pk=design_id)


def pictures_of(design: Design) -> dict[str, DesignPicture]:
    """Return the pictures of a design by id, without their content (one query)."""
    wanted = [*design.logos, *(one.get("picture") for one in design.signers if one.get("picture"))]
    return {str(row.pk): row for row in DesignPicture.objects.filter(pk__in=wanted).defer("content")}


# --- the register ---


def list_register(
    programme: Any, *, search: str = "", state: str = "", award: str = "", event: str = ""
) -> QuerySet[Certificate]:
    """List the certificates of a programme, the newest first."""
    rows = Certificate.objects.filter(programme=programme).select_related("award", "person", "event")
    for name, value in (("state", state), ("family", award), ("event", event)):
        rows = rows.filter(**{name: value}) if value else rows
    number = search.strip()
    if number and rows.filter(register_number__iexact=number).exists():
        return rows.filter(register_number__iexact=number)
    for word in search_key(search).replace(",", " ").split():
        rows = rows.filter(Q(holder_key__contains=word) | Q(register_number__icontains=word))
    return rows


def access_certificate(actor: Any, certificate_id: UUID) -> Certificate:
    """Return a certificate of a programme that the actor coordinates, or 404."""
    mine = Certificate.objects.filter(programme__in=programmes.list_coordinated(actor))
    return get_object_or_404(mine.select_related(*_WITH_ALL, "issued_by", "replaces"), pk=certificate_id)


def access_document(actor: Any, certificate_id: UUID) -> Certificate:
    """Return a certificate whose PDF the actor may have: the holder, and who coordinates its programme; or 404."""
    mine = Q(person=actor) | Q(programme__in=programmes.list_coordinated(actor))
    return get_object_or_404(Certificate.objects.filter(mine).select_related(*_WITH_ALL), pk=certificate_id)


def successor_of(certificate: Certificate) -> Certificate | None:
    """Return what took the place of a certificate."""
    return certificate.replaced_by.first() if certificate.state == Certificate.State.REPLACED else None


def list_valid(award: Award) -> list[Certificate]:
    """Return the certificates of a kind that hold, in the order of their numbers."""
    rows = Certificate.objects.filter(family=award.family, state=VALID, erased_at__isnull=True)
    return list(rows.select_related(*_WITH_ALL).order_by("register_number"))


def print_sets(award: Award) -> list[tuple[Design, int]]:
    """Return the designs of the certificates of a kind that hold, with how many each has (two queries)."""
    rows = Certificate.objects.filter(family=award.family, state=VALID, erased_at__isnull=True)
    counts = dict(rows.values_list("design").annotate(n=Count("pk")).order_by())
    return [(one, counts[one.pk]) for one in Design.objects.filter(pk__in=counts)]


def count_states(programme: Any) -> dict[str, int]:
    """Count the certificates of a programme by state (one query)."""
    rows = Certificate.objects.filter(programme=programme).values("state").annotate(n=Count("pk")).order_by()
    return {row["state"]: row["n"] for row in rows}


# --- for everybody ---


def by_code(code: str) -> Certificate | None:
    """Return the certificate of a code as it is kept, or None."""
    return _BY_CODE.first(code)


def by_file(sha256: str) -> Certificate | None:
    """Return the certificate whose PDF has this hash, or None."""
    return Certificate.objects.filter(pdf_sha256=sha256).exclude(pdf_sha256="").first()


def access_given_award(award_id: UUID) -> Award:
    """Return a kind of certificate that was given at least once, or 404: drafts are nobody's business."""
    given = Certificate.objects.filter(award=OuterRef("pk"))
    return get_object_or_404(_awards().filter(Exists(given)), pk=award_id)


def access_newest_of(programme_id: UUID) -> Certificate:
    """Return the newest certificate of a programme with its design, for who gives them; 404 where there is none."""
    rows = Certificate.objects.filter(programme=programme_id).select_related("programme", "design")
    return get_object_or_404(rows.order_by("-issued_at", "pk")[:1])


# --- for the person ---


def certificates_of(person: Any) -> list[Certificate]:
    """Return the certificates of a person, the newest first; those that hold no more too."""
    return list(Certificate.objects.filter(person=person).select_related("award", "programme", "event"))


def holds_some(person: Any) -> bool:
    """Tell whether a person was ever given a certificate."""
    return Certificate.objects.filter(person=person).exists()


def awards_for(person: Any) -> list[Award]:
    """Return the kinds of certificates that a person may come to: of their events and programmes."""
    placed = [one for one in enrolments.my_enrolments(person) if one.state == "placed"]
    joined = {one.scope_id for one in person.grants.filter(role="participant", scope_kind="programme")}
    about = Q(event__in=[one.event_id for one in placed])
    about |= Q(series__in=[one.event.series_id for one in placed if one.event.series_id])
    about |= Q(event__isnull=True, series__isnull=True, programme__in=joined)
    return list(_awards().filter(about, is_current=True))


def standings_of(person: Any) -> list[tuple[Award, Standing]]:
    """Return how a person stands before each certificate that they may come to."""
    return [(award, entitlement.standing_of(award, person)) for award in awards_for(person)]


# --- what a coordinator may choose ---


def event_choices(programme: Any) -> Sequence[Any]:
    """Return the events of a programme that certificates may be about."""
    return list(events.list_events(programme).exclude(state="cancelled"))


def series_choices(programme: Any) -> Sequence[Any]:
    """Return the series of a programme."""
    return list(events.list_series(programme))


def refuse_unless(is_there: bool) -> None:
    """Answer 404 where something is not there."""
    if not is_there:
        raise Http404
