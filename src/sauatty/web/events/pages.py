"""Where higher apps put their pages about an event or a session; this app lists them, and knows none of their names."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from sauatty.web.base import roles

Facts = Callable[[Any, Any], Sequence[tuple[Any, str]]]
Mine = Callable[[Any], Iterable[UUID]]


@dataclass(frozen=True, slots=True)
class EventPage:
    """One page about an event or a session: `view_name` takes its id. `managed` ones are for coordinators.

    `shows` says for which events (or sessions) there is such a page; without it for all that are no template.
    """

    order: int
    view_name: str
    label: Any
    managed: bool = False
    shows: Callable[[Any], bool] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The next step of a visitor on the public page of an event: a sentence, and a link with its words."""

    sentence: Any
    href: str = ""
    label: Any = ""


StepOf = Callable[[HttpRequest, Any], Step | None]
_event_pages: list[EventPage] = []
_session_pages: list[EventPage] = []
_event_facts: list[Facts] = []
_session_facts: list[Facts] = []
_steps: list[StepOf] = []
_mine: list[Mine] = []


def register_event_page(page: EventPage) -> None:
    """Add a page to those of each event; called by an app when it is ready."""
    _event_pages.append(page)
    _event_pages.sort(key=lambda one: one.order)


def register_session_page(page: EventPage) -> None:
    """Add a page to those of each session."""
    _session_pages.append(page)
    _session_pages.sort(key=lambda one: one.order)


def register_event_facts(facts: Facts) -> None:
    """Add what stands in few words on the page of an event: (label, words) for the person who looks."""
    _event_facts.append(facts)


def register_session_facts(facts: Facts) -> None:
    """Add what stands in few words on the page of a session."""
    _session_facts.append(facts)


def register_public_step(step: StepOf) -> None:
    """Say what a visitor does next on the public page of an event, such as registering."""
    _steps.append(step)


def register_mine(mine: Mine) -> None:
    """Say in which events a person takes part, so that their own calendar has them."""
    _mine.append(mine)


def event_pages(event: Any, held: frozenset[str], *, may_manage: bool) -> list[tuple[Any, str]]:
    """Return labels and addresses of the pages about an event that somebody may open."""
    return _listed(_event_pages, event, held, may_manage) if not event.is_template else []


def session_pages(session: Any, held: frozenset[str], *, may_manage: bool) -> list[tuple[Any, str]]:
    """Return the same of a session."""
    return _listed(_session_pages, session, held, may_manage) if not session.event.is_template else []


def _listed(
    pages: Sequence[EventPage], row: Any, held: frozenset[str], may_manage: bool
) -> list[tuple[Any, str]]:
    return [
        (one.label, reverse(one.view_name, args=[row.pk]))
        for one in pages
        if roles.is_allowed(one.view_name, held)
        and (may_manage or not one.managed)
        and (one.shows is None or one.shows(row))
    ]


def event_facts(event: Any, actor: Any) -> list[tuple[Any, str]]:
    """Return what the apps say of an event."""
    return [row for facts in _event_facts for row in facts(event, actor)]


def session_facts(session: Any, actor: Any) -> list[tuple[Any, str]]:
    """Return what the apps say of a session."""
    return [row for facts in _session_facts for row in facts(session, actor)]


def steps_for(request: HttpRequest, event: Any) -> list[Step]:
    """Return what a visitor can do next about an event."""
    found = (step(request, event) for step in _steps)
    return [one for one in found if one is not None]


def taken_part_in(person: Any) -> set[UUID]:
    """Return the ids of the events in which a person takes part."""
    return {one for mine in _mine for one in mine(person)}
