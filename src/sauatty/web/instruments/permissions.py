"""The rows of instruments in the permission table, its links in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import AUDIT_READERS, AUDIT_WRITERS

# Whoever reads sees the pages of parts too; what they send is for writers, and the selectors ask again
_READ = (
    "instrument_list", "instrument_detail", "head_edit", "section_edit", "question_edit", "choices_edit", "logic_check",
    "kept_list", "check", "preview", "version_list", "version_detail", "draft_file", "version_file", "paper_form",
)  # fmt: skip
_WRITE = (
    "instrument_create", "instrument_import", "shipped_take_over", "draft_replace", "section_add", "question_add",
    "part_change", "kept_restore", "version_draft",
)  # fmt: skip
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"instruments:{name}": AUDIT_READERS for name in _READ},
    **{f"instruments:{name}": AUDIT_WRITERS for name in _WRITE},
}
RAIL = [Entry("programme", 12, "instruments:instrument_list", _("Instruments"), "instruments:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of instruments."""
    from sauatty.web.instruments import erasure

    basis, retention = "authorship of an instrument", "while the instrument exists"
    in_one_place = DataRule(True, basis, retention, None, erasure.keep)
    return {
        "instruments.Instrument": DataRule(True, basis, retention, None, erasure.authorship),
        "instruments.InstrumentVersion": in_one_place,
        "instruments.KeptPart": in_one_place,
    }
