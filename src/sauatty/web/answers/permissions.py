"""The rows of answers in the permission table, its links in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import AUDIT_WRITERS, SIGNED_IN

# Open to whoever sits in the coding: the selectors ask for the seat and answer 404 without one
_SEATED = ("grid", "project_book")
_MANAGED = (
    "start", "start_coding", "take_in", "recode", "machine", "machine_on", "machine_off", "tables", "codes_import",
    "codebook_list", "codebook_begin", "shipped_book", "shipped_file", "codebook_detail", "title_edit", "grade_edit",
    "part_add", "part_edit", "part_remove", "codebook_publish", "codebook_import", "version_file",
)  # fmt: skip
PERMISSIONS: dict[str, frozenset[str]] = {
    "answers:project_list": AUDIT_WRITERS | {"coder"},
    **{f"answers:{name}": SIGNED_IN for name in _SEATED},
    **{f"answers:{name}": AUDIT_WRITERS for name in _MANAGED},
}
RAIL = [Entry("programme", 45, "answers:project_list", _("Open answers"), "answers:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of answers."""
    from sauatty.web.answers.services import erasure
    from sauatty.web.base.erasure import keep

    consent, with_response = "consent to the survey that is coded", "while the response exists"
    with_coding = "while the coding exists"
    return {
        "answers.Codebook": DataRule(
            True, "authorship of a codebook", "while the programme exists", None, erasure.authorship
        ),
        "answers.CodebookVersion": DataRule(
            True, "authorship of a codebook", "while the programme exists", None, erasure.publishers
        ),
        "answers.CodedQuestion": DataRule(personal=False),
        "answers.Answer": DataRule(True, consent, with_response, None, keep),
        "answers.Recoding": DataRule(True, "authorship of a recoding", with_coding, None, erasure.recodings),
        "answers.MachineRun": DataRule(True, "authorship of a request", with_coding, None, erasure.runs),
        "answers.MachineCode": DataRule(personal=False),
    }
