"""How programmes forget a person."""

from typing import Any

from sauatty.web.programmes.models import Programme


def programmes(person: Any) -> int:
    """Leave the programmes that the person made without the name of their maker."""
    return Programme.objects.filter(created_by=person).update(created_by=None)
