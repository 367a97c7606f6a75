"""The rows of authoring in the permission table, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ADMIN, PUBLIC

AUTHORS: frozenset[str] = frozenset({ADMIN, "coordinator", "methodologist", "trainer"})
_OWN = (
    "lesson_list", "lesson_create", "lesson_import", "lesson_copy", "lesson_detail", "lesson_delete", "author_edit",
    "part_change", "part_edit", "preview", "check", "file_list", "file_detail", "file_remove", "draft_file", "version_list",
    "version_detail", "version_withdraw", "version_draft", "version_file",
)  # fmt: skip
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"authoring:{name}": AUTHORS for name in _OWN},
    "authoring:published_file": PUBLIC,
}
RAIL: list[Entry] = [Entry("content", 6, "authoring:lesson_list", _("Write lessons"), "authoring:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.authoring import erasure

    basis, retention = "authorship of a lesson", "while the lesson exists"
    in_one_place = DataRule(True, basis, retention, None, erasure.keep)
    return {
        "authoring.AuthoredLesson": DataRule(True, basis, retention, None, erasure.authorship),
        "authoring.LessonVersion": in_one_place,
        "authoring.LessonFile": in_one_place,
        "authoring.TextReview": DataRule(
            True, "name under a text that one has read", "while the text exists", None, erasure.signatures
        ),
    }
