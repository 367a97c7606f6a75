"""What a session comes to, paper by paper: the cut, who would pass, how surely. All figures stay unrounded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np

from sauatty.core.errors import SauattyError
from sauatty.core.psychometrics.abilities import estimate_abilities
from sauatty.core.psychometrics.classification import Classification, lee, livingston_lewis
from sauatty.core.psychometrics.cutscore import (
    CutScore,
    PassShare,
    ThetaCut,
    cut_score,
    pass_share,
    theta_cut,
)
from sauatty.core.psychometrics.equating_curves import has_curve
from sauatty.core.psychometrics.irt_results import Calibration
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.reliability import reliability
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import FloatArray
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.web.standards import panel, selectors

Json = dict[str, Any]
ENOUGH_ABILITIES = 30


@dataclass(frozen=True, slots=True)
class Group:
    """Who took the paper, and what share of them would pass; None where they are too few to be told."""

    test_id: UUID
    cohort_id: UUID | None
    n: int
    passing: PassShare | None


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """What the panel says of one paper. `problem` says why there is no cut; `surety_problem` why no consistency."""

    paper: Any
    items: tuple[Json, ...]
    found: CutScore | None
    problem: SauattyError | None = None
    n_carried: int = 0
    is_calibrated: bool = False
    theta: ThetaCut | None = None
    surety: Classification | None = None
    surety_problem: SauattyError | None = None
    n_taken: int = 0
    groups: tuple[Group, ...] = ()
    notes: tuple[Note, ...] = field(default=())

    @property
    def most(self) -> int:
        """Return the points of the paper."""
        return sum(one["max"] for one in self.items)


def _given(session: Any) -> tuple[dict[int, dict[tuple[UUID, str], int]], dict[UUID, str]]:
    """Return the ratings of the rounds that are over, and the number of each judge."""
    given = selectors.given_in(session)
    if session.state == "second":  # what is not finished is not shown
        given.pop(2, None)
    return given, panel.pseudonyms({judge for row in given.values() for judge, _item in row}, session.pk)


def rating_rows(session: Any, paper_id: UUID, number: int) -> list[list[Any]] | None:
    """Return the ratings of a round as a table: judges by number × questions; None where there was no such round."""
    given, names = _given(session)
    rounds = panel.rounds_of(selectors.items_of_paper(session, paper_id), names, given)
    if not 1 <= number <= len(rounds):
        return None
    found = rounds[number - 1].ratings
    cells = [["" if np.isnan(one) else int(one) for one in row] for row in found.percents]
    return [["judge", *found.items], *([name, *row] for name, row in zip(found.judges, cells, strict=True))]


def session_figures(session: Any) -> list[PaperFigures]:
    """Return the figures of each paper of a session."""
    taken, known = selectors.taken_papers(session), selectors.parameters(session)
    given, names = _given(session)
    return [
        _figures(paper, selectors.items_of_paper(session, paper.pk), names, given, taken[paper.pk], known)
        for paper in selectors.papers_of(session)
    ]


def _figures(
    paper: Any, items: Sequence[Json], names: Mapping[UUID, str], given: Mapping[int, panel.Given],
    taken: Sequence[Any], known: Mapping[str, Any],
) -> PaperFigures:  # fmt: skip
    rounds = panel.rounds_of(items, names, given)
    curves = curves_of(items, known)
    shares = solved_shares(items, taken)
    solved = np.array([shares[one["id"]][0] for one in items], float) if len(taken) >= MINIMUM_CELL else None
    try:
        found = cut_score([one.ratings for one in rounds], curves, solved)
    except SauattyError as error:
        return PaperFigures(paper, tuple(items), None, error, n_taken=len(taken))
    surety, problem = _surety(items, curves, taken, found)
    return PaperFigures(
        paper, tuple(items), found, None, rounds[-1].n_carried, curves is not None,
        theta_cut(curves, found.final) if curves is not None else None, surety, problem, len(taken),
        tuple(_groups(items, taken, found)), notes=_notes(found),
    )  # fmt: skip


def _notes(found: CutScore) -> tuple[Note, ...]:
    return (*found.final.notes, *(note for judge in found.final.judges for note in judge.notes))


def curves_of(items: Sequence[Json], known: Mapping[str, Any]) -> list[Any] | None:
    """Return the calibrated parameters of all items, or None where one has none that fit its points."""
    rows = [known.get(one["id"]) for one in items]
    fits = all(
        row is not None and row.is_estimated and row.max_score == one["max"] and has_curve(row)
        for row, one in zip(rows, items, strict=True)
    )
    return rows if rows and fits else None


def solved_shares(items: Sequence[Json], taken: Sequence[Any]) -> dict[str, tuple[float, int]]:
    """Return the share of the points that people got on each item, and how many were asked; nan for nobody."""
    found = {}
    for one in items:
        points = [row.points[one["id"]] for row in taken if one["id"] in row.points]
        found[one["id"]] = (sum(points) / (len(points) * one["max"]) if points else float("nan"), len(points))
    return found


def totals_of(items: Sequence[Json], taken: Sequence[Any]) -> list[int]:
    """Return the points of people on the items that were judged."""
    return [sum(row.points.get(one["id"], 0) for one in items) for row in taken]


def _surety(
    items: Sequence[Json], curves: list[Any] | None, taken: Sequence[Any], found: CutScore
) -> tuple[Classification | None, SauattyError | None]:
    """Return how surely the pass mark parts people: from the parameters, else from totals and their reliability."""
    least, most = found.final.least_points, found.final.most
    try:
        if curves is not None:
            return lee(curves, least, *_abilities(items, curves, taken)), None
        if len(taken) < ENOUGH_ABILITIES:
            return None, None
        alpha = reliability(selectors.matrix_of(taken)).alpha
        return livingston_lewis(totals_of(items, taken), least, most, alpha if alpha is not None else 0), None
    except SauattyError as error:
        return None, error


def _abilities(
    items: Sequence[Json], curves: list[Any], taken: Sequence[Any]
) -> tuple[FloatArray | None, FloatArray | None]:
    """Return points and weights of the abilities of those who took the paper; nothing where they are too few.

    Estimates spread more than abilities: the mean squared error is taken off their variance.
    """
    if len(taken) < ENOUGH_ABILITIES:
        return None, None
    scores = np.array([[float(row.points.get(one["id"], np.nan)) for one in items] for row in taken])
    ids = tuple(one["id"] for one in items)
    matrix = ScoreMatrix(scores, tuple(map(str, range(len(taken)))), ids, tuple(one["max"] for one in items))
    found = estimate_abilities(matrix, Calibration("pcm", "mml", 0, tuple(curves), (), 0.0, 0, True), "wle")
    is_there = np.isfinite(found.theta) & np.isfinite(found.se)
    theta, se = found.theta[is_there], found.se[is_there]
    if len(theta) < ENOUGH_ABILITIES:
        return None, None
    spread = float(np.sqrt(max(theta.var(ddof=1) - np.square(se).mean(), 0.01)))
    at = np.linspace(-5, 5, 201)
    return theta.mean() + spread * at, np.exp(-(at**2) / 2)


def _groups(items: Sequence[Json], taken: Sequence[Any], found: CutScore) -> list[Group]:
    """Return who would pass of each test; of its cohorts too, unless one of them is too small to be told."""
    rows: list[Group] = []
    for test_id in dict.fromkeys(row.test_id for row in taken):
        here = [row for row in taken if row.test_id == test_id]
        rows.append(_group(items, here, found, test_id, None))
        cohorts = {row.cohort_id for row in here}
        parts = [[row for row in here if row.cohort_id == one] for one in sorted(cohorts, key=str)]
        if len(parts) > 1 and None not in cohorts and all(len(part) >= MINIMUM_CELL for part in parts):
            rows += [_group(items, part, found, test_id, part[0].cohort_id) for part in parts]
    return rows


def _group(
    items: Sequence[Json], rows: Sequence[Any], found: CutScore, test_id: UUID, cohort_id: UUID | None
) -> Group:
    if len(rows) < MINIMUM_CELL:
        return Group(test_id, cohort_id, len(rows), None)
    return Group(test_id, cohort_id, len(rows), pass_share(totals_of(items, rows), found.final))


def discussion_of(session: Any) -> dict[str, Json]:
    """Return what judges are shown before the second round: medians without names, and how hard the question was."""
    given, known = selectors.given_in(session).get(1, {}), selectors.parameters(session)
    shown = panel.medians(session.items, given)
    taken = [row for rows in selectors.taken_papers(session).values() for row in rows]
    for item, (share, n_people) in solved_shares(session.items, taken).items():
        is_told, parameters = session.shows_difficulty and n_people >= MINIMUM_CELL, known.get(item)
        shown[item] |= {
            "share": share if is_told else None, "n_people": n_people if is_told else None,
            "difficulty": parameters.difficulty if session.shows_difficulty and parameters is not None else None,
        }  # fmt: skip
    return shown


def as_json(one: PaperFigures) -> Json:
    """Return what is kept beside a pass mark: the panel's figures as they were."""
    if one.found is None:
        return {}
    final, theta = one.found.final, one.theta
    return {
        "cut": final.cut, "se": final.se, "se_with_items": final.se_with_items, "least_points": final.least_points,
        "low": None if final.se is None else final.interval.low,
        "high": None if final.se is None else final.interval.high,
        "n_judges": len(final.judges), "n_rounds": len(one.found.rounds), "n_items": len(one.items),
        "theta": theta.theta if theta else None, "theta_se": theta.se if theta else None,
    }  # fmt: skip
