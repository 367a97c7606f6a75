"""The objectives that a cell of a judged matrix counts, one by one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from sauatty.core.records import JudgedObjective
from sauatty.web.alignments.figures import Competence, competence_of
from sauatty.web.curricula.conversion import record_of
from sauatty.web.measures.asking import Asked

STATES = ("counted", "judged", "waiting", "direct", "opportunity", "none")


@dataclass(frozen=True, slots=True)
class ListedObjective:
    """One objective with what the source holds of it."""

    objective: JudgedObjective
    competences: tuple[Competence, ...]


def list_judged(asked: Asked, query: Mapping[str, str]) -> list[JudgedObjective]:
    """Return the objectives of a row, a competence and a state, in the order of the document."""
    from sauatty.core.coverage import judged_row_key

    _refuse_strangers(asked, query)
    row, by = query.get("row", ""), asked.question.by
    wanted = _state(asked, query.get("state", ""), query.get("competence", ""))
    key = "" if row == "-" else row
    return [
        one
        for one in asked.measures.objectives
        if (not row or judged_row_key(one, by) == key) and wanted(one)
    ]


def _refuse_strangers(asked: Asked, query: Mapping[str, str]) -> None:
    """Answer 404 for a row or a competence that the map does not have: an empty list would look like a finding."""
    from sauatty.core.coverage import judged_row_key

    competence, row = query.get("competence", ""), query.get("row", "")
    if competence and competence not in asked.measures.columns:
        raise Http404
    keys = {judged_row_key(one, asked.question.by) for one in asked.measures.objectives}
    if row and ("" if row == "-" else row) not in keys:
        raise Http404


def _state(asked: Asked, state: str, competence: str) -> Callable[[JudgedObjective], bool]:
    """Return the test of a state; a competence alone asks for what the matrix counts."""
    from sauatty.core.coverage import COUNTS

    counted = COUNTS[asked.question.count]
    tests: dict[str, Callable[[JudgedObjective], bool]] = {
        "judged": lambda one: one.relevance is not None,
        "waiting": lambda one: one.relevance is None,
        "direct": lambda one: one.relevance == 2,
        "opportunity": lambda one: one.relevance == 1,
        "none": lambda one: one.relevance == 0,
        "counted": lambda one: one.relevance in counted,
    }
    default: Callable[[JudgedObjective], bool] = tests["counted"] if competence else lambda one: True
    of_state = tests.get(state, default)
    if not competence:
        return of_state
    carriers = _carriers(asked, competence)
    return lambda one: of_state(one) and not carriers.isdisjoint(one.competences)


def _carriers(asked: Asked, column: str) -> frozenset[str]:
    """Return the competences that lead to a column: itself, or those whose crosswalk leads to a module."""
    from sauatty.core.catalogue import crosswalk

    if asked.question.columns == "competences":
        return frozenset({column})
    rows = crosswalk(asked.source.framework, column.partition(".")[0]).rows
    return frozenset(row.source for row in rows if row.target == column)


def with_names(objectives: Sequence[JudgedObjective]) -> list[ListedObjective]:
    """Return objectives with the names of their competences."""
    return [
        ListedObjective(one, tuple(competence_of(identity) for identity in one.competences))
        for one in objectives
    ]


def judged_rows(asked: Asked) -> Iterator[dict[str, Any]]:
    """Return the objectives as rows of the exchange format, each with what the source holds of it."""
    held = {one.id: one for one in asked.measures.objectives}
    for row in asked.edition.objectives.order_by("position").defer("raw", "search_key").iterator():
        one = held[str(row.pk)]
        yield {
            **record_of(row).as_row(),
            "decision": one.relevance,
            "competences": list(one.competences),
            "demand": one.demand,
            "hours": one.hours,
            "source": one.source,
        }
