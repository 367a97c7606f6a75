"""Words that only pages of curricula need."""

import re
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


# What a reader notes without doubting the row: spellings of the code, and what it has mended.
NOTES = frozenset(
    (
        "code-broken", "code-comma", "code-dash", "code-dot", "code-dot-missing", "code-glued", "code-invisible",
        "code-spaced", "code-star", "code-three-parts", "code-zero", "plan-only", "plan-other-text", "word-joined",
        "yo-restored",
    )
)  # fmt: skip


@register.filter
def is_doubtful(flags: list[str]) -> bool:
    """Whether a row has a flag that a person should look at; the others stand on its own page."""
    return not NOTES.issuperset(flags)


PLACES_IN_WORDS = {
    "table": _("table"),
    "row": _("row"),
    "page": _("page"),
    "line": _("line"),
    "sheet": _("sheet"),
    "part": _("part"),
}
_PLACE = re.compile(r"\b(" + "|".join(PLACES_IN_WORDS) + r")\b")


@register.filter
def place_in_words(place: str) -> str:
    """A place in a document ('table 3, row 8') in the language of the page."""
    return _PLACE.sub(lambda found: str(PLACES_IN_WORDS[found[1]]), place)
