"""`sauatty survey check`: what is missing in an instrument, and how long it takes in each language."""

import json
from typing import TYPE_CHECKING, Any

import click

from sauatty.cli.files import OUT_FILE, write_output
from sauatty.cli.frameworks import LANGUAGE

if TYPE_CHECKING:
    from sauatty.core.catalogue.burden import Burden
    from sauatty.core.catalogue.instrument_checks import Hole
    from sauatty.core.catalogue.instruments import Instrument


@click.command("check")
@click.argument("instrument_name", metavar="INSTRUMENT")
@click.option(
    "--language", "languages", type=LANGUAGE, multiple=True,
    help="A language that has to be complete, once for each; those that the instrument declares if not given.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "out", type=OUT_FILE, default="-", help="File to write; standard output if not given.")
@click.pass_context
def command(
    ctx: click.Context, instrument_name: str, languages: tuple[str, ...], form: str, out: str
) -> None:
    """Name every hole of INSTRUMENT and estimate how long it takes.

    INSTRUMENT is a YAML file, an XLSForm (.xlsx), or the name of one that Sauatty comes with ('mil-needs',
    'mil-needs:1'). The minutes are those of the longest way through it, from the words to read and the answers to
    give. Exits with 1 if there is a hole.
    """
    from sauatty.cli.survey_inputs import read_instrument_of
    from sauatty.core.catalogue.burden import burden
    from sauatty.core.catalogue.instrument_checks import check_instrument

    found = read_instrument_of(instrument_name)
    wanted = languages or found.languages
    holes = check_instrument(found, wanted)
    burdens = [burden(found, language) for language in wanted]
    write = _as_json if form == "json" else _as_text
    write_output(write(found, holes, burdens), out)
    ctx.exit(1 if holes else 0)


def _as_text(found: "Instrument", holes: "tuple[Hole, ...]", burdens: "list[Burden]") -> str:
    lines = [f"{found.id} {found.version}".rstrip() + f": {len(found.sections)} sections"]
    lines += [_burden_line(one) for one in burdens]
    lines += [str(hole) for hole in holes]
    lines.append(f"Holes: {len(holes)}" if holes else "The instrument is whole.")
    return "\n".join(lines) + "\n"


def _burden_line(one: "Burden") -> str:
    bound = ", at most: the conditions are too many to try" if one.is_bound else ""
    words, questions, answers = f"{one.words} words", f"{one.questions} questions", f"{one.answers} answers"
    return f"{one.language}: {one.minutes:.1f} minutes ({words}, {questions}, {answers}{bound})"


def _as_json(found: "Instrument", holes: "tuple[Hole, ...]", burdens: "list[Burden]") -> str:
    whole: dict[str, Any] = {"instrument": found.id, "version": found.version, "sha256": found.sha256}
    whole["burden"] = [
        {
            "language": one.language, "words": one.words, "questions": one.questions, "answers": one.answers,
            "minutes": round(one.minutes, 2), "is_bound": one.is_bound, "path": list(one.path),
        }
        for one in burdens
    ]  # fmt: skip
    whole["holes"] = [
        {
            "code": one.code,
            "place": one.place,
            "language": one.language,
            "detail": one.detail,
            "text": str(one),
        }
        for one in holes
    ]
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
