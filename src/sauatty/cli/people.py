"""`sauatty people`: lists of people checked before they are uploaded."""

import csv
import io
import json
from typing import TYPE_CHECKING

import click

from sauatty.cli.files import IN_FILE, OUT_FILE, read_bytes, shown_name, write_output

if TYPE_CHECKING:
    from sauatty.core.exchange.participants import ParticipantList, Problem


@click.group()
def people() -> None:
    """Check lists of people."""


@people.command("check")
@click.argument("source", metavar="LIST", type=IN_FILE)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True
)
@click.option("-o", "out", type=OUT_FILE, default="-", help="File to write; standard output if not given.")
@click.pass_context
def check(ctx: click.Context, source: str, form: str, out: str) -> None:
    """Name what is wrong in LIST (XLSX, CSV), line by line, and who stands in it twice.

    The lines are read as the server reads them. 'wrong' lines would be left out; 'look' lines would be taken over, and
    somebody should look at them: an address that may be mistyped, a name that stands there twice in any spelling. Exits
    with 1 if a line is wrong.
    """
    from sauatty.core.exchange.participants import read_participants

    found = read_participants(read_bytes(source), shown_name(source))
    write = {"text": _as_text, "json": _as_json, "csv": _as_csv}[form]
    write_output(write(found, _told(found)), out)
    ctx.exit(0 if all(row.is_usable for row in found.rows) else 1)


_Told = list[tuple[int, str, str, str]]


def _told(found: "ParticipantList") -> _Told:
    """Return line, how bad it is, code and sentence of everything that is to be said."""
    told = [
        (row.number, "look" if one.is_mild else "wrong", one.code, one.in_words)
        for row in found.rows
        for one in row.problems
    ]
    return sorted(told + [(at, "look", one.code, one.in_words) for at, one in _spelt_otherwise(found)])


def _spelt_otherwise(found: "ParticipantList") -> "list[tuple[int, Problem]]":
    from sauatty.core.matching.person_repeats import repeated_people

    return repeated_people(found.rows)


def _as_text(found: "ParticipantList", told: _Told) -> str:
    lines = [f"line {number}: {severity}: {sentence}" for number, severity, _code, sentence in told]
    if found.refused:
        lines.append(f"Never read: {', '.join(found.refused)}")
    if found.ignored:
        lines.append(f"Not known and left alone: {', '.join(found.ignored)}")
    n_wrong = sum(not row.is_usable for row in found.rows)
    lines.append(f"{len(found.rows)} lines, {n_wrong} of them wrong.")
    return "\n".join(lines) + "\n"


def _as_json(found: "ParticipantList", told: _Told) -> str:
    keys = ("line", "severity", "code", "message")
    report = {
        "n_lines": len(found.rows), "n_wrong": sum(not row.is_usable for row in found.rows),
        "columns": found.columns, "ignored": found.ignored, "refused": found.refused,
        "problems": [dict(zip(keys, one, strict=True)) for one in told],
    }  # fmt: skip
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _as_csv(found: "ParticipantList", told: _Told) -> str:
    from sauatty.core.exchange.cells import could_run

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("line", "severity", "code", "message"))
    writer.writerows([f"'{one}" if could_run(str(one)) else one for one in row] for row in told)
    return text.getvalue()
