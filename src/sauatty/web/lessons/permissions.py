"""The rows of lessons in the permission table, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import PUBLIC, SIGNED_IN

# Lessons are for everybody; what somebody does in them is their own.
_OPEN = (
    "module_list",
    "module_detail",
    "lesson_detail",
    "term_list",
    "term_detail",
    "resource_list",
    "search",
    "shared",
    "saved",
    "module_bundle",
    "worker",
)
_OWN = ("my_learning", "own_work", "notebook", "notebook_file", "lesson_work", "module_print")
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"lessons:{name}": PUBLIC for name in _OPEN},
    **{f"lessons:{name}": SIGNED_IN for name in _OWN},
}
RAIL: list[Entry] = [Entry("own", 5, "lessons:module_list", _("Lessons"), "lessons:")]


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.lessons import erasure

    basis, kept = "request of the learner", "while the person has an account"
    return {
        "lessons.Progress": DataRule(True, basis, kept, None, erasure.progress),
        "lessons.NotebookEntry": DataRule(True, basis, kept, None, erasure.notebook),
        "lessons.CheckAnswer": DataRule(True, basis, kept, None, erasure.answers),
    }
