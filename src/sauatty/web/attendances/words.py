"""Sentences about attendance that pages, letters and certificates share."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sauatty.core.languages import format_number, format_share
from sauatty.web.attendances import rules


def missing(found: rules.EventAttendance) -> str:
    """Say what is missing, in the language of the page; empty where nothing is."""
    return _(" and ").join(_missing(one) for one in found.missing)


def _missing(one: rules.Missing) -> str:
    if one.what == rules.SESSIONS:
        return ngettext("%(n)s session", "%(n)s sessions", one.n) % {"n": one.n}
    return ngettext("%(n)s minute", "%(n)s minutes", one.n) % {"n": one.n}


def asked(needs: rules.Needs, language: str) -> str:
    """Say what an event asks for."""
    parts = []
    if needs.sessions:
        parts.append(
            ngettext("at least %(n)s session", "at least %(n)s sessions", needs.sessions)
            % {"n": needs.sessions}
        )
    if needs.minutes:
        number = format_number(needs.minutes, language)
        parts.append(
            ngettext("at least %(n)s minute", "at least %(n)s minutes", needs.minutes) % {"n": number}
        )
    if needs.share:
        parts.append(
            _("at least %(share)s of the planned time") % {"share": format_share(needs.share, language)}
        )
    return ", ".join(parts)


def outlook(value: str) -> Any:
    """Say how somebody stands."""
    return {
        rules.ENOUGH: _("has attended enough"),
        rules.ON_THE_WAY: _("on the way"),
        rules.AT_RISK: _("may miss nothing more"),
        rules.SHORT: _("cannot reach it any more"),
    }[value]


def why(code: str) -> str:
    """Say why a name may mean somebody."""
    known = {
        "email": _("the same e-mail address"), "same": _("the same name"),
        "spelling": _("the same name in another spelling"),
        "order": _("the same name in another order"), "initials": _("initials that fit"), "shorter": _("a part of the name"),
        "alike": _("a name that looks alike"),
    }  # fmt: skip
    return known.get(code, "")


def for_door() -> dict[str, Any]:
    """Return the sentences that the script of the door says."""
    return {
        "noted": _("Noted: %(name)s"), "again": _("%(name)s was noted already."),
        "half": _("This is only a part of a code: a code has 8 signs. Look for the person by name."),
        "mistyped": _("There is a mistake in this code. Type it again, or look for the person by name."),
        "unknown": _("This code is of nobody who is registered for this event."),
        "unlisted": _("Kept: %(code)s. The name is looked up when there is a connection."),
        "here": _("%(here)s of %(n)s are here"), "waits": _("%(n)s wait to be sent"), "sent": _("Everything is sent."),
        "signin": _("Please sign in again; what you noted is kept on this device."),
        "stuck": _("%(n)s could not be taken in. They stay on this device; tell the coordinator."),
        "kept": _("This page opens without a connection now."),
        "offline": _("No connection. What you note is kept here and sent later."),
        "nowhere": _("This browser keeps nothing. Use it only with a connection."),
        "none": _("Nobody of this name is registered."), "note": _("Note who is here"), "is_here": _("here"),
        "on_list": _("waiting list"),
        "camera": _("The camera cannot be used here. Type the code, or look for the name."),
    }  # fmt: skip
