"""Needs beside content: which lessons answer each need, what the plan gives it, and the holes in both directions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import mean
from typing import Any

from django.urls import reverse

from sauatty.core.languages import Translated
from sauatty.core.statistics import Interval
from sauatty.core.surveys.needs import Need, Needs
from sauatty.web.lessons.catalogue import Shelf, Shelved
from sauatty.web.plans.drafting import Draft

GREAT, USUAL, LITTLE = "great", "usual", "little"


@dataclass(frozen=True, slots=True)
class Answer:
    """A lesson that answers a need."""

    key: str
    title: Translated
    module: Translated
    minutes: int
    address: str
    is_in_plan: bool


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need with what answers it. `size` is 'great' or 'little' where it surely lies above or below the mean of all.

    `hours` are those of the plan, None without one. `index` is None where nobody's answers give it.
    """

    competence: str
    index: Interval | None
    rank: int | None
    size: str
    lessons: tuple[Answer, ...]
    hours: float | None

    @property
    def has_no_lesson(self) -> bool:
        """Tell whether no lesson is about it."""
        return self.index is not None and not self.lessons

    @property
    def has_no_hours(self) -> bool:
        """Tell whether there is a plan, and it gives nothing to it."""
        return self.index is not None and self.hours is not None and not self.hours

    @property
    def n_planned(self) -> int:
        """Return how many of its lessons the plan has."""
        return sum(one.is_in_plan for one in self.lessons)


@dataclass(frozen=True, slots=True)
class NeedsAndContent:
    """The table and its holes. `idle` are lessons on nothing but little needs, or on what nobody was asked."""

    rows: tuple[NeedRow, ...]
    unknown: tuple[NeedRow, ...]
    idle: tuple[Answer, ...]
    n_lessons: int
    has_plan: bool

    @property
    def without_lesson(self) -> tuple[NeedRow, ...]:
        """Return the needs that no lesson is about."""
        return tuple(one for one in self.rows if one.has_no_lesson)

    @property
    def without_hours(self) -> tuple[NeedRow, ...]:
        """Return the needs that the plan gives nothing to."""
        return tuple(one for one in self.rows if one.has_no_hours)

    @property
    def idle_in_plan(self) -> tuple[Answer, ...]:
        """Return the lessons without a need that the plan has hours for."""
        return tuple(one for one in self.idle if one.is_in_plan)


def needs_and_content(needs: Needs, shelf: Shelf, version: Any) -> NeedsAndContent:
    """Join the needs of a survey, the lessons of the site and a version of the plan (None without one)."""
    planned = _planned(version)
    answers = {key: _answer(one, shelf, planned) for key, one in shelf.lessons.items()}
    by_competence = _by_competence(shelf.lessons.values(), answers)
    hours = {one["competence"]: one["hours"] for one in version.figures["needs"]} if version else None
    sizes = sizes_of(needs.needs)
    rows = tuple(
        NeedRow(
            one.competence, one.index, one.rank, sizes[one.competence],
            by_competence.get(one.competence, ()), None if hours is None else hours.get(one.competence, 0.0),
        )
        for one in needs.needs
    )  # fmt: skip
    unknown = tuple(
        NeedRow(id, None, None, "", by_competence.get(id, ()), hours and hours.get(id))
        for id in needs.unknown
    )
    asked_for = {id for id, size in sizes.items() if size != LITTLE}
    idle = tuple(
        answers[key] for key, one in shelf.lessons.items() if asked_for.isdisjoint(one.lesson.competences)
    )
    return NeedsAndContent(rows, unknown, idle, len(answers), version is not None)


def sizes_of(needs: Sequence[Need]) -> dict[str, str]:
    """Say of each need whether its whole interval lies above or below the mean index of all."""
    indices = [one.index.estimate for one in needs if isfinite(one.index.estimate)]
    middle = mean(indices) if indices else 0.0
    return {one.competence: _size(one.index, middle) for one in needs}


def _size(index: Interval, middle: float) -> str:
    if index.low > middle:
        return GREAT
    return LITTLE if index.high < middle else USUAL


def _planned(version: Any) -> frozenset[str]:
    """Return the keys of the lessons that a plan chose."""
    modules = Draft.of(version.body).modules if version else ()
    return frozenset(f"{one.id}.{lesson}" for one in modules for lesson in one.lessons)


def _answer(one: Shelved, shelf: Shelf, planned: frozenset[str]) -> Answer:
    module = shelf.module(one.lesson.module)
    return Answer(
        key=one.key,
        title=one.lesson.title,
        module=module.title if module else Translated(),
        minutes=one.lesson.minutes,
        address=reverse("lessons:lesson_detail", args=[one.lesson.module, one.lesson.id]),
        is_in_plan=one.key in planned,
    )


def _by_competence(
    lessons: Iterable[Shelved], answers: Mapping[str, Answer]
) -> dict[str, tuple[Answer, ...]]:
    found: dict[str, list[Answer]] = {}
    for one in lessons:
        for competence in one.lesson.competences:
            found.setdefault(competence, []).append(answers[one.key])
    return {id: tuple(own) for id, own in found.items()}
