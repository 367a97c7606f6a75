"""What templates of frameworks ask of nodes and versions."""

from typing import Any

from django import template
from django.utils.translation import get_language

from sauatty.core.catalogue import LEVELS, FrameworkNode
from sauatty.web.frameworks import labels, selectors

register = template.Library()


@register.filter
def numbered(node: FrameworkNode) -> str:
    """Return '2.3' or 'm4'; nothing for a code that only says the English name again ('authority')."""
    return node.code if any(char.isdigit() for char in node.code) else ""


@register.filter
def descriptors(node: FrameworkNode) -> list[tuple[Any, Any]]:
    """Return school levels with what a learner does there, lowest first."""
    return [(labels.LEVELS[one], node.descriptors[one]) for one in LEVELS if one in node.descriptors]


@register.filter
def in_words(code: str) -> Any:
    """Return 'in Kazakh' and the like; the code itself of a language that is not ours."""
    return labels.LANGUAGE_WORDS.get(code, code)


@register.filter
def level_word(level: str) -> Any:
    """Return the name of a school level."""
    return labels.LEVELS.get(level, level)


@register.simple_tag
def text_mark(version: selectors.Published, code: str, field: str) -> str:
    """Return 'stale' or 'machine' where the text in the page's language was published so."""
    return selectors.text_mark(version, code, field, get_language() or "kk")
