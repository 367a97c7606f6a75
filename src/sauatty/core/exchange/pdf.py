"""PDF → blocks, from the text layer and the ruling lines of its tables.

The text layer of a PDF is the worst source of a curriculum: words are letter-spaced or cut by the column,
texts of neighbouring columns run together. Nothing is repaired; `mark_quality` flags what looks damaged.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

from sauatty.core.errors import FileTruncated, PartDamaged, PdfEncrypted, PdfWithoutText, TooManyPages
from sauatty.core.exchange.blocks import Block, Cell, Paragraph, Table
from sauatty.core.exchange.layout import Line, Ruling, Run, Tables, group_lines, join_runs
from sauatty.core.languages import clean_text
from sauatty.core.records import CurriculumDocument, Objective, Oddity

MAX_PAGES = 1_200
MAX_OBJECTS = 20_000
MIN_LETTERS_PER_PAGE = 5
_CODE_START = re.compile(r"\s*\d{1,2}\s?\.\s?\d{1,2}\s?\.\s?\d{1,2}")
_NEW_PARAGRAPH = re.compile(
    r"\s*(?:\d{1,3}[.)]\s|[-–•]\s|Глава\s+\d|Параграф\s+\d|\d+\s*-\s*(?:тарау|параграф|қосымша)|Приложение\s+\d|"
    r"Сноска|Ескерту|Раздел\b|Типовая\s)",
    re.IGNORECASE,
)
# What pdfium puts for a hyphen at the end of a line, and for a break inside a run.
_SIGNS = {0xFFFE: "-", 0x02: "-", 0x0D: None, 0x0A: " "}
_NOTE = re.compile(r"\s*(?:Сноска|Ескерту)\b")


@dataclass(frozen=True, slots=True)
class PdfRead:
    """The blocks of a PDF, how many pages it has, and what was odd in it."""

    blocks: tuple[Block, ...]
    n_pages: int
    oddities: tuple[Oddity, ...] = ()


def read_pdf_blocks(content: bytes, *, name: str) -> PdfRead:
    """Read the text layer of a PDF; tables come from ruling lines, a table cut by a page goes on.

    Raises
    ------
    PdfEncrypted, PdfWithoutText, TooManyPages
        It cannot be read as it is.
    FileTruncated
        The end of the file is missing.
    PartDamaged
        It is not a PDF inside.
    """
    if b"%%EOF" not in content[-4096:]:
        raise FileTruncated(name=name)
    document = _open(content, name)
    try:
        if len(document) > MAX_PAGES:
            raise TooManyPages(name=name, pages=len(document), limit=MAX_PAGES)
        return _read_pages(document, name)
    finally:
        document.close()


def _open(content: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(content)
        return document
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise PdfEncrypted(name=name) from error
        raise PartDamaged(name=name, part="the PDF structure", problem=str(error)[:100]) from error


def _read_pages(document: pypdfium2.PdfDocument, name: str) -> PdfRead:
    writer = _Writer()
    n_letters = 0
    for index in range(len(document)):
        try:
            runs, rulings = _read_page(document, index)
        except pypdfium2.PdfiumError as error:
            raise PartDamaged(name=name, part=f"page {index + 1}", problem=str(error)[:100]) from error
        n_letters += sum(len(run.text) for run in runs)
        writer.add_page(runs, rulings, index + 1)
    if n_letters < MIN_LETTERS_PER_PAGE * max(1, len(document)):
        raise PdfWithoutText(name=name, pages=len(document))
    return PdfRead(tuple(writer.blocks), len(document), tuple(writer.oddities))


def _read_page(document: pypdfium2.PdfDocument, index: int) -> tuple[list[Run], list[Ruling]]:
    page = document[index]
    try:
        text = page.get_textpage()
        rulings = list(_rulings(page))
        runs = list(_runs(text, _column_lines(rulings)))
        text.close()
        return runs, rulings
    finally:
        page.close()


def _column_lines(rulings: Iterable[Ruling]) -> list[Ruling]:
    return [ruling for ruling in rulings if ruling.is_vertical]


def _runs(text: pypdfium2.PdfTextPage, columns: Sequence[Ruling]) -> Iterator[Run]:
    """Return runs of text; one that lies across a ruling line is cut there."""
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        middle = (bottom + top) / 2
        crossed = sorted(
            {
                line.at
                for line in columns
                if line.start <= middle <= line.end and left + 2 < line.at < right - 2
            }
        )
        for start, end in zip([left, *crossed], [*crossed, right], strict=True):
            found = text.get_text_bounded(start, bottom, end, top).translate(_SIGNS)
            if found.strip():
                yield Run(found.strip("\r\n"), start, bottom, end, top)


def _rulings(page: pypdfium2.PdfPage) -> Iterator[Ruling]:
    """Return the horizontal and vertical strokes of the page, and the edges of its boxes."""
    for number, shape in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if number >= MAX_OBJECTS:
            return
        matrix = shape.get_matrix()
        points = [matrix.on_point(*point) for point in _points(shape)]
        for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
            if abs(x0 - x1) < 1.5 and abs(y0 - y1) > 4:
                yield Ruling(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
            elif abs(y0 - y1) < 1.5 and abs(x0 - x1) > 4:
                yield Ruling(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1))


def _points(shape: pypdfium2.PdfObject) -> Iterator[tuple[float, float]]:
    from ctypes import byref, c_float

    count = min(pdfium.FPDFPath_CountSegments(shape), MAX_OBJECTS)
    for index in range(max(0, count)):
        x, y = c_float(), c_float()
        segment = pdfium.FPDFPath_GetPathSegment(shape, index)
        if pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            yield x.value, y.value


class _Writer:
    """Puts lines and tables of all pages in order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.oddities: list[Oddity] = []
        self._columns: tuple[float, ...] = ()
        self._n_tables = 0

    def add_page(self, runs: list[Run], rulings: list[Ruling], page: int) -> None:
        tables = Tables.of(rulings, runs)
        loose = [run for run in runs if not tables.holds(run)]
        if not tables.grids and sum(1 for run in loose if _CODE_START.match(run.text)) >= 2:
            self._add_guessed(loose, page)
            return
        lines = [line for line in group_lines(loose) if not _is_page_number(line, runs)]
        placed: list[tuple[float, Line | int]] = [(-line.top, line) for line in lines]
        placed += [(-grid.top, index) for index, grid in enumerate(tables.grids)]
        paragraph: list[Line] = []
        for _, what in sorted(placed, key=lambda item: item[0]):
            if isinstance(what, Line):
                if paragraph and _starts_anew(paragraph[-1], what):
                    self._flush(paragraph, page)
                paragraph.append(what)
            else:
                self._flush(paragraph, page)
                grid = tables.grids[what]
                self._add_table(grid.cells(), grid.columns, page)
        self._flush(paragraph, page)

    def _flush(self, lines: list[Line], page: int) -> None:
        text = clean_text(" ".join(line.text for line in lines))
        if text:
            self.blocks.append(Paragraph(text, f"page {page}", is_note=_NOTE.match(text) is not None))
            self._columns = ()
        lines.clear()

    def _add_table(self, rows: list[list[Cell]], columns: tuple[float, ...], page: int) -> None:
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Table) and _same(columns, self._columns):
            self.blocks[-1] = _continued(last, rows)
        else:
            self._n_tables += 1
            body = tuple(tuple(row) for row in rows)
            self.blocks.append(Table(body, f"page {page}, table {self._n_tables}", f"page {page}"))
        self._columns = columns

    def _add_guessed(self, runs: list[Run], page: int) -> None:
        """Make a table of a page without ruling lines: a column starts where codes start."""
        starts = _column_starts([run.left for run in runs if _CODE_START.match(run.text)])
        top = max(run.top for run in runs if _CODE_START.match(run.text))
        head = [run for run in runs if run.bottom > top]
        for line in group_lines(head):
            self._flush([line], page)
        columns: list[list[Run]] = [[] for _ in range(len(starts) + 1)]
        for run in runs:
            if run.bottom <= top:
                columns[sum(run.left >= start - 3 for start in starts)].append(run)
        cells = tuple(Cell(join_runs(column), 0, index) for index, column in enumerate(columns))
        self._n_tables += 1
        self.blocks.append(Table((cells,), f"page {page}, table {self._n_tables}", f"page {page}"))
        self.oddities.append(Oddity("columns-guessed", f"page {page}", f"{len(starts)} columns", "doubt"))


def _column_starts(lefts: list[float]) -> list[float]:
    starts: list[float] = []
    for left in sorted(lefts):
        if not starts or left - starts[-1] > 40:
            starts.append(left)
    return starts


def _is_page_number(line: Line, runs: Sequence[Run]) -> bool:
    is_edge = all(run.bottom >= line.bottom - 1 for run in runs) or all(
        run.top <= line.top + 1 for run in runs
    )
    return is_edge and re.fullmatch(r"[-–\s]*\d{1,4}[-–\s]*", line.text) is not None


def _starts_anew(before: Line, line: Line) -> bool:
    gap = before.bottom - line.top
    return gap > 0.9 * (line.top - line.bottom) or _NEW_PARAGRAPH.match(line.text) is not None


def _same(columns: tuple[float, ...], before: tuple[float, ...]) -> bool:
    return len(columns) == len(before) and all(
        abs(one - other) < 6 for one, other in zip(columns, before, strict=True)
    )


def _continued(table: Table, rows: list[list[Cell]]) -> Table:
    """Return the table with the rows of the next page: a repeated head is left out, a cut row is joined."""
    body = [list(row) for row in table.rows]
    if rows and body and [cell.text for cell in rows[0]] == [cell.text for cell in body[0]]:
        rows = rows[1:]
    if rows and body and _goes_on(body[-1], rows[0]):
        more = {cell.column: cell.text for cell in rows[0]}
        body[-1] = [
            replace(cell, text="\n".join(filter(None, (cell.text, more.get(cell.column, "")))))
            for cell in body[-1]
        ]
        rows = rows[1:]
    offset = len(body) - (rows[0][0].row if rows and rows[0] else 0)
    moved = [[replace(cell, row=cell.row + offset) for cell in row] for row in rows]
    return replace(table, rows=tuple(tuple(row) for row in [*body, *moved]))


def _goes_on(last: list[Cell], first: list[Cell]) -> bool:
    """Tell whether a row is the rest of the one before: same columns, no new label, a text that goes on."""
    texts = [cell.text.strip() for cell in first]
    same_columns = [cell.column for cell in last] == [cell.column for cell in first] and len(last) > 1
    has_label = bool(texts) and bool(texts[0]) and not texts[0][0].islower()
    return same_columns and not has_label and any(text[:1].islower() for text in texts)


# --- quality --------------------------------------------------------------------------------

_LETTER_SPACED = re.compile(r"(?<!\w)(?:\w ){4,}\w(?!\w)")
_CODE_INSIDE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}|\d{1,2}\. ?\d{1,2}\.$")
# A text that begins with one or two letters that are no word: the head of the cell was lost.
_LONE_LETTERS = re.compile(
    r"(?!(?:[авикосуя]|во|вы|да|де|до|её|же|за|из|их|ко|ли|мы|на|не|об|он|от|по|со|то|ән|іс|ой|өз)\s)[а-яәғқңөұүһі]{1,2}\s"
)
_GLUED = re.compile(r"[а-яәғқңөұүһі][А-ЯӘҒҚҢӨҰҮІ][а-яәғқңөұүһі]")


def mark_quality(document: CurriculumDocument) -> CurriculumDocument:
    """Flag the objectives of a PDF: 'pdf-text', or 'pdf-text-noisy' where the text looks damaged."""
    marked = [_marked(objective) for objective in document.objectives]
    oddities = [
        Oddity(flag, objective.anchor or "", objective.text[:120], "doubt")
        for objective, before in zip(marked, document.objectives, strict=True)
        for flag in objective.flags
        if flag not in before.flags
    ]
    return replace(document, objectives=tuple(marked), oddities=(*document.oddities, *oddities))


def _marked(objective: Objective) -> Objective:
    flags = tuple(noise_flags(objective.text, objective.code))
    quality = "pdf-text-noisy" if flags else "pdf-text"
    return replace(objective, quality=quality, flags=tuple(dict.fromkeys((*objective.flags, *flags))))


def noise_flags(text: str, code: str | None) -> list[str]:
    """Return what speaks for a damaged text layer in one objective."""
    last = int(code.rsplit(".", 1)[-1]) if code and code[-1].isdigit() else 0
    tests = {
        "letter-spaced": _LETTER_SPACED.search(text) is not None,
        "columns-glued": _CODE_INSIDE.search(text) is not None or _GLUED.search(text) is not None,
        "head-lost": _LONE_LETTERS.match(text) is not None,
        "code-phantom": last > 30,
    }
    return [flag for flag, holds in tests.items() if holds]
