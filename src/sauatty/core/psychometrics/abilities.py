"""Abilities of people on the scale of a calibration, each with its standard error."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sauatty.core.errors import GroupsDoNotFit, ModelUnknown
from sauatty.core.psychometrics.abilities_likelihood import solved, solved_with_holes
from sauatty.core.psychometrics.irt_answers import (
    PATTERNS_KEPT_APART,
    ROWS_WORTH_A_BLOCK,
    Block,
    Codes,
    codes_of,
    patterns,
)
from sauatty.core.psychometrics.irt_kernel import Shares, curves_at, normal_grid
from sauatty.core.psychometrics.irt_results import Calibration
from sauatty.core.psychometrics.irt_scale import Scale, scale_of
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.rasch import raw_scores
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import BoolArray, FloatArray

METHODS = ("eap", "wle", "mle")
N_POINTS = 61
Estimate = Callable[[Codes, Scale], tuple[FloatArray, FloatArray]]


@dataclass(frozen=True, slots=True)
class Abilities:
    """Abilities of people, in the order of the matrix: arrays of length n_persons.

    `theta` and `se` are nan for people without an answer (`n_answered` 0), and by 'mle' for those with no or all
    points (`is_extreme`); a note counts both.
    """

    method: str
    persons: tuple[str, ...]
    theta: FloatArray
    se: FloatArray
    is_extreme: BoolArray
    n_answered: FloatArray
    notes: tuple[Note, ...]


def estimate_abilities(
    matrix: ScoreMatrix, calibration: Calibration, method: str = "eap", *, groups: Sequence[str] | None = None
) -> Abilities:
    """Estimate where each person stands.

    Parameters
    ----------
    matrix : ScoreMatrix
        persons × items, nan = not asked; any items of the calibration, those without parameters are passed over.
    calibration : Calibration
        Parameters of the items; for 'eap' also the distribution of the people.
    method : {'eap', 'wle', 'mle'}
        Mean of the posterior (draws towards the mean of the group; its `se` is the posterior's deviation), Warm's
        weighted likelihood (nearly unbiased, finite for everybody) or maximum likelihood; the `se` of the last two is
        1 / √information.
    groups : sequence of str of length n_persons, optional
        Groups of the calibration, whose distributions 'eap' starts from. Without them all people start from the
        distribution of all groups together.

    Raises
    ------
    ItemsNotCalibrated, ScoresUnusable, ModelUnknown, GroupsDoNotFit

    References
    ----------
    Warm (1989), doi:10.1007/BF02294627. Checked against eRm 1.0-2 (MLE) and PyPI mirt 1.2.0 (EAP).
    """
    if method not in METHODS:
        raise ModelUnknown(name=method, known=", ".join(METHODS))
    scale = scale_of(calibration, matrix.items)
    columns = [matrix.items.index(item) for item in scale.items]
    chosen = matrix if len(columns) == matrix.n_items else matrix.of_items(columns)
    codes, has_holes = codes_of(chosen)
    n_answered = (
        (codes >= 0).sum(axis=1).astype(float) if has_holes else np.full(len(codes), float(len(columns)))
    )
    theta, se = np.full(len(codes), np.nan), np.full(len(codes), np.nan)
    for rows, estimate in _ways(calibration, method, groups, len(codes)):
        theta[rows], se[rows] = _estimated(codes[rows], has_holes, scale, estimate)
    is_extreme = _extreme(codes, has_holes, chosen.max_scores) & (n_answered > 0)
    theta[n_answered == 0] = se[n_answered == 0] = np.nan
    if method == "mle":
        theta[is_extreme] = se[is_extreme] = np.nan
    notes = _notes(int((n_answered == 0).sum()), int(is_extreme.sum()) if method == "mle" else 0)
    return Abilities(method, matrix.persons, theta, se, is_extreme, n_answered, notes)


def _notes(n_empty: int, n_extreme: int) -> tuple[Note, ...]:
    """Say for how many people there is no estimate."""
    notes = (Note("person-without-answer", {"count": n_empty}),) if n_empty else ()
    return notes + ((Note("ability-not-finite", {"count": n_extreme}),) if n_extreme else ())


def _ways(
    calibration: Calibration, method: str, groups: Sequence[str] | None, n_persons: int
) -> list[tuple[BoolArray | slice, Estimate]]:
    """Return rows and the way to estimate them."""
    if method != "eap":
        is_weighted = method == "wle"
        return [(slice(None), lambda codes, scale: _by_likelihood(codes, scale, is_weighted))]
    if groups is None:
        return [(slice(None), _posterior_mean(*_all_together(calibration)))]
    if len(groups) != n_persons:
        raise GroupsDoNotFit(groups=len(groups), persons=n_persons)
    known = {group.name: (group.mean, group.sd) for group in calibration.groups}
    if unknown := sorted(set(groups) - set(known)):
        raise ModelUnknown(name=unknown[0], known=", ".join(known))
    names = np.array(groups)
    return [(names == name, _posterior_mean(*known[name])) for name in dict.fromkeys(groups)]


def _all_together(calibration: Calibration) -> tuple[float, float]:
    """Return mean and deviation of all groups together."""
    sizes = np.array([group.n for group in calibration.groups], float)
    means = np.array([group.mean for group in calibration.groups])
    variances = np.array([group.sd for group in calibration.groups]) ** 2
    mean = float(np.average(means, weights=sizes))
    return mean, float(np.sqrt(np.average(variances + (means - mean) ** 2, weights=sizes)))


def _extreme(codes: Codes, has_holes: bool, max_scores: Sequence[int]) -> BoolArray:
    """Say who has no points, or all points, of what they were asked."""
    most = np.array(max_scores, np.int8)
    missing = codes < 0 if has_holes else np.zeros((1, 1), bool)
    return np.asarray(((codes == 0) | missing).all(axis=1) | ((codes == most) | missing).all(axis=1))


def _estimated(
    codes: Codes, has_holes: bool, scale: Scale, estimate: Estimate
) -> tuple[FloatArray, FloatArray]:
    """Estimate people together who were asked the same, and each raw score once where it says everything."""
    if not has_holes:
        return _complete(codes, scale, estimate)
    asked, of_row, sizes = patterns(codes >= 0)
    if len(asked) > max(PATTERNS_KEPT_APART, len(codes) // ROWS_WORTH_A_BLOCK):
        return estimate(codes, scale)
    theta, se = np.empty(len(codes)), np.empty(len(codes))
    rows_of = np.split(np.argsort(of_row, kind="stable"), np.cumsum(sizes)[:-1])
    for mask, rows in zip(asked, rows_of, strict=True):
        columns = np.flatnonzero(mask)
        if len(columns):
            own = _complete(codes[np.ix_(rows, columns)], scale.of(columns.tolist()), estimate)
            theta[rows], se[rows] = own
    return theta, se


def _complete(codes: Codes, scale: Scale, estimate: Estimate) -> tuple[FloatArray, FloatArray]:
    """Estimate people without holes; with equal discriminations one of each raw score stands for all."""
    if not np.all(scale.slopes == scale.slopes[0]):
        return estimate(codes, scale)
    scores = raw_scores(codes)
    _, first, of_row = np.unique(scores, return_index=True, return_inverse=True)
    theta, se = estimate(codes[first], scale)
    return theta[of_row], se[of_row]


def _posterior_mean(mean: float, sd: float) -> Estimate:
    """Return the estimate by the posterior, which starts from a normal distribution."""
    grid = normal_grid(N_POINTS)
    thetas = mean + sd * grid.z

    def estimate(codes: Codes, scale: Scale) -> tuple[FloatArray, FloatArray]:
        log_sums = curves_at(scale.slopes, scale.intercepts, thetas[None, :]).log_sums[0]
        block = Block(0, np.arange(codes.shape[1]), codes, bool(codes.min(initial=0) < 0))
        # In standard deviations: the squares of thetas far from 0 would leave nothing of the variance.
        powers = np.stack([grid.z, grid.z**2]).astype(np.float32)
        found = [
            powers @ posterior
            for _, _, posterior, _ in Shares(block, scale.slopes, thetas, log_sums, grid.log_weights)
        ]
        first, second = np.concatenate(found, axis=1).astype(float)
        return mean + sd * first, sd * np.sqrt(np.maximum(second - first**2, 1e-12))

    return estimate


def _by_likelihood(codes: Codes, scale: Scale, is_weighted: bool) -> tuple[FloatArray, FloatArray]:
    """Estimate by (weighted) likelihood."""
    if codes.min(initial=0) < 0:
        return solved_with_holes(codes, scale, is_weighted=is_weighted)
    return solved(codes, scale, is_weighted=is_weighted)
