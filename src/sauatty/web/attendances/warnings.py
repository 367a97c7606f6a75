"""Telling people in time that they are about to fall short of what their event asks for."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sauatty.web.attendances import rules, selectors, words
from sauatty.web.base import audit
from sauatty.web.base.texts import in_language
from sauatty.web.events import addresses as event_addresses
from sauatty.web.mails import kinds
from sauatty.web.mails import services as mails

KIND = "attendance-short"
WARNED = (rules.AT_RISK, rules.SHORT)


def register() -> None:
    """Register the kind of letter."""
    kinds.register_kind(
        kinds.LetterKind(
            KIND,
            _("Attendance: something is missing"),
            {
                "name": _("name of the person"), "event": _("title of the training"), "missing": _("what is missing"),
                "link": _("the page of the training"), "contact": _("whom to ask"),
                "stop": _("a link that ends such letters"),
            },
            is_optional=True,
        )
    )  # fmt: skip


def in_danger(event: Any) -> list[selectors.PersonAttendance]:
    """List who may miss nothing more, or cannot reach any more what the event asks for, once a session was held."""
    return [
        one
        for one in selectors.list_attendance(event)
        if one.attendance.n_over and one.attendance.outlook in WARNED and one.enrolment is not None
    ]


@transaction.atomic
def warn(*, actor: Any, event: Any) -> int:
    """Plan a letter to each of them; the same person is written to once for each held session. Returns how many."""
    planned = 0
    for one in in_danger(event):
        key = f"{KIND}:{event.pk}:{one.person.pk}:{one.attendance.n_over}"
        planned += _plan(key, event, one)
    audit.record("attendance.warned", actor=actor, target=event, letters=planned)
    return planned


def _plan(key: str, event: Any, one: selectors.PersonAttendance) -> bool:
    with override(one.person.language):
        params = {
            "event": in_language(event, "title"), "missing": words.missing(one.attendance), "contact": event.contact,
            "link": event_addresses.public_address(event, one.person.language),
        }  # fmt: skip
    found = mails.plan_letter(key=key, kind=KIND, programme=event.programme, person=one.person, params=params)
    return found is not None
