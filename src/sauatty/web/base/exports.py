"""The one export gateway: formula-safe tables, permission, log entry, expiry."""

import csv
import hashlib
import io
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.db import transaction
from django.utils import timezone

from sauatty.core.exchange.cells import could_run, kept_as_text, would_turn
from sauatty.web.base import audit
from sauatty.web.base.models import ExportedFile

LIFETIME = timedelta(hours=24)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: Any) -> Any:
    """Return a value that no spreadsheet will run as a formula; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    bare = value.lstrip(" \u00a0\u200b\u200c\u200d\u2060\ufeff\"'")
    return "'" + value if bare.startswith(_RISKY) or could_run(value) else value


def excel_cell(value: Any) -> Any:
    """Return a value as a Russian or Kazakh Excel reads it from a text file: 3,5 for 3.5; codes stay the codes they are."""
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return kept_as_text(safe_cell(value)) if isinstance(value, str) else value


def write_csv(rows: Iterable[Sequence[Any]], *, for_excel: bool = True, delimiter: str = ";") -> bytes:
    """Write rows as CSV in UTF-8 with its mark, nothing of which runs.

    For Excel, so that it opens right with Russian or Kazakh settings; otherwise codes and numbers stand as they are.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    shown = excel_cell if for_excel else safe_cell
    writer.writerows([shown(value) for value in row] for row in rows)
    return "\ufeff".encode() + out.getvalue().encode()


def write_xlsx(rows: Iterable[Sequence[Any]], *, sheet: str) -> bytes:
    """Write rows as one sheet; the same rows give the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": timezone.datetime(2000, 1, 1, tzinfo=None)})
    page, text = book.add_worksheet(sheet[:31]), book.add_format({"num_format": "@"})
    for index, row in enumerate(rows):
        for place, value in enumerate(row):
            is_code = isinstance(value, str) and (would_turn(value) or safe_cell(value) != value)
            page.write(index, place, safe_cell(value), *([text] if is_code else []))
    page.freeze_panes(0, 1)
    page.set_column(0, 0, 34)
    page.set_column(1, 40, 14)
    book.close()
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table as it is handed out."""

    content: bytes
    ending: str
    media_type: str


def table_file(rows: Iterable[Sequence[Any]], asked: str, *, sheet: str) -> TableFile:
    """Write rows as they are asked for: 'xlsx', 'csv' for Excel, 'csv-plain' for programs (commas, points)."""
    if asked == "xlsx":
        return TableFile(write_xlsx(rows, sheet=sheet), "xlsx", XLSX)
    if asked == "csv-plain":
        return TableFile(write_csv(rows, for_excel=False, delimiter=","), "csv", CSV)
    return TableFile(write_csv(rows), "csv", CSV)


@transaction.atomic
def offer_file(*, owner: Any, name: str, media_type: str, content: bytes, **facts: Any) -> ExportedFile:
    """Keep a made file for its owner for a day, and write down that it was made.

    A job that was asked for a file names its id as `file_id`, so that the page knows where it will be.
    """
    now = timezone.now()
    file = ExportedFile.objects.create(
        id=facts.pop("file_id", None) or uuid.uuid4(), owner=owner, name=name, media_type=media_type,
        content=content, created_at=now, expires_at=now + LIFETIME,
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    audit.record("export.made", actor=owner, target=file, name=name, **facts)
    return file
