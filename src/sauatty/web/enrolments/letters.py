"""The letters about registrations: which there are, what stands in them, and when they are planned.

A letter has one key for ever, so whoever plans it twice plans it once. Keys begin with the registration, so that
what was planned for a place goes with it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from sauatty.core.languages import utc_offset
from sauatty.web.base.texts import translated
from sauatty.web.enrolments import addresses, selectors
from sauatty.web.enrolments.told import Change
from sauatty.web.events import addresses as event_addresses
from sauatty.web.events import calendars, wording, zones
from sauatty.web.events import selectors as events
from sauatty.web.mails import services as mails
from sauatty.web.mails.kinds import LetterKind, kind_of, register_kind

SESSIONS_SHOWN = 12
_FACTS = {
    "name": _("name of the person"), "event": _("title of the training"), "programme": _("title of the programme"),
    "when": _("days and times"), "place": _("place, or link of an online session"),
    "link": _("page of the training"), "contact": _("contact of the training"),
}  # fmt: skip
_CANCEL = {"cancel": _("link that gives the place back")}


def register() -> None:
    """Say which letters there are and what may stand in them."""
    link, cancel = frozenset({"link"}), frozenset({"cancel"})
    number, what = {"number": _("place on the waiting list")}, {"what": _("what has changed")}
    for kind in (
        LetterKind("event-confirmed", _("Registered"), _FACTS | _CANCEL, required=cancel),
        LetterKind("event-waiting", _("On the waiting list"), _FACTS | _CANCEL | number, required=cancel),
        LetterKind("event-promoted", _("A place has become free"), _FACTS | _CANCEL, required=cancel),
        LetterKind("event-left", _("Registration cancelled"), _FACTS),
        LetterKind("event-changed", _("The training has changed"), _FACTS | _CANCEL | what),
        LetterKind("event-cancelled", _("The training is called off"), _FACTS),
        LetterKind("event-reminder", _("Reminder"), _FACTS | _CANCEL, is_optional=True),
        LetterKind("event-follow-up", _("After the training"), _FACTS, is_optional=True),
        LetterKind("event-invited", _("Invitation"), _FACTS, required=link),
        LetterKind("event-finish", _("Finish the registration"), _FACTS, required=link),
    ):
        register_kind(kind)


# --- what stands in a letter ---


def when_of(sessions: Iterable[Any], language: str) -> str:
    """Return days and times of sessions by the clocks of their event, one a line; the distance to UTC is said."""
    dated = [one for one in sessions if one.starts_at and one.ends_at]
    lines = [_time_of(one, language) for one in dated[:SESSIONS_SHOWN]]
    if len(dated) > SESSIONS_SHOWN:
        more = len(dated) - SESSIONS_SHOWN
        with override(language):
            lines.append(ngettext("and %(n)d more session", "and %(n)d more sessions", more) % {"n": more})
    return "\n".join(lines)


def _time_of(session: Any, language: str) -> str:
    offset = utc_offset(session.starts_at, zones.zone(session.event.timezone))
    return f"{wording.when_session(session, language)} ({offset})"


def place_of(sessions: Iterable[Any], *, with_links: bool) -> str:
    """Return the rooms of sessions and, for who has a place, the links; each once."""
    found: dict[str, None] = {}
    for one in sessions:
        for words in (one.place, one.link if with_links else ""):
            if words:
                found[words] = None
    return "\n".join(found)


def facts_of(event: Any, language: str, *, with_links: bool) -> dict[str, str]:
    """Return what letters say of an event in a language."""
    sessions = [one for one in events.held_sessions(event)]
    return {
        "event": translated(event, "title").text(language),
        "programme": translated(event.programme, "title").text(language),
        "when": when_of(sessions, language),
        "place": place_of(sessions, with_links=with_links),
        "link": event_addresses.public_address(event, language),
        "contact": event.contact,
    }


def plan(
    kind: str, enrolment: Any, *, key: str = "", event: Any = None, calendar: str = "", send_at: Any = None,
    **facts: str,
) -> Any:  # fmt: skip
    """Plan one letter about a registration, in the language of its person; `event` saves reading it again."""
    event = event or events.find_event(enrolment.event_id)
    person = enrolment.person
    if not person.email or not person.is_active or (person.is_demo and settings.IS_MAIL_REAL):
        return None
    language = person.language
    is_placed = enrolment.state == selectors.PLACED
    told = facts_of(event, language, with_links=is_placed) | {
        "cancel": addresses.leave_address(enrolment, language)
    }
    return mails.plan_letter(
        key=f"{prefix_of(enrolment)}{key or kind}", kind=kind, programme=event.programme, person=person,
        language=language, params=_known(kind, told | facts), calendar=calendar, send_at=send_at,
    )  # fmt: skip


def _known(kind: str, facts: Mapping[str, str]) -> dict[str, str]:
    return {name: words for name, words in facts.items() if name in kind_of(kind).places}


def prefix_of(enrolment: Any) -> str:
    """Return how the keys of all letters about a registration begin."""
    return f"enrolment:{enrolment.pk}:"


def calendar_of(event: Any, person: Any, *, is_cancelled: bool = False) -> str:
    """Return the sessions of an event as what a phone takes over, called-off ones included."""
    sessions = list(event.sessions.all())
    return calendars.invitation(sessions, person.language, person=person, is_cancelled=is_cancelled)


# --- what is heard of registrations ---


def hear(change: Change) -> None:
    """Plan the letter that a change of one registration asks for."""
    enrolment = change.enrolment
    event = events.find_event(enrolment.event_id)
    if change.what == "cancelled":
        mails.withdraw_letters(key_prefix=prefix_of(enrolment))
    if is_silent(event):
        return
    if change.what == "cancelled":
        _say_left(enrolment, event)
    elif enrolment.state == selectors.WAITING:
        number = str(selectors.waiting_place(enrolment))
        plan("event-waiting", enrolment, event=event, number=number)
    else:
        kind = "event-promoted" if change.what == "promoted" else "event-confirmed"
        plan(kind, enrolment, event=event, calendar=calendar_of(event, enrolment.person))


def is_silent(event: Any) -> bool:
    """Tell whether nobody is written to of a place: it is over, or nobody may open its page yet."""
    return bool(event.state == event.State.DRAFT or selectors.is_over(event))


def _say_left(enrolment: Any, event: Any) -> None:
    had_place = enrolment.placed_at is not None
    calendar = calendar_of(event, enrolment.person, is_cancelled=True) if had_place else ""
    plan("event-left", enrolment, event=event, calendar=calendar)
