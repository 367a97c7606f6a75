"""What activities add to the thread of a programme's board: people pass it on."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sauatty.core.languages import format_number
from sauatty.web.activities import selectors
from sauatty.web.programmes.board import Bead


def beads(_actor: Any, programme: Any) -> list[Bead]:
    """Return 'Pass on', done once an activity was accepted and none waits (one query)."""
    states = selectors.states_of(programme)
    n_held = sum(states.get(one, 0) for one in ("reported", "more", "accepted"))
    note = _("what do people run themselves?")
    if n_held:
        shown = format_number(n_held, get_language() or "kk")
        note = ngettext("%(shown)s activity", "%(shown)s activities", n_held) % {"shown": shown}
    is_done = states.get("accepted", 0) == n_held > 0
    return [Bead(_("Pass on"), note, is_done=is_done, href=reverse("activities:activity_list"))]
