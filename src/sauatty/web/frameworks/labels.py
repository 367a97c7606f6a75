"""The words for what the content files say in codes: types of node, relations, roles of a framework."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# One node, and a heading over several.
TYPES: dict[str, tuple[Any, Any]] = {
    "component": (_("component"), _("Components")),
    "competence": (_("competence"), _("Competences")),
    "module": (_("module"), _("Modules")),
    "frame": (_("frame"), _("Frames")),
    "outcome": (_("outcome"), _("Outcomes")),
    "shared-foundation": (_("shared foundation"), _("Shared foundations")),
    "domain": (_("domain"), _("Domains")),
    "area": (_("area"), _("Areas")),
    "learning-area": (_("learning area"), _("Learning areas")),
    "electives": (_("elective courses"), _("Elective courses")),
    "subject": (_("subject"), _("Subjects")),
}
# What the second framework's competence is to the first one's.
RELATIONS: dict[str, Any] = {
    "exact": _("the same"),
    "close": _("close"),
    "broader": _("broader"),
    "narrower": _("narrower"),
    "related": _("related"),
}
STATUSES: dict[str, Any] = {
    "draft": _("draft, not checked by two coders yet"),
    "agreed": _("agreed by two coders"),
    "published": _("published by the working group"),
}
RELEVANCES: dict[str, Any] = {
    "direct": _("Direct: to reach the objective is to practise the competence"),
    "opportunity": _("Opportunity: the competence can be built in without changing the objective"),
}
PURPOSES: dict[str, Any] = {
    "gmilaf": _("The main framework: objectives of curricula are matched to its competences."),
    "mil2021": _("The second view of a curriculum: which modules of the course school programmes answer."),
    "kzareas": _("The rows of the coverage map: from a programme's title to its subject and learning area."),
}
PURPOSE_OF_NATIONAL: Any = _(
    "A national version: adapted by a working group, usable wherever a framework is."
)
PURPOSE_OF_OTHERS: Any = _(
    "For comparison: its parts are linked to the main framework, so results can be read in its words."
)


def type_label(node_type: str) -> Any:
    """Return the word for one node of a type."""
    return TYPES.get(node_type, (node_type, node_type))[0]


def type_heading(node_type: str) -> Any:
    """Return the heading over several nodes of a type."""
    return TYPES.get(node_type, (node_type, node_type))[1]


def purpose(slug: str) -> Any:
    """Return what a framework is used for here."""
    return PURPOSES.get(slug, PURPOSE_OF_OTHERS)
