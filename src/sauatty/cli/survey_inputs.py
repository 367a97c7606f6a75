"""What the commands on surveys read: an instrument, responses, coded answers, modules; and their words."""

from collections.abc import Callable
from math import isnan
from pathlib import Path
from typing import Any, TypeVar

import click

from sauatty.cli.files import IN_FILE, OUT_FILE, read_bytes, shown_name
from sauatty.core.catalogue.instrument_reading import instrument
from sauatty.core.catalogue.instruments import Instrument
from sauatty.core.catalogue.words import word
from sauatty.core.exchange.coded_answers import read_coded_answers
from sauatty.core.exchange.instrument_files import read_instrument_file
from sauatty.core.exchange.responses import read_responses
from sauatty.core.languages import LANGUAGES, format_number, format_share
from sauatty.core.records import CodedAnswer, ResponseTable
from sauatty.core.statistics import Interval

Command = TypeVar("Command", bound=Callable[..., Any])
NONE = "–"
MOST_NOTES = 20


def read_instrument_of(name: str) -> Instrument:
    """Return the instrument of a YAML or XLSForm file, or the shipped one of a name ('mil-needs', 'mil-needs:1')."""
    if ":" not in name and Path(name).suffix:  # names of shipped instruments have no ending
        return read_instrument_file(read_bytes(name), shown_name(name))
    slug, _, version = name.partition(":")
    return instrument(slug, version)


def read_responses_of(name: str, asked: Instrument) -> ResponseTable:
    """Return the responses of a file; what is odd in them is said on standard error."""
    table, oddities = read_responses(read_bytes(name), asked, shown_name(name))
    for one in oddities[:MOST_NOTES]:
        click.echo(f"Note: {one.kind}, {one.place}: {one.detail}".rstrip(": "), err=True)
    if len(oddities) > MOST_NOTES:
        click.echo(f"Note: {len(oddities) - MOST_NOTES} more like these", err=True)
    return table


def read_codes_of(name: str | None, asked: Instrument, source: str | None) -> tuple[CodedAnswer, ...]:
    """Return the coded answers of a file, only those of a source where one is chosen; none without a file."""
    if name is None:
        return ()
    definitions = [one.id for one in asked.with_role("definition")]
    question = definitions[0] if len(definitions) == 1 else ""
    codes = read_coded_answers(read_bytes(name), name=shown_name(name), question=question)
    return tuple(one for one in codes if source in (None, one.source))


def listed(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """Return the words of 'a,b'; a callback of options."""
    return tuple(one.strip() for one in value.split(",") if one.strip())


def inputs(command: Command) -> Command:
    """Add the arguments INSTRUMENT and RESPONSES and the options that all commands on responses share."""
    for option in reversed((
        click.argument("instrument_name", metavar="INSTRUMENT"),
        click.argument("responses", type=IN_FILE),
        click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Language of the text."),
        click.option("--out", type=OUT_FILE, help="File to write instead of standard output."),
    )):  # fmt: skip
        command = option(command)
    return command


def codes_option(required: bool) -> Callable[[Command], Command]:
    """Add the options for coded answers."""

    def add(command: Command) -> Command:
        file = click.option(
            "--codes",
            type=IN_FILE,
            required=required,
            help="CODES.csv: response, question, grade, parts (a;b), source.",
        )
        kinds = click.Choice(["agreed", "coder", "machine"])
        source = click.option("--source", type=kinds, help="Take only the codes of this source.")
        return file(source(command))

    return add


class Wording:
    """Numbers and words of needs and plans in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, key: str, **params: object) -> str:
        """Return a word of needs and plans."""
        return word("needs", key, self.language, **params)

    def number(self, value: float, digits: int = 2) -> str:
        """Return a number, or a dash where there is none."""
        if isnan(value):
            return NONE
        return format_number(value, self.language, 0 if float(value).is_integer() else digits)

    def share(self, value: float) -> str:
        """Return a fraction in percent."""
        return NONE if isnan(value) else format_share(value, self.language, 1)

    def ends(self, found: Interval) -> str:
        """Return an estimate with its interval."""
        if isnan(found.estimate):
            return NONE
        # Adding 0 makes -0.00 a plain 0.
        estimate, low, high = (
            NONE if isnan(one) else format_number(round(one, 2) + 0.0, self.language, 2)
            for one in (found.estimate, found.low, found.high)
        )
        return estimate if isnan(found.low) else f"{estimate} [{low}; {high}]"

    def share_ends(self, found: Interval) -> str:
        """Return a share with its interval, in percent."""
        if isnan(found.estimate):
            return NONE
        return f"{self.share(found.estimate)} [{self.share(found.low)}; {self.share(found.high)}]"
