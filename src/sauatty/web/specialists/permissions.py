"""The rows of specialists in the permission table, their link in the rail, and what the models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, AUDIT_WRITERS, COORDINATORS, PUBLIC, ROLES, SIGNED_IN

PERMISSIONS: dict[str, frozenset[str]] = {
    "specialists:specialist_list": PUBLIC,
    "specialists:specialist_detail": PUBLIC,
    "specialists:contact_show": SIGNED_IN,
    "specialists:entry_edit": SIGNED_IN,
    "specialists:entry_leave": SIGNED_IN,
    "specialists:entry_available": SIGNED_IN,
    "specialists:region_list": frozenset({ADMIN, *ROLES}),
    "specialists:region_map": frozenset({ADMIN, *ROLES}),
    "specialists:region_file": frozenset({ADMIN, *ROLES}),
    "specialists:figure_edit": COORDINATORS,
    "specialists:figure_forget": COORDINATORS,
    "specialists:workshop_plan": AUDIT_WRITERS,
    "specialists:workshop_plan_file": AUDIT_WRITERS,
    **{
        f"specialists:announcement_{name}": COORDINATORS
        for name in ("list", "write", "edit", "detail", "send", "drop")
    },
}
# Whoever has no role finds behind it the specialists who chose to be seen by everybody.
RAIL: list[Entry] = [Entry("people", 26, "specialists:specialist_list", _("Specialists"), "specialists:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.specialists import erasure

    return {
        "specialists.Specialist": DataRule(
            True, "consent to stand in the directory", "until the person leaves", None, erasure.specialists
        ),
        "specialists.Announcement": DataRule(
            True,
            "so that others see who told whom what",
            "as long as the programme",
            None,
            erasure.announcements,
        ),
        "specialists.RegionFigure": DataRule(personal=False),
    }
