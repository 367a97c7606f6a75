"""Making an invented programme: drawn once, then written part by part, each part in a transaction of its own.

This app alone writes the tables of apps below it, many rows at once, and only rows of invented programmes and people:
their own services would ask about every row for itself. What is removed with invented data each app says itself.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from sauatty.core.evaluation.simulation import simulate
from sauatty.core.evaluation.simulation_model import programme_model
from sauatty.core.evaluation.simulation_papers import shipped_pair
from sauatty.core.languages import LANGUAGES
from sauatty.web.accounts import selectors as accounts
from sauatty.web.worlds import (
    activities,
    answers,
    attempts,
    attendances,
    certificates,
    enrolments,
    events,
    lessons,
    network,
    people,
    plans,
    surveys,
)
from sauatty.web.worlds.world import World

PUBLISHED_SIZE, SEED = 391, 2026
Report = Callable[[str, int, int], None]
PARTS: dict[str, Callable[[World], None]] = {
    "people": people.fill,
    "surveys": surveys.fill,
    "codings": answers.fill,
    "plan": plans.fill,
    "trainings": events.fill,
    "registrations": enrolments.fill,
    "attendance": attendances.fill,
    "lessons": lessons.fill,
    "tests": attempts.fill,
    "certificates": certificates.fill,
    "activities": activities.fill,
}


def make_world(actor: Any, *, seed: int, size: int, report: Report | None = None) -> World | None:
    """Write an invented programme of `size` people; None where one of this size and seed is there already."""
    model = programme_model()
    titles = {code: f"{model.title.text(code)} ({size} · {seed})" for code in LANGUAGES}
    programme = people.found(actor, titles)
    if programme is None:
        return None
    pair = shipped_pair(model)
    world = World(actor, programme, model, simulate(model, seed=seed, size=size, pair=pair), pair, seed)
    for done, (name, fill) in enumerate(PARTS.items()):
        if report:
            report(name, done, len(PARTS))
        with transaction.atomic():
            fill(world)
    return world


def make(actor: Any) -> None:
    """Make the programme of the published size and the network; a site without regions has no place for them."""
    if accounts.list_regions():
        make_world(actor, seed=SEED, size=PUBLISHED_SIZE)
        network.make(actor)


def remove() -> None:
    """Delete the organisations in which invented people worked; the rest went with the apps that hold it."""
    people.forget_organisations()
