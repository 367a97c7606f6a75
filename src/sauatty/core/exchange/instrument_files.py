"""An instrument that arrives as a file: XLSForm or YAML of the schema `instrument/1`."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import PurePath

import yaml

from sauatty.core.catalogue.instrument_reading import instrument_from_mapping
from sauatty.core.catalogue.instrument_writing import instrument_as_mapping
from sauatty.core.catalogue.instruments import Instrument
from sauatty.core.errors import ContentInvalid, InstrumentFileRefused
from sauatty.core.exchange.plain_yaml import read_plain_yaml
from sauatty.core.exchange.sniff import sniff
from sauatty.core.records import Oddity

YAML_SUFFIXES = (".yaml", ".yml")


def read_instrument_file(content: bytes, name: str) -> Instrument:
    """Return the instrument that a file describes; its name says the format. See `read_with_oddities`."""
    return read_with_oddities(content, name)[0]


def read_with_oddities(content: bytes, name: str) -> tuple[Instrument, tuple[Oddity, ...]]:
    """Return the same, and what of the file was left out because it changes neither question nor answer.

    Raises
    ------
    InstrumentFileRefused
        It cannot be read, or breaks the schema; XLSForm has refusals of its own.
    """
    if PurePath(name).suffix.lower() in YAML_SUFFIXES:
        return _from_yaml(content, name), ()
    from sauatty.core.exchange.xlsform import read_xlsform_with_oddities

    if not content.startswith(b"PK") and sniff(content, name=name) != "xlsx":
        raise InstrumentFileRefused(name=name, problem="it is neither an XLSForm (.xlsx) nor YAML")
    try:
        return read_xlsform_with_oddities(content, name)
    except ContentInvalid as error:
        raise InstrumentFileRefused(name=name, problem=str(error.params.get("problem", ""))) from error


def _from_yaml(content: bytes, name: str) -> Instrument:
    mapping, problem = read_plain_yaml(content)
    if problem:
        raise InstrumentFileRefused(name=name, problem=problem)
    try:
        return instrument_from_mapping(mapping, name)
    except ContentInvalid as error:
        raise InstrumentFileRefused(name=name, problem=str(error.params["problem"])) from error


def write_instrument_yaml(instrument: Instrument) -> bytes:
    """Return an instrument as a content file; `read_instrument_file` gives the same back."""
    mapping = instrument_as_mapping(instrument)
    return yaml.safe_dump(mapping, allow_unicode=True, sort_keys=False, width=110).encode()


def instrument_to_json(instrument: Instrument, oddities: Iterable[Oddity] = ()) -> str:
    """Return an instrument and what was odd about its file as one line of JSON."""
    found = {"instrument": instrument_as_mapping(instrument), "oddities": [asdict(one) for one in oddities]}
    return json.dumps(found, ensure_ascii=False)


def instrument_from_json(text: str, name: str) -> tuple[Instrument, tuple[Oddity, ...]]:
    """Return what `instrument_to_json` wrote."""
    found = json.loads(text)
    oddities = tuple(Oddity(**one) for one in found["oddities"])
    return instrument_from_mapping(found["instrument"], name), oddities
