"""Addresses and values of the measure pages."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from sauatty.core import languages
from sauatty.web.alignments.labels import RELEVANCE
from sauatty.web.measures.asking import page_language

register = template.Library()


@register.simple_tag
def measure_address(name: str, query: dict[str, str] | None = None, **changes: Any) -> str:
    """The address of a measure page that is asked the same; without a query the bare address."""
    address = reverse(f"alignments:{name}")
    asked = {**(query or {}), **{key: str(value) for key, value in changes.items()}}
    return f"{address}?{urlencode(asked)}" if asked else address


@register.simple_tag
def chart_address(measure: str, query: dict[str, str], percent: int | None = None) -> str:
    """The address of a measure's chart."""
    asked = {**query, **({"target": str(percent)} if percent else {})}
    return f"{reverse('alignments:measure_chart', args=[measure])}?{urlencode(asked)}"


@register.simple_tag
def cell_value(value: float, values: str) -> str:
    """The number of a cell: a count, a share, or objectives per hour."""
    if values == "shares":
        return languages.format_share(value, page_language(), 1)
    return languages.format_number(value, page_language(), 2 if values == "hours" else 0)


@register.filter
def relevance(value: int | None) -> Any:
    """The word of a relevance."""
    return RELEVANCE[value]
