"""The rows of boxes in the permission table, the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMINS

PERMISSIONS: dict[str, frozenset[str]] = {"boxes:taking_list": ADMINS, "boxes:taking": ADMINS}
RAIL = [Entry("people", 70, "boxes:taking_list", _("Boxes"), "boxes:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.boxes import erasure

    return {
        "boxes.Taking": DataRule(personal=False),
        "boxes.Taken": DataRule(personal=False),
        "boxes.Finding": DataRule(
            True,
            "trainings without a network",
            "a year after the file was taken",
            365,
            erasure.findings,
            "taking__taken_at",
        ),
    }
