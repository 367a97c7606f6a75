"""The papers of a training: register of certificates, signature sheet and list of participants as DOCX, XLSX and CSV."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import Document, Table
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.wording import printable
from sauatty.core.exchange.register_lists import GROUP, LISTS, headings, list_csv, list_xlsx, shown_cells

Name = Literal["register", "signatures", "participants"]
# A sheet of A4 holds fewer columns than a workbook: what is long and can be looked up is left out.
_NOT_ON_PAPER: Mapping[str, frozenset[str]] = {
    "register": frozenset(("code",)),
    "signatures": frozenset(),
    "participants": frozenset(),
}
_ROOM = "_" * 16  # for a hand to sign in


@dataclass(frozen=True, slots=True)
class TrainingPaper:
    """A list to be written: which one, of what training, and its rows.

    The rows are mappings with the names of `register_lists.LISTS[name]`; days are dates, `kind` and `state` are the
    names that the certificates have, what is missing stays blank.
    """

    name: Name
    rows: tuple[Mapping[str, Any], ...]
    language: str
    training: str = ""
    made_on: dt.date | None = None
    is_demo: bool = False


def paper_docx(paper: TrainingPaper) -> bytes:
    """Return a list as DOCX with one table, to print, sign and keep; `register_lists.read_list` reads it back.

    Raises
    ------
    DocumentInvalid
    """
    return render_docx(paper_document(paper))


def paper_xlsx(paper: TrainingPaper) -> bytes:
    """Return a list as a workbook; the same rows give the same bytes."""
    return list_xlsx(paper.name, paper.rows, paper.language)


def paper_csv(paper: TrainingPaper) -> bytes:
    """Return a list as CSV for Excel."""
    return list_csv(paper.name, paper.rows, paper.language)


def paper_document(paper: TrainingPaper) -> Document:
    """Return a list as a document, for any of the formats of documents."""
    kept = [
        place for place, column in enumerate(LISTS[paper.name]) if column not in _NOT_ON_PAPER[paper.name]
    ]
    heads = headings(paper.name, paper.language, is_short=True)
    title = word(GROUP, f"list_{paper.name}", paper.language)
    return Document(
        title=title,
        language=paper.language,
        blocks=(
            Table(
                caption="",
                header=tuple(heads[place] for place in kept),
                rows=tuple(_paper_rows(paper, kept)),
                id="list",
                is_counted=False,
            ),
        ),
        subtitle=printable(paper.training),
        date=paper.made_on,
        note=word(GROUP, "demo", paper.language) if paper.is_demo else "",
    )


def _paper_rows(paper: TrainingPaper, kept: list[int]) -> Iterable[tuple[str, ...]]:
    columns = LISTS[paper.name]
    for number, row in enumerate(paper.rows, 1):
        cells = shown_cells(paper.name, row, number, paper.language)
        yield tuple(
            _ROOM if columns[place] == "signature" else printable(str(cells[place])) for place in kept
        )
