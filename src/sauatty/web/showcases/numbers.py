"""The numbers of a public page, protected before they are kept: nothing hidden is stored with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from sauatty.core.evaluation.reach import Reach
from sauatty.core.statistics.disclosure import MINIMUM, ROUNDED_TO, protect, rounded, table_release
from sauatty.web.base.texts import translated
from sauatty.web.evaluations import selectors as evaluations
from sauatty.web.evaluations import threads, totals

Content = dict[str, Any]
# A mean gain is shown of so many people at least.
LEAST_GAIN = 20
# A new table takes the place of the last one when so many people came or went at least.
LEAST_CHANGE = MINIMUM


@dataclass(frozen=True, slots=True)
class Collected:
    """What a page would show now, and how many people its table counts."""

    content: Content
    n_people: int


def collect(programme: Any, showcase: Any, viewer: Any, last: Any = None) -> Collected:
    """Work out everything that the page would show; the table of people stays as it was where few came since `last`."""
    facts = evaluations.gather(programme)
    _gathered, found = threads.evaluated(programme, viewer)
    cells = {key: counts[""] for key, counts in facts.trained.by_place.items() if counts[""]}
    n_people = sum(cells.values())
    people = _people(cells)
    if last is not None and abs(n_people - last.n_people) < LEAST_CHANGE:
        people, n_people = last.content["people"], last.n_people
    content = {
        "title": asdict(translated(programme, "title")), "text": asdict(translated(showcase, "text")),
        "funder": showcase.funder, "host": showcase.host, "is_invented": programme.is_demo,
        "day": timezone.localdate().isoformat(), "people": people, "trainings": _trainings(facts),
        "certificates": rounded(facts.given.by_state.get("valid", 0), ROUNDED_TO),
        "lessons": rounded(facts.n_lessons_done, ROUNDED_TO), "activities": rounded(facts.ran.n_held, ROUNDED_TO),
        "reach": _reach(found.reach.reported), "gains": _gains(found, last),
    }  # fmt: skip
    return Collected(content, n_people)


def _trainings(facts: Any) -> list[list[Any]]:
    held = totals.held(facts)
    counts = [[form, sum(one.form == form for one in held)] for form, _label in totals.FORMS]
    return [one for one in counts if one[1]]


def _people(cells: Mapping[tuple[str, str], int]) -> Content:
    """Lay people out by region and kind of institution and protect the table with its totals as a whole."""
    kinds = _used(evaluations.kind_names(), {key[1] for key in cells})
    codes = _used(evaluations.region_names(), {key[0] for key in cells})
    counts = [[cells.get((code, kind), 0) for kind in kinds] for code in codes]
    shown = protect(table_release(counts, base=ROUNDED_TO)).shown
    width = len(kinds) + 1
    rows = [list(shown[at : at + width]) for at in range(0, len(shown), width)] if codes else [[0]]
    table = [{"code": code, "cells": row} for code, row in zip(codes, rows, strict=False)]
    day = timezone.localdate().isoformat()
    return {"kinds": kinds, "rows": table, "totals": rows[-1], "n": rows[-1][-1], "day": day}


def _used(known: Iterable[str], used: set[str]) -> list[str]:
    """Return the names that are used in the order in which they are known; the others, as '' for not said, come last."""
    order = {name: place for place, name in enumerate(known)}
    return sorted(used, key=lambda one: (order.get(one, len(order)), one))


def _reach(reach: Reach) -> list[int] | None:
    if reach.low < MINIMUM:
        return None
    up = -(-reach.high // ROUNDED_TO) * ROUNDED_TO
    return [reach.low // ROUNDED_TO * ROUNDED_TO, up]


def _gains(found: Any, last: Any) -> list[Content]:
    """Return the mean gain of each competence of which enough people took both tests, in whole percent.

    As long as as many are said to have taken them, the mean stays as it was: two means would tell that of a newcomer.
    """
    before = {one["competence"]: one for one in last.content["gains"]} if last is not None else {}
    named: Sequence[tuple[str, Any]] = [(row.competence, row.gain) for row in found.thread]
    now = [
        {"competence": competence, "percent": round(100 * one.value), "n": rounded(one.n, ROUNDED_TO)}
        for competence, one in named
        if one.value is not None and one.n >= LEAST_GAIN
    ]
    return [_as_before(one, before.get(one["competence"])) for one in now]


def _as_before(now: Content, before: Content | None) -> Content:
    return before if before is not None and before["n"] == now["n"] else now
