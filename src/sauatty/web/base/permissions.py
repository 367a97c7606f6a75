"""The rows of base in the permission table, and its rules for personal data."""

from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import PUBLIC, SIGNED_IN

PERMISSIONS = {
    "front_door": PUBLIC,
    "health_live": PUBLIC,
    "health_ready": PUBLIC,
    "robots": PUBLIC,
    "token_give": PUBLIC,
    "envelope_put": SIGNED_IN,
    "base:home": PUBLIC,
    "base:about": PUBLIC,
    "base:job_detail": SIGNED_IN,
    "base:job_cancel": SIGNED_IN,
    "base:file_fetch": SIGNED_IN,
}


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of base."""
    from sauatty.web.base import erasure

    return {
        "base.SiteSettings": DataRule(personal=False),
        "base.AuditHead": DataRule(personal=False),
        "base.AuditEvent": DataRule(
            True, "legal duty to log access", "as long as the site exists", None, erasure.keep
        ),
        "base.AuditDetail": DataRule(
            True, "legal duty to log access", "five years", 1826, erasure.audit_details, "event__at"
        ),
        "base.Job": DataRule(True, "running the service", "one year", 365, erasure.jobs, "created_at"),
        "base.Envelope": DataRule(
            True, "consent of the sender", "as its domain rows", None, erasure.envelopes
        ),
        "base.EnvelopeConflict": DataRule(
            True, "consent of the sender", "as its envelope", None, erasure.keep
        ),
        "base.ExportedFile": DataRule(
            True, "request of its owner", "one day", 0, erasure.exported_files, "expires_at"
        ),
        "base.TextProvenance": DataRule(True, "authorship", "as long as the text", None, erasure.provenance),
        "base.RateCount": DataRule(
            True, "protection against misuse", "one day (limits.py)", None, erasure.keep
        ),
    }
