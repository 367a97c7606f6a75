"""The last step of a programme's thread: what came of it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sauatty.web.evaluations import selectors
from sauatty.web.programmes.board import Bead


def beads(actor: Any, programme: Any) -> list[Bead]:
    """Return the step for those who may read the figures of the programme."""
    if not selectors.reads(actor, programme):
        return []
    href = reverse("evaluations:programme_thread", args=[programme.pk])
    return [Bead(_("Result"), _("from need to result"), href=href)]
