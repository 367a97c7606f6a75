"""The rows of cross-tables in the permission table, their link in the rail, and what their model keeps about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN

# Who reads the figures of a programme; of which one, and whether exact, the selectors say.
READERS: frozenset[str] = frozenset({ADMIN, "coordinator", "analyst", "researcher"})
_NAMES = ("programme_list", "builder", "table_save", "table_remove", "table_file")
PERMISSIONS: dict[str, frozenset[str]] = {f"crosstabs:{name}": READERS for name in _NAMES}
RAIL: list[Entry] = [Entry("results", 4, "crosstabs:programme_list", _("Tables of one's own"), "crosstabs:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of the model."""
    from sauatty.web.crosstabs import erasure

    basis = "running the programme"
    retention = "as long as the programme; what was not shared goes with its maker"
    return {"crosstabs.SavedTable": DataRule(True, basis, retention, None, erasure.tables)}
