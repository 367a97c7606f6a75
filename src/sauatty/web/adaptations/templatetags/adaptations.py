"""What templates of national versions in the making ask of changes, points and figures."""

from typing import Any

from django import template

from sauatty.web.adaptations import labels, selectors
from sauatty.web.frameworks.labels import ACTIONS

register = template.Library()


@register.filter
def field_words(fields: list[str]) -> str:
    """Return 'name_kk' and the like in words."""
    return labels.places(" ".join(field.replace("_", ":") for field in fields if "_" in field))


@register.filter
def sentence(point: selectors.Point) -> str:
    """Return a point of the checks in words."""
    return labels.point_sentence(point.kind, point.subject, point.detail)


@register.filter
def aspect_word(aspect: str) -> Any:
    """Return 'relevance' or 'clarity' in words."""
    return labels.ASPECTS[aspect]


@register.filter
def action_word(action: str) -> Any:
    """Return a decision in words."""
    return ACTIONS.get(action, action)
