"""The rows of filling in the permission table, its links in the rail, and what its models keep about people."""

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule

PERMISSIONS: dict[str, frozenset[str]] = {}
RAIL: list[Entry] = []
DATA_RULES: dict[str, DataRule] = {}
