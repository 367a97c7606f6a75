"""The words of requests: what can be done next, and what happened."""

from collections.abc import Container, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

STEP_NAMES: dict[str, Any] = {
    "take": _("I take it"),
    "give-back": _("Give it back"),
    "visit": _("Somebody was there"),
    "report": _("Report"),
    "close": _("Close without a visit"),
}
_HAPPENED: dict[str, Any] = {
    "asked": _("asked for help"),
    "taken": _("taken"),
    "given-back": _("given back"),
    "visited": _("visited"),
    "reported": _("reported"),
    "closed": _("closed"),
    "is-asked": _("school: asked"),
    "is-started": _("school: started"),
    "is-taught": _("school: taught"),
    "is-sustained": _("school: goes on by itself"),
}
_NEXT = {
    "waiting": ("take", "close"),
    "taken": ("visit", "give-back", "close"),
    "visited": ("report", "close"),
}


def next_steps(state: str, is_at_work: bool) -> list[str]:
    """Return what somebody may do with a request in a state; who is not at work with it may only take it."""
    return [step for step in _NEXT.get(state, ()) if is_at_work or step == "take"]


def named(steps: Iterable[Any], known: Container[Any]) -> list[tuple[Any, Any, str]]:
    """Return steps with their words, and who said so where the reader may know it."""
    return [
        (step, _HAPPENED.get(step.what, step.what), step.by.name if step.by and step.by_id in known else "")
        for step in steps
    ]
