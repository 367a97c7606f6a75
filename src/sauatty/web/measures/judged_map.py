"""The judged matrix as pages show it: names, classes, links. What was not judged is hatched, never zero."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from sauatty.web.alignments.figures import Competence, Scale, competence_of, scale_for
from sauatty.web.measures.asking import Asked
from sauatty.web.measures.coverage_map import row_label
from sauatty.web.measures.measuring import Json

VALUES = ("counts", "shares", "hours")
N_STEPS = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value, its heat class, and the list that it counts."""

    value: float
    css_class: str
    href: str
    competence: Competence


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `state` is 'judged', 'waiting' (read, nothing judged) or 'unread'; only the first has cells."""

    label: str
    state: str
    n_objectives: int
    n_judged: int
    n_relevant: int
    cells: tuple[Cell, ...]
    judged_href: str
    relevant_href: str
    waiting_href: str
    hours: float | None


@dataclass(frozen=True, slots=True)
class JudgedMap:
    """What the page shows."""

    rows: tuple[Row, ...]
    columns: tuple[Competence, ...]
    totals: tuple[float, ...]
    n_objectives: int
    n_judged: int
    n_relevant: int
    values: str
    scale: Scale
    has_hours: bool
    empty_competences: tuple[Competence, ...]


def row_name(by: str, key: str, language: str) -> str:
    """Return how a row of the core is called; '' is what states no area, subject or grade."""
    return row_label(by, key or None, language)


def list_address(asked: Asked, key: str | None = None, competence: str = "", state: str = "") -> str:
    """Return the list of the objectives that a cell or a margin counts."""
    query = asked.query(state=state, competence=competence)
    if key is not None:
        query["row"] = key or "-"
    shown = {name: value for name, value in query.items() if value}
    return f"{reverse('alignments:judged_list')}?{urlencode(shown)}"


def draw(asked: Asked, found: Json, values: str) -> JudgedMap:
    """Give the figures their names, classes and links."""
    columns = tuple(competence_of(one) for one in found["columns"])
    scale = _scale(found, values)
    return JudgedMap(
        rows=tuple(_row(asked, row, columns, values, scale) for row in found["rows"]),
        columns=columns,
        totals=tuple(found["totals"].values()),
        n_objectives=found["n_objectives"],
        n_judged=found["n_judged"],
        n_relevant=found["n_relevant"],
        values=values,
        scale=scale,
        has_hours=found["has_hours"],
        empty_competences=tuple(one for one in columns if not found["totals"][one.id]),
    )


def _scale(found: Json, values: str) -> Scale:
    if values == "hours":
        return hour_scale(max(_values_of(found, "per_hour"), default=0.0))
    return scale_for(max(_values_of(found, "counts"), default=0), is_share=values == "shares")


def hour_scale(largest: float) -> Scale:
    """Return equal steps up to the largest number per hour."""
    return Scale(tuple(largest * step / N_STEPS for step in range(1, N_STEPS)), is_share=True)


def _values_of(found: Json, name: str) -> Iterator[float]:
    for row in found["rows"]:
        yield from (row.get(name) or {}).values()


def _row(asked: Asked, row: Json, columns: tuple[Competence, ...], values: str, scale: Scale) -> Row:
    key, state = row["row"], _state(row)
    cells = tuple(_cells(asked, row, columns, values, scale)) if state == "judged" else ()
    return Row(
        label=row_name(asked.question.by, key, asked.language),
        state=state,
        n_objectives=row["n_objectives"] or 0,
        n_judged=row.get("n_judged") or 0,
        n_relevant=row.get("n_relevant") or 0,
        cells=cells,
        judged_href=list_address(asked, key, state="judged"),
        relevant_href=list_address(asked, key, state="counted"),
        waiting_href=list_address(asked, key, state="waiting"),
        hours=row.get("hours"),
    )


def _state(row: Json) -> str:
    if row["n_objectives"] is None:
        return "unread"
    return "judged" if row["n_judged"] is not None else "waiting"


def _cells(
    asked: Asked, row: Json, columns: tuple[Competence, ...], values: str, scale: Scale
) -> Iterator[Cell]:
    shown = row["per_hour" if values == "hours" else values]
    for competence in columns:
        if shown is None:
            yield Cell(-1.0, "none", "", competence)
            continue
        value = shown[competence.id]
        yield Cell(value, scale.class_of(value), list_address(asked, row["row"], competence.id), competence)


def named(competence: str, language: str) -> dict[str, Any]:
    """Return code and name of a competence or module."""
    found = competence_of(competence)
    return {"id": found.id, "code": found.code, "name": found.name.text(language)}
