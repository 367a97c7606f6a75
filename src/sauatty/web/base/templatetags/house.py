"""Tags of the house: dates, numbers and shares as each language writes them; texts in the page's language."""

from datetime import date, datetime
from typing import Any

from django import template
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language

from sauatty.core import languages
from sauatty.web.base.texts import in_language

register = template.Library()


def _language() -> str:
    return get_language() or "kk"


@register.filter
def number(value: float | None, digits: int = 0) -> str:
    """1 234,5 or 1,234.5; a dash where there is no value."""
    return "–" if value is None else languages.format_number(value, _language(), int(digits))


@register.filter
def share(value: float | None, digits: int = 0) -> str:
    """A fraction as percent; a dash where there is no value."""
    return "–" if value is None else languages.format_share(value, _language(), int(digits))


@register.filter
def day(value: date | datetime | None) -> str:
    """A date in words; a dash where there is none."""
    if value is None:
        return "–"
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return languages.format_date(local, _language())


@register.filter
def moment(value: datetime | None) -> str:
    """A date in words with the time."""
    return "–" if value is None else f"{day(value)}, {timezone.localtime(value):%H:%M}"


@register.filter
def words(row: models.Model, field: str) -> str:
    """The text of a row's field in the page's language (with fallback)."""
    return in_language(row, field)


@register.filter
def pick(value: Any) -> str:
    """A Translated value in the page's language (with fallback)."""
    return value.text(_language()) if isinstance(value, languages.Translated) else str(value or "")


@register.filter
def of_key(mapping: Any, key: Any) -> Any:
    """Return a value of a mapping or an object by a name that only the page knows."""
    return mapping.get(key, "") if hasattr(mapping, "get") else getattr(mapping, str(key), "")


@register.filter
def language_name(code: str) -> str:
    """Return the name of a language in that language."""
    return languages.LANGUAGE_NAMES.get(code, code)


@register.simple_tag(takes_context=True)
def page_query(context: dict[str, Any], **changes: Any) -> str:
    """The query of this page with some values changed; empty values fall out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return "?" + query.urlencode() if query else "?"
