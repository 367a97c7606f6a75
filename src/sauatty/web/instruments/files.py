"""Instruments in and out as files: XLSForm, YAML, paper forms. Uploads are read in the sandbox."""

import tempfile
from pathlib import Path
from typing import Any

import yaml

from sauatty.core.catalogue.instrument_drafts import Body
from sauatty.core.catalogue.instrument_writing import instrument_as_mapping
from sauatty.core.catalogue.instruments import Instrument
from sauatty.core.errors import FileTypeUnknown
from sauatty.sandbox import Limits, read_instrument_in_sandbox

# Read while somebody waits for the page: the largest XLSForm that we know takes two seconds
LIMITS = Limits(processor=8, wall=12)
SUFFIXES = (".xlsx", ".yaml", ".yml")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YAML = "application/yaml"


def read_upload(upload: Any) -> tuple[Body, list[str]]:
    """Return what an uploaded XLSForm or YAML file says, read in a process of its own, and what was left out."""
    suffix = Path(upload.name).suffix.lower()
    if suffix not in SUFFIXES:
        raise FileTypeUnknown(name=upload.name, found=suffix or "-")
    with tempfile.NamedTemporaryFile(suffix=suffix) as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        found, oddities = read_instrument_in_sandbox(Path(kept.name), name=upload.name, limits=LIMITS)
    return instrument_as_mapping(found), [f"{one.place}: {one.detail or one.kind}" for one in oddities]


def as_yaml(instrument: Instrument) -> bytes:
    """Return an instrument as a content file: to keep, to send, to convert in the shell."""
    mapping = instrument_as_mapping(instrument)
    return yaml.safe_dump(mapping, allow_unicode=True, sort_keys=False, width=110).encode()


def as_xlsform(instrument: Instrument) -> bytes:
    """Return an instrument as XLSForm."""
    from sauatty.core.exchange.xlsform import write_xlsform

    return write_xlsform(instrument)
