"""The rows of evaluations in the permission table, and their link in the rail. There are no models."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.roles import COORDINATORS

PERMISSIONS: dict[str, frozenset[str]] = {
    f"evaluations:{name}": COORDINATORS for name in ("board", "programme_board", "board_export")
}
RAIL: list[Entry] = [Entry("results", 1, "evaluations:board", _("Board"), "evaluations:")]
