"""What reviews of objectives add to the generic coding: where an objective stands, and what the machine proposes."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sauatty.web.alignments import carrying, ranking, warming
from sauatty.web.alignments.blindness import is_hidden_from
from sauatty.web.alignments.models import MatchResult
from sauatty.web.alignments.proposals import carried_competences
from sauatty.web.alignments.selectors import finished_run
from sauatty.web.base.texts import in_language
from sauatty.web.coding.kinds import KindHooks, MachineProposal, OtherText, Place
from sauatty.web.curricula import selectors as curricula
from sauatty.web.curricula.models import Edition, Objective

KIND = "objectives"
START_VIEW = "alignments:review_start"
NEIGHBOURS = 2


def places_of(units: Sequence[Any]) -> dict[UUID, Place]:
    """Return where objectives stand: programme, section, neighbours, and their pair in the other language."""
    found = curricula.list_objectives_by_id([unit.ref_id for unit in units])
    neighbours = curricula.find_neighbours(found.values(), NEIGHBOURS)
    twins = curricula.find_twins_of(found.values())
    earlier = carrying.earlier_texts(units)
    return {
        unit.pk: _place(found[unit.ref_id], neighbours, twins, earlier.get(unit.pk, ""))
        for unit in units
        if unit.ref_id in found
    }


def _place(
    objective: Objective,
    neighbours: Mapping[UUID, tuple[list[Objective], list[Objective]]],
    twins: Mapping[UUID, Objective],
    earlier: str,
) -> Place:
    programme = objective.programme
    title = (programme.subject or programme.title) if programme else objective.subject
    before, after = neighbours.get(objective.pk, ([], []))
    twin = twins.get(objective.pk)
    changed = gettext("in the edition before: «%(text)s»") % {"text": earlier} if earlier else ""
    return Place(
        path=tuple(part for part in (title, objective.section, objective.subsection, changed) if part),
        before=tuple(_line(one) for one in before),
        after=tuple(_line(one) for one in after),
        pair=OtherText(twin.language, twin.text) if twin else None,
        address=reverse("curricula:objective_detail", args=[objective.pk]),
    )


def _line(objective: Objective) -> str:
    return f"{objective.code} {objective.text}".strip()


def proposals_of(units: Sequence[Any]) -> dict[UUID, MachineProposal]:
    """Return what the machine proposes for units of one review, in the terms of its framework."""
    if not units:
        return {}
    project = units[0].project
    edition = curricula.find_edition_by_id(project.source_id)
    run = finished_run(edition) if edition else None
    if run is None:
        return {}
    results = MatchResult.objects.filter(run=run, objective__in=[unit.ref_id for unit in units])
    by_objective = {result.objective_id: result for result in results}
    return {
        unit.pk: _proposal(by_objective[unit.ref_id], run.model, project.framework)
        for unit in units
        if unit.ref_id in by_objective
    }


def _proposal(result: MatchResult, model: str, framework: str) -> MachineProposal:
    proposed = [row["competence"] for row in result.proposals] if result.is_relevant else []
    return MachineProposal(result.relevance, carried_competences(proposed, framework), model)


def source_of(projects: Sequence[Any]) -> dict[UUID, tuple[str, str]]:
    """Return title and address of the edition that each review takes, in one query."""
    editions = curricula.editions_by_id([project.source_id for project in projects])
    return {
        project.pk: _named(editions[project.source_id])
        for project in projects
        if project.source_id in editions
    }


def _named(edition: Edition) -> tuple[str, str]:
    title = in_language(edition.document, "title")
    return title, reverse("curricula:edition_detail", args=[edition.pk])


def results_of(project: Any) -> str:
    """Return the map of what a review agreed on."""
    query = urlencode({"edition": str(project.source_id), "source": f"agreed:{project.pk}"})
    return f"{reverse('alignments:coverage_map')}?{query}"


def hidden_from(project: Any, person: Any) -> bool:
    """Tell whether a person codes any edition of the document of a review blindly."""
    edition = curricula.find_edition_by_id(project.source_id)
    return edition is not None and is_hidden_from(edition, person)


def the_hooks() -> KindHooks:
    """Return what is registered for reviews of objectives."""
    return KindHooks(
        places_of=places_of,
        proposals_of=proposals_of,
        rerank=ranking.ask_for_ranking,
        after_closed=warming.ask_for_figures,
        source_of=source_of,
        start_view=START_VIEW,
        start_label=_("Start a review of objectives"),
        results_of=results_of,
        hidden_from=hidden_from,
        actions=(
            (_("Go on in a later edition"), "alignments:review_new_edition"),
            (_("Confirm for the other language"), "alignments:review_pair"),
        ),
        seat_actions=((_("Changed objectives"), "alignments:review_changed"),),
    )


__all__ = ["KIND", "START_VIEW", "the_hooks"]
