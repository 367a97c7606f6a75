"""What kinds, demands, settings, states and places of items are called on the pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.frameworks import competence, load_frameworks
from sauatty.core.catalogue.item_problems import ITEM_PROBLEM_TEXTS, ItemProblem
from sauatty.core.catalogue.items import DEMANDS
from sauatty.core.catalogue.words import word
from sauatty.core.errors import UnknownCompetence
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES

PRIMARY = "gmilaf."
KINDS: dict[str, Any] = {
    "single": _("one right answer"),
    "multiple": _("several right answers"),
    "order": _("putting in order"),
    "match": _("matching"),
    "highlight": _("marking in a text"),
    "judgement": _("judging a situation"),
}
SETTINGS: dict[str, Any] = {
    "school": _("school"),
    "school-library": _("school library"),
    "university-library": _("university library"),
    "public-library": _("public library"),
    "everyday": _("everyday life"),
}
SCORINGS: dict[str, Any] = {
    "exact": _("one point for a wholly right answer"),
    "graded": _("two points; one for an answer with one mistake"),
}
STATES: dict[str, Any] = {
    "draft": _("texts are missing"),
    "ready": _("complete"),
    "stale": _("out of date"),
}
ORIGINS: dict[str, Any] = {"shipped": _("public, comes with Sauatty"), "own": _("own, private")}
STANDINGS: dict[str, Any] = {
    "provisional": _("key provisional"),
    "confirmed": _("key confirmed"),
    "disputed": _("key disputed"),
}
STANDS: dict[str, Any] = {
    "usable": _("can be used"),
    "draft": _("draft only"),
    "retired": _("retired"),
}
WRITTEN: dict[str, Any] = {
    "person": _("written by a person"),
    "machine": _("drafted by a machine"),
    "translated": _("translated by a person"),
}
_PARTS: dict[str, Any] = {"text": _("Text"), "why": _("Why it is right or wrong")}
_PLACES: dict[str, Any] = {
    "stimulus": _("What is judged"),
    "stem": _("Question"),
    "options": _("Options"),
    "targets": _("Targets"),
    "idea": _("Idea and source"),
    "idea.lesson": _("Idea and source"),
    "idea.url": _("Idea and source"),
    "provenance": _("Author and licence"),
}


def language() -> str:
    """Return the language of the page."""
    return get_language() or "kk"


def demand_names() -> dict[int, str]:
    """Return what all demands are called."""
    return {demand: word("demand", f"level_{demand}", language()) for demand in DEMANDS}


def competence_choices() -> list[tuple[str, str]]:
    """Return the twelve competences with their names."""
    nodes = (node for loaded in load_frameworks() for node in loaded.nodes if node.is_competence)
    return [(one.id, competence_name(one.id)) for one in nodes if one.id.startswith(PRIMARY)]


def competence_name(id: str) -> str:
    """Return code and name of a competence; the id where no framework has it."""
    try:
        node = competence(id)
    except UnknownCompetence:
        return id
    return f"{node.code} {node.name.text(language())}"


def place_name(place: str) -> str:
    """Return what a place of an item is called: 'options.a.why' -> 'Option a: why …'."""
    if place in _PLACES:
        return str(_PLACES[place])
    group, _dot, rest = place.partition(".")
    id, _dot, part = rest.partition(".")
    words = gettext("Option %(id)s") if group == "options" else gettext("Target %(id)s")
    return f"{words % {'id': id}}: {_PARTS[part]}" if part in _PARTS else words % {"id": id}


def problem_words(problem: ItemProblem) -> str:
    """Return a broken rule in the language of the page; the names of places and languages in words."""
    filling = dict(problem.filling)
    if problem.place:
        filling["place"] = f"«{place_name(problem.place)}»"
    for key in ("language", "other"):
        if filling.get(key) in LANGUAGES:
            filling[key] = LANGUAGE_NAMES[str(filling[key])]
    return gettext(ITEM_PROBLEM_TEXTS[problem.code]) % filling


def grouped_problems(problems: Iterable[ItemProblem]) -> list[tuple[str, list[str]]]:
    """Return broken rules by language ('' first: those of the whole item), each once."""
    found: dict[str, list[str]] = {one: [] for one in ("", *LANGUAGES)}
    for problem in problems:
        words = problem_words(problem)
        if words not in found[problem.language]:
            found[problem.language].append(words)
    return [(one, rows) for one, rows in found.items() if rows]


def named(names: Mapping[Any, Any], key: Any) -> str:
    """Return the name of a key; the key itself where it has none."""
    return str(names.get(key, key))
