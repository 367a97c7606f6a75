"""Addresses and words of the pages about surveys."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.translation import get_language, gettext

from sauatty.core.catalogue.words import word
from sauatty.core.languages import format_number, format_share

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


@register.simple_tag
def ends(found: Mapping[str, Any], is_share: bool = False) -> str:
    """The ends of an interval; in words where one is below 0, so that no dash stands beside a minus."""
    tell, digits = (format_share, 1) if is_share else (format_number, 2)
    low, high = (tell(found[one], get_language() or "kk", digits) for one in ("low", "high"))
    if found["low"] < 0:
        return gettext("from %(low)s to %(high)s") % {"low": low, "high": high}
    return f"{low}–{high}"
