"""How workshops forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.workshops.models import RegionalWorkshop


def workshops(person: Any) -> int:
    """Leave workshops without the name of who made them; what the person said there is publications' to unname."""
    return RegionalWorkshop.objects.filter(made_by=person).update(made_by=None)
