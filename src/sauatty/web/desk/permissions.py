"""The rows of desk in the permission table, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN

READERS: frozenset[str] = frozenset({ADMIN, "coordinator", "methodologist", "trainer"})
_OWN = ("overview", "text_list", "text_read", "language_declare", "correction_list", "correction_export")
PERMISSIONS: dict[str, frozenset[str]] = {f"desk:{name}": READERS for name in _OWN}
RAIL: list[Entry] = [Entry("content", 7, "desk:overview", _("Translation desk"), "desk:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.desk import erasure

    return {
        "desk.NativeReader": DataRule(
            True, "declaration of a reader", "while the person has an account", None, erasure.declarations
        ),
        "desk.ReadingDraft": DataRule(
            True,
            "request of the reader",
            "until it is signed; a year at most",
            365,
            erasure.drafts,
            "changed_at",
        ),
    }
