"""The number of a node, where its framework numbers its parts."""

from django import template

from sauatty.core.catalogue import FrameworkNode

register = template.Library()


@register.filter
def numbered(node: FrameworkNode) -> str:
    """Return '2.3' or 'm4'; nothing for a code that only says the English name again ('authority')."""
    return node.code if any(char.isdigit() for char in node.code) else ""
