"""The cascade and its reach as rows of a spreadsheet."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from sauatty.web.cascades.selectors import Facts, GenerationRow, RegionReach, all_nodes

Row = Sequence[Any]


def said_of(programme: Any) -> list[Row]:
    """Return what stands above a table of invented data; nothing above others."""
    return [(_("Invented data for looking around"),), ()] if programme.is_demo else []


def summary_rows(generations: Sequence[GenerationRow], regions: Sequence[RegionReach]) -> list[Row]:
    """Return the numbers alone: nobody is named."""
    head = (_("Generation"), _("People"), _("Activities they ran"), _("Of those they taught, ran their own"))
    reach = (_("Region"), _("Activities"), _("People at least"), _("People at most"), _("Known by name"))
    return [
        head, *((one.generation, one.n_people, one.n_activities, one.n_next) for one in generations), (), reach,
        *(
            (one.name or _("not said"), one.n_activities, one.reach.low, one.reach.high, one.reach.known)
            for one in regions
        ),
    ]  # fmt: skip


def people_rows(facts: Facts) -> list[Row]:
    """Return everybody of the tree with who taught them; for coordinators only."""
    head = (_("Name"), _("Generation"), _("Taught by"), _("Taught directly"), _("Activities they ran"))
    return [
        head,
        *(
            (one.name, one.generation, above, one.n_children, one.n_activities)
            for one, above in all_nodes(facts)
        ),
    ]
