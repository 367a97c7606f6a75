"""Words for codes on the pages of lessons."""

from typing import Any

from django.utils.translation import gettext_lazy as _

AUDIENCES: dict[str, Any] = {
    "school-librarian": _("school librarian"),
    "academic-librarian": _("academic librarian"),
    "teacher": _("teacher"),
    "methodologist": _("methodologist"),
}
LEVELS: dict[str, Any] = {
    "basic": _("basic level"),
    "intermediate": _("intermediate level"),
    "advanced": _("advanced level"),
}


def how_written(by: str) -> Any:
    """Say who wrote a text: 'machine', a name, or nobody known."""
    return _("drafted by a machine") if by == "machine" else by or _("author not named")
