"""How far questions moved between two calibrations, and what points of one form are worth on another."""

from collections.abc import Mapping, Sequence
from typing import Any

from sauatty.core.documents.blocks import Figure, Table
from sauatty.core.documents.test_figures import ForestRow, forest_svg
from sauatty.core.documents.test_figures_axes import NONE, interval, number, say

_Z = 1.959963984540054
Json = Mapping[str, Any]


def drift_rows(items: Sequence[Json]) -> list[ForestRow]:
    """Return the rows of the items of a `Drift`; the mark of what moved is 'C'."""
    return [_row(one) for one in items]


def _row(one: Json) -> ForestRow:
    at, error = one["displacement"], one["se"]
    low, high = (at - _Z * error, at + _Z * error) if error is not None else (None, None)
    return ForestRow(one["item"], at, low, high, "C" if one["has_moved"] else "")


def drift_figure(found: Json, language: str, *, id: str = "drift") -> Figure:
    """Return displacements with their intervals, in words and as a table."""
    rows = drift_rows(found["items"])
    moved = [row.name for row in rows if row.mark]
    alt = say("alt_drift", language, items=len(rows), moved=", ".join(moved) or NONE)
    title = say("title_drift", language)
    shown = [ForestRow(row.name, row.estimate, row.low, row.high) for row in rows]
    svg = forest_svg(
        shown, (title, say("axis_drift", language), alt), language, name=id, within=1.0, band=0.5
    )
    head = tuple(
        say(key, language)
        for key in ("item", "displacement", "interval", "robust_z", "points_moved", "moved")
    )
    body = tuple(
        (row.name, number(row.estimate, language), interval(row.low, row.high, language),
         number(one["robust_z"], language), number(one["points"], language), say("yes" if row.mark else "no", language))
        for row, one in zip(rows, found["items"], strict=True)
    )  # fmt: skip
    return Figure(svg, alt, title, id, Table("", head, body, f"{id}-table"))


def equating_table(found: Json, language: str, *, id: str = "equating") -> Table:
    """Return what each total of the new form is worth on the base form, by every method."""
    methods = {one["method"]: one["rows"] for one in found["methods"]}
    true = found["true"]["rows"] if found["true"] else None
    head = [say("points_of", language, form=found["new"])]
    for name in methods:
        head += [say(f"method_{name}", language), say("error_short", language)]
    head += [say("method_true", language)] if true else []
    body = []
    for place in range(found["most"][0] + 1):
        cells = [number(place, language, 0)]
        for rows in methods.values():
            cells += [number(rows[place]["equivalent"], language), number(rows[place]["se"], language)]
        body.append(tuple(cells + ([number(true[place]["equivalent"], language)] if true else [])))
    caption = say("title_equating", language, new=found["new"], base=found["base"])
    return Table(caption, tuple(head), tuple(body), id)
