"""How well a ranking or a probability does: average precision, F1, work saved, calibration."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]
N_BINS = 10


def precision_recall(
    truth: Truth, scores: Floats, weights: Floats | None = None
) -> tuple[Floats, Floats, Floats]:
    """Return precision, recall and cut at each distinct score, highest score first.

    Equal scores are one cut: no order among them is invented.
    """
    weight = np.ones(len(truth)) if weights is None else weights
    order = np.argsort(-scores, kind="stable")
    sorted_scores = scores[order]
    ends = np.append(np.flatnonzero(np.diff(sorted_scores)), len(scores) - 1)
    hits = np.cumsum(weight[order] * truth[order])[ends]
    chosen = np.cumsum(weight[order])[ends]
    return hits / chosen, hits / np.sum(weight * truth), sorted_scores[ends]


def average_precision(truth: Truth, scores: Floats, weights: Floats | None = None) -> float:
    """Return the mean precision over the recalls; `nan` where nothing is true."""
    if not truth.any():
        return float("nan")
    precision, recall, _ = precision_recall(truth, scores, weights)
    return float(np.sum(np.diff(recall, prepend=0.0) * precision))


def best_f1(truth: Truth, scores: Floats, weights: Floats | None = None) -> tuple[float, float]:
    """Return the highest F1 over all cuts, and the cut (scores from it upwards are chosen)."""
    if not truth.any():
        return float("nan"), float("nan")
    precision, recall, cuts = precision_recall(truth, scores, weights)
    values = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    best = int(np.argmax(values))
    return float(values[best]), float(cuts[best])


def f1_at(truth: Truth, scores: Floats, threshold: float) -> dict[str, float]:
    """Return precision, recall and F1 of choosing scores from `threshold` upwards; `nan` where undefined."""
    chosen = scores >= threshold
    hits = float(np.sum(chosen & truth))
    n_chosen, n_true = float(chosen.sum()), float(truth.sum())
    nan = float("nan")
    return {
        "precision": hits / n_chosen if n_chosen else nan,
        "recall": hits / n_true if n_true else nan,
        "f1": 2 * hits / (n_chosen + n_true) if n_chosen + n_true else nan,
    }


def work_saved(truth: Truth, scores: Floats, recall: float = 0.95) -> float:
    """Return work saved over sampling: the share not read to reach a recall, less what chance saves.

    Reading goes from the highest score down; rows of equal score are read together.
    """
    if not truth.any():
        return float("nan")
    _, recalls, cuts = precision_recall(truth, scores)
    cut = cuts[int(np.argmax(recalls >= recall - 1e-12))]
    return float(np.mean(scores < cut) - (1.0 - recall))


def calibration_error(truth: Truth, probabilities: Floats, weights: Floats | None = None) -> dict[str, Any]:
    """Return the expected calibration error over ten equal bins of probability, and the bins.

    Each bin has `low`, `high`, `n` (weight), `mean` (probability) and `share` (of true rows).
    """
    weight = np.ones(len(truth)) if weights is None else weights
    numbers = np.minimum((probabilities * N_BINS).astype(int), N_BINS - 1)
    bins, error = [], 0.0
    for number in range(N_BINS):
        inside = numbers == number
        total = float(weight[inside].sum())
        if not total:
            continue
        mean = float(np.sum(weight[inside] * probabilities[inside]) / total)
        share = float(np.sum(weight[inside] * truth[inside]) / total)
        error += total / float(weight.sum()) * abs(mean - share)
        low, high = number / N_BINS, (number + 1) / N_BINS
        bins.append({"low": low, "high": high, "n": round(total, 3), "mean": mean, "share": share})
    return {"error": error if len(truth) else float("nan"), "bins": bins}
