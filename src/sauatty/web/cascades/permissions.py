"""The rows of cascades in the permission table, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import COORDINATORS, SIGNED_IN

_MANAGED = (
    "programme_list", "tree", "branch", "reach", "region_map", "cascade_export", "bond_list", "bond_delete",
)  # fmt: skip
PERMISSIONS: dict[str, frozenset[str]] = {f"cascades:{name}": COORDINATORS for name in _MANAGED} | {
    f"cascades:{name}": SIGNED_IN for name in ("own_list", "own", "own_map", "own_branch")
}
RAIL: list[Entry] = [Entry("results", 3, "cascades:programme_list", _("Cascade"), "cascades:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.cascades import erasure

    return {
        "cascades.Bond": DataRule(
            True, "the cascade of trainings", "while the programme exists", None, erasure.bonds
        ),
    }
