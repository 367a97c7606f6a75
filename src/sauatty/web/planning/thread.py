"""What trainings add to the thread of a programme's board: people come together."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sauatty.core.languages import format_number
from sauatty.web.events import selectors
from sauatty.web.programmes.board import Bead


def beads(_actor: Any, programme: Any) -> list[Bead]:
    """Return 'Trainings', done once one was held and none is ahead (one query)."""
    n_events, n_over = selectors.count_events(programme)
    note = _("who comes, and when?")
    if n_events:
        shown = format_number(n_events, get_language() or "kk")
        note = ngettext("%(shown)s training", "%(shown)s trainings", n_events) % {"shown": shown}
    address = f"{reverse('events:event_list')}?programme={programme.pk}"
    return [Bead(_("Train"), note, is_done=0 < n_events == n_over, href=address)]
