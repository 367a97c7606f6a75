"""Where a row of a box meets what the server has by now: places that are given away, attempts that are used up, names.

`put_…` do all of a row and return outcome and reason; `prepare_…` and `after_…` return a reason to look at it, or ''.
"""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from sauatty.core.errors import AttemptsUsedUp, LinkUsed
from sauatty.core.matching.person_names import NameIndex
from sauatty.web.accounts import selectors as accounts
from sauatty.web.accounts.services import people
from sauatty.web.attempts import selectors as attempts
from sauatty.web.attempts import services as attempting
from sauatty.web.attendances import services as attendances
from sauatty.web.boxes import rows
from sauatty.web.boxes.models import Taken
from sauatty.web.enrolments import services as enrolments
from sauatty.web.events import selectors as events
from sauatty.web.papers import selectors as papers
from sauatty.web.rosters import selectors as rosters
from sauatty.web.rosters.comparing import LIKELY

Row = dict[str, Any]
TAKEN, THERE, REFUSED, CONFLICT = "taken", "there", "refused", "conflict"


def _one(label: str, key: Any) -> Any:
    return rows.model_of(label)._base_manager.get(pk=key)


# --- people who came to the door ---


def put_person(row: Row, newcomers: set[str]) -> tuple[str, str]:
    """Add somebody who registered on the box; who has an address that is known here is nobody new and nobody merged."""
    if rows.model_of("accounts.Person")._base_manager.filter(pk=row["id"]).exists():
        return THERE, ""
    if row["email"] and accounts.people_by_mail([row["email"]]):
        return CONFLICT, "person-known"
    names = ("language", "organisation_id", "region_id", "is_minor")
    facts = {name: row[name] for name in names}
    people.join_site(name=row["name"], email=row["email"], id=UUID(row["id"]), **facts)
    newcomers.add(row["id"])
    return TAKEN, ""


def known_as(row: Row) -> UUID | None:
    """Return who has the address of somebody from the door."""
    found = accounts.people_by_mail([row["email"]]) if row["email"] else {}
    return next((pk for pk, _name in found.values()), None)


def put_enrolment(row: Row, newcomers: set[str]) -> tuple[str, str]:
    """Register, or cancel, as was done on the box in the end; places are the server's.

    Whoever cancelled and registered again is registered. What was cancelled stays so, also where an older file of the
    box, with the registration, comes after the newer one.
    """
    event = events.find_event(row["event_id"])
    there = rows.model_of("enrolments.Enrolment")._base_manager.filter(
        event_id=row["event_id"], person_id=row["person_id"]
    )
    found: Any = there.order_by("number").last()
    cancelled = hashlib.sha256(f"cancelled|{row['id']}".encode()).hexdigest()
    if row["state"] == "cancelled":
        Taken.objects.get_or_create(id=cancelled)
        if found is None or found.state == "cancelled":
            return THERE, ""
        enrolments.cancel(actor=None, enrolment=found)
        return TAKEN, ""
    is_cancelled_here = found is not None and found.state == "cancelled" and str(found.pk) == row["id"]
    if (found is not None and found.state != "cancelled") or is_cancelled_here:
        return THERE, ""
    if Taken.objects.filter(pk=cancelled).exists():
        return THERE, ""
    return TAKEN, _register(event, row, newcomers)


def _register(event: Any, row: Row, newcomers: set[str]) -> str:
    person = _one("accounts.Person", row["person_id"])
    # Registration may be over by now; on the box it was not
    source = row["source"] if row["source"] in enrolments.BY_OTHERS else enrolments.Source.DESK
    made = enrolments.register(actor=None, event=event, person=person, source=source, answers=row["answers"])
    if not made.has_place and row["state"] == "placed":
        return "waits-for-a-place"
    return "looks-like" if str(person.pk) in newcomers and _looks_like(event, person) else ""


def _looks_like(event: Any, person: Any) -> bool:
    """Tell whether the programme has somebody of nearly this name; a person decides whether it is the same one."""
    names = dict(rosters.known_people(event.programme, []).names)
    names.pop(person.pk, None)
    return bool(names and NameIndex(names.items()).suggest(person.name, limit=1, least=LIKELY))


# --- surveys ---


def refuse_response(row: Row) -> str:
    """Refuse a response under a pseudonym that leads to nobody here: whoever was erased took their link along."""
    links = rows.model_of("surveys.Link")._base_manager.filter(
        campaign_id=row["campaign_id"], pseudonym=row["pseudonym"]
    )
    return "link-gone" if row["pseudonym"] and not links.exists() else ""


def prepare_response(row: Row, is_new: bool) -> str:
    """Let a second response of one pseudonym wait for a decision, as it does where the link is used twice here."""
    if not is_new or not row["pseudonym"]:
        return ""
    others = rows.model_of("surveys.Response")._base_manager.filter(
        campaign_id=row["campaign_id"], pseudonym=row["pseudonym"], state__in=["accepted", "late"]
    )
    if not others.exists() or row["state"] not in ("accepted", "late"):
        return ""
    row["state"], row["problem"] = "quarantined", LinkUsed.code
    return "answered-twice"


# --- attendance ---


def after_mark(row: Row) -> str:
    """Work out what holds for the person and the session from the marks of both sides."""
    attendances.recalculate(events.find_session(row["session_id"]), UUID(row["person_id"]))
    others = rows.model_of("attendances.Mark")._base_manager.filter(
        session_id=row["session_id"], person_id=row["person_id"], struck_at=None
    )
    # By hand the later one holds: here two people said otherwise in two places, and neither knew of the other
    is_said = row["struck_at"] is None and others.exclude(is_present=row["is_present"]).exists()
    return "marks-disagree" if is_said else ""


# --- tests ---


def prepare_attempt(row: Row, is_new: bool) -> str:
    """Number an attempt anew, let it be graded by the keys of the server, and say which rule of the test it breaks."""
    test, person = _one("papers.Test", row["test_id"]), _one("accounts.Person", row["person_id"])
    standing = attempts.standing_of(test, attempts.attempts_of(person, test))
    if row["state"] == "graded":
        row["state"] = "submitted"
    row |= {"result": None, "graded_at": None}
    counts = row["state"] != "void"
    if is_new:
        row["number"] = standing.last_number + 1
    if is_new and counts and standing.n_used >= test.attempts_allowed:
        row |= {"state": "void", "problem": AttemptsUsedUp.code}
        return "attempts-used-up"
    if (
        counts
        and row["submitted_at"]
        and papers.phase(test, datetime.fromisoformat(row["submitted_at"])) == "closed"
    ):
        row["is_late"] = True
        return "test-closed"
    return ""


def after_attempt(row: Row) -> str:
    """Have it graded."""
    attempting.grade(UUID(row["id"]))
    return ""
