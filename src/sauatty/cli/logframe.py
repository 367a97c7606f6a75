"""`sauatty logframe`: the indicators of a programme from its research pack, beside what it set itself."""

import json
from collections.abc import Sequence

import click

from sauatty.cli.files import IN_FILE, OUT_FILE, read_bytes, shown_name, write_output
from sauatty.cli.tables import csv_table, text_table
from sauatty.core.catalogue.indicators import load_indicators
from sauatty.core.errors import TargetsInvalid
from sauatty.core.evaluation.evaluate import evaluate
from sauatty.core.evaluation.indicators import LOGFRAME_HEAD, Target, logframe_rows, measure_all
from sauatty.core.evaluation.pack_files import read_pack
from sauatty.core.exchange.plain_yaml import read_plain_yaml
from sauatty.core.languages import LANGUAGES, format_number
from sauatty.core.statistics import N_RESAMPLES

Row = tuple[str | float | None, ...]
SHOWN = ("level", "name", "n", "baseline", "value", "low", "high", "target", "is_met")


@click.command()
@click.argument("file", metavar="PACK", type=IN_FILE)
@click.option(
    "--targets", type=IN_FILE, help="YAML: the id of an indicator, then baseline, target and source."
)
@click.option(
    "--format", "form", type=click.Choice(("text", "csv", "json")), default="text", show_default=True
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("-o", "--output", type=OUT_FILE, help="Write into this file.")
@click.option(
    "--resamples", type=click.IntRange(1), default=N_RESAMPLES, show_default=True, help="Of the bootstraps."
)
def logframe(
    file: str, targets: str | None, form: str, language: str, output: str | None, resamples: int
) -> None:
    """Work out the indicators of a programme: outputs first, then Kirkpatrick's levels.

    An indicator without a figure says why. CSV and JSON have every column, unrounded.
    """
    pack = read_pack(read_bytes(file), shown_name(file))
    wanted = _targets(targets) if targets else {}
    rows = logframe_rows(measure_all(pack, evaluate(pack, n_resamples=resamples), targets=wanted), language)
    write_output(_written(rows, form, language), output)


def _written(rows: Sequence[Row], form: str, language: str) -> str | bytes:
    if form == "json":
        told = [dict(zip(LOGFRAME_HEAD, row, strict=True)) for row in rows]
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        return csv_table(LOGFRAME_HEAD, [["" if one is None else one for one in row] for row in rows])
    return text_table(SHOWN, [_shown(row, language) for row in rows], range(2, len(SHOWN) - 1))


def _shown(row: Row, language: str) -> list[str]:
    cells = dict(zip(LOGFRAME_HEAD, row, strict=True))
    is_whole = cells["unit"] == "count" and float(cells["value"] or 0).is_integer()
    digits = {"n": 0} if not is_whole else dict.fromkeys(SHOWN, 0)
    return [_cell(cells[name], language, digits.get(name, 2)) for name in SHOWN]


def _cell(value: str | float | None, language: str, digits: int) -> str:
    return (
        (value or "–") if value is None or isinstance(value, str) else format_number(value, language, digits)
    )


def _targets(path: str) -> dict[str, Target]:
    """Read what a programme set itself; TargetsInvalid where it is no such table."""
    content, problem = read_plain_yaml(read_bytes(path))
    if problem:
        raise TargetsInvalid(name=shown_name(path), problem=problem)
    return {str(id): _target(str(id), row, shown_name(path)) for id, row in content.items()}


def _target(id: str, row: object, name: str) -> Target:
    known = {one.id for one in load_indicators()}
    if id not in known:
        raise TargetsInvalid(
            name=name, problem=f"there is no indicator '{id}'; there are {', '.join(sorted(known))}"
        )
    given = row if isinstance(row, dict) else {}
    numbers = {key: given.get(key) for key in ("baseline", "target")}
    if not given or not all(one is None or _is_number(one) for one in numbers.values()):
        raise TargetsInvalid(name=name, problem=f"'{id}' needs numbers as baseline and target")
    return Target(source=str(given.get("source", "")), **numbers)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
