"""The only door to the rows of enrolments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from sauatty.core.languages import search_key
from sauatty.web.accounts import selectors as accounts
from sauatty.web.enrolments.models import Enrolment, EntryQuestion, Invitation, Newcomer
from sauatty.web.events import selectors as events

PLACED, WAITING, CANCELLED = Enrolment.State.PLACED, Enrolment.State.WAITING, Enrolment.State.CANCELLED
_ACTIVE = ~Q(state=CANCELLED)
NAMED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """How many registrations of an event are in each state."""

    placed: int = 0
    waiting: int = 0
    cancelled: int = 0

    @property
    def all(self) -> int:
        """Return how many have registered, whatever became of it."""
        return self.placed + self.waiting + self.cancelled


def list_enrolments(
    event: Any, *, state: str = "", search: str = "", region: str = "", source: str = ""
) -> QuerySet[Enrolment]:
    """List the registrations of an event in the order of arrival, with person, organisation and quota."""
    rows = Enrolment.objects.filter(event=event).order_by("number")
    for name, value in (("state", state), ("source", source)):
        rows = rows.filter(**{name: value}) if value else rows
    rows = rows.filter(_having("region", region)) if region else rows
    for word in search_key(search).replace(",", " ").split():
        rows = rows.filter(person__search_key__contains=word)
    return rows.select_related("person__organisation__region", "person__region", "quota")


def placed_people(event: Any) -> list[Any]:
    """List the people who have a place, in the order of their registrations (one query)."""
    return [one.person for one in list_enrolments(event, state=PLACED)]


def is_over(event: Any) -> bool:
    """Tell whether no place is given out or back any more: the last session has ended, or the event is called off."""
    return events.phase(event) in ("held", "done", "cancelled")


def is_placed(event: Any, person: Any) -> bool:
    """Tell whether a person has a place."""
    return Enrolment.objects.filter(event=event, person=person, state=PLACED).exists()


def enrolment_of(event: Any, person: Any) -> Enrolment | None:
    """Return the registration of a person that holds, or None."""
    return Enrolment.objects.filter(_ACTIVE, event=event, person=person).select_related("event").first()


def enrolments_of(event: Any, people: Iterable[UUID]) -> dict[UUID, Enrolment]:
    """Return the registrations that hold of some people, by the id of the person (one query)."""
    wanted, rows = set(people), Enrolment.objects.filter(_ACTIVE, event=event)
    if (
        len(wanted) <= NAMED_AT_ONCE
    ):  # a query names only so many; a list of a whole region is looked up in the event
        rows = rows.filter(person__in=wanted)
    return {row.person_id: row for row in rows if row.person_id in wanted}


def my_enrolments(person: Any) -> QuerySet[Enrolment]:
    """List a person's registrations, the newest first; what they cancelled stands there too."""
    rows = Enrolment.objects.filter(person=person).select_related("event__programme", "event__region")
    return rows.order_by("-registered_at", "-number")


def my_dated_enrolments(person: Any) -> QuerySet[Enrolment]:
    """List the same with `begins_at` and `over_at` of the event, and `ahead`: how many wait before this one."""
    held = Q(event__sessions__cancelled_at__isnull=True)
    before = Enrolment.objects.filter(event=OuterRef("event"), state=WAITING, number__lt=OuterRef("number"))
    counted = before.order_by().values("event").annotate(n=Count("pk")).values("n")
    return my_enrolments(person).annotate(
        begins_at=Min("event__sessions__starts_at", filter=held),
        over_at=Max("event__sessions__ends_at", filter=held),
        ahead=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
    )


def event_ids(person: Any) -> list[UUID]:
    """Return the events in which a person has a place (one query)."""
    return list(Enrolment.objects.filter(person=person, state=PLACED).values_list("event", flat=True))


def access_enrolment_of(event: Any, enrolment_id: UUID) -> Enrolment:
    """Return a registration for this very event, or 404; who may see the event was asked before."""
    rows = Enrolment.objects.filter(event=event).select_related(
        "event", "person__organisation", "person__region", "quota"
    )
    return get_object_or_404(rows, pk=enrolment_id)


def access_own_enrolment(actor: Any, enrolment_id: UUID) -> Enrolment:
    """Return a registration of the actor's own, or 404."""
    return get_object_or_404(my_enrolments(actor), pk=enrolment_id)


def find_enrolment(enrolment_id: UUID) -> Enrolment | None:
    """Return a registration to somebody who has proven another way that it is theirs (a signed link)."""
    rows = Enrolment.objects.select_related("event__programme", "person")
    return rows.filter(pk=enrolment_id).first()


def list_active(event: Any) -> QuerySet[Enrolment]:
    """List who has a place or waits, in the order of arrival."""
    return list_enrolments(event).filter(_ACTIVE)


def coming_sessions(since: datetime, until: datetime) -> list[tuple[UUID, datetime, str]]:
    """Return the sessions that begin within a time and for which somebody has a place: event, beginning, zone."""
    within = {"event__sessions__starts_at__gt": since, "event__sessions__starts_at__lte": until}
    rows = Enrolment.objects.filter(
        state=PLACED, event__state="open", event__sessions__cancelled_at__isnull=True, **within
    )
    return list(
        rows.order_by().values_list("event", "event__sessions__starts_at", "event__timezone").distinct()
    )


def waiting_places(event: Any) -> dict[UUID, int]:
    """Return the how-many-th each who waits is, by the id of the registration (one query)."""
    rows = Enrolment.objects.filter(event=event, state=WAITING).order_by("number")
    return {pk: place for place, pk in enumerate(rows.values_list("pk", flat=True), 1)}


def list_invented() -> QuerySet[Enrolment]:
    """List the registrations of invented people, and those for invented trainings."""
    return Enrolment.objects.filter(Q(person__is_demo=True) | Q(event__is_demo=True))


def _having(by: str, value: str) -> Q:
    """Return the condition for the people whom a quota is for; says the same as `placing.traits_of`."""
    if by == "kind":
        return Q(person__organisation__kind=value)
    of_work = Q(person__region__isnull=True, person__organisation__region=value)
    return Q(person__region=value) | of_work


def list_waiting(event_id: UUID, *, left: int | None, kept: Iterable[tuple[str, str]]) -> list[Enrolment]:
    """List those of the waiting list whose turn it can be, in the order of arrival.

    With `left` places these are the first `left` of all, and the first of those for whom quotas (`kept`) have room.
    """
    rows = Enrolment.objects.filter(event=event_id, state=WAITING).select_related("person__organisation")
    rows = rows.order_by("number")
    found = {row.pk: row for row in rows[:left]}
    for by, value in kept if left is not None else ():
        found |= {row.pk: row for row in rows.filter(_having(by, value))[:left]}
    return sorted(found.values(), key=lambda row: row.number)


def list_general(event_id: UUID, *, by: str, value: str, first: int) -> list[Enrolment]:
    """List the first who have a general place and could have one of a quota."""
    rows = Enrolment.objects.filter(_having(by, value), event=event_id, state=PLACED, quota__isnull=True)
    return list(rows.order_by("number")[:first])


def waiting_place(enrolment: Enrolment) -> int:
    """Return the how-many-th somebody is on the waiting list; 0 for who is not on it."""
    if enrolment.state != WAITING:
        return 0
    before = Enrolment.objects.filter(event=enrolment.event_id, state=WAITING, number__lt=enrolment.number)
    return before.count() + 1


def last_number(event_id: UUID) -> int:
    """Return the number of the last arrival."""
    return Enrolment.objects.filter(event=event_id).aggregate(last=Max("number"))["last"] or 0


def count_enrolments(events: Iterable[UUID]) -> dict[UUID, Counts]:
    """Count the registrations of several events by state in one query."""
    rows = Enrolment.objects.filter(event__in=list(events)).order_by()
    found: dict[UUID, dict[str, int]] = {}
    for event, state, n in rows.values_list("event", "state").annotate(n=Count("pk")):
        found.setdefault(event, {})[state] = n
    return {event: Counts(**counts) for event, counts in found.items()}


def summarise_event(event: Any) -> Counts:
    """Count the registrations of one event by state."""
    return count_enrolments([event.pk]).get(event.pk, Counts())


def list_questions(event: Any) -> list[EntryQuestion]:
    """List what an event asks those who register."""
    return list(EntryQuestion.objects.filter(event=event))


def access_question(event: Any, question_id: UUID) -> EntryQuestion:
    """Return a question of this very event, or 404."""
    return get_object_or_404(EntryQuestion.objects.filter(event=event), pk=question_id)


def answered_codes(event: Any) -> set[str]:
    """Return the codes of questions to which an event has answers, asked still or not."""
    rows = Enrolment.objects.filter(event=event).exclude(answers={}).values_list("answers", flat=True)
    return {code for answers in rows.iterator() for code in answers}


def list_invitations(event: Any) -> QuerySet[Invitation]:
    """List the invitations to an event, the newest first."""
    return (
        Invitation.objects.filter(event=event)
        .select_related("person", "enrolment")
        .order_by("-made_at", "pk")
    )


def has_invitation(event: Any, *, email: str, person: Any) -> bool:
    """Tell whether somebody holds an invitation that was not taken back."""
    whom = Q(email=email) if email else Q(pk__in=[])
    whom |= Q(person=person) if person is not None else Q(pk__in=[])
    return Invitation.objects.filter(whom, event=event, withdrawn_at__isnull=True).exists()


def access_invitation(event: Any, invitation_id: UUID) -> Invitation:
    """Return an invitation to this very event, or 404."""
    return get_object_or_404(Invitation.objects.filter(event=event), pk=invitation_id)


def find_invitation(token_hash: str) -> Invitation | None:
    """Return the invitation of a token, or None."""
    rows = Invitation.objects.select_related("event__programme", "person", "enrolment")
    return rows.filter(token_hash=token_hash).first()


def person_of_address(email: str) -> Any:
    """Return the active person of an e-mail address, or None."""
    return next(iter(accounts.find_people(email, limit=1)), None)


def find_newcomer(token_hash: str) -> Newcomer | None:
    """Return what a newcomer wrote, by the token of the letter."""
    return Newcomer.objects.select_related("event__programme").filter(token_hash=token_hash).first()
