"""Calibration: from a matrix of scores to difficulties and discriminations on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from sauatty.core.errors import ModelUnknown
from sauatty.core.psychometrics.irt_answers import Answers
from sauatty.core.psychometrics.irt_em import LEAST_SD, held, maximise, problem_of
from sauatty.core.psychometrics.irt_errors import in_place, marginal_covariance, mean_error, with_errors
from sauatty.core.psychometrics.irt_items import (
    Layout,
    centred,
    checked_anchors,
    notes_of,
    parameters_of,
    start_of,
    usable,
    with_left_out,
)
from sauatty.core.psychometrics.irt_kernel import State, normal_grid
from sauatty.core.psychometrics.irt_links import item_notes, marginal_item_notes
from sauatty.core.psychometrics.irt_results import Calibration, GroupDistribution, ItemParameters
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.rasch import score_tables, without_extremes
from sauatty.core.psychometrics.rasch_cml import conditional_fit
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import FloatArray

__all__ = ["Calibration", "GroupDistribution", "ItemParameters", "calibrate"]

MODELS = ("rasch", "2pl", "pcm")
METHODS = ("cml", "mml")
MOST_SETS = 500  # of items that people were asked: each costs the conditional likelihood a round of its own


def calibrate(
    matrix: ScoreMatrix,
    model: str = "rasch",
    *,
    method: str | None = None,
    groups: Sequence[str] | None = None,
    anchors: Mapping[str, ItemParameters] | None = None,
    n_points: int = 41,
    with_errors: bool = True,
) -> Calibration:
    """Estimate the items of a test, and how able the groups are that took it.

    Parameters
    ----------
    matrix : ScoreMatrix
        persons × items; nan = not asked. Forms that share items are calibrated together (concurrently).
    model : {'rasch', '2pl', 'pcm'}
        'rasch' and '2pl' take right or wrong; 'pcm' (partial credit) any whole points, mixed as well.
    method : {'cml', 'mml'}, optional
        Conditional or marginal maximum likelihood. 'cml' assumes nothing about the people and knows no anchors; it
        is the default for 'rasch' and 'pcm' without groups and anchors, unless people were asked more than 500
        different sets of items. 'mml' takes abilities as normal by group.
    groups : sequence of str of length n_persons, optional
        Each group gets a mean and a deviation of its own. In '2pl' the first one to appear is N(0, 1).
    anchors : mapping of item to ItemParameters, optional
        Items whose parameters stay as they are; every group's distribution is then free.
    n_points : int
        Points of the grid of abilities, evenly over five standard deviations to each side.
    with_errors : bool
        Compute standard errors from the observed information.

    Returns
    -------
    Calibration
        'rasch' and 'pcm': discriminations 1 and difficulties with mean 0 (unless anchored). An item that everybody
        answered alike has no estimate: by 'cml' its difficulty is None, by 'mml' it rests on half an answer that
        nobody gave, its errors are None, and a note says so either way.

    Raises
    ------
    ModelUnknown, ModelNeedsRightOrWrong, ScoresUnusable, ScoresTooFew, GroupsDoNotFit, AnchorUnusable

    Notes
    -----
    Checked against eRm 1.0-2 and psychotools 0.7-2 (CML) and PyPI mirt 1.2.0 (MML): tests/core/psychometrics.
    """
    chosen = _method(model, method, has_groups=groups is not None, has_anchors=bool(anchors))
    fixed = checked_anchors(matrix, anchors or {})
    answers, layout = usable(matrix, groups, fixed, model, chosen)
    if (
        chosen == "cml"
        and method is None
        and len(score_tables(answers.blocks, answers.max_scores)) > MOST_SETS
    ):
        chosen = "mml"
        answers, layout = usable(matrix, groups, fixed, model, chosen)
    if chosen == "cml":
        return _conditional(answers, layout, n_points, with_errors)
    return _marginal(answers, layout, n_points, with_errors)


def _method(model: str, method: str | None, *, has_groups: bool, has_anchors: bool) -> str:
    """Return the method to use; raise on a model or method that does not exist."""
    if model not in MODELS:
        raise ModelUnknown(name=model, known=", ".join(MODELS))
    possible = ("mml",) if model == "2pl" or has_anchors else METHODS
    chosen = method or ("mml" if has_groups else possible[0])
    if chosen not in possible:
        raise ModelUnknown(name=chosen, known=", ".join(possible))
    return chosen


def _conditional(answers: Answers, layout: Layout, n_points: int, asks_errors: bool) -> Calibration:
    """Estimate the items from the answers given the raw scores, then the groups with the items held."""
    tables = score_tables(answers.blocks, answers.max_scores)
    tables, counts = without_extremes(tables, answers.counts.sum(axis=0), answers.max_scores)
    start, free = start_of(answers, layout, counts)
    fit = conditional_fit(tables, counts, start.intercepts, free.intercepts, with_errors=asks_errors)
    grid = normal_grid(n_points)
    state = centred(replace(start, intercepts=fit.intercepts))
    people = maximise(held(answers, grid), state)
    found = parameters_of(answers, layout, state)
    notes = notes_of(answers, layout, state, counts, guess=False) + item_notes(answers, tables)
    if asks_errors and fit.covariance is None:
        notes += (Note("errors-not-computed"),)
    if fit.covariance is not None:
        everywhere = np.concatenate([np.zeros((len(free.slopes), 1), bool), free.intercepts], axis=1).ravel()
        places = np.concatenate([everywhere, np.zeros(2 * len(start.means), bool)])
        covariance = in_place(fit.covariance, places, state, is_centred=True)
        found = with_errors(found, answers, state, covariance, np.ones(len(found), bool))
    return Calibration(
        layout.model,
        "cml",
        answers.n_persons,
        with_left_out(found, layout, state, grid, guess=False),
        _groups(answers, people.state),
        fit.log_likelihood,
        fit.n_iterations,
        fit.converged,
        notes + _spread(answers, people.state) + _stopped(fit.converged, fit.n_iterations),
    )


def _marginal(answers: Answers, layout: Layout, n_points: int, asks_errors: bool) -> Calibration:
    """Estimate items and groups together, abilities taken as normal."""
    grid = normal_grid(n_points)
    start, free = start_of(answers, layout, answers.counts.sum(axis=0))
    problem = problem_of(answers, free, grid, has_equal_slopes=bool((start.slopes == 1).all()))
    fit = maximise(problem, start)
    is_centred = not (layout.has_free_slopes or layout.anchors)
    state = centred(fit.state) if is_centred else fit.state
    found = parameters_of(answers, layout, state)
    notes = notes_of(answers, layout, state, problem.counts, guess=True) + marginal_item_notes(answers)
    notes += _spread(answers, state) + _stopped(fit.converged, fit.n_iterations)
    covariance = marginal_covariance(problem, state, is_centred=is_centred) if asks_errors else None
    if covariance is not None:
        found = with_errors(found, answers, state, covariance, np.asarray(free.intercepts.any(axis=1)))
    elif asks_errors:
        notes += (Note("errors-not-computed"),)
    return Calibration(
        layout.model,
        "mml",
        answers.n_persons,
        with_left_out(found, layout, state, grid, guess=True),
        _groups(answers, state, covariance),
        fit.log_likelihood,
        fit.n_iterations,
        fit.converged,
        notes,
    )


def _groups(
    answers: Answers, state: State, covariance: FloatArray | None = None
) -> tuple[GroupDistribution, ...]:
    """Return the distributions of the groups."""
    n_groups = len(answers.groups)
    return tuple(
        GroupDistribution(
            name,
            answers.group_sizes[number],
            float(state.means[number]),
            float(state.sds[number]),
            None if covariance is None else mean_error(covariance, number, n_groups),
        )
        for number, name in enumerate(answers.groups)
    )


def _stopped(converged: bool, n_iterations: int) -> tuple[Note, ...]:
    """Say so where the estimation did not settle."""
    return () if converged else (Note("not-converged", {"iterations": n_iterations}),)


def _spread(answers: Answers, state: State) -> tuple[Note, ...]:
    """Say which groups' spread of ability fell to the least value that the estimation allows."""
    names = zip(answers.groups, state.sds, strict=True)
    return tuple(Note("spread-not-estimated", {"group": name}) for name, sd in names if sd <= 1.01 * LEAST_SD)
