"""Measures matched objectives against the decisions of human coders."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sauatty.core.errors import GoldMismatch, ModelMissing
from sauatty.core.matching.measures import average_precision, best_f1, calibration_error, f1_at, work_saved
from sauatty.core.matching.model import path_of_model, read_model
from sauatty.core.statistics import Interval, percentile_interval

N_RESAMPLES = 500
SEED = 20261122
DEPTHS = (1, 3, 5)
_MIDDLE = 0.5

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Part:
    """Figures of all rows or of one language.

    `measures` are, with intervals: average_precision, f1, precision, recall (at the threshold), best_f1,
    recall_at_1, recall_at_3, recall_at_5, first_code (the first proposal is the first code of a coder),
    work_saved_at_95, calibration_error. `nan` where a measure is not defined: nothing relevant, or fewer
    proposals per row than asked. `bins` are those of the calibration error.
    """

    n_rows: int
    n_relevant: int
    measures: Mapping[str, Interval]
    best_threshold: float
    bins: Sequence[Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures for all rows ('all') and for each language, and how they came about."""

    parts: Mapping[str, Part]
    threshold: float
    models: tuple[str, ...]
    n_unsettled: int
    n_unmatched: int
    n_resamples: int = N_RESAMPLES
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class _Paired:
    """Gold and proposals side by side. `hits` has shape (n_rows, 4): at 1, 3, 5, and first code."""

    truth: NDArray[np.bool_]
    scores: Floats
    hits: Floats
    groups: NDArray[np.intp]
    languages: NDArray[np.str_]

    def take(self, rows: Rows) -> "_Paired":
        return _Paired(
            truth=self.truth[rows],
            scores=self.scores[rows],
            hits=self.hits[rows],
            groups=self.groups[rows],
            languages=self.languages[rows],
        )


def evaluate(
    matched_rows: Iterable[Mapping[str, Any]],
    gold_rows: Iterable[Mapping[str, Any]],
    threshold: float | None = None,
    n_resamples: int = N_RESAMPLES,
) -> Evaluation:
    """Compare matched objectives with a gold file.

    Parameters
    ----------
    matched_rows : iterable of mappings
        Rows with `id`, `relevance` (0-1), `proposals` (list of {competence, score}, best first) and `model`.
    gold_rows : iterable of mappings
        Rows with `id`, `language`, `subject`, `code`, `relevant` (true, false, or null = left out) and
        `coder_a`, `coder_b` with `codes` (any spelling: 'G-2.3' is 'gmilaf.2.3').
    threshold : float, optional
        Relevance from which a row counts as chosen (default: that of the model of the rows, else 0.5).
    n_resamples : int
        Bootstrap samples of groups of equal subject and code, so that twins in two languages stay together.

    Raises
    ------
    GoldMismatch
        If no id stands in both.
    """
    matched = {str(row["id"]): row for row in matched_rows}
    gold = list(gold_rows)
    settled = [row for row in gold if row.get("relevant") is not None]
    both = [row for row in settled if str(row["id"]) in matched]
    if not both:
        raise GoldMismatch(gold="the gold file", matched="the matched file")
    models = tuple(sorted({str(row["model"]) for row in matched.values() if row.get("model")}))
    cut = declared_threshold(models) if threshold is None else threshold
    paired = _pair(both, matched)
    parts = {"all": _measure_part(paired, cut, n_resamples)}
    for language in sorted(set(paired.languages.tolist())):
        chosen = paired.take(np.flatnonzero(paired.languages == language))
        parts[language] = _measure_part(chosen, cut, n_resamples)
    return Evaluation(
        parts=parts,
        threshold=cut,
        models=models,
        n_unsettled=len(gold) - len(settled),
        n_unmatched=len(settled) - len(both),
        n_resamples=n_resamples,
    )


def declared_threshold(models: Sequence[str]) -> float:
    """Return the threshold of the one model that made all rows; 0.5 where it is not known here."""
    if len(models) != 1:
        return _MIDDLE
    try:
        return read_model(path_of_model(models[0].rpartition("/")[2])).calibration.threshold
    except ModelMissing:
        return _MIDDLE


def _pair(gold: Sequence[Mapping[str, Any]], matched: Mapping[str, Mapping[str, Any]]) -> _Paired:
    keys = [(row.get("subject"), row.get("code") or row["id"]) for row in gold]
    number_of = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    rows = [matched[str(row["id"])] for row in gold]
    return _Paired(
        truth=np.array([bool(row["relevant"]) for row in gold]),
        scores=np.array([float(row["relevance"]) for row in rows]),
        hits=np.array([_hits(row, one) for row, one in zip(gold, rows, strict=True)]),
        groups=np.array([number_of[key] for key in keys], dtype=np.intp),
        languages=np.array([str(row.get("language") or "") for row in gold]),
    )


def _hits(gold: Mapping[str, Any], matched: Mapping[str, Any]) -> list[float]:
    proposed = [_competence_id(one["competence"]) for one in matched.get("proposals") or ()]
    coded = [
        [_competence_id(code) for code in (gold.get(coder) or {}).get("codes") or ()]
        for coder in ("coder_a", "coder_b")
    ]
    accepted = {code for codes in coded for code in codes}
    if not gold["relevant"] or not accepted:
        return [np.nan] * (len(DEPTHS) + 1)
    at_depth = [
        float(bool(accepted.intersection(proposed[:depth]))) if len(proposed) >= depth else np.nan
        for depth in DEPTHS
    ]
    first = {codes[0] for codes in coded if codes}
    return [*at_depth, float(proposed[0] in first) if proposed else np.nan]


def _competence_id(code: str) -> str:
    return "gmilaf." + code[2:] if code.startswith("G-") else code


def _measure_part(paired: _Paired, threshold: float, n_resamples: int) -> Part:
    estimates = _measure(paired, threshold)
    resampled = _resample(paired, threshold, n_resamples)
    return Part(
        n_rows=len(paired.truth),
        n_relevant=int(paired.truth.sum()),
        measures={
            name: percentile_interval(value, np.array([one[name] for one in resampled]))
            for name, value in estimates.items()
        },
        best_threshold=best_f1(paired.truth, paired.scores)[1],
        bins=calibration_error(paired.truth, paired.scores)["bins"],
    )


def _measure(paired: _Paired, threshold: float) -> dict[str, float]:
    truth, scores = paired.truth, paired.scores
    return {
        "average_precision": average_precision(truth, scores),
        **f1_at(truth, scores, threshold),
        "best_f1": best_f1(truth, scores)[0],
        **{f"recall_at_{depth}": _mean(paired.hits[truth, number]) for number, depth in enumerate(DEPTHS)},
        "first_code": _mean(paired.hits[truth, len(DEPTHS)]),
        "work_saved_at_95": work_saved(truth, scores),
        "calibration_error": calibration_error(truth, scores)["error"],
    }


def _mean(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else float("nan")


def _resample(paired: _Paired, threshold: float, n_resamples: int) -> list[dict[str, float]]:
    generator = np.random.default_rng(SEED)
    members = [np.flatnonzero(paired.groups == group) for group in np.unique(paired.groups)]
    draws = (generator.integers(0, len(members), size=len(members)) for _ in range(n_resamples))
    return [
        _measure(paired.take(np.concatenate([members[one] for one in draw])), threshold) for draw in draws
    ]
