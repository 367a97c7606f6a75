"""The rows of programmes in the permission table, the rail, and the rules for personal data."""

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule

PERMISSIONS: dict[str, frozenset[str]] = {}
RAIL: list[Entry] = []
DATA_RULES = {"programmes.Programme": DataRule(personal=False)}
