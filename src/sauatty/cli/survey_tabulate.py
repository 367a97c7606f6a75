"""`sauatty survey tabulate`: the questions of a survey with counts, shares and intervals."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from math import isnan

import click

from sauatty.cli.files import IN_FILE, read_bytes, shown_name, write_output
from sauatty.cli.measures_json import written
from sauatty.cli.survey_inputs import inputs, read_instrument_of, read_responses_of
from sauatty.cli.tables import Value, csv_table, text_table
from sauatty.core.catalogue.instruments import Instrument
from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import Table, cell_runs, plain_text
from sauatty.core.documents.survey_tables import (
    base_lines,
    cross_block,
    cross_lines,
    distribution_table,
    group_table,
    number,
    question_title,
    ranking_table,
    share,
    summary_lines,
)
from sauatty.core.errors import ColumnsMissing
from sauatty.core.exchange.encodings import decode_text
from sauatty.core.records import ResponseTable
from sauatty.core.surveys.cross import CrossTable, cross
from sauatty.core.surveys.tables import QuestionTable
from sauatty.core.surveys.tabulation import CHOSEN, tabulate
from sauatty.core.surveys.weighting import TRIM, Margins, Weighting, margins_from_rows, rake

MARGIN_COLUMNS = ("margin", "code", "population")


@dataclass(frozen=True, slots=True)
class _Tabulated:
    """What is printed: the tables, the cross tables where there is an attribute, and the weights."""

    instrument: Instrument
    responses: ResponseTable
    tables: tuple[QuestionTable, ...]
    crosses: dict[str, CrossTable]
    weighting: Weighting | None
    minimum: int
    by: str


@click.command()
@inputs
@click.option("--by", default="", help="Question to tabulate by, or 'language'. Small cells are hidden.")
@click.option("--weights", "margins", type=IN_FILE, help="MARGINS.csv: margin, code, population.")
@click.option("--trim", type=click.FloatRange(min=1), default=TRIM, help="Largest weight, in means.")
@click.option("--level", type=click.FloatRange(0.5, 0.999), default=0.95, help="Coverage of the intervals.")
@click.option(
    "--minimum-cell", type=click.IntRange(min=0), default=5, help="Smallest count shown of a group."
)
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
def command(instrument_name: str, responses: str, language: str, out: str | None, **options: object) -> None:
    """Tabulate RESPONSES to INSTRUMENT: counts, shares and intervals of every question.

    INSTRUMENT is a YAML file or the name of a shipped instrument. A margin of --weights is the name of a question,
    or of several ('region*kind' with codes such as 'KZ-75*school'). With --by, each question also has a cross table
    with a test. Explained in docs/explanation/survey-statistics.md.
    """
    asked = read_instrument_of(instrument_name)
    table = read_responses_of(responses, asked)
    found = _tabulated(asked, table, language, options)
    form = str(options["form"])
    if form == "json":
        write_output(written(_json(found)), out)
    elif form == "csv":
        write_output(_csv(found.tables), out)
    else:
        write_output("\n".join(_text(found, language)) + "\n", out)


def _tabulated(
    asked: Instrument, table: ResponseTable, language: str, options: dict[str, object]
) -> _Tabulated:
    weighting, by = None, str(options["by"])
    if options["margins"]:
        weighting = rake(table, read_margins(str(options["margins"])), trim=float(str(options["trim"])))
        table = replace(table, weights=tuple(weighting.weights.tolist()))
    level, minimum = float(str(options["level"])), int(str(options["minimum_cell"]))
    tables = tabulate(asked, table, by=by, level=level, minimum_cell=minimum, language=language)
    names = [one.name for one in tables if by and one.kind in CHOSEN and one.name != by]
    crosses = {
        name: cross(asked, table, name, by, level=level, minimum_cell=minimum, language=language)
        for name in names
    }
    return _Tabulated(asked, table, tables, crosses, weighting, minimum, by)


def read_margins(name: str) -> Margins:
    """Return the margins of a CSV file with the columns margin, code and population."""
    text = decode_text(read_bytes(name), name=shown_name(name)).text
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter)
    head = [(one or "").strip().casefold() for one in rows.fieldnames or []]
    missing = [one for one in MARGIN_COLUMNS if one not in head]
    if missing:
        raise ColumnsMissing(name=shown_name(name), missing=", ".join(missing), found=", ".join(head))
    rows.fieldnames = head
    return margins_from_rows(
        [(row["margin"] or "", row["code"] or "", row["population"] or "") for row in rows]
    )


# --- JSON and CSV ---


def _json(found: _Tabulated) -> dict[str, object]:
    return {
        "instrument": found.instrument.id,
        "version": found.instrument.version,
        "sha256": found.instrument.sha256,
        "n": len(found.responses),
        "minimum_cell": found.minimum,
        "weighting": found.weighting.as_json() if found.weighting else None,
        "tables": [one.as_json() for one in found.tables],
        "cross": [one.as_json() for one in found.crosses.values()],
    }


def _csv(tables: Sequence[QuestionTable]) -> bytes:
    head = [
        "name", "group", "code", "label", "n", "share", "low", "high", "n_asked", "n_answered", "n_missing", "reason",
    ]  # fmt: skip
    return csv_table(head, [row for one in tables for each in (one, *one.groups) for row in _csv_rows(each)])


def _csv_rows(table: QuestionTable) -> Iterator[list[Value]]:
    counted = [table.n_asked, table.n_answered, table.n_missing]
    if not table.rows:
        middle = table.number.median if table.number else float("nan")
        yield [table.name, table.group, "median" if table.number else "", "", None, _cell(middle), None, None,
               *counted, table.reason]  # fmt: skip
    for row in table.rows:
        figures = [_cell(value) for value in (row.share.estimate, row.share.low, row.share.high)]
        yield [
            table.name,
            table.group,
            row.code,
            row.label,
            row.n,
            *figures,
            *counted,
            row.reason or table.reason,
        ]


def _cell(value: float) -> float | None:
    return None if isnan(value) else value


# --- text ---


def _text(found: _Tabulated, language: str) -> Iterator[str]:
    own = found.instrument
    yield f"{own.title.text(language)} ({own.id} {own.version}); n = {len(found.responses)}"
    if found.weighting:
        yield from _weights_lines(found.weighting, language)
    for table in found.tables:
        yield ""
        yield question_title(table)
        yield from base_lines(table, language)
        yield from _figures(table, language)
        yield from summary_lines(table, language)
        if table.groups and table.name != found.by:
            yield from _groups(table, found, language)


def _figures(table: QuestionTable, language: str) -> Iterator[str]:
    if table.rows and table.n_answered:
        yield _lines(distribution_table(table, language), numeric=(1, 2))
    if table.ranking and table.n_answered:
        yield _lines(ranking_table(table, language), numeric=(1, 2))


def _groups(table: QuestionTable, found: _Tabulated, language: str) -> Iterator[str]:
    yield ""
    crossed = found.crosses.get(table.name)
    if crossed:
        yield _lines(cross_block(crossed, found.minimum, language), numeric=(1,))
        yield from cross_lines(crossed, found.minimum, language)
    elif table.rows or table.number:
        yield _lines(group_table(table, language), numeric=(1,))


def _lines(table: Table, numeric: Sequence[int]) -> str:
    rows = [[plain_text(cell_runs(cell)) for cell in row] for row in table.rows]
    head = [plain_text(cell_runs(cell)) for cell in table.header]
    return text_table(head, rows, numeric=numeric).rstrip("\n")


def _weights_lines(found: Weighting, language: str) -> Iterator[str]:
    yield word(
        "surveys", "weights_line", language, smallest=number(found.smallest, language, 2),
        largest=number(found.largest, language, 2), effect=number(found.design_effect, language, 2),
        n=number(found.n_effective, language, 1), trimmed=found.n_trimmed, trim=number(found.trim, language, 1),
    )  # fmt: skip
    if found.largest_difference > 1e-6:
        yield word("surveys", "weights_off", language, difference=share(found.largest_difference, language))
    if found.share_not_represented:
        names = ", ".join(row.code for row in found.rows if row.reason and row.share_population)
        yield word(
            "surveys",
            "not_represented",
            language,
            share=share(found.share_not_represented, language),
            names=names,
        )
