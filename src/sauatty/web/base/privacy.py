"""What each model keeps about people, for how long, on what basis, and how it is erased.

Every model of the project stands in this register, or the suite fails. `personal=False` says why there is nothing
personal in it; a personal model names basis, retention and eraser.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class DataRule:
    """The rule of one model. `retention_days` None means: while its parent row or the site exists."""

    personal: bool
    basis: str = ""
    retention: str = ""
    retention_days: int | None = None
    erase: Callable[[Any], int] | None = None


_rules: dict[str, DataRule] = {}


def register_data_rules(rules: dict[str, DataRule]) -> None:
    """Add rules 'app.Model → rule'; called by each app when it is ready."""
    _rules.update(rules)


def rule_of(label: str) -> DataRule | None:
    """Return the rule of a model label such as 'accounts.Person'."""
    return _rules.get(label)


def personal_rules() -> dict[str, DataRule]:
    """Return the rules of the models that hold personal data."""
    return {label: rule for label, rule in _rules.items() if rule.personal}
