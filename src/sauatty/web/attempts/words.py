"""Sentences of a test that depend on where a person stands."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from sauatty.core.languages import format_number
from sauatty.web.attempts.showing_attempts import sheet_of
from sauatty.web.base.templatetags.house import moment
from sauatty.web.papers import selectors as papers

CONFLICT = gettext_noop(
    "Question %(n)s was answered otherwise in another window. "
    "The answer of this window counts now; the other one is kept beside it."
)


def now() -> datetime:
    """Return the moment by the server's clock."""
    return timezone.now()


def blocked(standing: Any) -> str:
    """Say why somebody cannot begin a test now; empty when they can."""
    test = standing.test
    if standing.blocked == "waiting":
        return (
            _("The test opens on %(moment)s.") % {"moment": moment(test.opens_at)}
            if test.opens_at
            else _("The test is not open yet.")
        )
    if standing.blocked == "over":
        return _("The test is closed.")
    if standing.blocked == "used":
        return _("All attempts at this test were made.")
    if standing.blocked == "days":
        return _("The next attempt is possible from %(moment)s.") % {"moment": moment(standing.free_from)}
    return ""


def release(attempt: Any) -> str:
    """Say when a result will be shown that is not shown now."""
    test = attempt.test
    if test.release == "never":
        return _("The results of this test go to the programme. Ask your coordinator about yours.")
    if test.release == "after-close" and papers.phase(test) != "closed":
        if test.closes_at:
            return _("Results are shown when the test is closed: on %(moment)s.") % {
                "moment": moment(test.closes_at)
            }
        return _("Results are shown when the test is closed.")
    return _("Your answers are being graded. Look at this page again in a few minutes.")


def time_left(seconds: int | None) -> str:
    """Say how many minutes are left."""
    if seconds is None:
        return ""
    if seconds < 60:
        return _("Less than a minute left")
    n = seconds // 60
    return ngettext("%(n)s minute left", "%(n)s minutes left", n) % {"n": n}


def conflict(attempt: Any, found: Any, language: str) -> str:
    """Say that another window had given another answer, and what becomes of the two."""
    places = sheet_of(attempt, language).places
    number = next((one.number for one in places if one.item == found.item), 0)
    said = _(CONFLICT)
    return said % {"n": format_number(number, language)}


def for_script() -> dict[str, str]:
    """Return the sentences that the script of the page says."""
    return {
        "saving": _("Saving…"),
        "saved": _("Saved."),
        "offline": _("No connection. Your answers are kept on this device and sent as soon as it is back."),
        "unsent": _(
            "No connection: nothing was handed in. Your answers are kept on this device; press again when it is back."
        ),
        "unkept": _("No connection, and this browser keeps nothing. Leave this page open until it is back."),
        "signin": _("You are signed out. Sign in again in another window; your answers are kept here."),
        "over": _(
            "The time is over. What was saved before is handed in; what came later is kept and not counted."
        ),
        "changed": _("Answers changed in another window are shown here now."),
        "conflict": _(CONFLICT),
        "refused": _("The server does not understand this answer. Reload the page; what was saved is kept."),
        "up": _("Up"),
        "down": _("Down"),
        "moved": _("Place %(n)s"),
        "minutes": _("%(n)s minutes left"),
        "minute": _("1 minute left"),
        "last": _("Less than a minute left"),
        "leave": _("An answer is not sent yet."),
        "answered": _("%(n)s of %(of)s answered"),
    }


def problem(code: str) -> str:
    """Say which rule of its test an attempt breaks."""
    said = {
        "test-not-offline": _("It was made without a connection; this test is only taken online."),
        "attempts-used-up": _("All attempts that the test allows had been made."),
        "attempt-too-soon": _("The days between two attempts were not over."),
        "reasons-out": _(
            "It arrived when what is right could be read already. Let it count if you know when it was made."
        ),
        "over-time": _(
            "By the clock of the device it took longer than the test allows. It counts, and is marked."
        ),
    }
    return said.get(code, "")


def begun_online() -> str:
    """Say that an attempt waits that was begun with a connection."""
    return _("You have begun this test with a connection. Go on with that attempt.")


def for_keeping() -> dict[str, str]:
    """Return what the script says that has a test kept on the device."""
    return {
        "keeping": _("Saving the test on this device…"),
        "kept": _("The test is saved. It opens on this device without a connection."),
        "unable": _("This browser cannot save the test. Take it with a connection."),
    }


def for_offline() -> dict[str, str]:
    """Return what the script of a kept test says besides."""
    return {
        "here": _("Saved on this device."),
        "nowhere": _("This device keeps nothing: leave this page open until your answers are sent."),
        "open": _("Open questions: %(list)s. Hand in all the same?"),
        "waiting": _("Handed in. It waits on this device for a connection."),
        "sent": _("Handed in and arrived. The result stands under ‘My tests’."),
        "arrivedSignin": _("Handed in. Sign in on this device to have it sent."),
        "stuck": _(
            "The server does not take these answers. They stay on this device; tell your coordinator."
        ),
    }
