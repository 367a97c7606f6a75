"""From the state standard to the objectives that deliver it, and back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sauatty.core.records import Objective

DELIVERED, NOT_DELIVERED, NOT_READ = "delivered", "not-delivered", "not-read"


@dataclass(frozen=True, slots=True)
class TraceLink:
    """An objective that says what an outcome asks for; `similarity` as passed in."""

    objective: Objective
    similarity: float


@dataclass(frozen=True, slots=True)
class OutcomeTrace:
    """An outcome of the standard with its objectives, best first.

    `status` is 'delivered', 'not-delivered' (its area was read, nothing is close enough) or 'not-read' (no
    objective of its area and level is in the data, so nothing can be said).
    """

    outcome: Objective
    status: str
    links: tuple[TraceLink, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectiveTrace:
    """An objective with the outcomes it delivers, best first; empty where it goes beyond the standard."""

    objective: Objective
    outcomes: tuple[Objective, ...] = ()


def trace_outcomes(
    outcomes: Sequence[Objective],
    objectives: Sequence[Objective],
    similarity: npt.ArrayLike,
    *,
    level_grades: Mapping[str, Collection[int]] | None = None,
    threshold: float = 0.5,
    n_links: int = 5,
) -> tuple[OutcomeTrace, ...]:
    """Find for every outcome of the standard the objectives that deliver it.

    Parameters
    ----------
    outcomes : sequence of Objective
        Rows of a state standard.
    objectives : sequence of Objective
        Rows of the model curricula.
    similarity : array-like of shape (n_outcomes, n_objectives)
        How close the texts are, 0-1; nan counts as not close.
    level_grades : mapping, optional
        The grades of each level by the outcome's `programme`; without it every grade counts.
    threshold : float
        The least similarity of a link.
    n_links : int
        The most links of one outcome.

    Raises
    ------
    ValueError
        If the matrix has another shape.
    """
    matrix = np.nan_to_num(np.asarray(similarity, dtype=float), nan=-1.0)
    if matrix.shape != (len(outcomes), len(objectives)):
        raise ValueError(f"similarity has shape {matrix.shape}, not {(len(outcomes), len(objectives))}")
    grades = level_grades or {}
    return tuple(
        _trace(outcome, objectives, matrix[row], grades.get(outcome.programme or ""), (threshold, n_links))
        for row, outcome in enumerate(outcomes)
    )


def _trace(
    outcome: Objective,
    objectives: Sequence[Objective],
    similarities: npt.NDArray[np.float64],
    grades: Collection[int] | None,
    limits: tuple[float, int],
) -> OutcomeTrace:
    threshold, n_links = limits
    candidates = [
        index for index, objective in enumerate(objectives) if _may_deliver(outcome, objective, grades)
    ]
    if not candidates:
        return OutcomeTrace(outcome, NOT_READ)
    ranked = sorted(candidates, key=lambda index: -similarities[index])
    close = [index for index in ranked if similarities[index] >= threshold][:n_links]
    links = tuple(TraceLink(objectives[index], float(similarities[index])) for index in close)
    return OutcomeTrace(outcome, DELIVERED if links else NOT_DELIVERED, links)


def _may_deliver(outcome: Objective, objective: Objective, grades: Collection[int] | None) -> bool:
    """Tell whether subject (or area) and level agree; an outcome of no known area takes any subject."""
    if grades and objective.grade is not None and objective.grade not in grades:
        return False
    if outcome.subject_id is not None:
        return outcome.subject_id == objective.subject_id
    return outcome.subject_area is None or outcome.subject_area == objective.subject_area


def trace_objectives(
    traces: Sequence[OutcomeTrace], objectives: Sequence[Objective]
) -> tuple[ObjectiveTrace, ...]:
    """Turn the links round: for every objective the outcomes that it delivers, best first."""
    found: dict[str, list[tuple[float, Objective]]] = {}
    for trace in traces:
        for link in trace.links:
            found.setdefault(link.objective.id, []).append((link.similarity, trace.outcome))
    return tuple(
        ObjectiveTrace(
            objective,
            tuple(outcome for _, outcome in sorted(found.get(objective.id, ()), key=lambda pair: -pair[0])),
        )
        for objective in objectives
    )
