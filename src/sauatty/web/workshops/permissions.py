"""The rows of workshops in the permission table, their link in the rail, and what the model keeps about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, COORDINATORS, SIGNED_IN

TRAINERS: frozenset[str] = frozenset({ADMIN, "coordinator", "trainer"})
_SEEN = ("workshop_list", "workshop_detail", "materials_make", "challenge_add", "challenge_list")
PERMISSIONS: dict[str, frozenset[str]] = {
    "workshops:workshop_new": COORDINATORS,
    **{f"workshops:{name}": TRAINERS for name in _SEEN},
    # For whoever took part; the selector asks.
    "workshops:challenge_say": SIGNED_IN,
}
RAIL: list[Entry] = [Entry("people", 28, "workshops:workshop_list", _("Workshops"), "workshops:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.workshops import erasure

    return {
        "workshops.RegionalWorkshop": DataRule(
            True, "planning of a workshop", "as long as the training", None, erasure.workshops
        ),
    }
