"""The rows of instruments in the permission table, its links in the rail, and what its models keep about people."""

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule

PERMISSIONS: dict[str, frozenset[str]] = {}
RAIL: list[Entry] = []


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of instruments."""
    from sauatty.web.instruments import erasure

    basis, retention = "authorship of an instrument", "while the instrument exists"
    in_one_place = DataRule(True, basis, retention, None, erasure.keep)
    return {
        "instruments.Instrument": DataRule(True, basis, retention, None, erasure.authorship),
        "instruments.InstrumentVersion": in_one_place,
        "instruments.KeptPart": in_one_place,
    }
