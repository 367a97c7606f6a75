"""Any file that can be read → one curriculum document. Called inside the sandbox."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

from sauatty.core.errors import NothingFound
from sauatty.core.exchange.blocks import Block
from sauatty.core.exchange.case import is_case_package, read_case
from sauatty.core.exchange.containers import check_container
from sauatty.core.exchange.curriculum import build_curriculum
from sauatty.core.exchange.docx import read_docx_blocks
from sauatty.core.exchange.encodings import DecodedText, decode_text
from sauatty.core.exchange.html import read_html_blocks
from sauatty.core.exchange.jsonl import parse_json, read_json_rows, read_jsonl
from sauatty.core.exchange.sniff import sniff
from sauatty.core.exchange.table_text import decode_table
from sauatty.core.exchange.tables import (
    find_header,
    has_coded_cells,
    read_csv_rows,
    read_table_document,
    read_xlsx_sheets,
    sheets_to_blocks,
)
from sauatty.core.records import CurriculumDocument, Oddity


def read_document(content: bytes, *, name: str) -> CurriculumDocument:
    """Read one file of any known format.

    Parameters
    ----------
    content : bytes
        The whole file.
    name : str
        What the file is called: for messages, and to compare its ending with what was found.

    Raises
    ------
    ImportRefused
        One of its subclasses: what the file is instead, or what is wrong with it and what to do.
    NothingFound
        It was read, but holds no learning objective.
    """
    format = sniff(content, name=name)
    document = _READERS[format](content, name)
    if not document.objectives:
        raise NothingFound(name=name, detail=_what_was_read(document))
    return replace(document, source=name, sha256=hashlib.sha256(content).hexdigest())


def _what_was_read(document: CurriculumDocument) -> str:
    return document.format.upper()


def _build(blocks: list[Block], name: str, format: str, oddities: tuple[Oddity, ...]) -> CurriculumDocument:
    document = build_curriculum(blocks, source=name, format=format)
    return replace(document, oddities=(*oddities, *document.oddities))


def _with_oddities(document: CurriculumDocument, decoded: DecodedText) -> CurriculumDocument:
    return replace(document, oddities=(*decoded.oddities, *document.oddities))


def _read_html(content: bytes, name: str) -> CurriculumDocument:
    decoded = decode_text(content, name=name)
    return _build(read_html_blocks(decoded.text, name=name), name, "html", decoded.oddities)


def _read_docx(content: bytes, name: str) -> CurriculumDocument:
    read = read_docx_blocks(content, check_container(content, name=name), name=name)
    return _build(list(read.blocks), name, "docx", read.oddities)


def _read_pdf(content: bytes, name: str) -> CurriculumDocument:
    from sauatty.core.exchange.pdf import mark_quality, read_pdf_blocks

    # Imported here: pdfium is a library of 7 MB that the other formats do not need.
    read = read_pdf_blocks(content, name=name)
    return mark_quality(_build(list(read.blocks), name, "pdf", read.oddities))


def _read_xlsx(content: bytes, name: str) -> CurriculumDocument:
    container = check_container(content, name=name)
    sheets = read_xlsx_sheets(content, container, name=name)
    if all(find_header(rows) is None for _, rows in sheets) and has_coded_cells(sheets):
        return _build(sheets_to_blocks(sheets), name, "xlsx", container.oddities)
    document = read_table_document(sheets, name=name, format="xlsx")
    return replace(document, oddities=(*container.oddities, *document.oddities))


def _read_csv(content: bytes, name: str) -> CurriculumDocument:
    decoded = decode_table(content, name=name)
    sheets = [("", read_csv_rows(decoded.text, name=name))]
    if find_header(sheets[0][1]) is None and has_coded_cells(sheets):
        return _build(sheets_to_blocks(sheets), name, "csv", decoded.oddities)
    return _with_oddities(read_table_document(sheets, name=name, format="csv"), decoded)


def _read_json(content: bytes, name: str) -> CurriculumDocument:
    decoded = decode_text(content, name=name)
    parsed = parse_json(decoded.text, name=name)
    read = read_case if is_case_package(parsed) else read_json_rows
    return _with_oddities(read(parsed, name=name), decoded)


def _read_jsonl(content: bytes, name: str) -> CurriculumDocument:
    decoded = decode_text(content, name=name)
    return _with_oddities(read_jsonl(decoded.text, name=name), decoded)


_READERS: dict[str, Callable[[bytes, str], CurriculumDocument]] = {
    "html": _read_html,
    "docx": _read_docx,
    "pdf": _read_pdf,
    "xlsx": _read_xlsx,
    "csv": _read_csv,
    "json": _read_json,
    "jsonl": _read_jsonl,
}
