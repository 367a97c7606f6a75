"""Which items can be estimated, where the estimation starts, and what its end means for an item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from sauatty.core.errors import AnchorUnusable, ModelNeedsRightOrWrong, ScoresTooFew
from sauatty.core.psychometrics.irt_answers import Answers, IntArray, answers_of
from sauatty.core.psychometrics.irt_em import SLOPE_BOUND, Freedom
from sauatty.core.psychometrics.irt_kernel import Grid, State, curves_at
from sauatty.core.psychometrics.irt_links import group_notes, linked_groups
from sauatty.core.psychometrics.irt_results import ItemParameters
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.rasch import inside_counts
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import BoolArray, FloatArray

HALF_AN_ANSWER = 0.5
FAR = 8.0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that `n` people answered alike, with `score` points (None = nobody was asked).

    `is_alike` is False where only those with neither no nor all points did so.
    """

    n: float
    score: int | None
    is_alike: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """All items of the matrix, and those of them that are estimated (in the order of the answers)."""

    model: str
    items: tuple[str, ...]
    max_scores: tuple[int, ...]
    anchors: Mapping[str, ItemParameters]
    left_out: Mapping[str, LeftOut]
    notes: tuple[Note, ...]

    @property
    def has_free_slopes(self) -> bool:
        """Say whether the model estimates discriminations."""
        return self.model == "2pl"


def usable(
    matrix: ScoreMatrix,
    groups: Sequence[str] | None,
    anchors: Mapping[str, ItemParameters],
    model: str,
    method: str,
) -> tuple[Answers, Layout]:
    """Return the answers to the items that can be estimated, and what became of the others.

    Leaving an item out may leave people at an end of the score, so for 'cml' it is done until nothing changes.
    """
    _check_model(matrix, model)
    answers = answers_of(matrix, groups)
    notes, left_out = list(answers.notes), {}
    while alike := _alike(answers, anchors, method):
        left_out.update(alike)
        notes += [note_of(item, left) for item, left in alike.items()]
        kept = [number for number, item in enumerate(matrix.items) if item not in left_out]
        if len(kept) < 2:
            break
        answers = answers_of(matrix.of_items(kept), groups)
    n_items = matrix.n_items - len(left_out)
    if n_items < 2 or answers.n_persons < 2:
        raise ScoresTooFew(persons=answers.n_persons, items=n_items)
    return answers, Layout(model, matrix.items, matrix.max_scores, anchors, left_out, tuple(notes))


def _alike(answers: Answers, anchors: Mapping[str, ItemParameters], method: str) -> dict[str, LeftOut]:
    """Return the items that everybody answered alike (by 'cml': everybody with neither no nor all points)."""
    counts = answers.counts.sum(axis=0)
    inside = inside_counts(answers) if method == "cml" else counts
    found = {}
    for item, row, own in zip(answers.items, counts, inside, strict=True):
        if (own > 0).sum() < 2 and not (item in anchors and row.any()):
            is_alike = (row > 0).sum() < 2
            found[item] = LeftOut(float(row.sum()), int(row.argmax()) if row.any() else None, is_alike)
    return found


def _check_model(matrix: ScoreMatrix, model: str) -> None:
    """Raise where the model takes right or wrong and an item has more points."""
    for item, most in zip(matrix.items, matrix.max_scores, strict=True):
        if model != "pcm" and most > 1:
            raise ModelNeedsRightOrWrong(item=item, most=most, model=model)


def checked_anchors(
    matrix: ScoreMatrix, anchors: Mapping[str, ItemParameters]
) -> Mapping[str, ItemParameters]:
    """Return the anchors of items of the matrix; raise on one without usable parameters."""
    found = {}
    for item, most in zip(matrix.items, matrix.max_scores, strict=True):
        if item in anchors:
            if len(anchors[item].steps) != most or None in anchors[item].steps:
                raise AnchorUnusable(item=item, most=most)
            found[item] = anchors[item]
    return found


def note_of(item: str, left: LeftOut) -> Note:
    """Say why an item has no estimate."""
    if left.score is None:
        return Note("item-without-answer", {"item": item})
    if not left.is_alike:
        return Note("item-alike-inside", {"item": item})
    if left.score == 0:
        return Note("item-nobody-solved", {"item": item})
    return Note("item-everybody-solved" if left.score == 1 else "item-constant", {"item": item})


def intercepts_of(parameters: ItemParameters, n_scores: int) -> FloatArray:
    """Return the intercepts of 0 … points of one item, padded with -inf to `n_scores`."""
    steps = np.array([np.inf if step is None else step for step in parameters.steps], float)
    reached = -parameters.discrimination * np.cumsum(np.where(np.isfinite(steps), steps, 0.0))
    return np.concatenate([[0.0], reached, np.full(n_scores - 1 - len(steps), -np.inf)])


def start_of(answers: Answers, layout: Layout, counts: FloatArray) -> tuple[State, Freedom]:
    """Return where the estimation starts, and what may move; `counts` of scores is (n_items, most points + 1)."""
    seen = counts > 0
    base = seen.argmax(axis=1)
    share = np.where(seen, np.log(np.maximum(counts, 0.5)), -np.inf)
    intercepts = share - share[np.arange(len(base)), base][:, None]
    intercepts_free = seen & (np.arange(seen.shape[1]) != base[:, None])
    slopes = np.ones(len(base))
    slopes_free = np.full(len(base), layout.has_free_slopes)
    for number, item in enumerate(answers.items):
        if item in layout.anchors:
            slopes[number] = layout.anchors[item].discrimination
            intercepts[number] = intercepts_of(layout.anchors[item], seen.shape[1])
            slopes_free[number] = intercepts_free[number] = False
    means_free, sds_free = _groups_free(len(answers.groups), layout)
    is_linked = linked_groups(answers, layout.anchors)
    sds_known = is_linked | (not layout.has_free_slopes)
    free = Freedom(slopes_free, intercepts_free, means_free & is_linked, sds_free & sds_known)
    ones = np.ones(len(answers.groups))
    return State(slopes, intercepts, 0.0 * ones, ones), free


def _groups_free(n_groups: int, layout: Layout) -> tuple[BoolArray, BoolArray]:
    """Say which means and deviations move: all with anchors; else the first mean is 0, and its sd 1 in 2PL."""
    means, sds = np.ones(n_groups, bool), np.ones(n_groups, bool)
    if not layout.anchors:
        means[0] = False
        sds[0] = not layout.has_free_slopes
    return means, sds


def centred(state: State) -> State:
    """Return the state with the mean difficulty at 0: people and items move together."""
    points = np.arange(state.intercepts.shape[1])
    shift = difficulties(state).mean()
    return State(
        state.slopes,
        state.intercepts + state.slopes[:, None] * points * shift,
        state.means - shift,
        state.sds,
    )


def difficulties(state: State) -> FloatArray:
    """Return the mean of the steps of each item, between the lowest and the highest score that occurred."""
    low, high = ends(state.intercepts)
    rows = np.arange(len(low))
    rise = state.intercepts[rows, high] - state.intercepts[rows, low]
    return np.asarray(-rise / (state.slopes * (high - low)))


def _is_far(place: float, state: State) -> bool:
    """Say whether a difficulty is more than eight deviations away from every group."""
    return bool((np.abs(place - state.means) > FAR * state.sds).all())


def ends(intercepts: FloatArray) -> tuple[IntArray, IntArray]:
    """Return the lowest and the highest possible score of each item."""
    possible = np.isfinite(intercepts)
    return possible.argmax(axis=1), intercepts.shape[1] - 1 - possible[:, ::-1].argmax(axis=1)


def parameters_of(answers: Answers, layout: Layout, state: State) -> dict[str, ItemParameters]:
    """Return the estimated items, without standard errors."""
    found = {}
    for number, (item, most) in enumerate(zip(answers.items, answers.max_scores, strict=True)):
        slope, reached = float(state.slopes[number]), state.intercepts[number]
        with np.errstate(invalid="ignore"):
            steps = -np.diff(reached[: most + 1]) / slope
        found[item] = layout.anchors.get(item) or ItemParameters(
            item,
            slope,
            float(difficulties(state)[number]),
            tuple(float(step) if np.isfinite(step) else None for step in steps),
        )
    return found


def with_left_out(
    found: Mapping[str, ItemParameters], layout: Layout, state: State, grid: Grid, *, guess: bool
) -> tuple[ItemParameters, ...]:
    """Return all items of the matrix in its order; `guess` gives those left out a weak difficulty."""
    return tuple(
        found[item]
        if item in found
        else layout.anchors.get(item) or _left_out(item, most, layout, state, grid, guess)
        for item, most in zip(layout.items, layout.max_scores, strict=True)
    )


def _left_out(item: str, most: int, layout: Layout, state: State, grid: Grid, guess: bool) -> ItemParameters:
    """Return an item that everybody answered alike."""
    left = layout.left_out[item]
    if not guess or most > 1 or left.score is None:
        return ItemParameters(item, 1.0, None, (None,) * most, se_steps=(None,) * most)
    solved = (HALF_AN_ANSWER if left.score == 0 else left.n - HALF_AN_ANSWER) / max(left.n, 1.0)
    difficulty = _difficulty_for(min(max(solved, 1e-9), 1 - 1e-9), state, grid)
    return ItemParameters(item, 1.0, difficulty, (difficulty,), se_steps=(None,))


def _difficulty_for(solved: float, state: State, grid: Grid) -> float:
    """Return the difficulty at which a share of the first group solves an item of discrimination 1."""
    weights, thetas = np.exp(grid.log_weights), grid.thetas(state)[:1]

    def surplus(difficulty: float) -> float:
        curves = curves_at(np.ones(1), np.array([[0.0, -difficulty]]), thetas)
        return float(curves.probabilities[0, 0, 1] @ weights) - solved

    return float(brentq(surplus, -60.0, 60.0))


def notes_of(
    answers: Answers, layout: Layout, state: State, counts: FloatArray, *, guess: bool
) -> tuple[Note, ...]:
    """Say what is weak about the estimates; `counts` of scores are those that the estimation used."""
    notes = list(layout.notes)
    if guess:
        alike = (item for item, left in layout.left_out.items() if left.score is not None)
        notes += [Note("difficulty-weak", {"item": item}) for item in alike]
    places = difficulties(state)
    for number, item in enumerate(answers.items):
        if layout.has_free_slopes and item not in layout.anchors and abs(state.slopes[number]) >= SLOPE_BOUND:
            notes.append(Note("discrimination-at-bound", {"item": item, "bound": SLOPE_BOUND}))
        if item not in layout.anchors and _is_far(places[number], state):
            notes.append(Note("difficulty-far", {"item": item}))
    for item, most, row in zip(answers.items, answers.max_scores, counts, strict=True):
        notes += [
            Note("item-step-empty", {"item": item, "score": score})
            for score in np.flatnonzero(row[: most + 1] == 0).tolist()
            if item not in layout.anchors
        ]
    return (*notes, *group_notes(answers, linked_groups(answers, layout.anchors)))
