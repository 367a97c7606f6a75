"""The lessons that people of an invented programme read: those of the plan in its order, until they stop."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any
from uuid import UUID, uuid4

from sauatty.web.base import bulk
from sauatty.web.lessons import catalogue
from sauatty.web.lessons.catalogue import Shelved
from sauatty.web.lessons.models import Progress
from sauatty.web.plans import selectors as plans
from sauatty.web.plans.drafting import Draft
from sauatty.web.worlds.world import World

# The first lesson is read after the trainings began, and the last one before the final test.
BEGIN, END, APART = -198, -38, 7
NAMES = (
    "id", "person_id", "lesson", "language", "state", "text_sha256", "opened_on", "done_on", "changed_at",
)  # fmt: skip
Row = tuple[Any, ...]


def fill(world: World) -> None:
    """Write how far everybody is who came to a training."""
    lessons = _lessons(world)
    if lessons:
        bulk.insert_plain(Progress, NAMES, _rows(world, lessons))


def _lessons(world: World) -> list[Shelved]:
    """Return what people were asked to read, in its order; without a plan it is the modules of the sessions."""
    shelf, plan = catalogue.shelf(), plans.newest_of(world.programme)
    if plan is None:
        modules = {one.module for _event, held in world.kept["events"].values() for one in held}
        return [one for one in shelf.lessons.values() if one.lesson.module in modules]
    keys = (f"{module.id}.{id}" for module in Draft.of(plan.body).modules for id in module.lessons)
    return [shelf.lessons[key] for key in keys if key in shelf.lessons]


def _rows(world: World, lessons: Sequence[Shelved]) -> Iterator[Row]:
    """Yield a row for each lesson that somebody opened; whoever went on to the next one has done it."""
    dice, own = Random(world.seed), world.model.within("reading")  # noqa: S311 - invented data
    moments = [world.moment(days, 19) for days in range(BEGIN, END)]
    languages = dict(zip(world.pack.people.ids, world.pack.people.traits["language"], strict=True))
    for code in (one for training in world.pack.trainings for one in training.attended):
        n, begun = _n_read(dice, own, len(lessons)), dice.randrange(APART)
        for at, lesson in enumerate(lessons[:n]):
            is_done = at < n - 1 or dice.random() < own["finishes"]
            moment = moments[min(begun + at * APART, len(moments) - 1)]
            yield _row(world.person(code), lesson, languages[code], is_done, moment)


def _n_read(dice: Random, own: Any, most: int) -> int:
    """Return how many lessons somebody opens."""
    n = int(dice.random() < own["begins"])
    while 0 < n < most and dice.random() < own["goes_on"]:
        n += 1
    return n


def _row(person: UUID, lesson: Shelved, language: str, is_done: bool, moment: Any) -> Row:
    state = Progress.State.DONE if is_done else Progress.State.OPENED
    day = moment.date()
    return (
        uuid4(), person, lesson.key, language, state.value, lesson.sha256, day, day if is_done else None, moment,
    )  # fmt: skip
