"""Words of plans in templates."""

from django import template

from sauatty.core.languages import LANGUAGE_NAMES

register = template.Library()


@register.filter
def language_words(code: str) -> str:
    """Return what a language is called in itself."""
    return LANGUAGE_NAMES.get(code, code)


@register.filter
def unlocalize_hours(hours: float) -> str:
    """Return hours as an input of numbers takes them: a point, no zeros behind it."""
    return f"{hours:g}"
