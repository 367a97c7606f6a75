"""Small shapes that templates and the queue's JSON show: the words of a manual, a unit in its place."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sauatty.web.coding import kinds
from sauatty.web.coding.models import Project, Unit
from sauatty.web.coding.schemes import scheme_of, words_of
from sauatty.web.curricula.titles import area_name, subject_name

PROBLEMS = {
    "coding-unit-unknown": _("names no objective of this review"),
    "coding-project-not-open": _("came while the review was not open"),
    "coding-seat-left": _("came from a coder who had left"),
    "coding-decision-invalid": _("is not complete or not right"),
    "coding-decision-unknown": _("takes back a decision that is not there"),
    "coding-unit-settled": _("came after the objective had been settled"),
    "contradicts-rows": _("contradicts what is stored"),
}


def language() -> str:
    """Return the language of the page."""
    return get_language() or "kk"


def judgement(one: Any, steps: dict[int, str], names: dict[str, str]) -> dict[str, Any]:
    """Return a decision, adjudication or result in words."""
    return {
        "relevance": steps.get(one.relevance, "–"),
        "competences": [names.get(code, code) for code in one.competences or ()],
        "demand": one.demand,
    }


def unit_views(
    units: Sequence[Unit], project: Project, *, with_proposals: bool = False
) -> list[dict[str, Any]]:
    """Return units in their places as plain values, for the page and for the queue's JSON alike.

    Proposals are asked for only where `with_proposals` says that these eyes may see them.
    """
    hooks = kinds.hooks_of(project.kind)
    places = hooks.places(units)
    proposals = hooks.proposals(units) if with_proposals else {}
    names = scheme_of(project).names if with_proposals else {}
    return [
        {**unit_view(unit, places.get(unit.pk, kinds.Place())), **_proposal(proposals.get(unit.pk), names)}
        for unit in units
    ]


def unit_view(unit: Unit, place: kinds.Place) -> dict[str, Any]:
    """Return one unit in its place as plain values."""
    return {
        "id": str(unit.pk),
        "text": unit.text,
        "language": unit.language,
        "where": " · ".join(where_of(unit)),
        "path": " → ".join(place.path),
        "before": list(place.before),
        "after": list(place.after),
        "pair": asdict(place.pair) if place.pair else None,
        "address": place.address,
        "facts": list(place.facts),
    }


def where_of(unit: Unit) -> list[str]:
    """Return subject (or area), grade and code of a unit, as far as they are known."""
    here = language()
    group_name = words_of(unit.project.kind)["group_name"] or (lambda group: area_name(group, here))
    group = unit.group and group_name(unit.group)
    subject = subject_name(unit.subject_id, here) if unit.subject_id else group
    grade = gettext("grade %(grade)s") % {"grade": unit.grade} if unit.grade is not None else ""
    return [part for part in (str(subject), grade, unit.code) if part]


def _proposal(found: kinds.MachineProposal | None, names: dict[str, str]) -> dict[str, Any]:
    if found is None:
        return {}
    named = [names.get(one, one) for one in found.competences]
    return {"proposal": {"relevance": found.relevance, "competences": named, "model": found.model}}


def problem_words(code: str) -> str:
    """Return why a submission was not taken in."""
    return str(PROBLEMS.get(code, _("could not be taken in")))
