"""The rows of guides in the permission table, the rail, and the rules for personal data."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import AUDIT_WRITERS, PUBLIC, SIGNED_IN

# Open to whoever works on the guide, whatever their role: the selectors ask and answer 404 to everybody else
_MEMBERS = (
    "guide_list", "guide_detail", "guide_settings", "member_add", "member_remove", "draft", "text", "removed_list",
    "block_edit", "block_take_over", "chapter_take_over", "block_add", "block_remove", "block_restore",
    "comment_add", "comment_resolve", "comment_list", "figures", "figures_update", "review", "sign",
    "signature_withdraw", "publish", "version_detail", "version_compare",
    "output", "preview", "word", "word_return", "returned", "change_decide", "workshop_list", "challenge_add",
    "challenge_list", "challenge_link",
)  # fmt: skip
PERMISSIONS = {
    **{f"guides:{name}": SIGNED_IN for name in _MEMBERS},
    "guides:guide_create": AUDIT_WRITERS,
    # The selector lets visitors see only what the owner has opened to everybody
    "guides:published": PUBLIC,
    "guides:published_latest": PUBLIC,
    "guides:published_file": PUBLIC,
}
RAIL = [Entry("curricula", 60, "guides:guide_list", _("Guides"), "guides:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model of guides."""
    from sauatty.web.guides import erasure

    authorship = DataRule(True, "authorship of a guide", "while the guide exists", None, erasure.authorship)
    nothing = DataRule(personal=False)
    in_one_place = DataRule(True, "authorship of a guide", "while the guide exists", None, erasure.keep)
    return {
        "guides.Guide": authorship,
        "guides.Membership": DataRule(
            True, "working on a guide", "while the person works on it", None, erasure.memberships
        ),
        "guides.Figures": nothing,
        "guides.Block": nothing,
        "guides.BlockText": in_one_place,
        "guides.TextRevision": in_one_place,
        "guides.Comment": DataRule(
            True, "working on a guide", "while the guide exists", None, erasure.comments
        ),
        "guides.SignOff": DataRule(
            True, "signature under one's own name", "until withdrawn", None, erasure.signatures
        ),
        # Signatures under a published version are part of a public document and stay
        "guides.Version": DataRule(
            True, "signature under a published document", "as long as the version", None, erasure.keep
        ),
        "guides.VersionFile": nothing,
        "guides.SentFile": in_one_place,
        "guides.ReturnedFile": DataRule(
            True, "working on a guide", "one year", 365, erasure.returned_files, "returned_at"
        ),
        "guides.ReturnedChange": in_one_place,
        "guides.Workshop": in_one_place,
        "guides.Challenge": in_one_place,
    }
