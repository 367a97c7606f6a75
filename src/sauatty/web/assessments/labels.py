"""What kinds, demands, origins and notes are called on the pages of assessments."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.frameworks import competence
from sauatty.core.catalogue.items import DEMANDS
from sauatty.core.catalogue.words import word
from sauatty.core.errors import UnknownCompetence
from sauatty.core.psychometrics.form_rules import OWN_FIRST, OWN_ONLY, SHIPPED
from sauatty.core.psychometrics.notes import NOTE_TEXTS
from sauatty.web.base.sentences import in_words

KINDS = {
    "single": _("one right answer"),
    "multiple": _("several right answers"),
    "order": _("putting in order"),
    "match": _("matching"),
    "highlight": _("marking in a text"),
    "judgement": _("judging a situation"),
}
SOURCES = {
    OWN_FIRST: _("private questions of the programme first, public ones where they do not suffice"),
    SHIPPED: _("public questions that Sauatty comes with"),
    OWN_ONLY: _("private questions of the programme only"),
}
DIFFICULTIES = {
    "-1.0": _("for beginners"),
    "-0.5": _("rather easy"),
    "0.0": _("for the middle"),
    "0.5": _("rather hard"),
    "1.0": _("for the advanced"),
}


def language() -> str:
    """Return the language of the page."""
    return get_language() or "kk"


def demand_name(demand: int) -> str:
    """Return what a cognitive demand is called."""
    return word("demand", f"level_{demand}", language())


def demand_names() -> dict[int, str]:
    """Return what all demands are called."""
    return {demand: demand_name(demand) for demand in DEMANDS}


def competence_name(id: str) -> str:
    """Return code and name of a competence; the id where no shipped framework has it."""
    try:
        node = competence(id)
    except UnknownCompetence:
        return id
    return f"{node.code} {node.name.text(language())}"


def note_words(notes: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return notes in the language of the page; names of competences and kinds in words."""
    return [_said(note) for note in notes]


def _said(note: Mapping[str, Any]) -> str:
    params, code = dict(note["params"]), note["code"]
    name = str(params.get("name", ""))
    if "-competence-" in code:
        params["name"] = competence_name(name)
    elif "-kind-" in code and name in KINDS:
        params["name"] = str(KINDS[name])
    elif "-demand-" in code and name.isdecimal():
        params["name"] = demand_name(int(name))
    return in_words(NOTE_TEXTS[code], params)
