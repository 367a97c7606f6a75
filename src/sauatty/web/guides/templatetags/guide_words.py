"""Words for codes on the pages of guides."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def named(names: Mapping[str, str], code: str) -> str:
    """The name of a code; the code itself where nobody knows it."""
    return names.get(code, code)
