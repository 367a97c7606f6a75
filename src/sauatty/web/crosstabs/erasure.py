"""How cross-tables forget a person: their own go, shared ones stay without their name. None holds people."""

from typing import Any

from sauatty.web.crosstabs.models import SavedTable


def tables(person: Any) -> int:
    """Delete what the person kept for themselves and take their name off what they shared."""
    mine = SavedTable.objects.filter(made_by=person)
    n_gone, _models = mine.filter(is_shared=False).delete()
    return n_gone + mine.update(made_by=None)
