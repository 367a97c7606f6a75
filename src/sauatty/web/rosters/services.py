"""Lists on their way into a programme: received, read, decided, taken over. Every step can be repeated."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from sauatty.core.errors import ImportRefused, RosterNotReady, RosterPersonUnknown, RosterUndecided
from sauatty.core.exchange.participants import ParticipantList
from sauatty.sandbox import read_participants_in_sandbox
from sauatty.web.accounts import selectors as accounts
from sauatty.web.accounts.services import many, people
from sauatty.web.base import audit, bulk, jobs
from sauatty.web.enrolments import services as enrolments
from sauatty.web.programmes import members
from sauatty.web.programmes import selectors as programmes
from sauatty.web.rosters import comparing, files, selectors
from sauatty.web.rosters.models import Roster, RosterRow

READ_JOB, TAKE_JOB = "rosters.read", "rosters.take"
STORED_AT_ONCE, TAKEN_AT_ONCE = 5000, 5000
UPLOAD = "upload"
# Plain columns of a line, in the order of `_stored`.
_COLUMNS = (
    "id", "roster_id", "number", "fields", "problems", "candidates", "decision", "person_id",
)  # fmt: skip
_json = json.JSONEncoder(ensure_ascii=False).encode
State, Decision = Roster.State, RosterRow.Decision


@transaction.atomic
def upload(
    *, actor: Any, programme: Any, file: Any, event: Any = None, cohort: Any = None
) -> tuple[Roster, jobs.Job]:
    """Receive a list; the same file for the same purpose is the list that is there, read anew where it was refused."""
    with files.receive(file.chunks()) as (sha256, content):
        return _uploaded(actor, programme, file.name, sha256, content, event, cohort)


def _uploaded(
    actor: Any, programme: Any, name: str, sha256: str, content: Any, event: Any, cohort: Any
) -> tuple[Roster, jobs.Job]:
    scope = f"event:{event.pk}" if event else f"cohort:{cohort.pk}" if cohort else "programme"
    roster, is_new = Roster.objects.get_or_create(
        programme=programme, scope=scope, sha256=sha256,
        defaults={"event": event, "cohort": cohort, "file_name": name[:250], "made_by": actor},
    )  # fmt: skip
    if is_new:
        audit.record("roster.uploaded", actor=actor, target=roster, scope=scope)
    if roster.state in (State.READING, State.REFUSED):
        files.keep(content, roster.pk)
    if roster.state == State.REFUSED:
        Roster.objects.filter(pk=roster.pk).update(state=State.READING, problem={})
    job = jobs.enqueue(
        READ_JOB, key=str(roster.pk), payload={"roster": str(roster.pk)}, actor=actor, again=roster.state == State.REFUSED
    )  # fmt: skip
    return roster, job


@bulk.many_objects()
def read(payload: dict[str, Any], report: jobs.Report) -> None:
    """Read and compare a list (job); a refusal is written down and shown, its file removed."""
    roster = Roster.objects.select_related("programme").get(pk=payload["roster"])
    if roster.state != State.READING:
        return
    try:
        with files.local(roster.pk) as path:
            found = read_participants_in_sandbox(path, name=roster.file_name)
    except ImportRefused as error:
        params = {name: str(value) for name, value in error.params.items()}
        Roster.objects.filter(pk=roster.pk, state=State.READING).update(
            state=State.REFUSED, problem={"message": error.message, "params": params}
        )
        files.remove(roster.pk)
        return
    known = selectors.known_people(roster.programme, [row.fields.get("email", "") for row in found.rows])
    _store(roster, found, known, report)
    files.remove(roster.pk)


@transaction.atomic
def _store(roster: Roster, found: ParticipantList, known: comparing.Known, report: jobs.Report) -> None:
    """Store the lines with what they were compared with, all of them or none; what another worker stored stays."""
    if Roster.objects.select_for_update(of=("self",)).get(pk=roster.pk).state != State.READING:
        return
    rows = found.rows
    stored: list[tuple[Any, ...]] = []
    n_new = 0
    for done, compared in enumerate(comparing.compare(rows, known), 1):
        stored.append(_stored(roster.pk, compared))
        n_new += compared.decision == Decision.NEW
        if len(stored) == STORED_AT_ONCE:
            bulk.insert_plain(RosterRow, _COLUMNS, stored)
            stored = []
            report(done, len(rows))
    bulk.insert_plain(RosterRow, _COLUMNS, stored)
    n_wrong = sum(not row.is_usable for row in rows)
    notes = {"ignored": list(found.ignored), "refused": list(found.refused)}
    Roster.objects.filter(pk=roster.pk).update(
        state=State.READ, n_rows=len(rows), n_wrong=n_wrong, n_new=n_new, problem=notes
    )


def _stored(roster: UUID, compared: comparing.Compared) -> tuple[Any, ...]:
    row = compared.row
    problems = _json([[one.code, one.params] for one in row.problems]) if row.problems else "[]"
    candidates = _json(compared.candidates) if compared.candidates else "[]"
    fields = _json(row.fields)
    return (
        uuid4(),
        roster,
        row.number,
        fields,
        problems,
        candidates,
        compared.decision,
        compared.person,
    )


@transaction.atomic
def decide(*, actor: Any, row: RosterRow, decision: str, person: UUID | None = None) -> None:
    """Say what a line means: a new person, one of those suggested for it, or nobody.

    Raises
    ------
    RosterNotReady
        The list is being taken over, or is taken over already.
    RosterPersonUnknown
        Somebody was chosen who was not suggested for this line.
    """
    suggested = {one["person"] for one in row.candidates if "person" in one}
    if decision == Decision.KNOWN and str(person) not in suggested:
        raise RosterPersonUnknown
    if decision == Decision.NEW and "name" not in row.fields:
        raise RosterPersonUnknown
    _hold(row.roster, State.READ)
    meant = person if decision == Decision.KNOWN else None
    RosterRow.objects.filter(pk=row.pk).update(decision=decision, person_id=meant)
    audit.record("roster.decided", actor=actor, target=row.roster, line=row.number, decision=decision)


@transaction.atomic
def decide_open(*, actor: Any, roster: Roster, decision: str) -> int:
    """Decide all lines that are open at once: all as new people, or all left out."""
    _hold(roster, State.READ)
    n = roster.rows.filter(decision=Decision.OPEN).update(decision=decision)
    if n:
        audit.record("roster.decided-open", actor=actor, target=roster, decision=decision, n=n)
    return n


def _hold(roster: Roster, *states: str) -> Roster:
    held = Roster.objects.select_for_update(of=("self",)).get(pk=roster.pk)
    if held.state not in states:
        raise RosterNotReady
    return held


@transaction.atomic
def take(*, actor: Any, roster: Roster) -> jobs.Job:
    """Take a list over, in a job; one that was stopped or has failed goes on where it was.

    Raises
    ------
    RosterUndecided
        Lines are open. Nothing is taken over by itself that may mean somebody who is known.
    """
    _hold(roster, State.READ, State.TAKING)
    n = roster.rows.filter(decision=Decision.OPEN).count()
    if n:
        raise RosterUndecided(n=n)
    Roster.objects.filter(pk=roster.pk).update(state=State.TAKING)
    audit.record("roster.taken", actor=actor, target=roster)
    payload = {"roster": str(roster.pk), "actor": str(actor.pk)}
    return jobs.enqueue(TAKE_JOB, key=str(roster.pk), payload=payload, actor=actor, again=True)


def is_stopped(roster: Roster) -> bool:
    """Tell whether a list is neither being taken over nor taken over: somebody stopped it, or it failed."""
    return roster.state == State.TAKING and jobs.is_over(TAKE_JOB, key=str(roster.pk))


@bulk.many_objects()
def take_over(payload: dict[str, Any], report: jobs.Report) -> None:
    """Make the people of a list and let them take part (job); cut off in the middle, it goes on where it was."""
    roster = Roster.objects.select_related("programme", "event", "cohort").get(pk=payload["roster"])
    if roster.state != State.TAKING:
        return
    actor = accounts.find_person(payload["actor"])
    workplaces = many.Workplaces()
    while rows := selectors.rows_to_take(roster, TAKEN_AT_ONCE, after=roster.taken_to):
        _take_rows(roster, rows, actor, workplaces)
        report(roster.taken_to, max(roster.n_rows, roster.taken_to))
    _let_take_part(roster, actor)
    Roster.objects.filter(pk=roster.pk).update(state=State.TAKEN)


@transaction.atomic
def _take_rows(
    roster: Roster, rows: Sequence[selectors.DecidedRow], actor: Any, workplaces: many.Workplaces
) -> None:
    """Make the people of some lines. A line's id becomes its person's: the same line is never two people."""
    mine = Roster.objects.filter(pk=roster.pk, state=State.TAKING, taken_to=roster.taken_to)
    if not mine.update(taken_to=rows[-1].number):
        raise jobs.JobCancelled  # another worker goes on with it
    place = {"scope_kind": programmes.SCOPE, "scope_id": roster.programme_id}
    new = [_new_person(row) for row in rows if row.decision == Decision.NEW]
    many.add_people(actor=actor, people=new, workplaces=workplaces, **place)
    met = [row.person for row in rows if row.person and row.decision == Decision.KNOWN]
    people.let_all_take_part(people=met, **place)
    roster.taken_to = rows[-1].number


def _new_person(row: selectors.DecidedRow) -> many.NewPerson:
    told = row.fields
    return many.NewPerson(
        id=row.id, name=told["name"], email=told.get("email", ""), language=told.get("language", "kk"),
        region=told.get("region", ""), organisation=told.get("organisation", ""), kind=told.get("kind", ""),
    )  # fmt: skip


def _let_take_part(roster: Roster, actor: Any) -> None:
    """Register the people for the event, in the order of the list, or put them into the cohort."""
    if roster.event:
        enrolments.register_many(
            actor=actor, event=roster.event, people=selectors.people_of(roster), source=UPLOAD
        )
    elif roster.cohort:
        members.join_all(actor=actor, cohort=roster.cohort, people=selectors.ids_of(roster))


@transaction.atomic
def remove(*, actor: Any, roster: Roster) -> None:
    """Remove a list with its lines; the people it brought stay."""
    held = Roster.objects.select_for_update(of=("self",)).get(pk=roster.pk)
    if held.state == State.TAKING and not is_stopped(held):
        raise RosterNotReady
    files.remove(held.pk)
    audit.record("roster.removed", actor=actor, target=held)
    held.delete()


def sweep_files() -> int:
    """Remove files that no list waits for any more (after retention)."""
    return files.remove_unnamed(Roster.objects.filter(state=State.READING).values_list("pk", flat=True))
