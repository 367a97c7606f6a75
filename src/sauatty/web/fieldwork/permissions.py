"""The rows of the fieldwork in the permission table, and what its models keep about people."""

from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import COORDINATORS

_MANAGED = (
    "share", "share_qr", "link_list", "link_remove", "letter_list", "wave_cancel", "follow_add", "paper_entry",
    "paper_settle", "file_list", "file_detail", "file_take", "file_discard",
)  # fmt: skip
PERMISSIONS: dict[str, frozenset[str]] = {f"fieldwork:{name}": COORDINATORS for name in _MANAGED}


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of the fieldwork."""
    from sauatty.web.fieldwork import erasure

    entry, consent = "authorship of an entry", "consent to the text of the campaign"
    return {
        "fieldwork.Wave": DataRule(personal=False),
        "fieldwork.PaperSheet": DataRule(True, entry, "while the response exists", None, erasure.sheets),
        "fieldwork.ResponseFile": DataRule(True, consent, "a month", 31, erasure.files, "created_at"),
    }
