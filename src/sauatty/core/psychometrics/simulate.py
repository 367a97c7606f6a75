"""Made-up answers of made-up people, the same for the same seed."""

from collections.abc import Sequence

import numpy as np

from sauatty.core.psychometrics.irt_answers import CHUNK
from sauatty.core.psychometrics.irt_results import Calibration, ItemParameters
from sauatty.core.psychometrics.irt_scale import scale_of
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import BoolArray, FloatArray


def simulated_scores(
    items: Calibration | Sequence[ItemParameters],
    thetas: FloatArray,
    *,
    seed: int,
    is_asked: BoolArray | None = None,
) -> ScoreMatrix:
    """Draw scores of people of given abilities on items with parameters.

    Parameters
    ----------
    items : Calibration or sequence of ItemParameters
        Items without parameters are left out.
    thetas : array of shape (n_persons,)
    seed : int
    is_asked : array of bool of shape (n_persons, n_items), optional
        False = not asked: the score is nan.
    """
    scale = scale_of(items)
    generator = np.random.default_rng(seed)
    scores = np.empty((len(thetas), len(scale.items)))
    for start in range(0, len(thetas), CHUNK):
        part = slice(start, start + CHUNK)
        reached = scale.probabilities(thetas[part]).cumsum(axis=1)[:, :-1]
        draws = generator.random((len(thetas[part]), len(scale.items)))
        scores[part] = (draws.T[:, None, :] > reached).sum(axis=1).T
    if is_asked is not None:
        scores[~is_asked] = np.nan
    listed = items.items if isinstance(items, Calibration) else items
    most = {parameters.item: parameters.max_score for parameters in listed}
    persons = tuple(f"p{number + 1}" for number in range(len(thetas)))
    return ScoreMatrix(scores, persons, scale.items, tuple(most[item] for item in scale.items))
