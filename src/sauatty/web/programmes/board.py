"""The thread line of the board: beads told by the apps that know how far something is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sauatty.core.languages import format_number
from sauatty.web.programmes import selectors
from sauatty.web.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Bead:
    """One step of the thread: its name, how far it is, where it is done. `state`: '', 'now' or 'done'."""

    label: str
    note: str
    is_done: bool = False
    href: str | None = None
    state: str = ""


BeadSource = Callable[[Any, Programme], list[Bead]]
_sources: list[tuple[int, BeadSource]] = []


def register_beads(order: int, source: BeadSource) -> None:
    """Add steps to the thread of every programme; called by the apps above when they are ready."""
    _sources.append((order, source))
    _sources.sort(key=lambda entry: entry[0])


def thread_of(actor: Any, programme: Programme, *, language: str) -> list[Bead]:
    """Return the thread: people first, then what other apps know; the first open step is 'now'."""
    beads = [_people_bead(programme, language)]
    for _order, source in _sources:
        beads += source(actor, programme)
    first_open = next((index for index, bead in enumerate(beads) if not bead.is_done), None)
    states = (
        "done" if bead.is_done else "now" if index == first_open else "" for index, bead in enumerate(beads)
    )
    return [replace(bead, state=state) for bead, state in zip(beads, states, strict=True)]


def _people_bead(programme: Programme, language: str) -> Bead:
    count = selectors.count_people(programme)
    note = ngettext("%(shown)s person", "%(shown)s people", count) % {"shown": format_number(count, language)}
    return Bead(_("Gather"), note, is_done=count > 1)
