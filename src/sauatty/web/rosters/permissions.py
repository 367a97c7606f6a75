"""The rows of rosters in the permission table, and what its models keep about people."""

from sauatty.web.base.privacy import DataRule

PERMISSIONS: dict[str, frozenset[str]] = {}


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    return {}
