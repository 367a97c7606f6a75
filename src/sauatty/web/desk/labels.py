"""Words for the places of texts, as core names them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sauatty.web.authoring import labels
from sauatty.web.authoring.checking import field_said, part_at

TERM_FIELDS: dict[str, Any] = {"term": _("Term"), "definition": _("Definition")}


def place_said(place: str) -> str:
    """Return in words where a text stands: 'Question to oneself: Option'."""
    if place in TERM_FIELDS:
        return str(TERM_FIELDS[place])
    kind = part_at(place).partition(".")[0]
    part = str(labels.PARTS.get(kind, ""))
    field = field_said(place)
    return field if not part or part == field else f"{part}: {field}"
