"""How plans forget a person."""

from typing import Any

from sauatty.web.plans.models import PlanVersion


def versions(person: Any) -> int:
    """Leave the versions that the person made without the name of their maker."""
    return PlanVersion.objects.filter(created_by=person).update(created_by=None)
