"""Planning an activity, reporting it, and what a mentor decided."""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from sauatty.core.errors import ActivityChangedMeanwhile, ActivityNotYet, GuestIsMinor, OwnCode
from sauatty.core.languages import format_date
from sauatty.web.activities.models import Activity, Evidence, Guest
from sauatty.web.activities.told import Change, tell
from sauatty.web.base import audit

PLANNED_FIELDS = (
    "language", "title", "aim", "plan", "competences", "audience_kinds", "region_id", "place", "planned_on", "source",
)  # fmt: skip
REPORTED_FIELDS = ("held_on", "region_id", "place", "done", "worked", "next_steps", "audience", "links")
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
State = Activity.State
EARLIEST = date(2000, 1, 1)  # a year typed with two digits too few is no day of this century


@transaction.atomic
def plan(
    *, actor: Any, id: UUID, programme: Any, facts: Mapping[str, Any], seen: datetime | None = None
) -> Activity:
    """Plan an activity under the id that the device made, or change a plan; sent twice it is one.

    `seen` is when the plan was written that the author saw: a late text overwrites no newer one.

    Raises
    ------
    ActivityChangedMeanwhile
        Somebody else has an activity under this id, it was reported already, or the plan is another one by now.
    """
    told = {name: facts[name] for name in PLANNED_FIELDS if name in facts}
    told |= {"programme": programme, "planned_at": timezone.now()}
    first = {**told, "person": actor, "join_code": _new_code()}
    row, is_new = Activity.objects.get_or_create(pk=id, defaults=first)
    if not is_new and not Activity.objects.filter(
        pk=id, person=actor, state=State.PLANNED, planned_at=seen
    ).update(**told):
        return _the_same_plan(row, actor, programme, facts)
    row.refresh_from_db()
    audit.record("activity.planned", actor=actor, target=row, is_new=is_new)
    tell(Change("planned", row, actor))
    return row


def _the_same_plan(row: Activity, actor: Any, programme: Any, facts: Mapping[str, Any]) -> Activity:
    """Return the plan where this very one is there already: a button was tapped twice, an answer was lost."""
    is_there = row.person_id == actor.pk and row.state == State.PLANNED and row.programme_id == programme.pk
    told = {name: facts[name] for name in PLANNED_FIELDS if name in facts}
    if not is_there or any(_plain(getattr(row, name)) != _plain(value) for name, value in told.items()):
        raise ActivityChangedMeanwhile()
    return row


def _new_code() -> str:
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(8))


@transaction.atomic
def report(
    *, actor: Any, activity: Activity, sequence: int, facts: Mapping[str, Any], evidence: Sequence[Mapping[str, Any]] = ()
) -> Activity:  # fmt: skip
    """Report what was held. Until a mentor has accepted it a report can be sent anew.

    `sequence` is that of the report that the author saw; `evidence` are rows {"attachment", "caption", "author",
    "licence"}, which replace those that stood there; a file that belongs to another activity stays with it.

    Raises
    ------
    ActivityNotYet, ActivityChangedMeanwhile
    """
    check_day(facts["held_on"], activity.language)
    told = {name: facts[name] for name in REPORTED_FIELDS if name in facts}
    open_ones = Activity.objects.filter(pk=activity.pk, person=actor, sequence=sequence).exclude(
        state__in=[State.ACCEPTED, State.DROPPED]
    )
    state = {"state": State.REPORTED, "sequence": F("sequence") + 1, "reported_at": timezone.now()}
    if not open_ones.update(**told, **state):
        return _the_same_again(activity, sequence, told, evidence)
    _replace_evidence(activity, evidence)
    activity.refresh_from_db()
    audit.record("activity.reported", actor=actor, target=activity, sequence=activity.sequence)
    tell(Change("reported", activity, actor))
    return activity


def _the_same_again(
    activity: Activity, sequence: int, told: Mapping[str, Any], evidence: Sequence[Mapping[str, Any]]
) -> Activity:
    """Return the activity where this very report is there already, files and all: a button was tapped twice."""
    activity.refresh_from_db()
    is_there = activity.state == State.REPORTED and activity.sequence == sequence + 1
    files = {row["attachment"].pk for row in evidence}
    is_there &= Evidence.objects.filter(attachment__in=files).count() == len(files)
    if not is_there or any(_plain(getattr(activity, name)) != _plain(value) for name, value in told.items()):
        raise ActivityChangedMeanwhile()
    return activity


def _plain(value: Any) -> str:
    """Return a value as text; databases keep the keys of JSON in an order of their own."""
    return json.dumps(value, sort_keys=True) if isinstance(value, list) else str(value)


def check_day(day: date, language: str) -> None:
    """Refuse a day to come, and one long gone."""
    if day > timezone.localdate() or day < EARLIEST:
        raise ActivityNotYet(day=format_date(day, language))


def _replace_evidence(activity: Activity, rows: Sequence[Mapping[str, Any]]) -> None:
    elsewhere = Evidence.objects.exclude(activity=activity)
    taken = set(
        elsewhere.filter(attachment__in=[row["attachment"] for row in rows]).values_list(
            "attachment", flat=True
        )
    )
    rows = [row for row in rows if row["attachment"].pk not in taken]
    kept = {row["attachment"].pk for row in rows}
    Evidence.objects.filter(activity=activity).exclude(attachment__in=kept).delete()
    for place, row in enumerate(rows):
        told = {name: row.get(name, "") for name in ("caption", "author")}
        licence = row.get("licence") or Evidence.Licence.OWN
        Evidence.objects.update_or_create(
            attachment=row["attachment"],
            defaults={"activity": activity, "place": place, "licence": licence, **told},
        )


@transaction.atomic
def settle(*, actor: Any, activity: Activity, sequence: int, is_accepted: bool, words: str = "") -> bool:
    """Set what a mentor decided on one report; False where it was decided or changed meanwhile."""
    state = State.ACCEPTED if is_accepted else State.MORE
    moment = {"accepted_at": timezone.now()} if is_accepted else {}
    waiting = Activity.objects.filter(pk=activity.pk, state=State.REPORTED, sequence=sequence)
    if not waiting.update(state=state, **moment):
        return False
    activity.refresh_from_db()
    tell(Change("accepted" if is_accepted else "more", activity, actor, words))
    return True


@transaction.atomic
def drop(*, actor: Any, activity: Activity) -> None:
    """Say that a planned activity was not held."""
    if Activity.objects.filter(pk=activity.pk, person=actor, state=State.PLANNED).update(state=State.DROPPED):
        audit.record("activity.dropped", actor=actor, target=activity)
        tell(Change("dropped", activity, actor))


@transaction.atomic
def join(*, person: Any, activity: Activity) -> Guest:
    """Keep that somebody was at an activity; said twice it is once.

    Raises
    ------
    OwnCode, GuestIsMinor
    """
    if person.is_minor:
        raise GuestIsMinor()
    if activity.person_id == person.pk:
        raise OwnCode()
    return Guest.objects.get_or_create(activity=activity, person=person)[0]
