"""What surveys add to the thread of a programme's board: people are asked."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sauatty.core.languages import format_number
from sauatty.web.base.roles import ADMIN, is_allowed
from sauatty.web.programmes.board import Bead
from sauatty.web.surveys import selectors
from sauatty.web.surveys.views.campaigns import language


def beads(actor: Any, programme: Any) -> list[Bead]:
    """Return 'Ask', done once a survey of the programme is over; for those who may see surveys (one query)."""
    held = actor.role_names() | ({ADMIN} if actor.is_site_admin else set())
    if not is_allowed("surveys:campaign_list", held):
        return []
    n_surveys, n_responses, is_over = selectors.summarise_programme(programme)
    note = _("what do people need?")
    if n_surveys:
        shown = format_number(n_responses, language())
        note = ngettext("%(shown)s response", "%(shown)s responses", n_responses) % {"shown": shown}
    return [Bead(_("Ask"), note, is_done=is_over, href=reverse("surveys:campaign_list"))]
