"""S-X²: in each group of people with the same raw score, did as many solve an item as the model expects?"""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from sauatty.core.psychometrics.irt_answers import Codes, codes_of
from sauatty.core.psychometrics.irt_kernel import normal_grid
from sauatty.core.psychometrics.irt_results import Calibration
from sauatty.core.psychometrics.irt_scale import Scale, scale_of
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.rasch import raw_scores
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import FloatArray

LEAST_EXPECTED = 1.0
N_POINTS = 61


@dataclass(frozen=True, slots=True)
class SX2OfItem:
    """S-X² of one item; None where too few groups of scores are left after merging."""

    item: str
    s_x2: float | None
    df: int
    p: float | None


@dataclass(frozen=True, slots=True)
class SX2:
    """S-X² of all items; `n_persons` have answered every item, others can't be used."""

    items: tuple[SX2OfItem, ...]
    n_persons: int
    notes: tuple[Note, ...]


def score_fit(matrix: ScoreMatrix, calibration: Calibration) -> SX2:
    """Compute Orlando and Thissen's S-X² for items of one point.

    Neighbouring score groups are merged from both ends until at least one person is expected on either side. Degrees
    of freedom are the groups left less the parameters of the item (1 in 'rasch', 2 in '2pl'). Several groups of people
    count by their sizes. Orlando & Thissen (2000), doi:10.1177/01466216000241003.
    """
    scale = scale_of(calibration, matrix.items)
    if scale.intercepts.shape[1] > 2:
        nothing = tuple(SX2OfItem(item, None, 0, None) for item in scale.items)
        return SX2(nothing, 0, (Note("fit-needs-right-or-wrong"),))
    columns = [matrix.items.index(item) for item in scale.items]
    codes, has_holes = codes_of(matrix if len(columns) == matrix.n_items else matrix.of_items(columns))
    notes: tuple[Note, ...] = ()
    if has_holes:
        whole = (codes >= 0).all(axis=1)
        notes = (Note("fit-needs-all-answers", {"count": int((~whole).sum())}),)
        codes = codes[whole]
    people, solved = _observed(codes)
    expected = _expected(scale, calibration)
    n_parameters = 2 if calibration.model == "2pl" else 1
    items = tuple(
        _one(item, people, solved[:, number], expected[:, number], n_parameters)
        for number, item in enumerate(scale.items)
    )
    return SX2(items, len(codes), notes)


def _observed(codes: Codes) -> tuple[FloatArray, FloatArray]:
    """Return people by raw score (n_items + 1,), and how many of them solved each item (…, n_items)."""
    scores = raw_scores(codes)
    n = codes.shape[1] + 1
    solved: FloatArray = np.stack([np.bincount(scores, column, n) for column in codes.T], axis=1)
    return np.bincount(scores, minlength=n).astype(np.float64), solved


def _expected(scale: Scale, calibration: Calibration) -> FloatArray:
    """Return the expected share that solves each item, by raw score: (n_items + 1, n_items)."""
    grid, groups = normal_grid(N_POINTS), calibration.groups
    # Parameters from a file may come without numbers of people.
    sizes = np.array([max(group.n, 1) for group in groups], float)
    thetas = np.concatenate([group.mean + group.sd * grid.z for group in groups])
    chances = scale.probabilities(thetas)[:, 1]
    weights = np.multiply.outer(sizes / sizes.sum(), np.exp(grid.log_weights)).ravel()
    n_items = len(chances)
    whole = _distribution(chances, None) @ weights
    expected = np.zeros((n_items + 1, n_items))
    for item in range(n_items):
        expected[1:, item] = (_distribution(chances, item)[:-1] * chances[item]) @ weights
    return np.asarray(expected / np.maximum(whole, 1e-300)[:, None])


def _distribution(chances: FloatArray, without: int | None) -> FloatArray:
    """Return the distribution of the raw score (n_items + 1, n_thetas), one item perhaps left out."""
    spread = np.zeros((len(chances) + 1, chances.shape[1]))
    spread[0] = 1.0
    for item, chance in enumerate(chances):
        if item != without:
            spread[1:] = spread[1:] * (1 - chance) + spread[:-1] * chance
            spread[0] *= 1 - chance
    return spread


def _one(
    item: str, people: FloatArray, solved: FloatArray, share: FloatArray, n_parameters: int
) -> SX2OfItem:
    """Return the statistic of one item over raw scores between no and all points."""
    cells = np.stack([people, solved, people * share])[:, 1:-1]
    merged = _merged(_merged(cells)[:, ::-1])
    n, got, expected = merged
    df = len(n) - n_parameters
    if df < 1 or not len(n):
        return SX2OfItem(item, None, max(df, 0), None)
    value = float(((got - expected) ** 2 * n / (expected * (n - expected))).sum())
    return SX2OfItem(item, value, df, float(chdtrc(df, value)))


def _merged(cells: FloatArray) -> FloatArray:
    """Merge each cell from the left with the next until enough people are expected to solve the item and not to."""
    done: list[FloatArray] = []
    pending = np.zeros(3)
    for cell in cells.T:
        pending = pending + cell
        if min(pending[2], pending[0] - pending[2]) >= LEAST_EXPECTED:
            done.append(pending)
            pending = np.zeros(3)
    if done and pending[0] > 0:
        done[-1] = done[-1] + pending
    return np.array(done).T if done else np.zeros((3, 0))
