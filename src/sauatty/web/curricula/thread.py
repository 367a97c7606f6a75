"""What curricula adds to the thread of a programme's board: documents are read, the map is seen."""

from typing import Any

from django.utils.translation import gettext as _

from sauatty.web.base.context import url_or_none
from sauatty.web.base.roles import ADMIN, is_allowed
from sauatty.web.curricula import selectors
from sauatty.web.programmes.board import Bead
from sauatty.web.programmes.models import Programme


def beads(actor: Any, programme: Programme) -> list[Bead]:
    """Return 'Read' and 'See'; both are done once a document stands here that the person may see."""
    has_read = selectors.has_editions(actor, with_demo=programme.is_demo)
    held = actor.role_names() | ({ADMIN} if actor.is_site_admin else set())
    steps = (
        (_("Read"), _("the document becomes objectives"), "curricula:document_list"),
        (_("See"), _("the coverage map opens to every objective"), "alignments:coverage_map"),
    )
    return [
        Bead(label, note, is_done=has_read, href=url_or_none(name) if is_allowed(name, held) else None)
        for label, note, name in steps
    ]
