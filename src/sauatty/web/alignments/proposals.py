"""What the machine proposes, as results that stand beside those of people; mapped to another framework on wish."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sauatty.web.alignments.figures import FRAMEWORK
from sauatty.web.alignments.models import MatchResult, MatchRun
from sauatty.web.curricula.models import SubjectProgramme
from sauatty.web.frameworks import selectors as frameworks

Held = dict[UUID, tuple[int | None, tuple[str, ...], int | None]]


def results_of(run: MatchRun, programme: SubjectProgramme | None = None) -> Held:
    """Return relevance (1 or 0) and first competence of each objective of a run, in one query."""
    results = MatchResult.objects.filter(run=run)
    if programme is not None:
        results = results.filter(objective__programme=programme)
    rows = results.values_list("objective_id", "is_relevant", "competence")
    return {
        objective: (1, (competence,), None) if is_relevant else (0, (), None)
        for objective, is_relevant, competence in rows.iterator()
    }


def priors_of(run: MatchRun, objectives: Iterable[UUID]) -> dict[UUID, float]:
    """Return the machine's relevance (0-1) of some objectives of a run."""
    wanted = set(objectives)
    rows = MatchResult.objects.filter(run=run).values_list("objective_id", "relevance")
    return {objective: relevance for objective, relevance in rows.iterator() if objective in wanted}


def carried_competences(proposed: Sequence[str], framework: str) -> tuple[str, ...]:
    """Return proposed competences in the terms of a framework, best first, each once.

    A national version says from which competences its own ones were made; what it left out drops out.
    """
    if framework == FRAMEWORK:
        return tuple(proposed)
    links: Mapping[str, Sequence[str]] = frameworks.sources_of(framework)
    return tuple(dict.fromkeys(target for one in proposed for target in links.get(one, ())))


def scores_of(run: MatchRun, framework: str) -> dict[str, dict[str, float]]:
    """Return by objective how strongly the machine proposes each competence of a framework."""
    rows = MatchResult.objects.filter(run=run).values_list("objective_id", "proposals")
    return {str(objective): _scores(found, framework) for objective, found in rows.iterator()}


def _scores(found: Iterable[dict[str, Any]], framework: str) -> dict[str, float]:
    scores: dict[str, float] = {}
    for one in found:
        for competence in carried_competences([one["competence"]], framework):
            scores[competence] = max(scores.get(competence, 0.0), one["score"])
    return scores
