"""Tags of authoring: names of languages, a text of a lesson as HTML."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sauatty.core.languages import Translated
from sauatty.web.authoring.showing import text_as_html

register = template.Library()


@register.filter
def lesson_text(text: str, language: str = "") -> SafeString:
    """Show a text of a lesson with its paragraphs, lists and marks."""
    return text_as_html(text, language or get_language() or "kk")


@register.filter
def in_lang(text: Translated, language: str) -> str:
    """Return a text in a language, else in another one that it has."""
    return text.text(language)


@register.filter
def alt_in(file: Any, language: str) -> str:
    """Return what a picture shows in a language, that of the page where none is named."""
    return str(getattr(file, f"alt_{language or get_language() or 'kk'}"))


@register.filter
def is_machine(text: Any, language: str) -> bool:
    """Tell whether a machine drafted a text of the desk in a language."""
    return bool(text.is_machine(language))
