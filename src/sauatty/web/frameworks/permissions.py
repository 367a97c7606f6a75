"""The rows of frameworks in the permission table, open to everybody, and its link in the rail."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import PUBLIC

PERMISSIONS = {
    "frameworks:framework_list": PUBLIC,
    "frameworks:framework_detail": PUBLIC,
    "frameworks:competence_detail": PUBLIC,
    "frameworks:crosswalk_detail": PUBLIC,
    "case_document_list": PUBLIC,
    "case_document": PUBLIC,
    "case_package": PUBLIC,
    "case_item": PUBLIC,
    "case_item_associations": PUBLIC,
    "case_association": PUBLIC,
}
RAIL = [Entry("curricula", 90, "frameworks:framework_list", _("Competences"), prefix="frameworks:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of frameworks."""
    from sauatty.web.frameworks import erasure

    basis, kept = "authorship of a national version", "while the national version exists"
    authored = DataRule(True, basis, kept, None, erasure.authorship)
    return {
        "frameworks.Adaptation": authored,
        "frameworks.NationalCompetence": authored,
        "frameworks.ChangeNote": authored,
        "frameworks.Round": authored,
        "frameworks.PublishedVersion": authored,
        "frameworks.Seat": DataRule(True, "work as member or expert", kept, None, erasure.seats),
        "frameworks.Rating": DataRule(True, "work as expert", kept, None, erasure.ratings),
    }
