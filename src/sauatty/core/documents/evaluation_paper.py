"""What a paper on a programme takes from its evaluation: tables as CSV and DOCX, figures as SVG, the text on the method."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

from sauatty.core.documents.blocks import (
    Document,
    Figure,
    Heading,
    Paragraph,
    Table,
    cell_runs,
    plain_text,
    text_runs,
)
from sauatty.core.documents.charts_parts import text
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.evaluation_report import evaluation_report, methods
from sauatty.core.documents.evaluation_report_parts import EvaluationFacts, EvaluationWords
from sauatty.core.documents.packing import pack
from sauatty.core.evaluation.pack_rows import INVENTED, csv_bytes, marked
from sauatty.core.evaluation.stated import stated
from sauatty.core.exchange.writing import guard_formula

_PLAIN = str.maketrans({"\u00ad": None, "\u00a0": " ", "\u202f": " "})
COLUMNS = ("name", "value", "low", "high", "n", "unit")


def paper_pack(facts: EvaluationFacts, language: str) -> bytes:
    """Return a ZIP file for those who write a paper.

    Notes
    -----
    ``figures.csv`` has every figure with an interval, unrounded; ``tables/`` what the report shows, as CSV and together
    as DOCX; ``figures/`` the charts; ``methods.txt`` the method with the versions of the software and the hash of the
    pack. Of an invented programme every name of a file and every chart says so.
    """
    report, words = evaluation_report(facts, language), EvaluationWords(language)
    is_invented = facts.found.is_invented
    parts = {"figures.csv": _stated(facts), "methods.txt": _methods(facts, words)}
    tables = list(_tables(report))
    for at, one in enumerate(tables, 1):
        parts[f"tables/{at:02}-{one.id}.csv"] = _csv(one)
    parts["tables/tables.docx"] = render_docx(_of_tables(report, tables))
    figures = [block for block in report.blocks if isinstance(block, Figure)]
    for at, figure in enumerate(figures, 1):
        svg = _with_mark(figure.svg, words) if is_invented else figure.svg
        parts[f"figures/{at:02}-{figure.id}.svg"] = svg.encode()
    mark = INVENTED if is_invented else ""
    return pack({marked(name, mark): content for name, content in parts.items()})


def _tables(report: Document) -> Iterator[Table]:
    """Yield the tables of a report, those under its charts with the captions of the charts."""
    for block in report.blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Figure) and block.table:
            yield replace(block.table, caption=block.caption, id=block.id)


def _csv(table: Table) -> bytes:
    """Return a table as CSV, without the signs that break words and hold them together on a page."""
    head, *rows = (
        [plain_text(cell_runs(cell)).translate(_PLAIN) for cell in row] for row in (table.header, *table.rows)
    )
    return csv_bytes(head, rows)


def _of_tables(report: Document, tables: list[Table]) -> Document:
    heading = Heading(1, report.subtitle or report.title, "tables")
    return replace(report, blocks=(heading, *tables, *_instead(tables)))


def _instead(tables: list[Table]) -> Iterator[Paragraph]:
    if not tables:
        yield Paragraph(text_runs("–"))


def _stated(facts: EvaluationFacts) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for name, one in sorted(stated(facts.found).items()):
        if not _is_of_group(name):
            # a number below zero is no formula, and an apostrophe before it would make it a text
            numbers = ("" if value is None else str(value) for value in (one.value, one.low, one.high, one.n))
            writer.writerow([guard_formula(name), *numbers, one.unit])
    return out.getvalue().encode("utf-8-sig")


def _is_of_group(name: str) -> bool:
    """Tell whether a figure counts the people of one group at one step, who may be few."""
    return name.startswith("flow.") and ".share." in name


def _methods(facts: EvaluationFacts, words: EvaluationWords) -> bytes:
    mark = [words.say("invented")] if facts.found.is_invented else []
    lines = [*mark, words.say("chapter_method"), *methods(facts, words)]
    lines += [words.say("hash", sha=facts.sha256)] if facts.sha256 else []
    limits = [words.limit(one) for one in facts.found.limits]
    return "\n\n".join([*lines, words.say("chapter_limits"), *limits, ""]).encode()


def _with_mark(svg: str, words: EvaluationWords) -> str:
    """Return a chart that says by itself that its data are invented."""
    return svg.replace("</svg>", f"{text(16, 12, words.say('invented'), size=11, fill='#8a3b12')}\n</svg>")
