"""How needs forgets a person."""

from typing import Any

from sauatty.web.needs.models import DirectorLink


def director_links(person: Any) -> int:
    """Leave the links that the person made without the name of their maker."""
    return DirectorLink.objects.filter(created_by=person).update(created_by=None)
