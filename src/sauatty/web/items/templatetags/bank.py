"""Tags of the bank: names of languages, values by a key that only the page knows."""

from typing import Any

from django import template

from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.base.templatetags.house import pick

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    """Return the name of a language in that language."""
    return LANGUAGE_NAMES.get(code, code)


@register.filter
def of_key(mapping: Any, key: Any) -> Any:
    """Return a value of a mapping by a key that only the page knows."""
    return mapping.get(key, "") if hasattr(mapping, "get") else getattr(mapping, str(key), "")


@register.filter
def bare(text: Any) -> str:
    """Return a question in the language of the page without its marks, for headings and lists."""
    return pick(text).replace("**", "")
