"""What tests add to the thread of a programme's board: what people can do is measured."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sauatty.core.languages import format_number
from sauatty.web.base.roles import ADMIN, is_allowed
from sauatty.web.papers import selectors
from sauatty.web.programmes.board import Bead


def beads(actor: Any, programme: Any) -> list[Bead]:
    """Return 'Test', done once a final test is over; for those who may see tests (one query)."""
    held = actor.role_names() | ({ADMIN} if actor.is_site_admin else set())
    if not is_allowed("papers:test_list", held):
        return []
    n_tests, is_over = selectors.summarise_programme(programme)
    note = _("what can people do?")
    if n_tests:
        shown = format_number(n_tests, get_language() or "kk")
        note = ngettext("%(shown)s test", "%(shown)s tests", n_tests) % {"shown": shown}
    return [Bead(_("Test"), note, is_done=is_over, href=reverse("papers:test_list"))]
