"""Words that only pages of curricula need."""

from datetime import date
from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import format_date

register = template.Library()
TONGUES = {
    "kk": _("Kazakh"),
    "ru": _("Russian"),
    "en": _("English"),
    "de": _("German"),
    "fr": _("French"),
    "tg": _("Tajik"),
    "ug": _("Uyghur"),
    "uz": _("Uzbek"),
}


@register.filter
def tongue(code: str) -> Any:
    """The name of the language of a text; any code that a reader may give."""
    return TONGUES.get(code) or code or _("language not recognised")


@register.filter
def act_day(stated: str) -> str:
    """The date of an act in words; what is no whole date stays as it stands."""
    try:
        return format_date(date.fromisoformat(stated), get_language() or "kk")
    except ValueError:
        return stated
