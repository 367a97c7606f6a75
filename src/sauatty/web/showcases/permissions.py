"""The rows of showcases in the permission table, their link in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import COORDINATORS, PUBLIC

_PUBLIC = ("page", "table", "region_map", "picture")
_COORDINATED = ("programme_list", "desk", "preview", "publish", "withdraw")
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"showcases:{name}": PUBLIC for name in _PUBLIC},
    **{f"showcases:{name}": COORDINATORS for name in _COORDINATED},
}
RAIL: list[Entry] = [Entry("results", 6, "showcases:programme_list", _("Public pages"), "showcases:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.showcases import erasure

    basis, retention = "running the programme", "as long as the programme"
    return {
        "showcases.Showcase": DataRule(personal=False),
        "showcases.Snapshot": DataRule(True, basis, retention, None, erasure.snapshots),
    }
