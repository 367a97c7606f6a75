"""Patterns of answers that the model finds surprising: a list for a human to look at, not an accusation."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from sauatty.core.psychometrics.abilities import Abilities, estimate_abilities
from sauatty.core.psychometrics.fit import LEAST_VARIANCE
from sauatty.core.psychometrics.irt_answers import CHUNK, Codes, codes_of
from sauatty.core.psychometrics.irt_results import Calibration
from sauatty.core.psychometrics.irt_scale import Scale, scale_of
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import BoolArray, FloatArray

LEAST_ANSWERS = 5


@dataclass(frozen=True, slots=True)
class PersonFit:
    """Fit of people, in the order of the matrix: arrays of length n_persons.

    `lz` is the standardised log-likelihood with the correction for estimated abilities (lz*): about standard normal,
    low = surprising; `p` is its lower tail. `infit` and `outfit` are mean squares. All are nan for people with no or
    all points, and for those with fewer than five answers; a note counts them.
    """

    persons: tuple[str, ...]
    lz: FloatArray
    p: FloatArray
    infit: FloatArray
    outfit: FloatArray
    notes: tuple[Note, ...]


def person_fit(
    matrix: ScoreMatrix, calibration: Calibration, abilities: Abilities | None = None
) -> PersonFit:
    """Compute lz*, infit and outfit of each person.

    `abilities` are Warm's by default; the correction holds for 'wle' and 'mle'. Snijders (2001),
    doi:10.1007/BF02294437; several points: Sinharay (2016), doi:10.1007/s11336-015-9465-x.
    """
    known = abilities or estimate_abilities(matrix, calibration, "wle")
    scale = scale_of(calibration, matrix.items)
    columns = [matrix.items.index(item) for item in scale.items]
    codes, _ = codes_of(matrix if len(columns) == matrix.n_items else matrix.of_items(columns))
    measurable = np.isfinite(known.theta) & ~known.is_extreme & (known.n_answered >= LEAST_ANSWERS)
    found = np.full((3, len(codes)), np.nan)
    rows = np.flatnonzero(measurable)
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        found[:, part] = _measures(codes[part], known.theta[part], scale)
    left_out = len(codes) - len(rows)
    notes = (Note("person-fit-not-computed", {"count": left_out}),) if left_out else ()
    return PersonFit(matrix.persons, found[0], ndtr(found[0]), found[1], found[2], notes)


def _measures(codes: Codes, theta: FloatArray, scale: Scale) -> FloatArray:
    """Return lz*, infit and outfit of some thousands of people: (3, n_persons)."""
    asked = (codes >= 0).T
    chances = scale.probabilities(theta)
    points = np.arange(chances.shape[1])[:, None]
    mean = (points * chances).sum(axis=1)
    variance = np.maximum((points**2 * chances).sum(axis=1) - mean**2, LEAST_VARIANCE)
    squares = np.where(asked, (codes.T - mean) ** 2, 0.0)
    infit = squares.sum(axis=0) / np.where(asked, variance, 0.0).sum(axis=0)
    outfit = (squares / variance).sum(axis=0) / asked.sum(axis=0)
    return np.stack([_corrected(codes, asked, chances, mean, scale.slopes), infit, outfit])


def _corrected(
    codes: Codes, asked: BoolArray, chances: FloatArray, mean: FloatArray, slopes: FloatArray
) -> FloatArray:
    """Return lz*: log-probabilities with what the estimation of theta explains taken out, standardised."""
    points = np.arange(chances.shape[1])[:, None]
    logs = np.log(np.maximum(chances, 1e-300))
    scores = slopes[:, None, None] * (points - mean[:, None, :])
    held = np.where(asked[:, None, :], chances, 0.0)
    explained = (held * scores * logs).sum(axis=(0, 1)) / (held * scores**2).sum(axis=(0, 1))
    rest = logs - explained * scores
    expected = (held * rest).sum(axis=1)
    variance = ((held * rest**2).sum(axis=1) - expected**2).sum(axis=0)
    given = np.take_along_axis(rest, np.maximum(codes.T, 0)[:, None, :].astype(np.intp), axis=1)[:, 0]
    got = np.where(asked, given - expected, 0.0).sum(axis=0)
    return np.asarray(got / np.sqrt(np.maximum(variance, LEAST_VARIANCE)))
