"""The only door to workshops: who may see which, of what one can be made, and what became of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sauatty.core.errors import GuideHiddenFromCoder
from sauatty.web.accounts import selectors as accounts
from sauatty.web.activities import selectors as activities
from sauatty.web.attendances import selectors as attendances
from sauatty.web.base.texts import in_language
from sauatty.web.enrolments import selectors as enrolments
from sauatty.web.events import selectors as events
from sauatty.web.events.zones import local
from sauatty.web.programmes import selectors as programmes
from sauatty.web.publications import selectors as publications
from sauatty.web.specialists import selectors as specialists
from sauatty.web.workshops.models import RegionalWorkshop

_BELONGS = ("event__region", "event__programme", "version__guide", "record")
_LARGE = ("version__documents", "version__changes")


# --- who may see which ---


def list_workshops(actor: Any) -> QuerySet[RegionalWorkshop]:
    """List the workshops of the programmes that the actor coordinates, and those that they hold themselves."""
    held = RegionalWorkshop.objects.filter(
        event__sessions__trainers__person=actor, event__sessions__cancelled_at__isnull=True
    )
    seen = Q(event__programme__in=programmes.list_coordinated(actor)) | Q(pk__in=held.order_by().values("pk"))
    return RegionalWorkshop.objects.filter(seen).select_related(*_BELONGS).defer(*_LARGE)


def access_workshop(actor: Any, workshop_id: UUID) -> RegionalWorkshop:
    """Return a workshop that the actor coordinates or holds, or 404."""
    return get_object_or_404(list_workshops(actor), pk=workshop_id)


def access_attended(actor: Any, workshop_id: UUID) -> RegionalWorkshop:
    """Return a workshop in which the actor takes part, or 404."""
    rows = RegionalWorkshop.objects.select_related(*_BELONGS).defer(*_LARGE)
    workshop = get_object_or_404(rows, pk=workshop_id)
    if not takes_part(actor, workshop):
        raise Http404
    return workshop


def takes_part(actor: Any, workshop: RegionalWorkshop) -> bool:
    """Tell whether somebody has a place in a workshop, or was there without one."""
    event = workshop.event
    return enrolments.is_placed(event, actor) or actor.pk in (attendances.who_came(event) or ())


def find_workshop(event_id: UUID) -> RegionalWorkshop | None:
    """Return the workshop that a training is, if it is one; who may ask was looked at before (one query)."""
    rows = RegionalWorkshop.objects.select_related(*_BELONGS).defer(*_LARGE)
    return rows.filter(pk=event_id).first()


def is_workshop(event: Any) -> bool:
    """Tell whether a training is a workshop on a guide."""
    return RegionalWorkshop.objects.filter(pk=event.pk).exists()


def dated(rows: QuerySet[RegionalWorkshop], *, region: str = "") -> QuerySet[RegionalWorkshop]:
    """Add `begins_at` and the number of challenges, the latest first; narrowed to a region."""
    held = Q(event__sessions__cancelled_at__isnull=True)
    rows = rows.filter(event__region=region) if region else rows
    rows = rows.annotate(
        begins_at=Min("event__sessions__starts_at", filter=held),
        n_said=Count("record__challenges", distinct=True),
    )
    return rows.order_by(F("begins_at").desc(nulls_last=True), "pk")


def alike(
    actor: Any, programme: Any, region: str, guide_id: Any, *, but: Any = None
) -> list[RegionalWorkshop]:
    """List the workshops to come on one guide in one region, which two coordinators may make without knowing (one query)."""
    rows = list_workshops(actor).filter(
        event__programme=programme, event__region=region, version__guide=guide_id, event__state="open"
    )
    to_come = dated(rows.exclude(pk=but)).filter(begins_at__gt=timezone.now())
    return list(to_come.order_by("begins_at", "pk")[:5])


@dataclass(frozen=True, slots=True)
class RegionCount:
    """How many workshops a region had, and how many people have or had a place there."""

    code: str
    name: str
    n: int
    n_people: int


def count_by_region(actor: Any) -> list[RegionCount]:
    """Count the workshops of each region that the actor may see, those called off left out (two queries)."""
    rows = list_workshops(actor).exclude(event__state="cancelled").order_by().values("event__region")
    counts = {row["event__region"]: row for row in rows.annotate(n=Count("pk"), people=Sum("event__taken"))}
    return [
        RegionCount(one.code, in_language(one, "name"), counts[one.code]["n"], counts[one.code]["people"])
        for one in accounts.list_regions()
        if one.code in counts
    ]


# --- of what one can be made ---


def offered_versions(actor: Any, programme: Any) -> list[Any]:
    """Return the published guides that a workshop can be on, each in its newest version.

    Invented guides are for the invented programme. A guide of machine proposals is hidden from who codes its text.
    """
    rows = publications.list_published(actor).filter(guide__is_demo=programme.is_demo)
    return [one for one in rows.select_related("guide__edition") if may_read(actor, one)]


def may_read(actor: Any, version: Any) -> bool:
    """Tell whether somebody may read a published version and its papers."""
    try:
        publications.access_published(actor, version.guide.slug, version.number)
    except (GuideHiddenFromCoder, Http404):
        return False
    return True


def list_invitable(
    actor: Any, programme: Any, region: str, *, subject: str = "", language: str = ""
) -> list[Any]:
    """List the specialists of a region who can be asked now, by name; invented ones for the invented programme."""
    found = specialists.find_specialists(
        actor, region=region, subject=subject, language=language, is_available=True
    )
    return [one for one in found if one.person.is_demo == programme.is_demo]


# --- what became of one ---


def first_day(event: Any) -> date | None:
    """Return the day on which the first session begins, by the clocks of the event."""
    moment = events.first_start(event)
    return local(moment, event.timezone).date() if moment else None


def has_begun(event: Any) -> bool:
    """Tell whether the first session has begun, and the training was not called off."""
    moment = events.first_start(event)
    return event.state != "cancelled" and moment is not None and moment <= timezone.now()


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of a workshop. `came` is None where nobody was noted; `follow_up` is how far their activity is."""

    name: str
    is_invited: bool
    place: str
    came: bool | None
    follow_up: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The people of a workshop: how many were invited, have a place, came, and what followed."""

    people: list[PersonRow]
    n_invited: int
    n_placed: int
    n_came: int | None
    # Of those who came, or have a place where nobody was noted: how many reported an activity, planned one, did nothing.
    n_held: int
    n_planned: int
    n_open: int


def summarise(workshop: RegionalWorkshop, event: Any) -> Summary:
    """Return the people of a workshop by name and what they did since (five queries)."""
    invitations = list(enrolments.list_invitations(event))
    placed = {one.person_id: one for one in enrolments.list_active(event)}
    came = attendances.who_came(event)
    due = _due(placed, came)
    states = follow_ups(event, due)
    names = {pk: one.person.name for pk, one in placed.items()}
    names |= accounts.names_of([pk for pk in came or () if pk not in names])
    invited = {one.person_id for one in invitations if one.person_id}
    rows = [
        PersonRow(
            name, pk in invited, str(placed[pk].get_state_display()) if pk in placed else "",
            None if came is None else pk in came, states.get(pk, "") if pk in due else None,
        )
        for pk, name in names.items()
    ]  # fmt: skip
    rows += [_only_invited(one) for one in invitations if one.person_id not in names and not one.withdrawn_at]
    counts = [sum(states.get(pk) == state for pk in due) for state in ("held", "planned", None)]
    n_placed = sum(one.state == enrolments.PLACED for one in placed.values())
    return Summary(
        sorted(rows, key=lambda one: one.name.casefold()), sum(not one.withdrawn_at for one in invitations),
        n_placed, None if came is None else len(came), *counts,
    )  # fmt: skip


def n_invited(workshop: RegionalWorkshop) -> int:
    """Return how many people are invited (one query)."""
    return len([one for one in enrolments.list_invitations(workshop.event) if not one.withdrawn_at])


def _only_invited(one: Any) -> PersonRow:
    return PersonRow(one.name or one.email, True, "", None, None)


def _due(enrolled: dict[UUID, Any], came: Collection[UUID] | None) -> set[UUID]:
    """Return who is to run an activity: who came; where nobody was noted, who has a place."""
    if came is not None:
        return set(came)
    return {pk for pk, one in enrolled.items() if one.state == enrolments.PLACED}


def due_people(event: Any) -> set[UUID]:
    """Return the same of a workshop whose people are not fetched yet (two queries)."""
    placed = {one.person_id: one for one in enrolments.list_active(event)}
    return _due(placed, attendances.who_came(event))


def n_people(event: Any) -> int:
    """Return how many were there; where nobody was noted, how many have a place."""
    return len(due_people(event))


def follow_ups(event: Any, people: Iterable[UUID]) -> dict[UUID, str]:
    """Return who has 'held' (reported) or 'planned' an activity since the workshop began (one query)."""
    begun, day = events.first_start(event), first_day(event)
    if begun is None or day is None:
        return {}
    since = Q(created_at__gte=begun) | Q(held_on__gte=day) | Q(planned_on__gte=day)
    rows = activities.list_of_programme(event.programme).filter(since, person__in=list(people))
    found: dict[UUID, str] = {}
    for person, state in rows.exclude(state="dropped").order_by().values_list("person", "state"):
        found[person] = "planned" if state == "planned" and found.get(person) != "held" else "held"
    return found


def subjects_of(workshop: RegionalWorkshop) -> list[Any]:
    """Return the subjects of a workshop, as the guide names them."""
    known = publications.subjects_of(workshop.version.guide)
    return [one for one in known if one.scope in workshop.subjects]


def list_said_at(workshop: RegionalWorkshop) -> list[Any]:
    """Return what was said at a workshop, the latest first (one query)."""
    if workshop.record_id is None:
        return []
    return list(publications.list_said(guides=[], workshops=[workshop.record_id]))


def list_said_by(workshop: RegionalWorkshop, person: Any) -> list[Any]:
    """Return what one person wrote down at a workshop."""
    return [one for one in list_said_at(workshop) if one.recorded_by_id == person.pk]
