"""A person's own record: trainings, tests, certificates and what later parts add, as one document."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import Block, Document, Heading, Paragraph, Table, text_runs
from sauatty.core.documents.wording import printable
from sauatty.core.languages import format_date, format_number

GROUP = "record"


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One thing that a person did. `how` says what came of it; `hours` are academic ones, 0 where there are none."""

    day: dt.date | None
    what: str
    how: str = ""
    hours: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True)
class RecordPart:
    """One section of the record, its rows with the newest first."""

    title: str
    rows: Sequence[RecordRow]


def record_document(
    name: str,
    parts: Sequence[RecordPart],
    language: str,
    *,
    date: dt.date,
    address: str,
    is_demo: bool = False,
) -> Document:
    """Write the record of one person; `address` leads to the page on which certificates are checked."""
    made = word(GROUP, "made", language, day=format_date(date, language), address=address)
    blocks: list[Block] = []
    for number, part in enumerate(parts, 1):
        blocks += _section(part, number, language)
    return Document(
        title=word(GROUP, "title", language), subtitle=printable(name), language=language,
        blocks=(*blocks, Paragraph(text_runs(made), id="made")), date=date,
        note=word(GROUP, "demo", language) if is_demo else "",
    )  # fmt: skip


def _section(part: RecordPart, number: int, language: str) -> Iterator[Block]:
    yield Heading(1, part.title, f"part-{number}")
    if not part.rows:
        yield Paragraph(text_runs(word(GROUP, "nothing", language)), id=f"part-{number}-nothing")
        return
    header = tuple(word(GROUP, key, language) for key in ("day", "what", "how", "hours"))
    rows = tuple(_cells(row, language) for row in part.rows)
    yield Table(part.title, header, rows, id=f"part-{number}-table", is_counted=False)


def _cells(row: RecordRow, language: str) -> tuple[str, ...]:
    unknown = word(GROUP, "unknown", language)
    day = format_date(row.day, language) if row.day else unknown
    hours = format_number(row.hours, language) if row.hours else unknown
    return day, printable(row.what), printable(row.how) or unknown, hours
