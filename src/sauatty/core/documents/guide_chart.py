"""The map of one subject as a drawing: grades by competences, the number in each cell."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from sauatty.core.catalogue.words import word
from sauatty.core.documents.charts import HEAT, HEAT_INK, heat_step
from sauatty.core.documents.charts_parts import FONT, INK, LINE, MUTED, PAPER
from sauatty.core.languages import Translated, format_number

CELL_WIDTH, CELL_HEIGHT, GAP = 54, 34, 2
LABEL_WIDTH, MARGIN, TOP = 130, 12, 44


def subject_map_svg(table: Mapping[str, Any], language: str) -> str:
    """Draw the direct objectives of one subject (a 'map' table); the same table gives the same bytes.

    Under the drawing stands nothing: the names of the competences are in the table that goes with it.
    """
    competences, grades = table["competences"], table["grades"]
    width = MARGIN * 2 + LABEL_WIDTH + len(competences) * CELL_WIDTH
    height = TOP + len(grades) * CELL_HEIGHT + MARGIN
    title = map_title(table, language)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" lang="{escape(language)}" font-family="{FONT}">',
        f"<title>{escape(title)}</title>",
        f'<rect class="paper" width="{width}" height="{height}" fill="{PAPER}"/>',
        *_head(competences, width, language),
    ]
    for row, grade in enumerate(grades):
        parts += _row(row, word("guide", "grade", language, grade=grade), table["direct"][row], language)
    return "\n".join([*parts, "</svg>", ""])


def map_title(table: Mapping[str, Any], language: str) -> str:
    """Return the caption of a subject's map."""
    subject = Translated.from_mapping(table["subject"]).text(language)
    return word("guide", "map_title", language, subject=subject)


def _head(competences: Sequence[Mapping[str, Any]], width: int, language: str) -> list[str]:
    y = TOP - 12
    cells = [
        _text(_x(column) + (CELL_WIDTH - GAP) // 2, y, str(one["code"]), anchor="middle", weight="600")
        for column, one in enumerate(competences)
    ]
    line = (
        f'<line x1="{MARGIN}" y1="{TOP - 4}" x2="{width - MARGIN}" y2="{TOP - 4}" stroke="{INK}" '
        'stroke-width="1"/>'
    )
    return [_text(MARGIN, y, word("guide", "map_by_grade", language), fill=MUTED), *cells, line]


def _row(row: int, label: str, counts: Sequence[int], language: str) -> list[str]:
    y = TOP + row * CELL_HEIGHT
    parts = [_text(MARGIN, y + 21, label)]
    for column, n in enumerate(counts):
        step = heat_step(n)
        parts.append(
            f'<rect class="q{step}" x="{_x(column)}" y="{y}" width="{CELL_WIDTH - GAP}" '
            f'height="{CELL_HEIGHT - GAP}" rx="4" fill="{HEAT[step]}" stroke="{LINE}" stroke-width="0.5"/>'
        )
        middle = _x(column) + (CELL_WIDTH - GAP) // 2
        parts.append(_text(middle, y + 21, format_number(n, language), fill=HEAT_INK[step], anchor="middle"))
    return parts


def _x(column: int) -> int:
    return MARGIN + LABEL_WIDTH + column * CELL_WIDTH


def _text(x: int, y: int, text: str, *, fill: str = INK, anchor: str = "start", weight: str = "400") -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="13" fill="{fill}" text-anchor="{anchor}" '
        f'font-weight="{weight}">{escape(text)}</text>'
    )
