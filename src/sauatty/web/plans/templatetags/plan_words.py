"""Words of plans in templates."""

from django import template
from django.utils.translation import get_language

from sauatty.core.languages import LANGUAGE_NAMES, format_number

register = template.Library()


@register.filter
def language_words(code: str) -> str:
    """Return what a language is called in itself."""
    return LANGUAGE_NAMES.get(code, code)


@register.filter
def unlocalize_hours(hours: float) -> str:
    """Return hours as an input of numbers takes them: a point, no zeros behind it."""
    return f"{hours:g}"


@register.filter
def counted(hours: float | None) -> int:
    """Return the number after which the word 'hour' is put; parts of an hour take the form of two."""
    shown = round(hours or 0.0, 1)
    return int(shown) if shown.is_integer() else 2


@register.filter
def hours(value: float | None) -> str:
    """Return hours with one digit where they are not whole."""
    if value is None:
        return "–"
    shown = round(value, 1)
    return format_number(shown, get_language() or "kk", 0 if float(shown).is_integer() else 1)
