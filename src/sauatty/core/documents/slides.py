"""Slides as PPTX: titles, points, tables and pictures, with notes for whoever speaks."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.util import Cm, Pt

from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import Cell, Run, Table, cell_runs, plain_text
from sauatty.core.documents.checks import run_problems
from sauatty.core.documents.packing import pack, unpack
from sauatty.core.documents.pdf import svg_to_png
from sauatty.core.documents.pictures import svg_problem, svg_size
from sauatty.core.documents.setting import column_characters, column_shares
from sauatty.core.documents.wording import GROUP, printable
from sauatty.core.documents.wordml import locale_of
from sauatty.core.errors import DocumentInvalid
from sauatty.core.languages import LANGUAGES

WIDTH, HEIGHT = 33.867, 19.05  # cm, 16:9
_MARGIN, _TOP, _FOOT = 1.6, 3.6, 1.2
_FONT = "Arial"
_INK, _MUTED, _ACCENT, _WARNING = "17262E", "55666F", "0B5566", "8A4B08"
_BANDS = ("FFFFFF", "F0F5F4")
_NO_DATE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - python-pptx asks for a time without a zone
_MOST_ROWS = 14
_SIZES = (
    (240, 6, 28),
    (400, 6, 24),
    (700, 6, 20),
)  # letters and points that a slide takes in a size of the letters
_PICTURE_SHARE = 0.62  # of the width, where a key stands beside the drawing
_TITLE_ONLY = 5  # of the template's layouts


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. A slide without points, table and drawing is a title slide, with `subtitle` under the title.

    `svg` needs `alt`, the same in words; `key` explains its signs beside it. `notes` are for the speaker. Points that
    bring their own numbers or letters have no bullets (`has_bullets`).
    """

    title: str
    points: tuple[tuple[Run, ...] | str, ...] = ()
    table: Table | None = None
    svg: str = ""
    alt: str = ""
    notes: str = ""
    subtitle: str = ""
    key: tuple[str, ...] = ()
    has_bullets: bool = True


@dataclass(frozen=True, slots=True)
class Slides:
    """A set of slides in one language; `note` is a mark on every one of them ('Invented data')."""

    title: str
    language: str
    slides: tuple[Slide, ...]
    authors: tuple[str, ...] = ()
    version: str = ""
    identifier: str = ""
    date: dt.date | None = None
    note: str = ""


def render_pptx(slides: Slides) -> bytes:
    """Write slides as PPTX; the same slides give the same bytes.

    Raises
    ------
    DocumentInvalid
        No title, a language that is not ours, a drawing without words, a table with rows of unequal length or
        too many for a slide.
    """
    _validate(slides)
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Cm(WIDTH), Cm(HEIGHT)
    _write_properties(presentation.core_properties, slides)
    for number, slide in enumerate(slides.slides, 1):
        _SlideWriter(presentation, slides).write(slide, number)
    out = BytesIO()
    presentation.save(out)
    return pack(unpack(out.getvalue()))


def _validate(slides: Slides) -> None:
    if slides.language not in LANGUAGES:
        raise _invalid(slides, "slides", f"language '{slides.language}' is not one of kk, ru, en")
    for number, slide in enumerate(slides.slides, 1):
        problem = _problem(slide)
        if problem:
            raise _invalid(slides, f"slide {number}", problem)


def _problem(slide: Slide) -> str:
    if not slide.title.strip():
        return "it has no title"
    if slide.svg and not slide.alt.strip():
        return "the drawing has no text that says what it shows (alt)"
    if slide.svg and svg_problem(slide.svg):
        return f"the drawing {svg_problem(slide.svg)}"
    if slide.table and {len(row) for row in slide.table.rows} - {len(slide.table.header)}:
        return "the rows of the table differ in length"
    if slide.table and len(slide.table.rows) > _MOST_ROWS:
        return f"the table has more than {_MOST_ROWS} rows"
    return next(chain.from_iterable(map(run_problems, _runs(slide))), "")


def _runs(slide: Slide) -> Iterator[Run]:
    cells: Iterator[Cell] = chain(
        slide.points, *((slide.table.header, *slide.table.rows) if slide.table else ())
    )
    return chain.from_iterable(map(cell_runs, cells))


def _invalid(slides: Slides, where: str, problem: str) -> DocumentInvalid:
    return DocumentInvalid(document=slides.title or "?", where=where, problem=problem)


def _write_properties(properties: Any, slides: Slides) -> None:
    date = dt.datetime.combine(slides.date, dt.time()) if slides.date else _NO_DATE
    properties.title = printable(slides.title)[:255]
    properties.author = printable("; ".join(slides.authors))[:255]
    properties.last_modified_by = ""
    properties.language = locale_of(slides.language)
    properties.identifier = printable(slides.identifier)[:255]
    properties.version = printable(slides.version)[:255]
    properties.created = properties.modified = properties.last_printed = date
    properties.revision = 1


class _SlideWriter:
    """Writes one slide with the title placeholder of the template and boxes of its own."""

    def __init__(self, presentation: Any, slides: Slides) -> None:
        self._presentation, self._slides = presentation, slides

    def write(self, slide: Slide, number: int) -> None:
        layout = self._presentation.slide_layouts[_TITLE_ONLY]
        self._slide = self._presentation.slides.add_slide(layout)
        is_opening = not (slide.points or slide.table or slide.svg)
        self._title(slide, is_opening)
        self._content(slide)
        self._foot(number)
        if slide.notes:
            frame = self._slide.notes_slide.notes_text_frame
            self._fill(frame.paragraphs[0], (Run(slide.notes),), 12, _INK)

    def _title(self, slide: Slide, is_opening: bool) -> None:
        title = self._slide.shapes.title
        title.left, title.width = Cm(_MARGIN), Cm(WIDTH - 2 * _MARGIN)
        title.top, title.height = (Cm(5.2), Cm(4)) if is_opening else (Cm(0.9), Cm(2.3))
        title.text_frame.word_wrap = True
        title.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        self._fill(
            title.text_frame.paragraphs[0], (Run(slide.title),), 36 if is_opening else 28, _ACCENT, True
        )
        if slide.subtitle:
            top = 9.4 if is_opening else 2.9
            self._box(slide.subtitle, (_MARGIN, top, WIDTH - 2 * _MARGIN, 2), 18, _MUTED)

    def _content(self, slide: Slide) -> None:
        height = HEIGHT - _TOP - _FOOT - 0.4
        width = WIDTH - 2 * _MARGIN
        is_shared = bool(slide.points) and bool(slide.table or slide.svg)
        half = (width - 1) / 2 if is_shared else width
        if slide.points:
            self._points(slide, half, height)
        left = _MARGIN + (half + 1 if is_shared else 0)
        if slide.svg:
            shown = (width - 1) * _PICTURE_SHARE if slide.key else half
            self._picture(slide, left, shown, height)
            self._key(slide.key, left + shown + 1, width - shown - 1, height)
        elif slide.table:
            self._table(slide.table, left, half)

    def _points(self, slide: Slide, width: float, height: float) -> None:
        box = self._slide.shapes.add_textbox(Cm(_MARGIN), Cm(_TOP), Cm(width), Cm(height))
        box.name = "Points"
        frame = box.text_frame
        frame.word_wrap = True
        size = _points_size(slide)
        for place, point in enumerate(slide.points):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(8)
            if slide.has_bullets:
                _add_bullet(paragraph)
            self._fill(paragraph, cell_runs(point), size, _INK)

    def _key(self, key: tuple[str, ...], left: float, width: float, height: float) -> None:
        if not key:
            return
        box = self._slide.shapes.add_textbox(Cm(left), Cm(_TOP), Cm(width), Cm(height))
        box.name = "Key"
        box.text_frame.word_wrap = True
        for place, line in enumerate(key):
            paragraph = box.text_frame.paragraphs[0] if place == 0 else box.text_frame.add_paragraph()
            paragraph.space_after = Pt(4)
            self._fill(paragraph, (Run(line),), 12, _INK)

    def _picture(self, slide: Slide, left: float, width: float, height: float) -> None:
        wide, high = svg_size(slide.svg) or (1.0, 1.0)
        scale = min(width / wide, height / high)
        shape = self._slide.shapes.add_picture(
            BytesIO(svg_to_png(slide.svg)),
            Cm(left + (width - wide * scale) / 2),
            Cm(_TOP),
            Cm(wide * scale),
            Cm(high * scale),
        )
        shape.name = "Figure"
        shape._element.nvPicPr.cNvPr.set("descr", printable(slide.alt))

    def _table(self, table: Table, left: float, width: float) -> None:
        rows = (table.header, *table.rows)
        shape = self._slide.shapes.add_table(
            len(rows), len(table.header), Cm(left), Cm(_TOP), Cm(width), Cm(0.9 * len(rows))
        )
        shape.name = "Table"
        shape._element.nvGraphicFramePr.cNvPr.set("descr", printable(table.caption))
        for column, wide in zip(shape.table.columns, _widths(table, width), strict=True):
            column.width = Cm(wide)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                made = shape.table.cell(row, column)
                made.margin_top = made.margin_bottom = Cm(0.08)
                ink = "FFFFFF" if row == 0 else _INK
                made.fill.solid()
                made.fill.fore_color.rgb = _rgb(_ACCENT if row == 0 else _BANDS[row % 2])
                self._fill(made.text_frame.paragraphs[0], cell_runs(cell), 12, ink, row == 0)

    def _foot(self, number: int) -> None:
        slides = self._slides
        top = HEIGHT - _FOOT
        told = " · ".join(filter(None, (slides.title, slides.version, slides.identifier)))
        self._box(told, (_MARGIN, top, 22, 0.8), 10, _MUTED)
        if slides.note:
            self._box(slides.note, (WIDTH - 11, 0.2, 9.4, 0.7), 10, _WARNING, is_right=True)
        shown = word(GROUP, "slide", slides.language, number=number)
        self._box(shown, (WIDTH - 6, top, 6 - _MARGIN, 0.8), 10, _MUTED, is_right=True)

    def _box(
        self,
        text: str,
        place: tuple[float, float, float, float],
        size: int,
        ink: str,
        *,
        is_right: bool = False,
    ) -> None:
        box = self._slide.shapes.add_textbox(*map(Cm, place))
        box.text_frame.word_wrap = True
        paragraph = box.text_frame.paragraphs[0]
        self._fill(paragraph, (Run(text),), size, ink, ink == _WARNING)
        if is_right:
            paragraph._p.get_or_add_pPr().set("algn", "r")

    def _fill(
        self, paragraph: Any, runs: tuple[Run, ...], size: int, ink: str, is_bold: bool = False
    ) -> None:
        for run in runs:
            for place, line in enumerate(printable(run.text).replace("\t", " ").split("\n")):
                if place:
                    paragraph.add_line_break()
                made = paragraph.add_run()
                made.text = line
                made.font.size, made.font.name = Pt(size), _FONT
                made.font.bold, made.font.italic = is_bold or run.bold, run.italic
                made.font.color.rgb = _rgb(ink)
                made._r.get_or_add_rPr().set("lang", locale_of(run.language or self._slides.language))
                if run.link and not run.link.startswith("#"):
                    made.hyperlink.address = run.link


def _widths(table: Table, width: float) -> list[float]:
    """Return the widths of the columns in cm, narrow ones first."""
    shares, characters = column_shares(table), column_characters(table)
    narrow = [0.0 if share else 0.6 + 0.24 * number for share, number in zip(shares, characters, strict=True)]
    left = width - sum(narrow)
    if not any(shares) or left < width / 4:
        return [width / len(shares)] * len(shares)
    return [left * share / sum(shares) or wide for share, wide in zip(shares, narrow, strict=True)]


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(colour))  # type: ignore[no-untyped-call]


def _add_bullet(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "342900")
    properties.set("indent", "-342900")
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    etree.SubElement(properties, f"{{{space}}}buFont").set("typeface", _FONT)
    etree.SubElement(properties, f"{{{space}}}buChar").set("char", "•")


def _points_size(slide: Slide) -> int:
    """Return how large points can be written: few of them fill the slide as well as many."""
    is_shared = bool(slide.table or slide.svg)
    n_letters = sum(len(plain_text(cell_runs(point))) for point in slide.points) * (2 if is_shared else 1)
    fitting = (
        size for letters, points, size in _SIZES if n_letters <= letters and len(slide.points) <= points
    )
    return next(fitting, 20 if len(slide.points) <= 6 else 16)
