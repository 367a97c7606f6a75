"""How the commands on tests answer: tables for people, CSV, JSON without a `nan`, charts in a folder."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

import click

from sauatty.cli.files import write_output
from sauatty.cli.tables import Value, csv_table, text_table
from sauatty.core.errors import SauattyError
from sauatty.core.psychometrics.notes import Note

NONE = "–"
MOST_NOTES = 30
Chart = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a command found: as JSON, as one table of unrounded values, and as text.

    `words` stand before the text's own `table` (head, rows, columns of numbers) and `after` under it; `notes` follow
    as sentences. `charts` are made only where somebody asked for them.
    """

    content: Mapping[str, Any]
    head: Sequence[str]
    rows: Sequence[Sequence[Value]]
    table: str
    words: Sequence[str] = ()
    after: Sequence[str] = ()
    notes: Sequence[Note] = ()
    charts: Mapping[str, Chart] = field(default_factory=dict)


def deliver(found: Shown, options: Mapping[str, Any]) -> None:
    """Write a result as the options of a command say, and its charts where a folder is named."""
    form, out, folder = options["form"], options["out"], options.get("folder")
    sentences = list(dict.fromkeys(note.in_words for note in found.notes))
    if form == "json":
        write_output(written(found.content), out)
    elif form == "csv":
        write_output(csv_table(found.head, [[plain(value) for value in row] for row in found.rows]), out)
        for sentence in shortened(sentences):
            click.echo(f"Note: {sentence}", err=True)
    else:
        notes = [f"- {sentence}" for sentence in shortened(sentences)]
        parts = ["\n".join(found.words), found.table.rstrip("\n"), "\n".join(found.after), "\n".join(notes)]
        write_output("\n\n".join(part for part in parts if part) + "\n", out)
    if folder:
        _draw(found.charts, folder)


def shortened(sentences: Sequence[str]) -> list[str]:
    """Return the first sentences, and how many more there are."""
    more = len(sentences) - MOST_NOTES
    last = [f"{more} more notes: --format json has all of them."] if more > 0 else []
    return [*sentences[:MOST_NOTES], *last]


def _draw(charts: Mapping[str, Chart], folder: str) -> None:
    for name, chart in charts.items():
        target = Path(folder) / f"{file_name(name)}.svg"
        try:
            drawn = chart()
        except SauattyError as error:  # the figures stand even where there is nothing to draw
            click.echo(f"Not drawn, {name}: {error}", err=True)
            continue
        write_output(drawn, str(target))
        click.echo(f"{target}", err=True)


def file_name(name: str) -> str:
    """Return a name that any file system takes.

    Examples
    --------
    >>> file_name("options-../a b")
    'options-a-b'
    """
    return re.sub(r"[^\w-]+", "-", name).strip("-")[:80] or "chart"


def written(content: Mapping[str, Any]) -> str:
    """Return JSON text; what is no number becomes null."""
    return json.dumps(without_nan(content), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def without_nan(value: Any) -> Any:
    """Return a value of JSON: None for `nan` and infinity, plain numbers for those of NumPy."""
    if isinstance(value, Mapping):
        return {key: without_nan(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [without_nan(one) for one in value]
    return plain(value)


def plain(value: Any) -> Any:
    """Return one value without `nan` and infinity, as Python has it."""
    if hasattr(value, "item") and hasattr(value, "dtype"):  # a number of NumPy, without importing it here
        value = value.item()
    if isinstance(value, float):
        return float(value) if isfinite(value) else None
    return value


# --- text ---


def number(value: float | None, digits: int = 2) -> str:
    """Return a rounded number, or a dash where there is none."""
    if value is None or not isfinite(value):
        return NONE
    # Adding 0 makes -0.00 a plain 0.
    return f"{round(value, digits) + 0.0:.{digits}f}"


def ends(interval: Sequence[float | None] | None, digits: int = 2) -> str:
    """Return an interval, or a dash."""
    if not interval or any(end is None or not isfinite(end) for end in interval):
        return NONE
    return f"[{number(interval[0], digits)}; {number(interval[1], digits)}]"


def chance(p: float | None) -> str:
    """Return a p-value as people write it."""
    if p is None or not isfinite(p):
        return NONE
    return "<0.001" if p < 0.0005 else f"{p:.3f}"


def aligned(head: Sequence[str], rows: Iterable[Sequence[str]], n_labels: int = 1) -> str:
    """Return an aligned table; all columns after the labels hold numbers."""
    return text_table(head, list(rows), range(n_labels, len(head)))


def notes_json(notes: Iterable[Note]) -> list[dict[str, Any]]:
    """Return notes with their sentences."""
    return [{"code": note.code, "params": dict(note.params), "text": note.in_words} for note in notes]


def interval_columns(name: str) -> tuple[str, str]:
    """Return the names of the two columns of an interval."""
    return f"{name}_low", f"{name}_high"


def two(interval: Sequence[float] | None) -> tuple[float | None, float | None]:
    """Return the ends of an interval as two values."""
    return (interval[0], interval[1]) if interval else (None, None)
