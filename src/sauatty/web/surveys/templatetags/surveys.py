"""Names of regions and kinds in tables."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def named(names: Mapping[str, Any], code: str) -> Any:
    """Return the name of a code; an empty code was not said."""
    return names.get(code, code) if code else gettext("not stated")
