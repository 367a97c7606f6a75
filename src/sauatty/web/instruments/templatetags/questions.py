"""Tags of questions: one question as a form shows it."""

from typing import Any

from django import template
from django.template.loader import get_template
from django.utils import translation

from sauatty.web.instruments import labels

register = template.Library()


@register.simple_tag
def question(shown: Any) -> Any:
    """Show one question (`rendering.Shown`) by the template of its kind."""
    with translation.override(shown.language):  # 'Other' and the like speak the language of the question
        return get_template(shown.template).render({"shown": shown})


@register.filter
def field_words(key: str) -> Any:
    """Return the words for a key of the schema."""
    return labels.FIELDS.get(key, key)


@register.filter
def change_words(how: str) -> Any:
    """Return the words for how a part differs."""
    return labels.CHANGES.get(how, how)
