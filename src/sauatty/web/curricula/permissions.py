"""The rows of curricula in the permission table, the rail, and the rules for personal data."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import AUDIT_READERS, AUDIT_WRITERS

_READ = (
    "document_list",
    "edition_detail",
    "oddity_list",
    "objective_list",
    "objective_detail",
    "programme_detail",
    "programme_text",
)
_WRITE = ("upload", "upload_preview", "upload_accept", "upload_discard", "edition_match")
PERMISSIONS = {
    **{f"curricula:{name}": AUDIT_READERS for name in _READ},
    **{f"curricula:{name}": AUDIT_WRITERS for name in _WRITE},
}
RAIL = [
    Entry("curricula", 10, "curricula:document_list", _("Documents")),
    Entry("curricula", 20, "curricula:objective_list", _("Learning objectives"), "curricula:objective"),
]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of curricula."""
    from sauatty.web.curricula import services

    kept = DataRule(
        True, "authorship of an audit", "while the document exists", None, services.erase_authorship
    )
    nothing = DataRule(personal=False)
    return {
        "curricula.Document": kept,
        "curricula.Edition": kept,
        "curricula.Upload": DataRule(
            True, "request of its owner", "one year", 365, services.erase_uploads, "created_at"
        ),
        "curricula.SubjectProgramme": nothing,
        "curricula.Objective": nothing,
        "curricula.Oddity": nothing,
        "curricula.PairFinding": nothing,
    }
