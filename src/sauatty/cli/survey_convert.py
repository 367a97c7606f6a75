"""`sauatty survey convert`: instruments between XLSForm and YAML."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sauatty.cli.files import OUT_FILE, read_bytes, shown_name, write_output

if TYPE_CHECKING:
    from sauatty.core.catalogue.instruments import Instrument
    from sauatty.core.records import Oddity

YAML, XLSX = (".yaml", ".yml"), ".xlsx"


@click.command("convert")
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT", type=OUT_FILE)
def command(source: str, target: str) -> None:
    """Convert an instrument between XLSForm (.xlsx) and YAML; the endings say which.

    IN is a file, or the name of an instrument that Sauatty comes with ('mil-needs', 'mil-needs:1'). Nothing is lost
    on the way there and back. What an XLSForm asks for and an instrument cannot hold is refused, all of it with
    sheet and row; what is left out because it changes no question is told. See docs/reference/xlsform.md.
    """
    suffix = Path(target).suffix.casefold()
    if suffix not in (*YAML, XLSX):
        raise click.BadParameter("OUT has to end in .xlsx, .yaml or .yml.", param_hint="OUT")
    found, oddities = _read(source)
    content = _as_xlsform(found) if suffix == XLSX else _as_yaml(found)
    write_output(content, target)
    for one in oddities:
        click.echo(f"Note: {one.kind}, {one.place}: {one.detail}".rstrip(": "), err=True)


def _read(source: str) -> "tuple[Instrument, tuple[Oddity, ...]]":
    from sauatty.cli.survey_inputs import read_instrument_of
    from sauatty.core.exchange.instrument_files import read_with_oddities

    if Path(source).suffix.casefold() == XLSX:
        return read_with_oddities(read_bytes(source), shown_name(source))
    return read_instrument_of(source), ()


def _as_xlsform(found: "Instrument") -> bytes:
    from sauatty.core.exchange.xlsform import write_xlsform

    return write_xlsform(found)


def _as_yaml(found: "Instrument") -> bytes:
    from sauatty.core.exchange.instrument_files import write_instrument_yaml

    return write_instrument_yaml(found)
