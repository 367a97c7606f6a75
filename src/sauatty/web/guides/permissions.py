"""The rows of guides in the permission table, the rail, and the rules for personal data."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import AUDIT_WRITERS, SIGNED_IN

# Open to whoever works on the guide, whatever their role: the selectors ask and answer 404 to everybody else
_MEMBERS = (
    "guide_list", "guide_detail", "guide_settings", "member_add", "member_remove", "draft", "text", "removed_list",
    "block_edit", "block_take_over", "chapter_take_over", "block_add", "block_remove", "block_restore",
    "comment_add", "comment_resolve", "comment_list", "figures", "figures_update",
)  # fmt: skip
PERMISSIONS = {
    **{f"guides:{name}": SIGNED_IN for name in _MEMBERS},
    "guides:guide_create": AUDIT_WRITERS,
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
    }
