"""The one export gateway: formula-safe tables, permission, log entry, expiry."""

import csv
import hashlib
import io
import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import xlsxwriter
from django.db import transaction
from django.utils import timezone

from sauatty.web.base import audit
from sauatty.web.base.models import ExportedFile

LIFETIME = timedelta(hours=24)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: Any) -> Any:
    """Return a value that no spreadsheet will run as a formula; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    bare = value.lstrip(" \u00a0\u200b\u200c\u200d\u2060\ufeff\"'")
    return "'" + value if bare.startswith(_RISKY) else value


def write_csv(rows: Iterable[Sequence[Any]]) -> bytes:
    """Write rows as CSV that opens right in a Russian or Kazakh Excel (UTF-8 with its mark)."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return "\ufeff".encode() + out.getvalue().encode()


def write_xlsx(rows: Iterable[Sequence[Any]], *, sheet: str) -> bytes:
    """Write rows as one sheet; the same rows give the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": timezone.datetime(2000, 1, 1, tzinfo=None)})
    page = book.add_worksheet(sheet[:31])
    for index, row in enumerate(rows):
        page.write_row(index, 0, [safe_cell(value) for value in row])
    page.freeze_panes(0, 1)
    page.set_column(0, 0, 34)
    page.set_column(1, 40, 14)
    book.close()
    return out.getvalue()


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
