"""Charts as SVG text: pure functions of the data, the same bytes each time, readable in black and white.

Colours are presentation attributes with the light tokens of the design, because a strict content policy
forbids inline style; every mark also has a class, so that a page can recolour it for its dark theme.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from sauatty.core.catalogue.frameworks import competence
from sauatty.core.catalogue.words import word
from sauatty.core.coverage.matrix import CoverageMatrix
from sauatty.core.documents.charts_parts import FONT, INK, LINE, MUTED, PAPER
from sauatty.core.documents.charts_parts import text as _text
from sauatty.core.documents.charts_parts import wrapped as _wrapped
from sauatty.core.languages import format_number, format_share

__all__ = ["FONT", "HEAT", "HEAT_INK", "INK", "LINE", "MUTED", "PAPER", "coverage_svg", "heat_step"]

# One hue from light to dark (h0 to h5 of the design), and the ink that keeps 4.5:1 on each.
HEAT = ("#f6f7f4", "#d7e8e6", "#a5cdcd", "#64a6ad", "#2c7f8c", "#0b5566")
HEAT_INK = (MUTED, INK, INK, "#04181c", "#ffffff", "#ffffff")
# The first count of each step from h1 on; fixed, so that two maps can be laid side by side.
HEAT_STEPS = (1, 3, 6, 10, 20)

CELL_WIDTH, CELL_HEIGHT, GAP = 46, 36, 2
LABEL_WIDTH, LABEL_CHARACTERS, COUNT_WIDTH = 236, 32, 64
MARGIN, HEAD_HEIGHT, KEY_LINE = 16, 34, 19
KEY_CHARACTERS = 54


def coverage_svg(
    matrix: CoverageMatrix,
    language: str,
    title: str,
    *,
    row_names: Mapping[str, str] | None = None,
    note: str = "",
) -> str:
    """Draw a coverage matrix as a heat table with its numbers in the cells.

    Rows that were not read are hatched and say so. Under the table stand the names of the competences and the
    note.

    Parameters
    ----------
    matrix : CoverageMatrix
        What to draw; the number in a cell is the count.
    language : {'kk', 'ru', 'en'}
        The language of the chart's own words.
    title : str
        The heading of the chart.
    row_names : mapping of str to str, optional
        The names of the rows by key; a key that is missing is written as it is.
    note : str
        A last line, such as where the figures come from.

    Returns
    -------
    str
        An SVG document. Every text is escaped; the same arguments give the same bytes.
    """
    layout = _Layout(len(matrix.rows), len(matrix.competences), bool(note))
    names = [(row_names or {}).get(key, key) for key in matrix.rows]
    parts = [
        *_opening(layout, matrix, language, title),
        *_head(layout, matrix, language),
        *(part for index, name in enumerate(names) for part in _row(layout, matrix, index, name, language)),
        *_key(layout, matrix.competences, language),
    ]
    if note:
        parts.append(_text(MARGIN, layout.height - MARGIN, note, size=12, fill=MUTED))
    return "\n".join([*parts, "</svg>", ""])


@dataclass(frozen=True, slots=True)
class _Layout:
    n_rows: int
    n_columns: int
    has_note: bool

    @property
    def width(self) -> int:
        table = MARGIN * 2 + LABEL_WIDTH + COUNT_WIDTH + self.n_columns * CELL_WIDTH
        return max(table, MARGIN * 2 + 2 * KEY_CHARACTERS * 7)

    @property
    def top(self) -> int:
        return MARGIN + 34 + HEAD_HEIGHT

    @property
    def key_top(self) -> int:
        return self.top + self.n_rows * CELL_HEIGHT + 28

    @property
    def height(self) -> int:
        key = (self.n_columns + 1) // 2 * KEY_LINE
        return self.key_top + key + MARGIN + (26 if self.has_note else 0)

    def cell(self, row: int, column: int) -> tuple[int, int]:
        return MARGIN + LABEL_WIDTH + column * CELL_WIDTH, self.top + row * CELL_HEIGHT

    @property
    def count_x(self) -> int:
        return MARGIN + LABEL_WIDTH + self.n_columns * CELL_WIDTH + COUNT_WIDTH - 6


def _opening(layout: _Layout, matrix: CoverageMatrix, language: str, title: str) -> Iterator[str]:
    described = word(
        "coverage", "description", language, rows=len(matrix.rows), competences=len(matrix.competences)
    )
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.width} {layout.height}" '
        f'width="{layout.width}" height="{layout.height}" role="img" lang="{escape(language)}" '
        f'aria-labelledby="coverage-title coverage-desc" font-family="{FONT}">'
    )
    yield f'<title id="coverage-title">{escape(title)}</title>'
    yield f'<desc id="coverage-desc">{escape(described)}</desc>'
    yield (
        '<defs><pattern id="coverage-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{PAPER}"/>'
        f'<line x1="0" y1="0" x2="0" y2="6" stroke="{MUTED}" stroke-width="1"/></pattern></defs>'
    )
    yield f'<rect class="paper" width="{layout.width}" height="{layout.height}" fill="{PAPER}"/>'
    yield _text(MARGIN, MARGIN + 16, title, size=17, weight=650)


def _head(layout: _Layout, matrix: CoverageMatrix, language: str) -> Iterator[str]:
    y = layout.top - 10
    yield _text(MARGIN, y, word("coverage", f"by_{matrix.by}", language), size=13, fill=MUTED)
    for column, competence_id in enumerate(matrix.competences):
        x = layout.cell(0, column)[0] + (CELL_WIDTH - GAP) // 2
        node = competence(competence_id)
        hint = f"{node.code} {node.name.text(language)}"
        yield _text(x, y, _short_code(node.code), size=13, weight=600, anchor="middle", hint=hint)
    yield _text(layout.count_x, y, "n", size=13, fill=MUTED, anchor="end", hint=_n_hint(language))
    yield (
        f'<line x1="{MARGIN}" y1="{layout.top - 3}" x2="{layout.count_x + 6}" y2="{layout.top - 3}" '
        f'stroke="{INK}" stroke-width="1"/>'
    )


def _n_hint(language: str) -> str:
    return word("coverage", "objectives", language)


def _row(layout: _Layout, matrix: CoverageMatrix, index: int, name: str, language: str) -> Iterator[str]:
    y = layout.cell(index, 0)[1]
    yield from _label(name, y)
    if not matrix.is_read[index]:
        yield from _unread(layout, index, language)
        return
    n_objectives = matrix.n_objectives[index]
    for column, count in enumerate(matrix.counts[index]):
        share = format_share(count / n_objectives, language, 1)
        node = competence(matrix.competences[column])
        hint = f"{name}, {node.code} {node.name.text(language)}: {format_number(count, language)} ({share})"
        yield from _cell(*layout.cell(index, column), count, hint, language)
    yield _text(layout.count_x, y + 22, format_number(n_objectives, language), size=13, anchor="end")


def _label(name: str, y: int) -> Iterator[str]:
    lines = _wrapped(name, LABEL_CHARACTERS, 2)
    first = y + (22 if len(lines) == 1 else 14)
    for number, line in enumerate(lines):
        yield _text(MARGIN, first + 16 * number, line, size=13, hint=name if line not in name else "")


def _unread(layout: _Layout, index: int, language: str) -> Iterator[str]:
    x, y = layout.cell(index, 0)
    width = layout.n_columns * CELL_WIDTH - GAP
    said = word("coverage", "not_read", language)
    yield (
        f'<rect class="none" x="{x}" y="{y}" width="{width}" height="{CELL_HEIGHT - GAP}" rx="4" '
        f'fill="url(#coverage-hatch)" stroke="{LINE}"/>'
    )
    half = len(said) * 4 + 10
    middle = x + width // 2
    yield (
        f'<rect class="paper" x="{middle - half}" y="{y + 7}" width="{2 * half}" '
        f'height="{CELL_HEIGHT - GAP - 14}" fill="{PAPER}"/>'
    )
    yield _text(middle, y + 22, said, size=13, fill=MUTED, anchor="middle")
    yield _text(layout.count_x, y + 22, "–", size=13, fill=MUTED, anchor="end")


def _cell(x: int, y: int, count: float, hint: str, language: str) -> Iterator[str]:
    step = heat_step(count)
    yield (
        f'<rect class="q{step}" x="{x}" y="{y}" width="{CELL_WIDTH - GAP}" height="{CELL_HEIGHT - GAP}" '
        f'rx="4" fill="{HEAT[step]}"><title>{escape(hint)}</title></rect>'
    )
    written = format_number(count, language)
    size = 13 if len(written) < 5 else 11
    yield _text(x + (CELL_WIDTH - GAP) // 2, y + 22, written, size=size, fill=HEAT_INK[step], anchor="middle")


def _key(layout: _Layout, competences: Sequence[str], language: str) -> Iterator[str]:
    per_column = (len(competences) + 1) // 2
    for index, competence_id in enumerate(competences):
        node = competence(competence_id)
        column, line = divmod(index, per_column)
        name = node.name.text(language)
        written = _wrapped(f"{_short_code(node.code)}  {name}", KEY_CHARACTERS, 1)[0]
        x = MARGIN + column * (layout.width - 2 * MARGIN) // 2
        y = layout.key_top + line * KEY_LINE
        yield _text(x, y, written, size=12, fill=MUTED, hint=name if name not in written else "")


def heat_step(count: float) -> int:
    """Return the step of the heat scale (0-5) of a count: 0, 1-2, 3-5, 6-9, 10-19, 20 and more."""
    return int(np.searchsorted(HEAT_STEPS, count, side="right"))


def _short_code(code: str) -> str:
    return code if len(code) <= 5 else code[:4] + "…"
