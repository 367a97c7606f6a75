"""The rows of frameworks in the permission table, its link in the rail, and the rules for personal data."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import PUBLIC, SIGNED_IN

PERMISSIONS = {
    "frameworks:version_document": SIGNED_IN,
    "frameworks:version_detail": PUBLIC,
    "frameworks:version_yaml": PUBLIC,
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

    return {
        "frameworks.PublishedVersion": DataRule(
            True, "authorship of a published version", "as long as the site exists", None, erasure.authorship
        )
    }
