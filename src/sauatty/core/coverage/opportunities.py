"""For each empty or thin cell, the objectives into which the competence can be built without adding hours."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sauatty.core.coverage.judged import JudgedMatrix, judged_row_key
from sauatty.core.records import JudgedObjective

# Why an objective is offered, best first; the words of content/words/measures.yaml are keyed by these slugs.
REASONS = ("judged-opportunity", "related-opportunity", "machine-score")
THIN, PER_CELL, MIN_SCORE = 2, 5, 0.2
Scores = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Opportunity:
    """An objective offered for a cell of the matrix.

    `cell` is 'empty' or 'thin', `rank` counts from 1 within the cell, `reason` is one of `REASONS`, `score` the
    machine's score for the competence where one is known. `related` is the competence for which a related
    opportunity was judged, else ''.
    """

    row: str
    competence: str
    cell: str
    rank: int
    objective: JudgedObjective
    reason: str
    score: float | None = None
    related: str = ""


@dataclass(frozen=True, slots=True)
class _Offer:
    objective: JudgedObjective
    reason: str
    place: int
    score: float | None
    related: str = ""

    def key(self) -> tuple[int, int, float, str]:
        return REASONS.index(self.reason), self.place, -(self.score or 0.0), self.objective.id


def opportunities(
    objectives: Iterable[JudgedObjective],
    matrix: JudgedMatrix,
    *,
    scores: Scores | None = None,
    thin: int = THIN,
    per_cell: int = PER_CELL,
) -> list[Opportunity]:
    """Return the ranked objectives for every empty or thin cell of a matrix of direct objectives.

    First come objectives of the row that were judged an opportunity for the competence (those that name it
    first before the others), then opportunities for a competence of the same component, then objectives with a
    machine score for it. An objective that people judged irrelevant is never offered: the machine does not
    overrule them. Cells without any offer are not in the list.

    Parameters
    ----------
    objectives : iterable of JudgedObjective
        The objectives that the matrix was built from.
    matrix : JudgedMatrix
        With `count` 'direct'; its competences are what is offered.
    scores : mapping of objective id to mapping of competence to score, optional
        The machine's scores, 0-1; those under 0.2 are not used.
    thin : int
        A cell with 1 to `thin` direct objectives is thin; 0 for empty cells only.
    per_cell : int
        At most so many offers for a cell.
    """
    by_row: dict[str, list[JudgedObjective]] = defaultdict(list)
    for one in objectives:
        by_row[judged_row_key(one, matrix.by)].append(one)
    found: list[Opportunity] = []
    for row, column in np.argwhere(matrix.n_carrying <= thin):
        key, competence = matrix.rows[row], matrix.competences[column]
        cell = "thin" if matrix.n_carrying[row, column] else "empty"
        offers = sorted(_offers(by_row[key], competence, scores or {}), key=_Offer.key)[:per_cell]
        found += [
            Opportunity(
                key, competence, cell, rank, offer.objective, offer.reason, offer.score, offer.related
            )
            for rank, offer in enumerate(offers, 1)
        ]
    return found


def _offers(row: Sequence[JudgedObjective], competence: str, scores: Scores) -> list[_Offer]:
    offers = (_offer(one, competence, scores.get(one.id, {}).get(competence)) for one in row)
    return [offer for offer in offers if offer is not None]


def _offer(objective: JudgedObjective, competence: str, score: float | None) -> _Offer | None:
    own = objective.competences
    if objective.relevance == 1 and competence in own:
        return _Offer(objective, "judged-opportunity", own.index(competence), score)
    if objective.relevance == 1:
        related = next((one for one in own if component(one) == component(competence)), "")
        if related:
            return _Offer(objective, "related-opportunity", own.index(related), score, related)
    carried = objective.relevance == 2 and competence in own
    refused = objective.relevance == 0 and objective.source != "machine"
    if score is None or score < MIN_SCORE or carried or refused:
        return None
    return _Offer(objective, "machine-score", 0, score)


def component(competence: str) -> str:
    """Return the component that a competence belongs to: 'gmilaf.2' of 'gmilaf.2.3'; itself where there is none."""
    head, _, tail = competence.rpartition(".")
    return head if "." in head and tail else competence
