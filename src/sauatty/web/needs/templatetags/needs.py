"""Addresses and words of the pages about surveys."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.translation import get_language

from sauatty.core.catalogue.words import word

register = template.Library()


@register.simple_tag
def survey_address(name: str, campaign: UUID, query: dict[str, str] | None = None, **changes: Any) -> str:
    """The address of a page about a survey that is asked the same."""
    asked = {**(query or {}), **{key: str(value) for key, value in changes.items()}}
    address = reverse(f"needs:{name}", args=[campaign])
    return f"{address}?{urlencode(asked)}" if asked else address


@register.simple_tag
def chart_address(campaign: UUID, figure: str, query: dict[str, str]) -> str:
    """The address of a chart."""
    address = reverse("needs:chart", args=[campaign, figure])
    return f"{address}?{urlencode(query)}" if query else address


@register.simple_tag
def part_name(part: str) -> str:
    """The name of a part of the needs index."""
    return word("needs", f"part_{part}", get_language() or "kk")
