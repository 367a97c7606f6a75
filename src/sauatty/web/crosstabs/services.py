"""Writes of cross-tables: a specification is kept under a name, and deleted."""

from dataclasses import asdict
from typing import Any

from django.db import transaction

from sauatty.core.evaluation.crosstab import Specification
from sauatty.web.base import audit
from sauatty.web.crosstabs.models import SavedTable


@transaction.atomic
def save(*, actor: Any, programme: Any, name: str, asked: Specification, is_shared: bool) -> SavedTable:
    """Keep what a table shows under a name, for oneself or for all who read the programme's figures."""
    one: SavedTable = SavedTable.objects.create(
        programme=programme, name=name, asked=asdict(asked), is_shared=is_shared, made_by=actor
    )
    audit.record("table.saved", actor=actor, target=one, is_shared=is_shared)
    return one


@transaction.atomic
def remove(*, actor: Any, table: SavedTable) -> None:
    """Delete a saved table."""
    audit.record("table.removed", actor=actor, target=table)
    table.delete()
