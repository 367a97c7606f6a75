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


# --- national versions -------------------------------------------------------------

LEVELS: dict[str, Any] = {
    "primary": _("primary school (grades 1 to 4)"),
    "lower-secondary": _("lower secondary school (grades 5 to 9)"),
    "upper-secondary": _("upper secondary school (grades 10 and 11)"),
}
STATES: dict[str, Any] = {
    "missing": _("missing"),
    "stale": _("older than the text it was translated from"),
    "machine": _("machine-made, not reviewed by a person"),
    "fine": _("written by a person"),
}
CHANGES: dict[str, Any] = {"added": _("new"), "changed": _("changed"), "retired": _("left out")}
CHANGED_FIELDS: dict[str, Any] = {
    "name": _("name"),
    "description": _("description"),
    "descriptors": _("descriptors"),
    "parent": _("place"),
}
ACTIONS: dict[str, Any] = {
    "keep": _("keep as it is"),
    "rewrite": _("rewrite"),
    "merge": _("merge with others"),
    "add": _("add a new one"),
    "leave-out": _("leave out"),
    "withdrawn": _("decision taken back"),
}
# What a national competence is to its source.
TO_SOURCE: dict[str, Any] = {
    "exact": _("the same"),
    "close": _("close to it"),
    "broader": _("broader than it"),
    "narrower": _("narrower than it"),
}
FIELDS: dict[str, Any] = {
    "name": _("name"),
    "description": _("description"),
    "primary": _("descriptor for primary school"),
    "lower": _("descriptor for lower secondary school"),
    "upper": _("descriptor for upper secondary school"),
}
LANGUAGE_WORDS: dict[str, Any] = {"kk": _("in Kazakh"), "ru": _("in Russian"), "en": _("in English")}


def places(detail: str) -> str:
    """Spell out 'kk' or 'name:kk primary:en'; other texts stay as they are."""
    if detail in LANGUAGE_WORDS:
        return str(LANGUAGE_WORDS[detail])
    words = []
    for place in detail.split():
        field, colon, language = place.partition(":")
        if not colon or field not in FIELDS or language not in LANGUAGE_WORDS:
            return detail
        words.append(f"{FIELDS[field]} {LANGUAGE_WORDS[language]}")
    return "; ".join(words)
