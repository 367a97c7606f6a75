"""The rows of certificates in the permission table, its link in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import COORDINATORS, PUBLIC, SIGNED_IN

_PUBLIC = ("verify", "verify_code")
_OWN = ("document",)
_MANAGED = (
    "award_list", "award_begin", "award_add", "award_detail", "award_edit", "award_delete", "award_issue", "award_print",
    "event_awards", "design_list", "design_add", "design_edit", "design_delete", "design_preview", "register",
    "register_list", "award_papers", "register_return",
    "certificate_detail", "certificate_correct", "certificate_revoke",
)  # fmt: skip
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"certificates:{name}": PUBLIC for name in _PUBLIC},
    **{f"certificates:{name}": SIGNED_IN for name in _OWN},
    **{f"certificates:{name}": COORDINATORS for name in _MANAGED},
}
RAIL: list[Entry] = [Entry("programme", 19, "certificates:award_list", _("Certificates"), "certificates:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.base import erasure as base
    from sauatty.web.certificates import erasure

    register = "for good: number, day and state; the name goes when the person asks"
    return {
        "certificates.Certificate": DataRule(
            True, "proof of a training", register, None, erasure.certificates
        ),
        "certificates.CertificateFile": DataRule(
            True, "proof of a training", "while its certificate has a name", None, erasure.files
        ),
        "certificates.Award": DataRule(
            True, "authorship of a kind of certificate", "while it exists", None, erasure.awards
        ),
        "certificates.DesignPicture": DataRule(
            True, "signing of certificates", "while the programme exists", None, erasure.pictures
        ),
        "certificates.Design": DataRule(
            True, "names of those who sign in office", "while certificates stand on it", None, base.keep
        ),
        "certificates.NumberRange": DataRule(personal=False),
        "certificates.SigningKey": DataRule(personal=False),
    }
