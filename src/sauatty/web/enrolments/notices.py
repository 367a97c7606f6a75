"""What the people of an event are told by itself: changes, that it is called off, the day before, and afterwards.

Several changes within a few minutes are one letter. What concerns many people is planned by a job; each letter has
one key, so a job that was cut off goes on where it was.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sauatty.web.base import jobs
from sauatty.web.enrolments import inviting, letters, questions, selectors, services
from sauatty.web.enrolments.models import EventNotice
from sauatty.web.enrolments.told import ManyRegistered
from sauatty.web.events import selectors as events
from sauatty.web.events import zones
from sauatty.web.events.told import Change
from sauatty.web.mails import services as mails

CHANGED, CANCELLED, REMIND = "enrolments.tell_changed", "enrolments.tell_cancelled", "enrolments.remind"
FOLLOW_UP, OF_MANY = "enrolments.follow_up", "enrolments.letters_of_many"
# Long enough to correct several sessions one after the other, short enough for a change on the same day.
PAUSE = timedelta(minutes=10)
AHEAD = timedelta(hours=24)
WHAT = {
    "title": _("title"), "time": _("day or time"), "place": _("place"), "link": _("link"),
    "added": _("a session was added"), "called-off": _("a session is called off"),
}  # fmt: skip
_FIELDS = {
    "title_kk": "title", "title_ru": "title", "title_en": "title", "timezone": "time", "starts_at": "time",
    "ends_at": "time", "place": "place", "link": "link", "added": "added",
}  # fmt: skip
# Who was there, as far as a higher app knows it: only they are thanked for coming.
Attended = Callable[[Any], Iterable[Any] | None]
_attended: list[Attended] = []


def register_attended(attended: Attended) -> None:
    """Say how to ask who attended an event: ids of people, or None where it is not known."""
    _attended.append(attended)


# --- what is heard of events ---


def hear(change: Change) -> None:
    """Do what a change of an event asks for, in its transaction."""
    if "closes_at" in change.fields:
        inviting.follow(change.event)
    if change.kind == "places":
        services.promote(actor=change.actor, event=change.event)
    elif change.kind == "made" and change.source is not None:
        questions.copy_questions(source=change.source, event=change.event)
    elif change.kind == "announced":
        hear_many(ManyRegistered(change.event, 0, selectors.last_number(change.event.pk)))
    elif change.kind == "cancelled" and change.session is None:
        EventNotice.objects.filter(pk=change.event.pk).delete()
        jobs.enqueue(CANCELLED, key=str(change.event.pk), payload={"event": str(change.event.pk)})
    elif change.kind == "done":
        jobs.enqueue(FOLLOW_UP, key=str(change.event.pk), payload={"event": str(change.event.pk)})
    elif change.kind in ("changed", "cancelled") and change.event.state == change.event.State.OPEN:
        what = (
            {"called-off"} if change.kind == "cancelled" else {_FIELDS.get(one, "") for one in change.fields}
        )
        _note(change.event, what - {""})


def _note(event: Any, what: set[str]) -> None:
    """Keep what people are to be told; each further change puts the letter off a little."""
    if not what or not selectors.summarise_event(event).all:
        return
    notice, _is_new = EventNotice.objects.get_or_create(
        event_id=event.pk, defaults={"due_at": timezone.now()}
    )
    notice.fields = sorted({*notice.fields, *what})
    notice.due_at = timezone.now() + PAUSE
    notice.save()


def hear_many(change: ManyRegistered) -> None:
    """Plan the letters of many registrations in a job; those of a draft (from number 0 on) when it is announced."""
    payload = {"event": str(change.event.pk), "first": change.first, "last": change.last}
    jobs.enqueue(OF_MANY, key=f"{change.event.pk}:{change.first}", payload=payload)


# --- what is looked after every minute ---


def look_after() -> None:
    """Send what is due: changes that have settled, and reminders of what begins within a day."""
    for notice in EventNotice.objects.filter(due_at__lte=timezone.now()):
        _tell(notice)
    now = timezone.now()
    days = {
        (event, zones.local(starts_at, zone).date().isoformat())
        for event, starts_at, zone in selectors.coming_sessions(now, now + AHEAD)
    }
    for event, day in sorted(days, key=str):
        jobs.enqueue(REMIND, key=f"{event}:{day}", payload={"event": str(event), "day": day})


@transaction.atomic
def _tell(notice: EventNotice) -> None:
    """Turn a notice into a job; of two workers at the same moment one does it."""
    if not EventNotice.objects.filter(pk=notice.pk, due_at=notice.due_at).delete()[0]:
        return
    key = f"{notice.event_id}:{notice.due_at.isoformat()}"
    payload = {"event": str(notice.event_id), "what": notice.fields, "key": notice.due_at.isoformat()}
    jobs.enqueue(CHANGED, key=key, payload=payload)


# --- the jobs ---


def _each(event: Any, rows: Iterable[Any], report: jobs.Report, plan: Callable[[Any], Any]) -> None:
    rows = list(rows)
    for done, row in enumerate(rows, 1):
        plan(row)
        report(done, len(rows))


def do_changed(payload: dict[str, Any], report: jobs.Report) -> None:
    """Tell those who have a place or wait what has changed, with the calendar as it is now."""
    event = events.find_event(payload["event"])
    if event is None or event.state != event.State.OPEN:
        return
    key = f"changed:{payload['key']}"

    def plan(row: Any) -> None:
        calendar = letters.calendar_of(event, row.person) if row.state == selectors.PLACED else ""
        said = in_words(payload["what"], row.person.language)
        letters.plan("event-changed", row, event=event, key=key, calendar=calendar, what=said)

    _each(event, selectors.list_active(event), report, plan)


def in_words(what: Iterable[str], language: str) -> str:
    """Say what has changed, in a language."""
    with override(language):
        return ", ".join(str(WHAT[one]) for one in WHAT if one in what)


def do_cancelled(payload: dict[str, Any], report: jobs.Report) -> None:
    """Tell everybody that the event is called off, and take back what was still to be sent."""
    event = events.find_event(payload["event"])
    if event is None:
        return

    def plan(row: Any) -> None:
        mails.withdraw_letters(key_prefix=letters.prefix_of(row))
        has_place = row.state == selectors.PLACED
        calendar = letters.calendar_of(event, row.person, is_cancelled=True) if has_place else ""
        letters.plan("event-cancelled", row, event=event, calendar=calendar)

    _each(event, selectors.list_active(event), report, plan)


def do_remind(payload: dict[str, Any], report: jobs.Report) -> None:
    """Remind those who have a place of the sessions of a day."""
    event = events.find_event(payload["event"])
    if event is None or event.state != event.State.OPEN:
        return
    today = [one for one in events.held_sessions(event) if _day_of(one.starts_at, event) == payload["day"]]
    if not today or today[-1].starts_at <= timezone.now():
        return
    place = letters.place_of(today, with_links=True)

    def plan(row: Any) -> None:
        when = letters.when_of(today, row.person.language)
        key = f"reminder:{payload['day']}"
        letters.plan("event-reminder", row, event=event, key=key, when=when, place=place)

    _each(event, selectors.list_enrolments(event, state=selectors.PLACED), report, plan)


def _day_of(moment: datetime, event: Any) -> str:
    return zones.local(moment, event.timezone).date().isoformat()


def do_follow_up(payload: dict[str, Any], report: jobs.Report) -> None:
    """Thank those who came; where nobody has noted who came, those who had a place."""
    event = events.find_event(payload["event"])
    if event is None:
        return
    came = next((set(found) for ask in _attended if (found := ask(event)) is not None), None)
    rows = selectors.list_enrolments(event, state=selectors.PLACED)
    rows = [row for row in rows if came is None or row.person_id in came]
    _each(event, rows, report, lambda row: letters.plan("event-follow-up", row, event=event))


def do_letters_of_many(payload: dict[str, Any], report: jobs.Report) -> None:
    """Plan the letters of registrations that came at once."""
    event = events.find_event(payload["event"])
    if event is None or letters.is_silent(event):
        return
    rows = selectors.list_enrolments(event).filter(number__range=(payload["first"], payload["last"]))
    waiting = selectors.waiting_places(event)

    def plan(row: Any) -> None:
        if row.state == selectors.PLACED:
            calendar = letters.calendar_of(event, row.person)
            letters.plan("event-confirmed", row, event=event, calendar=calendar)
        elif row.state == selectors.WAITING:
            letters.plan("event-waiting", row, event=event, number=str(waiting.get(row.pk, "")))

    _each(event, rows, report, plan)


def register() -> None:
    """Say which jobs and chores there are, and listen."""
    from sauatty.web.enrolments import told
    from sauatty.web.events import told as events_told

    told.register_listener(letters.hear)
    told.register_listener_of_many(hear_many)
    events_told.register_listener(hear)
    for kind, work in (
        (CHANGED, do_changed), (CANCELLED, do_cancelled), (REMIND, do_remind), (FOLLOW_UP, do_follow_up),
        (OF_MANY, do_letters_of_many),
    ):  # fmt: skip
        jobs.register_job(kind, work)
    jobs.register_chore("enrolments.look_after", look_after)
