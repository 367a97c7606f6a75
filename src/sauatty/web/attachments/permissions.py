"""The rows of attachments in the permission table, and what its models keep about people."""

from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import PUBLIC, SIGNED_IN

# A file in the public library is open to visitors: `access_attachment` asks the apps that use it.
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"attachments:{name}": PUBLIC for name in ("attachment_open", "attachment_small")},
    **{name: SIGNED_IN for name in ("attachment_put", "attachment_part_put")},
}


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.attachments import erasure

    return {
        "attachments.Attachment": DataRule(
            True,
            "evidence that its owner sent",
            "two years after it was sent",
            730,
            erasure.attachments,
            "created_at",
        ),
        "attachments.Part": DataRule(personal=False),
    }
