"""Codebooks and codings as REFI-QDA, which programmes of qualitative analysis exchange."""

from collections.abc import Iterable, Sequence
from typing import Any

from sauatty.core.catalogue.answer_codebooks import AnswerCodebook
from sauatty.core.exchange.refi import write_codebook
from sauatty.core.exchange.refi_answers import CodedText, answer_codes, write_project
from sauatty.core.exchange.refi_answers import draft_parts as parts_of_codes

__all__ = ["book_file", "parts_of_codes", "project_file"]


def book_file(book: AnswerCodebook, language: str) -> bytes:
    """Write a codebook as .qdc; the same version and language give the same bytes."""
    return write_codebook(answer_codes(book, language))


def project_file(book: AnswerCodebook, rows: Iterable[Sequence[Any]], language: str, name: str) -> bytes:
    """Write rows of `selectors.table_rows` as .qdpx: answers as sources under numbers, coders under their labels."""
    told = (_coded(number, row) for number, row in enumerate(rows, 1))
    return write_project(book, told, name=name, language=language)


def _coded(number: int, row: Sequence[Any]) -> CodedText:
    """Return a row without the id of its response: such a file goes to others."""
    _response, _question, grade, parts, source, coder, note, _language, text = row
    given = tuple(filter(None, parts.split(";")))
    return CodedText(f"{number:04d}", text, coder or source, grade, given, note=note)
