"""Between the JSON of a draft or a version and the value that core works with."""

from sauatty.core.catalogue import instruments as core
from sauatty.core.catalogue.instrument_reading import instrument_from_mapping
from sauatty.web.instruments.models import Instrument, InstrumentVersion


def draft_as_core(instrument: Instrument) -> core.Instrument:
    """Return the draft as core reads it."""
    return instrument_from_mapping(instrument.body, instrument.slug)


# An instrument of 60 questions weighs some 200 kB; those of the open campaigns stay in memory
_known: dict[str, core.Instrument] = {}
KEPT = 64


def core_instrument(version: InstrumentVersion) -> core.Instrument:
    """Return what a version asks; read once for each hash in a process, so that a deferred body stays unread."""
    found = _known.get(version.sha256)
    if found is None:
        while len(_known) >= KEPT:
            _known.pop(next(iter(_known)))
        found = _known[version.sha256] = instrument_from_mapping(version.body, str(version))
    return found
