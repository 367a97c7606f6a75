"""`sauatty pack` and `sauatty evaluate`: check a research pack, and run the analysis of a programme from it."""

import json
from typing import Any

import click

from sauatty.cli.files import IN_FILE, OUT_FILE, read_bytes, shown_name, write_output
from sauatty.cli.tables import csv_table, text_table
from sauatty.core.errors import UnknownCompetence
from sauatty.core.evaluation.evaluate import Evaluation
from sauatty.core.evaluation.evaluate import evaluate as evaluated
from sauatty.core.evaluation.figures import Figure
from sauatty.core.evaluation.pack_files import read_pack, write_pack
from sauatty.core.evaluation.pack_privacy import PackCheck, check_pack
from sauatty.core.evaluation.pack_words import COLUMN_LABELS, HEADINGS, THREAD_LABELS
from sauatty.core.evaluation.simulation import simulate as simulated
from sauatty.core.evaluation.simulation_model import programme_model
from sauatty.core.languages import LANGUAGES, format_number
from sauatty.core.statistics import N_RESAMPLES
from sauatty.core.surveys.anonymity import INTERNAL, AnonymityCheck

_CHANGED = click.option(
    "--allow-changed", is_flag=True, help="Take files that were changed after the pack was made; say so then."
)


@click.group()
def pack() -> None:
    """Check research packs, and make invented ones."""


@pack.command()
@click.option("-o", "--out", type=OUT_FILE, required=True, help="The file to write.")
@click.option(
    "--people", type=click.IntRange(10, 400_000), help="How many; as the model says where left out."
)
@click.option("--seed", type=int, default=1, show_default=True)
def simulate(out: str, people: int | None, seed: int) -> None:
    """Make the pack of an invented programme, to learn on it or to test with it.

    It is drawn from a declared model with known true effects; the same seed gives the same pack. Every file of it
    says that it is invented.
    """
    write_output(write_pack(simulated(programme_model(), seed=seed, size=people)), out)


@pack.command()
@click.argument("file", metavar="PACK", type=IN_FILE)
@click.option(
    "--minimum",
    type=click.IntRange(2),
    default=INTERNAL,
    show_default=True,
    help="How many must share traits.",
)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@_CHANGED
def check(file: str, minimum: int, form: str, allow_changed: bool) -> None:
    """Check structure and hashes of a pack, and whether its traits could point at a person.

    Exit code 1 where it cannot be read whole, or where something must be grouped or left out.
    """
    found = check_pack(read_pack(read_bytes(file), shown_name(file), allow_changed=allow_changed), minimum)
    click.echo(
        json.dumps(found.as_json(), ensure_ascii=False, indent=2)
        if form == "json"
        else _told(found, allow_changed)
    )
    if not found.is_enough:
        raise click.exceptions.Exit(1)


def _told(found: PackCheck, is_changed: bool) -> str:
    parts: list[tuple[str, AnonymityCheck, tuple[str, ...]]] = [("people", found.people, ())]
    parts += [(one.purpose, one.check, one.texts) for one in found.surveys]
    rows = [
        [
            name, str(one.n), str(one.k), ", ".join(one.names) or "–",
            ", ".join(one.leave_out if one.leave_out else () if one.is_enough else one.names) or "–",
            ", ".join(texts) or "–",
        ]
        for name, one, texts in parts
    ]  # fmt: skip
    head = ["table", "n", "k", "traits", "group or leave out", "own words"]
    state = "whole (hashes not looked at)" if is_changed else "whole: every file is there and unchanged"
    verdict = "nothing must be grouped or left out" if found.is_enough else "NOT to be given away as it is"
    return f"{state}\n{text_table(head, rows, (1, 2))}{verdict}"


@click.command()
@click.argument("file", metavar="PACK", type=IN_FILE)
@click.option("--json", "json_file", type=OUT_FILE, help="Write every figure as JSON into this file too.")
@click.option(
    "--format", "form", type=click.Choice(("text", "json", "csv")), default="text", show_default=True
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--competence", help="Only the thread of this competence, such as gmilaf.2.3.")
@click.option(
    "--resamples", type=click.IntRange(1), default=N_RESAMPLES, show_default=True, help="Of the bootstraps."
)
@_CHANGED
def evaluate(
    file: str, json_file: str | None, form: str, language: str, competence: str | None, resamples: int,
    allow_changed: bool,
) -> None:  # fmt: skip
    """Run the analysis of a programme from its research pack.

    The same pack gives the same figures. The table has a row for each competence, needed most and moved least first.
    JSON has every figure, unrounded.
    """
    given = read_pack(read_bytes(file), shown_name(file), allow_changed=allow_changed)
    if competence is not None and competence not in given.competences:
        raise UnknownCompetence(competence=competence)
    found = evaluated(given, n_resamples=resamples)
    if json_file:
        write_output(_json(found.as_json()), json_file)
    if form == "json":
        row = found.row(competence) if competence else None
        content = found.as_json()
        if row is not None:
            content["thread"] = [one for one in content["thread"] if one["competence"] == competence]
            content["order"] = [competence]
        click.echo(_json(content), nl=False)
    else:
        _echo_thread(found, form, language, competence)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _echo_thread(found: Evaluation, form: str, language: str, competence: str | None) -> None:
    names = tuple(THREAD_LABELS)
    rows = [row for one in found.order if competence in (None, one) and (row := found.row(one)) is not None]
    if form == "csv":
        head = ["competence", *(f"{name}{end}" for name in names for end in ("", "_low", "_high", "_n"))]
        body = [
            [row.competence, *(cell for name in names for cell in _cells(row.figure(name)))] for row in rows
        ]
        write_output(csv_table(head, body), None)
        return
    if found.is_invented:
        click.echo(HEADINGS["invented"].text(language))
    shown = [[row.competence, *(_shown(row.figure(name), language) for name in names)] for row in rows]
    head = [COLUMN_LABELS["competence"].text(language), *(THREAD_LABELS[one].text(language) for one in names)]
    click.echo(text_table(head, shown, range(1, len(names) + 1)), nl=False)
    for one in found.limits:
        click.echo(f"- {one.in_words}")


def _cells(one: Figure) -> tuple[float | int | None, ...]:
    return one.value, one.low, one.high, one.n


def _shown(one: Figure, language: str) -> str:
    if one.value is None:
        return "–"
    digits = 0 if one.unit in ("count", "minutes") else 3
    ends = ""
    if one.low is not None and one.high is not None:
        ends = f" [{format_number(one.low, language, digits)}; {format_number(one.high, language, digits)}]"
    return format_number(one.value, language, digits) + ends
