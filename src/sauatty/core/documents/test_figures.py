"""Charts of tests, row by row: forests of estimates with intervals (differences between groups, gains), Wright map.

Each reads in black and white, takes plain numbers, and comes with its words and the table of its figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np

from sauatty.core.documents.blocks import Figure, Table
from sauatty.core.documents.charts import HEAT
from sauatty.core.documents.charts_parts import INK, MUTED, PAPER, line, opening, text, wrapped
from sauatty.core.documents.test_figures_axes import (
    MARGIN,
    NONE,
    Scale,
    foot_axis,
    interval,
    label,
    number,
    say,
    scale_over,
    side_axis,
)

LABELS, LABEL_CHARACTERS, PLOT, FIGURES, STEP, TOP = 210, 28, 380, 150, 30, 66
# Of the Wright map: lines to a logit, and where people and items meet.
BINS, BIN_HEIGHT, MIDDLE = 4, 15, 300
_SHAPES = {"": "circle", "A": "circle", "B": "diamond", "C": "square"}


@dataclass(frozen=True, slots=True)
class ForestRow:
    """One estimate with the ends of its interval; None where there is none. `mark` is 'A', 'B', 'C' or ''."""

    name: str
    estimate: float | None
    low: float | None = None
    high: float | None = None
    mark: str = ""
    n: int | None = None


# --- forests ---


def dif_rows(items: Sequence[Mapping[str, Any]], names: Mapping[str, str] | None = None) -> list[ForestRow]:
    """Return the rows of `Dif.as_json()["items"]` of one focal group, the purified figures where there are any."""
    return [
        _dif_row(one, one["purified"] or one, (names or {}).get(one["item"], one["item"])) for one in items
    ]


def _dif_row(item: Mapping[str, Any], found: Mapping[str, Any], name: str) -> ForestRow:
    delta, error = found["delta"], found["se_delta"]
    half = 1.959963984540054 * error if delta is not None and error is not None else None
    low, high = (delta - half, delta + half) if half is not None else (None, None)
    n = (found.get("n_reference") or 0) + (found.get("n_focal") or 0)
    return ForestRow(name, delta, low, high, found["class"] or "", n or None)


def dif_svg(rows: Sequence[ForestRow], groups: tuple[str, str], language: str, *, name: str = "dif") -> str:
    """Draw how much harder (left) or easier (right) items are for the focal group, on the ETS delta scale.

    Parameters
    ----------
    groups : (reference, focal)
        Names as a reader knows them. The band marks |delta| below 1, where differences are negligible.
    """
    title = say("title_dif", language, reference=groups[0], focal=groups[1])
    axis = say("axis_delta", language, focal=groups[1])
    words = (title, axis, dif_alt(rows, groups, language))
    return forest_svg(rows, words, language, name=name, band=1.0, within=2.0)


def dif_alt(rows: Sequence[ForestRow], groups: tuple[str, str], language: str) -> str:
    """Return what the forest shows, in words."""
    marked = [row.name for row in rows if row.mark in ("B", "C")]
    return say(
        "alt_dif", language, items=len(rows), reference=groups[0], focal=groups[1], marked=", ".join(marked) or NONE
    )  # fmt: skip


def dif_figure(
    rows: Sequence[ForestRow], groups: tuple[str, str], language: str, *, id: str = "dif"
) -> Figure:
    """Return the forest with its words and its table."""
    head = tuple(say(key, language) for key in ("item", "n", "delta", "interval", "ets_class"))
    body = tuple(
        (row.name, number(row.n, language, 0), number(row.estimate, language), interval(row.low, row.high, language),
         row.mark or NONE)
        for row in rows
    )  # fmt: skip
    caption = say("title_dif", language, reference=groups[0], focal=groups[1])
    svg = dif_svg(rows, groups, language, name=id)
    return Figure(svg, dif_alt(rows, groups, language), caption, id, Table("", head, body, f"{id}-table"))


def gain_rows(
    found: Mapping[str, Any], language: str, names: Mapping[str, str] | None = None
) -> list[ForestRow]:
    """Return the rows of `Gain.as_json()`: everybody, then components, then groups, each as standardised gain d_av."""
    parts = [*found["by_component"], *found["by_group"]]
    whole = ForestRow(say("everybody", language), found["effect_size"], *_ends(found["effect_size_ci95"]),
                      n=found["n"])  # fmt: skip
    return [whole, *(_gain_row(one, names or {}) for one in parts)]


def _gain_row(part: Mapping[str, Any], names: Mapping[str, str]) -> ForestRow:
    effect = part["effect_size"]
    return ForestRow(names.get(part["name"], part["name"]), effect["value"], *_ends(effect["ci95"]),
                     n=part["gain"]["n"])  # fmt: skip


def _ends(ends: Sequence[float] | None) -> tuple[float | None, float | None]:
    return (ends[0], ends[1]) if ends else (None, None)


def gain_svg(rows: Sequence[ForestRow], language: str, *, name: str = "gain") -> str:
    """Draw standardised gains (d_av) with their intervals; 0 is no gain."""
    title, axis = say("title_gain", language), say("axis_gain", language)
    words = (title, axis, gain_alt(rows, language))
    return forest_svg(rows, words, language, name=name, within=0.5)


def gain_alt(rows: Sequence[ForestRow], language: str) -> str:
    """Return what the forest shows, in words."""
    first = rows[0] if rows else ForestRow(NONE, None)
    ends = interval(first.low, first.high, language)
    return say("alt_gain", language, rows=len(rows), value=number(first.estimate, language), interval=ends)


def gain_figure(rows: Sequence[ForestRow], language: str, *, id: str = "gain") -> Figure:
    """Return the forest with its words and its table."""
    head = tuple(say(key, language) for key in ("part", "n", "effect", "interval"))
    body = tuple(
        (row.name, number(row.n, language, 0), number(row.estimate, language), interval(row.low, row.high, language))
        for row in rows
    )  # fmt: skip
    table = Table("", head, body, f"{id}-table")
    return Figure(
        gain_svg(rows, language, name=id), gain_alt(rows, language), say("title_gain", language), id, table
    )


def forest_svg(
    rows: Sequence[ForestRow], words: tuple[str, str, str], language: str, *, name: str, within: float, band: float = 0.0
) -> str:  # fmt: skip
    """Draw estimates with their intervals; `words` are title, axis and what the chart shows.

    The scale reaches `within` to both sides of 0 at least; `band` marks what is negligible.
    """
    title, axis, described = words
    heading = wrapped(title, 74, 2)
    top = TOP + 20 * (len(heading) - 1)
    bottom = top + STEP * max(len(rows), 1)
    size = (2 * MARGIN + LABELS + PLOT + FIGURES, bottom + 52)
    ends = [value for row in rows for value in (row.estimate, row.low, row.high)]
    scale = scale_over(ends, MARGIN + LABELS, PLOT, within=within)
    parts = [*opening(name, size, language, heading[0], described)]
    parts += [text(MARGIN, 52, more, size=17, weight=650) for more in heading[1:]]
    if band:
        parts.append(_band(scale.at(-band), scale.at(band), top - 6, bottom))
    parts += foot_axis(scale, top - 6, bottom, language, axis)
    for place, row in enumerate(rows):
        parts += _forest_row(row, top + STEP * place + STEP / 2 - 4, scale, language)
    return "\n".join([*parts, "</svg>", ""])


def _band(left: float, right: float, top: float, bottom: float) -> str:
    return (
        f'<rect class="band" x="{left:g}" y="{top:g}" width="{right - left:.1f}" height="{bottom - top:g}" '
        f'fill="{HEAT[0]}"/>'
    )


def _forest_row(row: ForestRow, y: float, scale: Scale, language: str) -> Iterator[str]:
    yield from label(row.name, MARGIN, y, LABEL_CHARACTERS)
    aside = MARGIN + LABELS + PLOT + 10
    if row.estimate is None:
        yield text(aside, y + 4, say("no_figure", language), size=12, fill=MUTED)
        return
    if row.low is not None and row.high is not None:
        yield line((scale.at(row.low), y), (scale.at(row.high), y), INK, 1.5)
    yield _mark(row, scale.at(row.estimate), y)
    ends = interval(row.low, row.high, language)
    written = f"{number(row.estimate, language)} {ends if ends != NONE else ''} {row.mark}"
    yield text(aside, y + 4, written.strip(), size=12)


def _mark(row: ForestRow, x: float, y: float) -> str:
    hint = f"<title>{escape(row.name)}</title>"
    shape = _SHAPES.get(row.mark, "circle")
    if shape == "circle":
        return f'<circle class="dot" cx="{x:g}" cy="{y:g}" r="5" fill="{HEAT[5]}" stroke="{PAPER}">{hint}</circle>'
    turn = f' transform="rotate(45 {x:g} {y:g})"' if shape == "diamond" else ""
    return (
        f'<rect class="dot" x="{x - 5:g}" y="{y - 5:g}" width="10" height="10" fill="{INK}" '
        f'stroke="{PAPER}"{turn}>{hint}</rect>'
    )


# --- Wright map ---


def wright_svg(
    thetas: Sequence[float], items: Mapping[str, float | None], language: str, *, name: str = "wright"
) -> str:
    """Draw people (left, bars) and items (right, names) on one scale of logits.

    Parameters
    ----------
    thetas : sequence of float
        Abilities; nan are left out.
    items : mapping
        Name of an item to its difficulty; items without one are left out.
    """
    known = [float(theta) for theta in thetas if np.isfinite(theta)]
    placed = {item: at for item, at in items.items() if at is not None}
    shown = scale_over([*known, *placed.values()], 0, 1, within=2.0)
    low, high = np.floor(2 * shown.low) / 2, np.ceil(2 * shown.high) / 2
    height = int(BIN_HEIGHT * BINS * (high - low))
    scale = Scale(low, high, TOP + 10, height, is_up=True)
    size = (2 * MARGIN + 700, TOP + height + 40)
    parts = [
        *opening(name, size, language, say("title_wright", language), wright_alt(known, placed, language))
    ]
    parts += side_axis(scale, 70, MARGIN + 700, language, say("axis_logits", language))
    parts += [*_people(known, scale), *_items(placed, scale)]
    parts += _wright_feet(len(known), len(placed), size[1] - 14, language)
    return "\n".join([*parts, "</svg>", ""])


def wright_alt(thetas: Sequence[float], items: Mapping[str, float | None], language: str) -> str:
    """Return what the map shows, in words."""
    known = [theta for theta in thetas if np.isfinite(theta)]
    levels = [at for at in items.values() if at is not None]
    return say(
        "alt_wright", language, people=len(known), items=len(levels),
        ability=number(float(np.mean(known)) if known else None, language),
        easiest=number(min(levels, default=None), language), hardest=number(max(levels, default=None), language),
    )  # fmt: skip


def wright_figure(
    thetas: Sequence[float], items: Mapping[str, float | None], language: str, *, id: str = "wright"
) -> Figure:
    """Return the map with its words and the table of half-logit steps."""
    known = [theta for theta in thetas if np.isfinite(theta)]
    rows = tuple(
        (interval(low, low + 0.5, language, 1), number(n, language, 0), ", ".join(names) or NONE)
        for low, n, names in _steps(known, items)
    )
    head = tuple(say(key, language) for key in ("logits", "people", "items"))
    svg = wright_svg(thetas, items, language, name=id)
    return Figure(
        svg, wright_alt(known, items, language), say("title_wright", language), id,
        Table("", head, rows, f"{id}-table"),
    )  # fmt: skip


def _steps(
    thetas: Sequence[float], items: Mapping[str, float | None]
) -> Iterator[tuple[float, int, list[str]]]:
    """Yield half-logit steps from the top: their lower end, how many people and which items stand in them."""
    levels = {item: int(np.floor(2 * at)) for item, at in items.items() if at is not None}
    people = [int(np.floor(2 * theta)) for theta in thetas]
    every = [*levels.values(), *people]
    for step in range(max(every, default=-1), min(every, default=0) - 1, -1):
        yield step / 2, people.count(step), [item for item, at in levels.items() if at == step]


def _people(thetas: Sequence[float], scale: Scale) -> Iterator[str]:
    edges = np.arange(scale.low, scale.high + 0.01, 1 / BINS)
    counts = np.histogram(thetas, bins=edges)[0]
    most = max(int(counts.max(initial=0)), 1)
    for low, count in zip(edges.tolist(), counts.tolist(), strict=False):
        if count:
            width, y = 220 * count / most, scale.at(low + 1 / BINS)
            yield (
                f'<rect class="bar" x="{MIDDLE - width:.1f}" y="{y + 0.5:g}" width="{width:.1f}" '
                f'height="{scale.at(low) - y - 1:.1f}" fill="{HEAT[2]}" stroke="{INK}" stroke-width="0.5"/>'
            )
    yield line((MIDDLE, scale.start), (MIDDLE, scale.start + scale.length), INK)


def _items(items: Mapping[str, float], scale: Scale) -> Iterator[str]:
    """Yield the names of the items of each quarter of a logit in one line."""
    levels: dict[int, list[str]] = {}
    for item, at in sorted(items.items(), key=lambda one: (one[1], one[0])):
        levels.setdefault(int(np.floor(BINS * at)), []).append(item)
    for level, names in sorted(levels.items()):
        y = scale.at((level + 0.5) / BINS)
        listed = ", ".join(names)
        yield line((MIDDLE, y), (MIDDLE + 8, y), INK)
        shown = wrapped(listed, 52, 1)[0]
        yield text(MIDDLE + 14, y + 4, shown, size=12, hint=listed if listed != shown else "")


def _wright_feet(n_people: int, n_items: int, y: float, language: str) -> Iterator[str]:
    yield text(MIDDLE - 6, y, say("foot_people", language, n=n_people), size=12, fill=MUTED, anchor="end")
    yield text(MIDDLE + 14, y, say("foot_items", language, n=n_items), size=12, fill=MUTED)
