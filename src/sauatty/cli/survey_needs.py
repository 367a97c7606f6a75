"""`sauatty survey needs`: the competences by need, with every part of the index."""

from collections.abc import Iterator, Mapping
from typing import Any

import click

from sauatty.cli.files import write_output
from sauatty.cli.measures_json import written
from sauatty.cli.survey_inputs import (
    Command,
    Wording,
    codes_option,
    inputs,
    read_codes_of,
    read_instrument_of,
    read_responses_of,
)
from sauatty.cli.tables import Value, csv_table, text_table
from sauatty.core.errors import WeightsOfPartsInvalid
from sauatty.core.statistics import N_RESAMPLES, SEED
from sauatty.core.surveys.needs import Needs, needs
from sauatty.core.surveys.needs_parts import PARTS


def read_needs(instrument_name: str, responses: str, options: Mapping[str, Any]) -> Needs:
    """Return the needs of a file of responses; `options` are those of the command."""
    asked = read_instrument_of(instrument_name)
    table = read_responses_of(responses, asked)
    return needs(
        asked,
        table,
        read_codes_of(options["codes"], asked, options["source"]),
        weights_of_parts=read_weights(options["weights_text"]),
        n_resamples=options["n_resamples"],
        seed=options["seed"],
    )


def index_options(command: Command) -> Command:
    """Add the options of the needs index."""
    for option in reversed((
        click.option(
            "--weights", "weights_text", default="", metavar="stated=1,shown=2",
            help="Weights of the parts; equal without it.",
        ),
        click.option("--resamples", "n_resamples", type=click.IntRange(100, 100_000), default=N_RESAMPLES),
        click.option("--seed", type=int, default=SEED),
    )):  # fmt: skip
        command = option(command)
    return command


@click.command()
@inputs
@codes_option(required=False)
@index_options
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "svg"]), default="text")
def command(instrument_name: str, responses: str, form: str, language: str, **options: Any) -> None:
    """Rank the competences by the need that RESPONSES show.

    INSTRUMENT is a YAML file or the name of a shipped instrument. Without --codes nothing is known of what
    definitions show, and the index says so. Explained in docs/explanation/needs-and-plan.md.
    """
    found, out = read_needs(instrument_name, responses, options), options["out"]
    words = Wording(language)
    if form == "json":
        write_output(written(found.as_json()), out)
    elif form == "csv":
        write_output(_csv(found), out)
    elif form == "svg":
        from sauatty.core.documents.need_charts import needs_svg

        write_output(needs_svg(found, language, words.say("title_needs")), out)
    else:
        write_output("\n".join(needs_text(found, words)) + "\n", out)


def read_weights(text: str) -> Mapping[str, float] | None:
    """Return the weights of 'stated=1,shown=2'; None for an empty text."""
    if not text.strip():
        return None
    found: dict[str, float] = {}
    for one in text.split(","):
        name, _, value = one.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            raise WeightsOfPartsInvalid(problem=f"'{one.strip()}' is not of the form stated=1") from None
    return found


def needs_text(found: Needs, words: Wording) -> Iterator[str]:
    """Yield the table of needs and what has to be known to read it."""
    from sauatty.core.documents.charts_parts import column_label

    head = [
        words.say("rank"), words.say("competence"), words.say("index"), words.say("ranks"),
        *(words.say(f"part_{part}") for part in PARTS),
    ]  # fmt: skip
    rows = []
    for one in found.needs:
        code, name = column_label(one.competence, words.language, None)
        ranks = f"{one.rank_low}–{one.rank_high}" if one.rank_low < one.rank_high else str(one.rank)
        parts = [words.ends(one.part(part).value) for part in PARTS]
        rows.append([str(one.rank), f"{code} {name}", words.ends(one.index), ranks, *parts])
    yield text_table(head, rows, numeric=(0,)).rstrip("\n")
    yield ""
    weights = ", ".join(
        f"{words.say(f'part_{key}')} {words.number(value)}" for key, value in found.weights_of_parts.items()
    )
    yield words.say("formula", weights=weights, n=found.n)
    n = len(found.needs)
    yield words.say("uncertain", n=len(found.uncertain), all=n * (n - 1) // 2)
    yield from _cautions(found, words)


def _cautions(found: Needs, words: Wording) -> Iterator[str]:
    if not found.is_comparable:
        missing = "; ".join(
            f"{one.competence}: {', '.join(one.missing)}" for one in found.needs if one.missing
        )
        yield words.say("not_comparable", missing=missing)
    if found.unknown:
        yield words.say("unknown", names=", ".join(found.unknown))
    if found.is_weighted:
        yield words.say("weighted")


def _csv(found: Needs) -> bytes:
    ends = ("", "_low", "_high")
    head = [
        "rank", "competence", *(f"index{end}" for end in ends), "rank_low", "rank_high",
        *(f"{part}{end}" for part in PARTS for end in ("", "_low", "_high", "_n", "_n_in_need")),
    ]  # fmt: skip
    rows: list[list[Value]] = []
    for one in found.needs:
        row: list[Value] = [one.rank, one.competence, one.index.estimate, one.index.low, one.index.high]
        row += [one.rank_low, one.rank_high]
        for part in PARTS:
            own = one.part(part)
            row += [own.value.estimate, own.value.low, own.value.high, own.n, own.n_in_need]
        rows.append([None if isinstance(value, float) and value != value else value for value in row])
    return csv_table(head, rows)
