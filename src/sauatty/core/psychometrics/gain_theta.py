"""Gain on the theta scale: forms of different difficulty compared, and errors of measurement taken into account."""

from dataclasses import asdict, dataclass
from math import sqrt
from typing import Any

import numpy as np

from sauatty.core.errors import NobodyTookBoth, PreTestMissing
from sauatty.core.psychometrics.gain_effects import EffectSize, MeanGain, effect_sizes, mean_gain
from sauatty.core.psychometrics.notes import Note
from sauatty.core.statistics import FloatArray


@dataclass(frozen=True, slots=True)
class ThetaGain:
    """The paired gain in logits (or in whatever unit theta has).

    `error_variance` is the mean squared standard error of a single gain; `sd_true_gain` the spread of gains beyond it
    (0 where errors explain all), `reliability_of_gains` the share of the variance of gains that is not error.
    `d_true` standardises by the spread of theta in the pre-test without its errors; None where errors explain all.
    """

    n: int
    gain: MeanGain
    effect_sizes: tuple[EffectSize, ...]
    error_variance: float
    sd_true_gain: float | None
    reliability_of_gains: float | None
    d_true: float | None
    notes: tuple[Note, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`, numbers unrounded."""
        content = asdict(self) | {"mean_gain": self.gain.mean_gain, "ci95": self.gain.ci95}
        content["notes"] = [{"code": note.code, "text": note.in_words} for note in self.notes]
        return content


def theta_gain(pre: FloatArray, post: FloatArray, se_pre: FloatArray, se_post: FloatArray) -> ThetaGain:
    """Return the gain between two vectors of abilities of the same people on one scale.

    Parameters
    ----------
    pre, post, se_pre, se_post : ndarray of shape (n_persons,)
        Abilities and standard errors in the same order; nan or infinite = not estimated, and left out. Both must come
        from one calibration (concurrent, anchored or equated). Take WLE or MLE: EAP is drawn towards the mean of its
        group and understates a gain unless the groups pre and final were given to it.

    Raises
    ------
    PreTestMissing, NobodyTookBoth

    Notes
    -----
    The interval of the mean needs no correction: errors of measurement are in the spread of the gains already.
    """
    if not np.isfinite(pre).any():
        raise PreTestMissing()
    known = np.isfinite(pre) & np.isfinite(post) & np.isfinite(se_pre) & np.isfinite(se_post)
    if not known.any():
        raise NobodyTookBoth(pre=int(np.isfinite(pre).sum()), post=int(np.isfinite(post).sum()))
    found = mean_gain(pre[known], post[known])
    noise = float((se_pre[known] ** 2 + se_post[known] ** 2).mean())
    spread = found.sd_gain**2 if found.sd_gain is not None else None
    trust = max(1 - noise / spread, 0.0) if spread else None
    notes = [Note("gain-few-persons", {"count": found.n})] if found.n < 30 else []
    if trust == 0:
        notes.append(Note("gain-theta-noise"))
    true_pre = found.sd_pre**2 - float((se_pre[known] ** 2).mean()) if found.sd_pre is not None else 0.0
    return ThetaGain(
        n=found.n, gain=found, effect_sizes=effect_sizes(found), error_variance=noise,
        sd_true_gain=sqrt(max(spread - noise, 0.0)) if spread is not None else None, reliability_of_gains=trust,
        d_true=found.mean_gain / sqrt(true_pre) if true_pre > 1e-9 else None, notes=tuple(notes),
    )  # fmt: skip
