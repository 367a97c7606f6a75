"""`sauatty survey claimed-shown`: familiarity claimed against the definition coded, and overclaiming."""

from collections.abc import Iterator
from typing import Any

import click

from sauatty.cli.files import shown_name, write_output
from sauatty.cli.measures_json import written
from sauatty.cli.survey_inputs import (
    Wording,
    codes_option,
    inputs,
    read_codes_of,
    read_instrument_of,
    read_responses_of,
)
from sauatty.cli.tables import csv_table, text_table
from sauatty.core.catalogue.instruments import Instrument
from sauatty.core.errors import ColumnsMissing, FoilsMissing
from sauatty.core.records import ResponseTable
from sauatty.core.surveys.claimed_shown import GRADES, ClaimedShown, claimed_shown
from sauatty.core.surveys.familiarity import EXPLAIN, HEARD, Detection, Familiarity, familiarity
from sauatty.core.surveys.scores import group_label


@click.command()
@inputs
@codes_option(required=True)
@click.option("--by", default="", help="Question to group by, or 'language'. Small groups are hidden.")
@click.option("--claim", default="", help="Name of the answer in which familiarity was claimed.")
@click.option("--question", default="", help="The open question, where there are several.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "svg"]), default="text")
def command(instrument_name: str, responses: str, form: str, language: str, **options: Any) -> None:
    """Set what was claimed in RESPONSES against the definitions coded in --codes.

    INSTRUMENT is a YAML file or the name of a shipped instrument. Overclaiming is also measured on the invented
    terms, where the instrument has any. Explained in docs/explanation/claimed-and-shown.md.
    """
    asked = read_instrument_of(instrument_name)
    table = read_responses_of(responses, asked)
    codes = read_codes_of(options["codes"], asked, options["source"])
    chosen = {key: options[key] for key in ("by", "claim", "question")}
    found, out = claimed_shown(asked, table, codes, **chosen), options["out"]
    if found.claim not in table.columns:
        columns = ", ".join(table.columns)
        raise ColumnsMissing(name=shown_name(responses), missing=found.claim, found=columns)
    words = Wording(language)
    if form == "csv":
        write_output(_csv(found), out)
    elif form == "svg":
        from sauatty.core.documents.need_charts import claimed_shown_svg

        write_output(claimed_shown_svg(found, language, words.say("title_claimed_shown")), out)
    else:
        measured = _overclaiming(asked, table, chosen["by"])
        if form == "json":
            terms = [one.as_json() for one in measured]
            write_output(written({"claimed_shown": found.as_json(), "familiarity": terms}), out)
        else:
            write_output("\n".join(_text(asked, found, measured, words)) + "\n", out)


def _overclaiming(asked: Instrument, table: ResponseTable, by: str) -> list[Familiarity]:
    try:
        return [familiarity(asked, table, threshold=one, by=by) for one in (HEARD, EXPLAIN)]
    except FoilsMissing as error:
        click.echo(f"Note: {error}", err=True)
        return []


def _csv(found: ClaimedShown) -> bytes:
    head = ["claim", "grade", "n", "share", "low", "high"]
    return csv_table(
        head,
        [
            [one.claim, one.grade, one.n, one.share.estimate, one.share.low, one.share.high]
            if one.share.estimate == one.share.estimate
            else [one.claim, one.grade, one.n, None, None, None]
            for one in found.cells
        ],
    )


def _text(
    asked: Instrument, found: ClaimedShown, measured: list[Familiarity], words: Wording
) -> Iterator[str]:
    head = [words.say("claimed"), *(words.say(f"grade_{grade}") for grade in GRADES), "n"]
    rows = [_level_row(found, level.code, level.label.text(words.language), words) for level in found.levels]
    yield text_table(head, rows, numeric=range(1, len(head))).rstrip("\n")
    yield ""
    over = found.overclaiming
    yield words.say(
        "overclaimed", of=over.n, n=over.n_overclaimed, share=words.share_ends(over.share),
        written=words.share_ends(over.share_of_written),
    )  # fmt: skip
    yield f"{words.say('trend')}: {words.ends(found.trend.spearman)}, n = {found.n}"
    yield words.say("uncoded", n=found.n_uncoded, without=found.n_without_claim)
    yield from (words.say(f"source_{source}") + f" ({n})" for source, n in found.sources.items())
    yield from [words.say("weighted")] if found.is_weighted else []
    if found.groups:
        yield ""
        yield _groups(asked, found, words)
    for one in measured:
        yield ""
        yield from _detection(asked, one, words)


def _level_row(found: ClaimedShown, code: str, label: str, words: Wording) -> list[str]:
    cells = [found.cell(code, grade) for grade in GRADES]
    n = sum(one.n for one in cells)
    return [label, *(f"{one.n} ({words.share(one.share.estimate)})" for one in cells), str(n)]


def _groups(asked: Instrument, found: ClaimedShown, words: Wording) -> str:
    rows = []
    for group in found.groups:
        own = group.found
        name = group_label(asked, found.by, group.key, words.language) or words.say("not_given")
        rows.append(
            [name, str(own.n), words.share_ends(own.share)] if own else [name, "", words.say("hidden")]
        )
    return text_table([words.say("group"), "n", words.say("overclaiming")], rows, numeric=(1,)).rstrip("\n")


def _detection(asked: Instrument, found: Familiarity, words: Wording) -> Iterator[str]:
    yield words.say("threshold_explain" if found.threshold >= EXPLAIN else "threshold_heard")
    keys = ("hit_rate", "false_alarm_rate", "d_prime_typical", "d_prime_pooled", "criterion_typical")
    rows = [_detection_row(words.say("everybody"), found.all, words)]
    for group in found.groups:
        name = group_label(asked, found.by, group.key, words.language) or words.say("not_given")
        rows.append(
            _detection_row(name, group.found, words)
            if group.found
            else [name, "", words.say("hidden"), *[""] * 4]
        )
    head = [words.say("group"), "n", *(words.say(key) for key in keys)]
    yield text_table(head, rows, numeric=(1,)).rstrip("\n")
    yield words.say("coarse", n=sum(one.is_foil for one in found.terms))


def _detection_row(name: str, found: Detection, words: Wording) -> list[str]:
    shares = [words.share_ends(one) for one in (found.hit_rate, found.false_alarm_rate)]
    values = [
        words.ends(one) for one in (found.d_prime_typical, found.d_prime_pooled, found.criterion_typical)
    ]
    return [name, str(found.n), *shares, *values]
