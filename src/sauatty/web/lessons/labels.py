"""Words for codes on the pages of lessons."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sauatty.web.authoring.labels import AUDIENCES, LEVELS  # noqa: F401 - the same words as where they are chosen


def how_written(by: str) -> Any:
    """Say who wrote a text: 'machine', a name, or nobody known."""
    return _("drafted by a machine") if by == "machine" else by or _("author not named")


_REFUSED: dict[str, Any] = {
    "lesson-unknown": _("This site does not have the lesson (any more)."),
    "lesson-work-unreadable": _("Something in it was not as a lesson sends it."),
}


def why_refused(problem: str) -> Any:
    """Say why work was kept but not written into the notebook."""
    return _REFUSED.get(problem, _("It did not fit what was there already."))
