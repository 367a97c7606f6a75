"""The rows of indicators in the permission table, their link in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import COORDINATORS
from sauatty.web.evaluations.permissions import READERS

_READ = (
    "programme_list",
    "indicator_list",
    "indicator_detail",
    "chart",
    "logframe",
    "logframe_file",
    "value_sign",
)
_WRITE = (
    "ready_take", "indicator_new", "indicator_edit", "indicator_remove", "region_targets", "value_add",
    "snapshot_take", "row_new", "row_edit", "row_delete",
)  # fmt: skip
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"indicators:{name}": READERS for name in _READ},
    **{f"indicators:{name}": COORDINATORS for name in _WRITE},
}
RAIL: list[Entry] = [Entry("results", 3, "indicators:programme_list", _("Indicators"), "indicators:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.indicators import erasure

    basis, retention = "running the programme", "as long as the programme"
    return {
        "indicators.Indicator": DataRule(True, basis, retention, None, erasure.indicators),
        "indicators.Snapshot": DataRule(True, basis, retention, None, erasure.snapshots),
        "indicators.Value": DataRule(True, basis, retention, None, erasure.values),
        "indicators.Signature": DataRule(True, basis, retention, None, erasure.signatures),
        "indicators.RegionTarget": DataRule(personal=False),
        "indicators.LogRow": DataRule(personal=False),
    }
