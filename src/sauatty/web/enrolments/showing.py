"""What the pages and files show of registrations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sauatty.core.languages import format_number
from sauatty.web.base.context import url_or_none
from sauatty.web.base.texts import in_language
from sauatty.web.enrolments import questions, selectors
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.enrolments.placing import Room
from sauatty.web.events import seats, zones
from sauatty.web.events import selectors as events
from sauatty.web.events.pages import Step

State = Enrolment.State


@dataclass(frozen=True, slots=True)
class Row:
    """One training of a person: the registration, and when it begins and ends."""

    enrolment: Enrolment
    begins_at: datetime | None
    over_at: datetime | None
    place: int = 0

    @property
    def timezone(self) -> str:
        """Return the zone by whose clocks the days are said."""
        return str(self.enrolment.event.timezone)

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more is to come of it."""
        event = self.enrolment.event
        return self.enrolment.state == State.CANCELLED or event.state in (
            event.State.CANCELLED,
            event.State.DONE,
        )


def own_trainings(person: Any) -> list[Row]:
    """Return what a person is registered for: what is to come, by its beginning; then the past and the cancelled."""
    rows = [
        Row(one, one.begins_at, one.over_at, one.ahead + 1 if one.state == State.WAITING else 0)
        for one in selectors.my_dated_enrolments(person)
    ]
    coming = sorted(
        (one for one in rows if not one.is_over), key=lambda one: (one.begins_at is None, one.begins_at)
    )
    return [*coming, *(one for one in rows if one.is_over)]


def may_cancel(enrolment: Enrolment, event: Any) -> bool:
    """Tell whether a person can still give the place back: until the last session has ended."""
    return enrolment.state != State.CANCELLED and not selectors.is_over(event)


def door_links(enrolment: Enrolment, event: Any) -> list[tuple[str, Any]]:
    """Offer the code for the door to who has a place, where the site notes people at the door."""
    address = url_or_none("attendances:my_codes")
    is_coming = enrolment.has_place and event.state == event.State.OPEN
    return [(address, _("My code for the door"))] if address and is_coming else []


def answers_of(enrolment: Enrolment) -> list[tuple[str, str]]:
    """Return the questions of the event and what was answered, in the language of the page."""
    language = get_language() or "kk"
    asked = selectors.list_questions(enrolment.event)
    return [
        (in_language(one, "label"), questions.answer_words(one, enrolment.answers, language)) for one in asked
    ]


def event_facts(event: Any, actor: Any) -> Sequence[tuple[Any, str]]:
    """Say on the page of an event how many have a place and how many wait, to those who run it."""
    if event.is_template or not events.is_trainer_of(actor, event):
        return []
    counts, language = selectors.summarise_event(event), get_language() or "kk"
    placed, waiting = (format_number(n, language) for n in (counts.placed, counts.waiting))
    if event.capacity:
        seats = format_number(event.capacity, language)
        said = _("%(placed)s of %(seats)s") % {"placed": placed, "seats": seats}
    else:
        said = placed
    return [(_("Places taken"), said), *([(_("Waiting list"), waiting)] if counts.waiting else [])]


def public_step(request: HttpRequest, event: Any) -> Step | None:
    """Offer registering on the public page of an event, or say where one stands."""
    if request.user.is_authenticated:
        mine = selectors.enrolment_of(event, request.user)
        if mine is not None:
            return Step(
                str(_standing(mine)), reverse("enrolments:registration", args=[mine.pk]), _("My registration")
            )
    phase = events.entry_phase(event)
    if phase != "open" or event.entry in (event.Entry.INVITED, event.Entry.CLOSED):
        return None
    return _offer(event)


def _offer(event: Any) -> Step | None:
    register = reverse("enrolments:register", args=[event.slug])
    if event.capacity is None:
        return Step("", register, _("Register"))
    room = Room.of(event, seats.list_quotas(event.pk))
    if room.left:
        return Step(_left(room.left, room.left - (room.general_left or 0)), register, _("Register"))
    if not event.has_waiting_list:
        return Step(_("All places are taken."))
    return Step(_("All places are taken. There is a waiting list."), register, _("Join the waiting list"))


def _left(n: int, n_kept: int) -> str:
    language = get_language() or "kk"
    said = ngettext("%(shown)s place is left.", "%(shown)s places are left.", n) % {
        "shown": format_number(n, language)
    }
    if n_kept:
        kept = _("Of them %(shown)s are kept for certain regions or kinds of organisations.")
        said = f"{said} {kept % {'shown': format_number(n_kept, language)}}"
    return said


def _standing(enrolment: Enrolment) -> str:
    if enrolment.state == State.PLACED:
        return _("You are registered and have a place.")
    place = format_number(selectors.waiting_place(enrolment), get_language() or "kk")
    return _("You are on the waiting list, number %(place)s.") % {"place": place}


def table_of(event: Any, rows: Sequence[Enrolment]) -> list[list[Any]]:
    """Return registrations as a table for a file, its header first."""
    language = get_language() or "kk"
    asked = selectors.list_questions(event)
    header = [
        _("Number"), _("Name"), _("E-mail"), _("Region"), _("Place of work"), _("Kind of organisation"),
        _("State"), _("How they came"), _("Registered on"), *(in_language(one, "label") for one in asked),
    ]  # fmt: skip
    body = [
        [*_cells(row, event), *(questions.answer_words(one, row.answers, language) for one in asked)]
        for row in rows
    ]
    return [header, *body]


def _cells(row: Enrolment, event: Any) -> list[Any]:
    person, where = row.person, row.person.organisation
    region = person.region or (where.region if where else None)
    return [
        row.number, person.name, person.email or "", in_language(region, "name") if region else "",
        in_language(where, "name") if where else "", str(where.get_kind_display()) if where else "",
        str(row.get_state_display()), str(row.get_source_display()),
        f"{zones.local(row.registered_at, event.timezone):%Y-%m-%d %H:%M}",
    ]  # fmt: skip
