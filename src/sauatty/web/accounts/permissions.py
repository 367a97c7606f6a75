"""The rows of accounts in the permission table, the rail, and the rules for personal data."""

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule

PERMISSIONS: dict[str, frozenset[str]] = {}
RAIL: list[Entry] = []


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of accounts."""
    return {}
