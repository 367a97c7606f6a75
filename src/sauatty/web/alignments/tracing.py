"""From the state standard to the curricula and back, along the competences."""

from dataclasses import dataclass

from sauatty.core import records
from sauatty.web.alignments.figures import Competence, competence_of
from sauatty.web.alignments.models import MatchRun
from sauatty.web.alignments.selectors import list_relevant
from sauatty.web.curricula.conversion import record_of
from sauatty.web.curricula.models import Edition

DELIVERED, NOT_DELIVERED, NOT_READ = "delivered", "not-delivered", "not-read"
N_LINKS = 5


@dataclass(frozen=True, slots=True)
class TracedOutcome:
    """A sentence of the standard that asks for a competence, and what delivers it."""

    outcome: records.Objective
    competence: Competence
    status: str
    objectives: tuple[records.Objective, ...]


@dataclass(frozen=True, slots=True)
class StandardTrace:
    """Both directions: what the standard asks for, and what curricula do beyond it."""

    outcomes: tuple[TracedOutcome, ...]
    n_beyond: int
    beyond: tuple[tuple[records.Objective, Competence], ...]

    def count(self, status: str) -> int:
        """Return how many outcomes have a status."""
        return sum(1 for traced in self.outcomes if traced.status == status)

    @property
    def n_delivered(self) -> int:
        """Return how many outcomes some objective delivers."""
        return self.count(DELIVERED)

    @property
    def n_not_delivered(self) -> int:
        """Return how many outcomes no objective of their area delivers."""
        return self.count(NOT_DELIVERED)

    @property
    def n_not_read(self) -> int:
        """Return how many outcomes nothing can be said about."""
        return self.count(NOT_READ)


def trace_standard(standard: MatchRun, curriculum: MatchRun, shown: int = 200) -> StandardTrace:
    """Link relevant outcomes to relevant objectives of the same area with the same first competence."""
    import numpy as np

    from sauatty.core.exchange.trace import trace_objectives, trace_outcomes

    asked, given = list(list_relevant(standard)), list(list_relevant(curriculum))
    outcomes = [record_of(result.objective) for result in asked]
    objectives = [record_of(result.objective) for result in given]
    # no model needed: texts are close when their competences are equal, ranked by the objective's relevance
    similarity = np.array(
        [[one.relevance * (one.competence == other.competence) for one in given] for other in asked]
    ).reshape(len(asked), len(given))
    least = curriculum.threshold
    traces = trace_outcomes(outcomes, objectives, similarity, threshold=max(least, 1e-9), n_links=N_LINKS)
    everything = trace_outcomes(outcomes, objectives, similarity, threshold=max(least, 1e-9), n_links=10**6)
    reached = trace_objectives(everything, objectives)
    read = _read_areas(curriculum.edition)
    traced = tuple(
        TracedOutcome(
            trace.outcome,
            competence_of(result.competence),
            _status(trace.status, trace.outcome, read),
            tuple(link.objective for link in trace.links),
        )
        for trace, result in zip(traces, asked, strict=True)
    )
    beyond = [
        (one.objective, competence_of(result.competence))
        for one, result in zip(reached, given, strict=True)
        if not one.outcomes
    ]
    return StandardTrace(traced, len(beyond), tuple(beyond[:shown]))


def _read_areas(edition: Edition) -> frozenset[str]:
    pairs = edition.objectives.order_by().values_list("subject_area", "subject_id").distinct()
    return frozenset(name for pair in pairs for name in pair if name)


def _status(status: str, outcome: records.Objective, read: frozenset[str]) -> str:
    """Tell 'nothing relevant there' from 'not read': only relevant objectives were handed to the core."""
    place = outcome.subject_id or outcome.subject_area
    if status == NOT_READ and (place is None or place in read):
        return NOT_DELIVERED
    return status
