"""Charts of survey questions: bars with their intervals, and cross tables.

Each reads in black and white: the value stands in numbers beside or in its shape, what is hidden is hatched, marks
are triangles. With every chart go its words and the table of its figures.
"""

from collections.abc import Iterator
from html import escape
from math import isnan

from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import Figure
from sauatty.core.documents.charts import HEAT, HEAT_INK
from sauatty.core.documents.charts_parts import INK, LINE, MUTED, PAPER, line, opening, text, wrapped
from sauatty.core.documents.survey_tables import (
    cross_block,
    distribution_table,
    mark,
    number,
    question_title,
    share,
)
from sauatty.core.surveys.cross import CrossTable
from sauatty.core.surveys.tables import AnswerRow, QuestionTable

MARGIN, TITLE_LINE, STEP, BAR = 16, 21, 36, 18
LABEL_WIDTH, LABEL_CHARACTERS, PLOT, FIGURES = 270, 34, 340, 150
CELL_WIDTH, CELL_HEIGHT, GAP, COUNT_WIDTH = 74, 36, 2, 56
KEY_LINE, KEY_CHARACTERS, TITLE_CHARACTERS = 19, 84, 78
# The first share of each step of the heat from the second on; fixed, so that two charts can be laid side by side.
STEPS = (0.05, 0.15, 0.3, 0.5, 0.7)


# --- one question ---


def distribution_svg(table: QuestionTable, language: str, title: str = "", *, name: str = "question") -> str:
    """Draw the answers of a question as bars from 0 to 100 % with their intervals.

    Parameters
    ----------
    table : QuestionTable
        A question with choices; in a ranking the bars are the first places.
    language : {'kk', 'ru', 'en'}
    title : str
        The heading; the question itself where none is given.
    name : str
        What its ids begin with; charts on one page need different ones.

    Returns
    -------
    str
        An SVG document. Every text is escaped; the same arguments give the same bytes.
    """
    heading = wrapped(title or question_title(table), TITLE_CHARACTERS, 3)
    top = 64 + TITLE_LINE * (len(heading) - 1)
    size = (2 * MARGIN + LABEL_WIDTH + PLOT + FIGURES, top + len(table.rows) * STEP + 2 * MARGIN + 10)
    parts = [*_opening(name, size, language, heading, distribution_alt(table, language)), _hatch(name)]
    parts += _axis(top, len(table.rows), language)
    for place, row in enumerate(table.rows):
        y = top + place * STEP
        parts += [*_label(row.label, y, LABEL_CHARACTERS), *_bar(row, y, name, language)]
    parts.append(text(MARGIN, size[1] - MARGIN, _base(table, language), size=12, fill=MUTED))
    return "\n".join([*parts, "</svg>", ""])


def distribution_alt(table: QuestionTable, language: str) -> str:
    """Return what the bars show, in words."""
    shown = [row for row in table.rows if not isnan(row.share.estimate)]
    most = max(shown, key=lambda row: row.share.estimate, default=None)
    label, value = (most.label, share(most.share.estimate, language)) if most else ("–", "–")
    n = number(table.n_answered, language)
    return word("surveys", "alt_distribution", language, rows=len(table.rows), n=n, most=label, share=value)


def distribution_figure(table: QuestionTable, language: str, *, id: str = "question") -> Figure:
    """Return the bars of a question with their words and their table."""
    svg = distribution_svg(table, language, name=id)
    figures = distribution_table(table, language)
    return Figure(svg, distribution_alt(table, language), question_title(table), id, figures)


def _opening(name: str, size: tuple[int, int], language: str, heading: list[str], said: str) -> Iterator[str]:
    yield from opening(name, size, language, heading[0], said)
    for place, one in enumerate(heading[1:], 1):
        yield text(MARGIN, 32 + TITLE_LINE * place, one, size=17, weight=650)


def _hatch(name: str) -> str:
    return (
        f'<defs><pattern id="{name}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="7" height="7" fill="{PAPER}"/>'
        f'<line x1="0" y1="0" x2="0" y2="7" stroke="{MUTED}" stroke-width="1"/></pattern></defs>'
    )


def _axis(top: int, n_rows: int, language: str) -> Iterator[str]:
    x, bottom = MARGIN + LABEL_WIDTH, top + n_rows * STEP
    for quarter in range(5):
        at = x + PLOT * quarter / 4
        yield line((at, top - 6), (at, bottom), MUTED if quarter == 0 else LINE)
        yield text(at, top - 12, share(quarter / 4, language, 0), size=12, fill=MUTED, anchor="middle")


def _label(label: str, y: int, width: int) -> Iterator[str]:
    lines = wrapped(label, width, 2)
    first = y + (14 if len(lines) == 1 else 7)
    for place, one in enumerate(lines):
        yield text(MARGIN, first + 15 * place, one, size=13, hint=label if one != label else "")


def _bar(row: AnswerRow, y: int, name: str, language: str) -> Iterator[str]:
    x, found = MARGIN + LABEL_WIDTH, row.share
    if isnan(found.estimate):
        said = word("surveys", "hidden", language) if row.reason else "–"
        if row.reason:
            yield _box("hidden", x, y, PLOT / 6, BAR, f"url(#{name}-hatch)")
        yield text(x + PLOT + 10, y + 14, said, size=12, fill=MUTED)
        return
    yield _box("bar", x, y, found.estimate * PLOT, BAR, HEAT[2])
    low, high, middle = x + found.low * PLOT, x + found.high * PLOT, y + BAR / 2
    yield line((round(low, 1), middle), (round(high, 1), middle), INK, 1.5)
    yield from (
        line((round(end, 1), middle - 4), (round(end, 1), middle + 4), INK, 1.5) for end in (low, high)
    )
    written = f"{share(found.estimate, language)}   n = {number(row.n or 0, language)}"
    yield text(x + PLOT + 10, y + 14, written, size=12)


def _box(kind: str, x: float, y: float, width: float, height: float, fill: str, hint: str = "") -> str:
    said = f"<title>{escape(hint)}</title>" if hint else ""
    return (
        f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:.1f}" height="{height:g}" fill="{fill}" '
        f'stroke="{INK}" stroke-width="0.5">{said}</rect>'
    )


def _base(table: QuestionTable, language: str) -> str:
    return word(
        "surveys", "base", language, asked=number(table.n_asked, language),
        answered=number(table.n_answered, language), missing=number(table.n_missing, language),
        share=share(table.share_missing, language),
    )  # fmt: skip


# --- cross tables ---


def cross_svg(found: CrossTable, language: str, title: str = "", *, name: str = "cross") -> str:
    """Draw a cross table: the share of each answer within each group, darker where larger.

    A triangle marks a cell with clearly more (up) or fewer (down) than its margins let expect; hidden cells are
    hatched. The answers are numbered and named under the table.
    """
    table = found.table
    heading = wrapped(title or question_title(table), TITLE_CHARACTERS, 3)
    top = 84 + TITLE_LINE * (len(heading) - 1)
    bottom = top + len(table.groups) * CELL_HEIGHT
    size = (_cross_width(found), bottom + 20 + KEY_LINE * len(table.rows) + 2 * MARGIN)
    parts = [*_opening(name, size, language, heading, cross_alt(found, language)), _hatch(name)]
    parts += _cross_head(found, top)
    for place in range(len(table.groups)):
        parts += _cross_row(found, place, top + place * CELL_HEIGHT, name, language)
    for place, row in enumerate(table.rows, 1):
        written = wrapped(f"{place}  {row.label}", KEY_CHARACTERS, 1)[0]
        parts.append(text(MARGIN, bottom + 8 + KEY_LINE * place, written, size=12, hint=row.label))
    parts.append(text(MARGIN, size[1] - MARGIN, _base(table, language), size=12, fill=MUTED))
    return "\n".join([*parts, "</svg>", ""])


def _cross_width(found: CrossTable) -> int:
    cells = LABEL_WIDTH + COUNT_WIDTH + len(found.table.rows) * CELL_WIDTH
    return 2 * MARGIN + max(cells, LABEL_WIDTH + PLOT + FIGURES)


def cross_alt(found: CrossTable, language: str) -> str:
    """Return what the cross table shows, in words."""
    n_groups, n_answers = len(found.table.groups), len(found.table.rows)
    return word("surveys", "alt_cross", language, rows=n_groups, columns=n_answers)


def cross_figure(found: CrossTable, language: str, *, minimum: int = 5, id: str = "cross") -> Figure:
    """Return the chart of a cross table with its words and its table."""
    caption = f"{question_title(found.table)} × {found.by_label}"
    return Figure(
        cross_svg(found, language, caption, name=id),
        cross_alt(found, language),
        caption,
        id,
        cross_block(found, minimum, language),
    )


def _cross_head(found: CrossTable, top: int) -> Iterator[str]:
    for place, row in enumerate(found.table.rows):
        x = _cell_x(place) + (CELL_WIDTH - GAP) / 2
        yield text(x, top - 10, str(place + 1), size=13, weight=600, anchor="middle", hint=row.label)
    yield text(MARGIN, top - 10, wrapped(found.by_label, LABEL_CHARACTERS, 1)[0], size=13, fill=MUTED)
    yield text(MARGIN + LABEL_WIDTH + COUNT_WIDTH - 10, top - 10, "n", size=13, fill=MUTED, anchor="end")


def _cell_x(place: int) -> int:
    return MARGIN + LABEL_WIDTH + COUNT_WIDTH + place * CELL_WIDTH


def _cross_row(found: CrossTable, place: int, y: int, name: str, language: str) -> Iterator[str]:
    group = found.table.groups[place]
    yield from _label(group.group_label, y + 8, LABEL_CHARACTERS)
    at = MARGIN + LABEL_WIDTH + COUNT_WIDTH - 10
    yield text(at, y + 22, number(group.n_answered, language), size=13, anchor="end")
    for column, (row, residual) in enumerate(zip(group.rows, found.residuals[place], strict=True)):
        yield from _cross_cell(row, residual, (_cell_x(column), y), f"url(#{name}-hatch)", language)


def _cross_cell(
    row: AnswerRow, residual: float, at: tuple[int, int], hatch: str, language: str
) -> Iterator[str]:
    (x, y), value = at, row.share.estimate
    middle, width, height = x + (CELL_WIDTH - GAP) / 2, CELL_WIDTH - GAP, CELL_HEIGHT - GAP
    if isnan(value):
        hint = word("surveys", "hidden", language) if row.reason else "–"
        yield _box("hidden", x, y, width, height, hatch, hint)
        return
    step = share_step(value)
    yield _box(f"q{step}", x, y, width, height, HEAT[step], f"{row.label}: {share(value, language)}")
    written = f"{share(value, language, 0)} {mark(residual)}".rstrip()
    yield text(middle, y + 22, written, size=13, fill=HEAT_INK[step] if step else INK, anchor="middle")


def share_step(value: float) -> int:
    """Return the step of the heat scale (0-5) of a share."""
    return sum(value >= one for one in STEPS)
