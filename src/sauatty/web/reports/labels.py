"""Words for the tables and traits of a pack, in the language of the page."""

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sauatty.core.evaluation.pack_words import COLUMN_LABELS

_TABLES = {
    "people": _("Participants"), "need": _("Survey of needs"), "evaluation": _("Survey of evaluation"),
    "follow-up": _("Survey of follow-up"),
}  # fmt: skip


def table(name: str) -> str:
    """Return the name of a table of a pack."""
    return str(_TABLES.get(name, name))


def columns(names: Iterable[str]) -> str:
    """Return the names of columns, one after another; those of surveys are the ids of their questions."""
    language = get_language() or "kk"
    return ", ".join(COLUMN_LABELS[one].text(language) if one in COLUMN_LABELS else one for one in names)
