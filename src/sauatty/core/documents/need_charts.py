"""Charts of a survey's needs: the index with its ranks, claimed × shown, need against hours.

Each reads in black and white: values stand in numbers beside their shapes, grades differ in lightness and in a
pattern, and a table with the same figures goes with every chart.
"""

from collections.abc import Iterator, Sequence
from html import escape
from math import isnan

from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import Figure, Table
from sauatty.core.documents.charts import HEAT
from sauatty.core.documents.charts_parts import (
    ACCENT,
    INK,
    LINE,
    MUTED,
    PAPER,
    column_label,
    line,
    opening,
    text,
    wrapped,
)
from sauatty.core.languages import format_number, format_share
from sauatty.core.statistics import Interval
from sauatty.core.surveys.claimed_shown import GRADES, ClaimedShown
from sauatty.core.surveys.needs import Need, Needs
from sauatty.core.surveys.needs_parts import PARTS
from sauatty.core.surveys.plan import Plan, PlanNeed

MARGIN, TOP, STEP, BAR = 16, 64, 36, 18
LABEL_WIDTH, LABEL_CHARACTERS, PLOT, FIGURES = 270, 32, 300, 130
RANK_PLOT = 164
TILE_HEIGHT, TILE_WIDTH, TILE_GAP = 300, 560, 3
LABEL_LEAST = 84
NONE = "–"


def needs_svg(found: Needs, language: str, title: str, *, note: str = "", name: str = "needs") -> str:
    """Draw the needs index as bars from 0 to 1 with 95 % intervals, and beside each the ranks that are possible.

    Parameters
    ----------
    found : Needs
    language, title
        Of the chart.
    note : str
        A last line, such as where the figures come from.
    name : str
        What its ids begin with; charts on one page need different ones.
    """
    size = (2 * MARGIN + LABEL_WIDTH + PLOT + FIGURES + RANK_PLOT, _height(len(found.needs), note))
    parts = [*opening(name, size, language, title, needs_alt(found, language))]
    x = MARGIN + LABEL_WIDTH
    parts += _scale(x, len(found.needs), language)
    right = x + PLOT + FIGURES
    parts.append(text(right, TOP - 10, word("needs", "key_ranks", language), size=12, fill=MUTED))
    for place, one in enumerate(found.needs):
        y = TOP + place * STEP
        parts += [*_label(one.competence, y, language), *_bar(one.index, x, y, language)]
        parts += _ranks(one, len(found.needs), right, y)
    parts += _note(note, size[1])
    return "\n".join([*parts, "</svg>", ""])


def needs_alt(found: Needs, language: str) -> str:
    """Return what the chart of needs shows, in words."""
    first = _named(found.needs[0].competence, language) if found.needs else NONE
    return word("needs", "alt_needs", language, n=len(found.needs), first=first)


def needs_table(found: Needs, language: str) -> Table:
    """Return the figures of the chart of needs, with every part of the index."""
    head = ("rank", "competence", "index", "ranks", *(f"part_{part}" for part in PARTS))
    rows = tuple(
        (
            str(one.rank),
            _named(one.competence, language),
            _ends(one.index, language),
            f"{one.rank_low}–{one.rank_high}",
            *(_ends(one.part(part).value, language) for part in PARTS),
        )
        for one in found.needs
    )
    return Table(word("needs", "title_needs", language), _head(head, language), rows)


def needs_figure(found: Needs, language: str, *, id: str = "needs") -> Figure:
    """Return the chart of needs with its words and its table."""
    title = word("needs", "title_needs", language)
    svg = needs_svg(found, language, title, name=id)
    return Figure(svg, needs_alt(found, language), title, id, needs_table(found, language))


def _scale(x: int, n: int, language: str) -> Iterator[str]:
    """Yield the axis from 0 to 1 with thin lines at the quarters."""
    bottom = TOP + n * STEP
    for place in range(5):
        at = x + PLOT * place / 4
        yield line((at, TOP - 4), (at, bottom), MUTED if place == 0 else LINE)
        yield text(at, TOP - 10, format_number(place / 4, language, 2), size=12, fill=MUTED, anchor="middle")


def _bar(found: Interval, x: int, y: int, language: str) -> Iterator[str]:
    if isnan(found.estimate):
        yield text(x + 8, y + 14, NONE, size=13, fill=MUTED)
        return
    yield (
        f'<rect class="bar" x="{x}" y="{y}" width="{found.estimate * PLOT:.1f}" height="{BAR}" '
        f'fill="{HEAT[2]}" stroke="{INK}" stroke-width="0.5"/>'
    )
    if not isnan(found.low):
        low, high, middle = x + found.low * PLOT, x + found.high * PLOT, y + BAR / 2
        yield line((low, middle), (high, middle), INK, 1.5)
        yield from (line((end, middle - 4), (end, middle + 4), INK, 1.5) for end in (low, high))
    yield text(x + PLOT + 8, y + 14, _ends(found, language), size=12)


def _ranks(one: Need, n: int, x: int, y: int) -> Iterator[str]:
    """Yield the line of possible ranks with a dot at the own one; rank 1 stands left."""
    step = (RANK_PLOT - 74) / max(1, n - 1)
    low, high, own = (x + 4 + step * (rank - 1) for rank in (one.rank_low, one.rank_high, one.rank))
    middle = y + BAR / 2
    yield line((x + 4, middle), (x + 4 + step * (n - 1), middle), LINE)
    yield line((low, middle), (high, middle), INK, 2)
    yield f'<circle cx="{own:.1f}" cy="{middle:g}" r="4" fill="{PAPER}" stroke="{INK}" stroke-width="2"/>'
    written = f"{one.rank} ({one.rank_low}–{one.rank_high})"
    yield text(x + RANK_PLOT - 62, y + 14, written, size=12)


# --- claimed × shown ---


def claimed_shown_svg(
    found: ClaimedShown, language: str, title: str, *, note: str = "", name: str = "claimed"
) -> str:
    """Draw claimed × shown as a mosaic: a column for each level as wide as its share, tiles as high as the grades'.

    Grades get darker from 'no answer' to 'correct', and the two that show nothing are hatched. Levels that nobody
    claimed have no column. `note` is a last line, such as whose codes these are.
    """
    every = [(level, [found.cell(level.code, grade).n for grade in GRADES]) for level in found.levels]
    columns = [(level, counts) for level, counts in every if any(counts)]
    size = (2 * MARGIN + TILE_WIDTH + 190, TOP + TILE_HEIGHT + 76 + (22 if note else 0))
    parts = [*opening(name, size, language, title, claimed_shown_alt(found, language)), _hatches(name)]
    parts.append(text(MARGIN, TOP - 12, word("needs", "claimed", language), size=13, fill=MUTED))
    room = TILE_WIDTH - TILE_GAP * (len(columns) - 1)
    x = label_x = float(MARGIN)
    for level, counts in columns:
        width = room * sum(counts) / found.n
        parts += _tiles(x, width, counts, name, language)
        # The label of a narrow column takes the room it needs, and the next one begins after it.
        label_x = max(x, label_x)
        label_end = max(x + width, label_x + LABEL_LEAST)
        parts += _below(label_x, label_end - label_x, level.label.text(language), sum(counts), language)
        label_x = label_end + 2 * TILE_GAP
        x += width + TILE_GAP
    parts += [*_grade_key(name, language), *_note(note, size[1])]
    return "\n".join([*parts, "</svg>", ""])


def claimed_shown_alt(found: ClaimedShown, language: str) -> str:
    """Return what the chart of claimed × shown shows, in words."""
    share = _share(found.overclaiming.share.estimate, language)
    return word("needs", "alt_claimed_shown", language, n=found.n, share=share)


def claimed_shown_table(found: ClaimedShown, language: str) -> Table:
    """Return claimed × shown as counts with the shares of each level."""
    rows = []
    for level in found.levels:
        cells = [found.cell(level.code, grade) for grade in GRADES]
        counts = (f"{one.n} ({_share(one.share.estimate, language)})" for one in cells)
        rows.append((level.label.text(language), *counts, str(sum(one.n for one in cells))))
    head = (*_head(("claimed", *(f"grade_{grade}" for grade in GRADES)), language), "n")
    return Table(word("needs", "title_claimed_shown", language), head, tuple(rows))


def claimed_shown_figure(found: ClaimedShown, language: str, *, id: str = "claimed") -> Figure:
    """Return the chart of claimed × shown with its words and its table."""
    title = word("needs", "title_claimed_shown", language)
    svg = claimed_shown_svg(found, language, title, name=id)
    return Figure(svg, claimed_shown_alt(found, language), title, id, claimed_shown_table(found, language))


_GRADE_FILL = (PAPER, HEAT[1], HEAT[3], ACCENT)
_GRADE_INK = (INK, INK, "#04181c", "#ffffff")


def _hatches(name: str) -> str:
    """Return the patterns of the grades that show nothing: wide lines for none, dense ones for wrong."""
    lines = "".join(
        f'<pattern id="{name}-g{grade}" width="{gap}" height="{gap}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="{gap}" height="{gap}" fill="{_GRADE_FILL[grade]}"/>'
        f'<line x1="0" y1="0" x2="0" y2="{gap}" stroke="{MUTED}" stroke-width="1"/></pattern>'
        for grade, gap in ((0, 14), (1, 7))
    )
    return f"<defs>{lines}</defs>"


def _fill(grade: int, name: str) -> str:
    return f"url(#{name}-g{grade})" if grade < 2 else _GRADE_FILL[grade]


def _tiles(x: float, width: float, counts: Sequence[int], name: str, language: str) -> Iterator[str]:
    total, y = sum(counts), float(TOP + TILE_HEIGHT)
    for grade, n in enumerate(counts):
        height = TILE_HEIGHT * n / total if total else 0.0
        y -= height
        if not n:
            continue
        said = f"{word('needs', f'grade_{grade}', language)}: {n} ({_share(n / total, language)})"
        yield (
            f'<rect class="g{grade}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
            f'fill="{_fill(grade, name)}" stroke="{INK}" stroke-width="1"><title>{escape(said)}</title></rect>'
        )
        if height >= 18 and width >= 26:
            yield from _count(x + width / 2, y + height / 2, n, grade)


def _count(x: float, y: float, n: int, grade: int) -> Iterator[str]:
    """Yield a count; on a hatched tile it has its own ground, so that lines do not cross the figure."""
    if grade < 2:
        half = 5 + 4 * len(str(n))
        yield f'<rect x="{x - half:.1f}" y="{y - 9:.1f}" width="{2 * half}" height="18" rx="3" fill="{PAPER}"/>'
    yield text(round(x, 1), round(y + 5, 1), str(n), size=13, fill=_GRADE_INK[grade], anchor="middle")


def _below(x: float, width: float, label: str, n: int, language: str) -> Iterator[str]:
    lines = wrapped(label, max(6, int(width / 7)), 3)
    for place, one in enumerate(lines):
        hint = label if one != label else ""
        yield text(round(x, 1), TOP + TILE_HEIGHT + 18 + 15 * place, one, size=12, hint=hint)
    written = f"n = {format_number(n, language)}"
    yield text(round(x, 1), TOP + TILE_HEIGHT + 18 + 15 * len(lines), written, size=12, fill=MUTED)


def _grade_key(name: str, language: str) -> Iterator[str]:
    x = MARGIN + TILE_WIDTH + 24
    yield text(x, TOP + 6, word("needs", "shown", language), size=13, fill=MUTED)
    for place, grade in enumerate(reversed(GRADES)):
        y = TOP + 18 + 28 * place
        yield (
            f'<rect x="{x}" y="{y}" width="22" height="18" fill="{_fill(grade, name)}" '
            f'stroke="{INK}" stroke-width="1"/>'
        )
        yield text(x + 30, y + 14, word("needs", f"grade_{grade}", language), size=13)


# --- need against hours ---


def plan_svg(found: Plan, language: str, title: str, *, note: str = "", name: str = "plan") -> str:
    """Draw each need as a bar, filled as far as the plan's hours answer it, with the hours beside it."""
    size = (2 * MARGIN + LABEL_WIDTH + PLOT + 230, _height(len(found.needs), note) + 28)
    parts = [*opening(name, size, language, title, plan_alt(found, language)), _hatches(name)]
    x = MARGIN + LABEL_WIDTH
    parts += _scale(x, len(found.needs), language)
    for place, one in enumerate(found.needs):
        y = TOP + place * STEP
        parts += [*_label(one.competence, y, language), *_need(one, x, y, name, language)]
    parts += _plan_key(x, TOP + len(found.needs) * STEP + 8, name, language)
    parts += _note(note, size[1])
    return "\n".join([*parts, "</svg>", ""])


def plan_alt(found: Plan, language: str) -> str:
    """Return what the chart of need against hours shows, in words."""
    answered = _share(found.answered, language)
    return word("needs", "alt_plan", language, n=len(found.needs), answered=answered)


def plan_table(found: Plan, language: str) -> Table:
    """Return need against hours, with the modules or why there is none."""
    titles = {one.id: one.title.text(language) for one in found.modules}
    rows = tuple(
        (
            _named(one.competence, language),
            format_number(one.need, language, 2),
            format_number(one.hours, language, 1),
            _share(one.answered, language),
            word("needs", f"why_{one.why_left}", language)
            if one.why_left
            else "; ".join(titles[module] for module in one.modules),
        )
        for one in found.needs
    )
    head = _head(("competence", "need", "hours", "answered", "modules"), language)
    return Table(word("needs", "title_plan", language), head, rows)


def plan_figure(found: Plan, language: str, *, id: str = "plan") -> Figure:
    """Return the chart of need against hours with its words and its table."""
    title = word("needs", "title_plan", language)
    svg = plan_svg(found, language, title, name=id)
    return Figure(svg, plan_alt(found, language), title, id, plan_table(found, language))


def _need(one: PlanNeed, x: int, y: int, name: str, language: str) -> Iterator[str]:
    whole, won = min(one.need, 1.0) * PLOT, min(one.need, 1.0) * one.answered * PLOT
    yield (
        f'<rect class="left" x="{x}" y="{y}" width="{whole:.1f}" height="{BAR}" '
        f'fill="url(#{name}-g0)" stroke="{INK}" stroke-width="0.5"/>'
    )
    if won:
        yield f'<rect class="answered" x="{x}" y="{y}" width="{won:.1f}" height="{BAR}" fill="{ACCENT}"/>'
    if one.why_left:
        said = wrapped(word("needs", f"why_{one.why_left}", language), 34, 2)
        yield from (
            text(x + PLOT + 8, y + (6 if len(said) > 1 else 14) + 14 * place, part, size=12, fill=MUTED)
            for place, part in enumerate(said)
        )
        return
    hours = f"{format_number(one.hours, language, 1)} {word('needs', 'hours_short', language)}"
    yield text(x + PLOT + 8, y + 14, f"{_share(one.answered, language)} · {hours}", size=12)


def _plan_key(x: int, y: int, name: str, language: str) -> Iterator[str]:
    for place, (fill, key) in enumerate(((ACCENT, "key_answered"), (f"url(#{name}-g0)", "key_left"))):
        at = x + place * 180
        yield (
            f'<rect x="{at}" y="{y}" width="18" height="14" fill="{fill}" stroke="{INK}" stroke-width="0.5"/>'
        )
        yield text(at + 24, y + 12, word("needs", key, language), size=12)


# --- what all share ---


def _height(n: int, note: str) -> int:
    return TOP + n * STEP + 2 * MARGIN + (22 if note else 0)


def _note(note: str, height: int) -> Iterator[str]:
    if note:
        yield text(MARGIN, height - MARGIN, note, size=12, fill=MUTED)


def _label(competence: str, y: int, language: str) -> Iterator[str]:
    written = _named(competence, language)
    lines = wrapped(written, LABEL_CHARACTERS, 2)
    first = y + (14 if len(lines) == 1 else 6)
    for place, one in enumerate(lines):
        yield text(MARGIN, first + 15 * place, one, size=13, hint=written if one != written else "")


def _named(competence: str, language: str) -> str:
    code, name = column_label(competence, language, None)
    return f"{code} {name}".strip()


def _head(keys: Sequence[str], language: str) -> tuple[str, ...]:
    return tuple(word("needs", key, language) for key in keys)


def _share(value: float, language: str) -> str:
    return NONE if isnan(value) else format_share(value, language)


def _ends(found: Interval, language: str) -> str:
    if isnan(found.estimate):
        return NONE
    estimate, low, high = (format_number(one, language, 2) for one in (found.estimate, found.low, found.high))
    return estimate if isnan(found.low) else f"{estimate} [{low}; {high}]"
