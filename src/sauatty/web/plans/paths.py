"""What a plan chose for a cohort, with its days, its lessons and how far a person is in them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from sauatty.core.catalogue.modules import ModuleOutline, load_modules
from sauatty.core.languages import Translated
from sauatty.web.lessons import catalogue
from sauatty.web.plans.dating import ModuleDay, module_days
from sauatty.web.plans.drafting import Draft, DraftModule, edited

DONE = "done"


@dataclass(frozen=True, slots=True)
class PathLesson:
    """A lesson on the path. `address` is '' where it is not (or no longer) among the lessons of the site."""

    key: str
    title: Translated
    minutes: int | None
    address: str
    state: str


@dataclass(frozen=True, slots=True)
class PathModule:
    """A module on the path. `is_now`: the last one that has begun. `is_gone`: the curriculum no longer has it."""

    id: str
    title: Translated
    hours: float | None
    day: date | None
    is_suggested: bool
    lessons: tuple[PathLesson, ...]
    is_gone: bool = False
    is_now: bool = False

    @property
    def is_readable(self) -> bool:
        """Tell whether the site has lessons of it."""
        return any(one.address for one in self.lessons)

    @property
    def n_done(self) -> int:
        """Return how many of its lessons the person has finished."""
        return sum(one.state == DONE for one in self.lessons)


@dataclass(frozen=True, slots=True)
class Path:
    """The way of one cohort. Without a plan it is the whole curriculum."""

    cohort: Any
    modules: tuple[PathModule, ...]
    has_plan: bool

    @property
    def lessons(self) -> tuple[PathLesson, ...]:
        """Return all lessons in their order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def n_done(self) -> int:
        """Return how many lessons the person has finished."""
        return sum(one.state == DONE for one in self.lessons)

    @property
    def next(self) -> PathLesson | None:
        """Return the first lesson that can be read and is not finished."""
        return next((one for one in self.lessons if one.address and one.state != DONE), None)


@dataclass(frozen=True, slots=True)
class Step:
    """A module as a path needs it: what is planned of it, what is known of it, what the version called it."""

    own: DraftModule
    title: Translated
    sessions: int
    outline: ModuleOutline | None


def steps_of(version: Any) -> list[Step]:
    """Return the modules of a version in their order; without a version, those that the site has lessons of."""
    if version is None:
        return [_whole(one.outline) for one in catalogue.shelf().modules]
    outlines = {one.id: one for one in load_modules()}
    told = {one["id"]: one for one in version.figures["modules"]}
    return [
        _planned(one, outlines.get(one.id), told.get(one.id, {})) for one in Draft.of(version.body).modules
    ]


def _whole(outline: ModuleOutline) -> Step:
    own = DraftModule(outline.id, outline.hours, tuple(one.id for one in outline.lessons))
    return Step(own, outline.title, outline.sessions, outline)


def _planned(own: DraftModule, outline: ModuleOutline | None, told: Mapping[str, Any]) -> Step:
    """Return a module of a plan; one that the curriculum no longer has keeps the title it had in the plan."""
    if outline is not None:
        return Step(own, outline.title, edited(outline, own).sessions, outline)
    title = Translated.from_mapping(told.get("title") or own.id)
    return Step(own, title, int(told.get("sessions") or 1), None)


def days_of(steps: Iterable[Step], cohort: Any, own: Mapping[str, date]) -> list[ModuleDay]:
    """Return the days of the modules of a cohort."""
    return module_days([(one.own.id, one.sessions) for one in steps], cohort.starts_on, own)


def path_of(
    cohort: Any, version: Any, own_days: Mapping[str, date], states: Mapping[str, str], today: date
) -> Path:
    """Return the path of a cohort as somebody with these states of lessons sees it on a day."""
    shelf, steps = catalogue.shelf(), steps_of(version)
    days = days_of(steps, cohort, own_days)
    begun = [one.module for one in days if one.day and one.day <= today]
    modules = tuple(
        PathModule(
            id=step.own.id, title=step.title, hours=step.own.hours if version else None, day=day.day,
            is_suggested=day.is_suggested, lessons=tuple(_lessons(shelf, step, states)),
            is_gone=step.outline is None and shelf.module(step.own.id) is None,
            is_now=bool(begun) and begun[-1] == step.own.id,
        )
        for step, day in zip(steps, days, strict=True)
    )  # fmt: skip
    return Path(cohort, modules, version is not None)


def _lessons(shelf: catalogue.Shelf, step: Step, states: Mapping[str, str]) -> Iterator[PathLesson]:
    """Yield the lessons that were chosen; where all were, those that authors of the site have added come last.

    A copy of another lesson is not added: the lesson that it was made from is on the path already.
    """
    outlined = {one.id: one for one in step.outline.lessons} if step.outline else {}
    for id in dict.fromkeys((*step.own.lessons, *_added(shelf, step))):
        key = f"{step.own.id}.{id}"
        shelved = shelf.lessons.get(key)
        state = states.get(key, "")
        if shelved is not None:
            address = reverse("lessons:lesson_detail", args=[step.own.id, id])
            yield PathLesson(key, shelved.lesson.title, shelved.lesson.minutes, address, state)
        elif id in outlined:
            yield PathLesson(key, outlined[id].title, None, "", state)


def _added(shelf: catalogue.Shelf, step: Step) -> list[str]:
    if step.outline is None or len(step.own.lessons) < len(step.outline.lessons):
        return []
    module = shelf.module(step.own.id)
    known = {one.id for one in step.outline.lessons}
    return [
        one.lesson.id
        for one in (module.lessons if module else ())
        if one.lesson.id not in known and not (one.published and one.published.made_from in shelf.lessons)
    ]
