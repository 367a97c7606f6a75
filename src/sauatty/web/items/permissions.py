"""The rows of items in the permission table, its link in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN

# Participants, and who only counts or analyses, have no business with keys.
WRITERS: frozenset[str] = frozenset({ADMIN, "coordinator", "methodologist", "trainer"})
READERS: frozenset[str] = WRITERS | {"expert"}
_READ = ("item_list", "item_detail", "reading_add", "alike_list")
_WRITTEN = (
    "item_create", "item_copy", "item_edit", "item_publish", "item_retire", "item_restore", "item_delete",
    "version_detail", "item_import", "upload_detail", "item_export", "look_for_alike",
)  # fmt: skip
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"items:{name}": READERS for name in _READ},
    **{f"items:{name}": WRITERS for name in _WRITTEN},
}
RAIL: list[Entry] = [Entry("content", 16, "items:item_list", _("Question bank"), "items:")]
UPLOAD_DAYS = 30


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.items import erasure

    authorship, stays = "authorship of a test question", "while the question exists"
    return {
        "items.AuthoredItem": DataRule(True, authorship, stays, None, erasure.authorship),
        "items.ItemVersion": DataRule(True, authorship, stays, None, erasure.keep),
        "items.RetiredItem": DataRule(True, authorship, stays, None, erasure.keep),
        "items.ItemReading": DataRule(
            True, "name under a text that one has read", stays, None, erasure.readings
        ),
        "items.ItemUpload": DataRule(
            True, authorship, "thirty days after it was sent", UPLOAD_DAYS, erasure.uploads, "uploaded_at"
        ),
        "items.ItemVector": DataRule(personal=False),
        "items.AlikePair": DataRule(personal=False),
    }
