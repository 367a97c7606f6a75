"""A table in a DOCX file: headings repeated on each page, widths by what the columns hold, heat colours."""

from itertools import zip_longest
from typing import TYPE_CHECKING

from sauatty.core.documents.blocks import Table, cell_runs
from sauatty.core.documents.charts import HEAT, HEAT_INK
from sauatty.core.documents.setting import DENSE_FROM, column_characters, column_shares, number_columns
from sauatty.core.documents.wording import printable
from sauatty.core.documents.wordml import Element, el

if TYPE_CHECKING:
    from sauatty.core.documents.docx_body import Body

TEXT_WIDTH = 9468  # twentieths of a point between the margins of the page
_PADDING, _FEWEST = 200, 3
_UNTORN = 12
_INK, _LINE = "17262E", "DFE3DF"


def table_element(body: "Body", table: Table, id: str) -> Element:
    """Make the table; each cell carries its id ('table:r1c0')."""
    widths = _widths(table)
    borders = el(
        "w:tblBorders",
        el("w:top", w_val="single", w_sz=8, w_space=0, w_color=_INK),
        el("w:bottom", w_val="single", w_sz=8, w_space=0, w_color=_INK),
        el("w:insideH", w_val="single", w_sz=4, w_space=0, w_color=_LINE),
    )
    properties = el(
        "w:tblPr",
        el("w:tblW", w_w=sum(widths), w_type="dxa"),
        borders,
        el("w:tblLayout", w_type="fixed"),
        el("w:tblCellMar", *(el(f"w:{side}", w_w=70, w_type="dxa") for side in ("left", "right"))),
        el(
            "w:tblLook",
            w_val="0020",
            w_firstRow=1,
            w_lastRow=0,
            w_firstColumn=0,
            w_lastColumn=0,
            w_noHBand=1,
            w_noVBand=1,
        ),
        el("w:tblCaption", w_val=printable(table.caption)) if table.caption else None,
    )
    grid = el("w:tblGrid", *(el("w:gridCol", w_w=width) for width in widths))
    return el("w:tbl", properties, grid, *_rows(body, table, id, widths))


def _widths(table: Table) -> list[int]:
    """Return the widths of the columns: narrow ones by their longest text, the others share what is left."""
    shares = column_shares(table)
    letter = 92 if len(table.header) >= DENSE_FROM else 104
    narrow = [
        0 if share else _PADDING + letter * max(characters, _FEWEST)
        for share, characters in zip(shares, column_characters(table), strict=True)
    ]
    left = TEXT_WIDTH - sum(narrow)
    if not any(shares) or left < TEXT_WIDTH // 4:
        asked = [wide or 2 * TEXT_WIDTH // len(shares) for wide in narrow]
        return [min(wide, wide * TEXT_WIDTH // sum(asked)) for wide in asked]
    unit = left / sum(shares)
    return [round(share * unit) or wide for share, wide in zip(shares, narrow, strict=True)]


def _rows(body: "Body", table: Table, id: str, widths: list[int]) -> list[Element]:
    is_number = number_columns(table)
    style = "SauattyDenseCell" if len(table.header) >= DENSE_FROM else "SauattyCell"
    made = []
    for number, cells in enumerate((table.header, *table.rows)):
        heat = table.heat[number - 1] if table.heat and number else ()
        marks = [el("w:cantSplit"), el("w:tblHeader")] if number == 0 else [el("w:cantSplit")]
        row = el("w:tr", el("w:trPr", *marks))
        for column, (cell, width, right, step) in enumerate(
            zip_longest(cells, widths, is_number, heat, fillvalue=None)
        ):
            properties = [el("w:jc", w_val="right")] if right else []
            content = body.runs(cell_runs(cell or ""), bold=number == 0, colour=_ink(step))
            paragraph = body.paragraph(
                content,
                style=style,
                id=f"{id}:r{number}c{column}",
                properties=properties,
                keeps_next=_keeps_next(table, number),
            )
            row.append(el("w:tc", _cell_properties(width or 0, step), paragraph))
        made.append(row)
    return made


def _keeps_next(table: Table, number: int) -> bool:
    """Tell whether a row stays on the page of the next one: small tables are not torn, headings never stand alone."""
    n_rows = len(table.rows)
    if n_rows > _UNTORN:
        return number == 0
    return number < n_rows or bool(table.note)


def _ink(step: str | None) -> str:
    return HEAT_INK[int(step[1:])].lstrip("#").upper() if step else ""


def _cell_properties(width: int, step: str | None) -> Element:
    fill = HEAT[int(step[1:])].lstrip("#").upper() if step else ""
    return el(
        "w:tcPr",
        el("w:tcW", w_w=width, w_type="dxa"),
        el("w:shd", w_val="clear", w_color="auto", w_fill=fill) if fill else None,
    )
