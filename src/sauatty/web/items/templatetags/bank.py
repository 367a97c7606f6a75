"""Tags of the bank."""

from typing import Any

from django import template

from sauatty.web.base.templatetags.house import pick

register = template.Library()


@register.filter
def bare(text: Any) -> str:
    """Return a question in the language of the page without its marks, for headings and lists."""
    return pick(text).replace("**", "")
