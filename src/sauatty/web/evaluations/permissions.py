"""The rows of evaluations in the permission table, and their link in the rail. There are no models."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.roles import ADMIN, COORDINATORS

# Who reads the figures of a programme; of which one, its selectors say.
READERS: frozenset[str] = frozenset({ADMIN, "coordinator", "analyst", "researcher"})
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"evaluations:{name}": COORDINATORS for name in ("board", "programme_board", "board_export")},
    **{f"evaluations:{name}": READERS for name in ("thread", "programme_thread")},
}
RAIL: list[Entry] = [
    Entry("results", 1, "evaluations:board", _("Board")),
    Entry("results", 2, "evaluations:thread", _("From need to result")),
]
