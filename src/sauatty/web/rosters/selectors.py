"""The only door to the rows of lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.web.accounts import selectors as accounts
from sauatty.web.programmes import selectors as programmes
from sauatty.web.rosters.comparing import Known
from sauatty.web.rosters.models import Roster, RosterRow

Decision = RosterRow.Decision
TAKEN = (Decision.NEW, Decision.KNOWN)
FOUND_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class RosterCounts:
    """How many lines of a list stand where."""

    open: int
    new: int
    known: int
    left: int
    wrong: int
    taken: int


def list_rosters(actor: Any, programme: Any) -> QuerySet[Roster]:
    """List the lists of a programme that the actor coordinates, newest first."""
    rows = Roster.objects.filter(programme__in=programmes.list_coordinated(actor), programme=programme)
    return rows.select_related("event", "cohort").order_by("-made_at", "pk")


def access_roster(actor: Any, roster_id: UUID) -> Roster:
    """Return a list of a programme that the actor coordinates; otherwise there is none (404)."""
    rows = Roster.objects.filter(programme__in=programmes.list_coordinated(actor))
    return get_object_or_404(rows.select_related("programme", "event", "cohort"), pk=roster_id)


def access_row(roster: Roster, number: int) -> RosterRow:
    """Return a line of a list by its number in the file; otherwise there is none (404)."""
    return get_object_or_404(RosterRow.objects.select_related("roster"), roster=roster, number=number)


def list_rows(roster: Roster, shown: str) -> QuerySet[RosterRow]:
    """List the lines of one kind: open, wrong, new, known, left or all."""
    rows = roster.rows.select_related("person__organisation").order_by("number")
    if shown == "wrong":
        return rows.exclude(problems=[])
    return rows.filter(decision=shown) if shown in Decision.values else rows


def count_rows(roster: Roster) -> RosterCounts:
    """Count the lines of a list, in one query."""
    found = roster.rows.aggregate(
        **{one: Count("pk", filter=Q(decision=one)) for one in Decision.values},
        wrong=Count("pk", filter=~Q(problems=[])),
        taken=Count("pk", filter=Q(decision__in=TAKEN, number__lte=roster.taken_to)),
    )
    return RosterCounts(**found)


def known_people(programme: Any, mails: Iterable[str]) -> Known:
    """Return the people of a programme by name, and whoever has one of the addresses, for the comparison alone."""
    names = dict(accounts.list_members(programmes.SCOPE, programme.pk).values_list("pk", "name"))
    return Known(names, accounts.people_by_mail([one for one in mails if one]))


def suggested_people(rows: Sequence[RosterRow], programme: Any) -> dict[str, Any]:
    """Return the people of the programme who are suggested for some lines, by id, in one query."""
    ids = {one["person"] for row in rows for one in row.candidates if "person" in one}
    people = accounts.list_members(programmes.SCOPE, programme.pk).filter(pk__in=ids)
    return {str(person.pk): person for person in people}


class DecidedRow(NamedTuple):
    """A line as taking over needs it."""

    number: int
    id: UUID
    decision: str
    fields: dict[str, str]
    person: UUID | None


def rows_to_take(roster: Roster, most: int, *, after: int = 0) -> list[DecidedRow]:
    """Return the next lines to take over, in order, from below one on."""
    decided = roster.rows.filter(decision__in=TAKEN, number__gt=after)
    rows = decided.order_by("number").values_list("number", "pk", "decision", "fields", "person_id")
    return [DecidedRow(*row) for row in rows[:most]]


def ids_of(roster: Roster) -> list[UUID]:
    """Return whom the lines of a list that was taken over mean, in its order, each once."""
    rows = roster.rows.filter(decision__in=TAKEN, number__lte=roster.taken_to).order_by("number")
    meant = (
        pk if decision == Decision.NEW else person
        for pk, decision, person in rows.values_list("pk", "decision", "person_id")
    )  # fmt: skip
    return list(dict.fromkeys(one for one in meant if one))


def people_of(roster: Roster) -> list[Any]:
    """List the people of a list that was taken over, in its order, each once."""
    ids, found = ids_of(roster), {}
    members = accounts.list_members(programmes.SCOPE, roster.programme_id).prefetch_related(None)
    for at in range(0, len(ids), FOUND_AT_ONCE):
        found |= {person.pk: person for person in members.filter(pk__in=ids[at : at + FOUND_AT_ONCE])}
    return [found[pk] for pk in ids if pk in found]


def shown_or_404(shown: str) -> str:
    """Return which lines are asked for; otherwise there is no such page (404)."""
    if shown not in {"", "all", "wrong", *Decision.values}:
        raise Http404
    return shown
