"""What each model keeps about people, for how long, on what basis, and how it is erased.

Every model of the project stands in this register, or the suite fails. `personal=False` says why there is nothing
personal in it; a personal model names basis, retention and eraser.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class DataRule:
    """The rule of one model.

    `retention_days` None means: while its parent row or the site exists; else `dated_by` names the time it counts from.
    """

    personal: bool
    basis: str = ""
    retention: str = ""
    retention_days: int | None = None
    erase: Callable[[Any], int] | None = None
    dated_by: str = ""


_rules: dict[str, DataRule] = {}
_sweeps: dict[str, Callable[[], int]] = {}


def register_data_rules(rules: dict[str, DataRule]) -> None:
    """Add rules 'app.Model → rule'; called by each app when it is ready."""
    _rules.update(rules)


def rule_of(label: str) -> DataRule | None:
    """Return the rule of a model label such as 'accounts.Person'."""
    return _rules.get(label)


def personal_rules() -> dict[str, DataRule]:
    """Return the rules of the models that hold personal data."""
    return {label: rule for label, rule in _rules.items() if rule.personal}


def register_sweep(name: str, sweep: Callable[[], int]) -> None:
    """Add what removes things outside of the database that no row names any more (files); returns how many."""
    _sweeps[name] = sweep


def _past_retention() -> Iterator[tuple[str, QuerySet[Any]]]:
    """Give the rows of each model that are older than its rule."""
    now = timezone.now()
    for label, rule in personal_rules().items():
        if rule.retention_days is not None:
            past = {f"{rule.dated_by}__lt": now - timedelta(days=rule.retention_days)}
            yield label, apps.get_model(label)._default_manager.filter(**past)


def count_past_retention() -> dict[str, int]:
    """Count the rows that are older than their rule, and change nothing."""
    return {label: rows.count() for label, rows in _past_retention()}


def delete_past_retention() -> dict[str, int]:
    """Delete the rows that are older than their rule, and what only they named; returns how many of each."""
    deleted = {label: rows.delete()[0] for label, rows in _past_retention()}
    return deleted | {name: sweep() for name, sweep in _sweeps.items()}
