"""XLSForm ↔ instruments: the workbook that ODK, KoBoToolbox, Enketo and others make surveys of.

Columns `sauatty_…` keep what XLSForm has no place for; other programmes pass over them. docs/reference/xlsform.md
says what is carried, what is left out and what is refused.
"""

from sauatty.core.catalogue.instruments import Instrument
from sauatty.core.exchange.xlsform_reading import instrument_of
from sauatty.core.exchange.xlsform_writing import workbook_of
from sauatty.core.records import Oddity


def read_xlsform(content: bytes, name: str) -> Instrument:
    """Return the instrument of a workbook; `name` stands for it in errors.

    Raises
    ------
    XlsformUnsupported
        Anything that an instrument cannot hold, all of it with sheet and row.
    InstrumentFileRefused
        No XLSForm, or a broken one. Containers that cannot be opened have refusals of their own.
    """
    return read_xlsform_with_oddities(content, name)[0]


def read_xlsform_with_oddities(content: bytes, name: str) -> tuple[Instrument, tuple[Oddity, ...]]:
    """Return the same, and what was left out because it changes neither question nor answer."""
    return instrument_of(content, name)


def write_xlsform(instrument: Instrument) -> bytes:
    """Return an instrument as a workbook; the same instrument gives the same bytes.

    Raises
    ------
    XlsformNotWritable
        A text that no cell can hold.
    """
    return workbook_of(instrument)
