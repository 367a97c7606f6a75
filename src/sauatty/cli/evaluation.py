"""How `sauatty objectives evaluate` prints an evaluation: table or JSON."""

import json
from dataclasses import asdict
from math import isnan
from typing import Any

from sauatty.cli.tables import text_table
from sauatty.core.errors import RowInvalid
from sauatty.core.matching.evaluation import Evaluation
from sauatty.core.statistics import Interval

NAMES = {
    "average_precision": "average precision",
    "f1": "F1 at the threshold",
    "precision": "precision at the threshold",
    "recall": "recall at the threshold",
    "best_f1": "best F1",
    "recall_at_1": "competence recall@1",
    "recall_at_3": "competence recall@3",
    "recall_at_5": "competence recall@5",
    "first_code": "first proposal is a coder's first code",
    "work_saved_at_95": "work saved at 95 % recall",
    "calibration_error": "calibration error",
}
UNKNOWN = "–"


def check_matched(row: dict[str, Any], path: str, line: int) -> None:
    """Refuse a row that was not matched, naming its line."""
    check_counted(row, path, line)
    if "id" not in row or not all(_is_proposal(one) for one in row["proposals"]):
        problem = "the row has no 'id', or a proposal without 'competence'"
        raise RowInvalid(path=path, line=line, problem=problem)


def check_counted(row: dict[str, Any], path: str, line: int) -> None:
    """Refuse a row that cannot be counted by its relevance, naming its line."""
    relevance, proposals = row.get("relevance"), row.get("proposals")
    is_fraction = isinstance(relevance, int | float) and not isinstance(relevance, bool)
    if not is_fraction or not 0 <= (relevance or 0) <= 1 or not isinstance(proposals, list):
        problem = (
            "the row has no 'relevance' between 0 and 1 with 'proposals'; "
            "run 'sauatty objectives match' on it first"
        )
        raise RowInvalid(path=path, line=line, problem=problem)


def _is_proposal(proposal: object) -> bool:
    return isinstance(proposal, dict) and isinstance(proposal.get("competence"), str)


def check_gold(row: dict[str, Any], path: str, line: int) -> None:
    """Refuse a row that no coder decided, naming its line."""
    coders = [row.get(coder) or {} for coder in ("coder_a", "coder_b")]
    if "id" not in row or not (row.get("relevant", "") is None or isinstance(row.get("relevant"), bool)):
        problem = "the row has no 'id' and 'relevant' (true, false or null)"
        raise RowInvalid(path=path, line=line, problem=problem)
    if not all(_is_coder(coder) for coder in coders):
        problem = "a coder is no object with 'codes', a list of competences"
        raise RowInvalid(path=path, line=line, problem=problem)


def _is_coder(coder: object) -> bool:
    codes = (coder.get("codes") or []) if isinstance(coder, dict) else None
    return isinstance(codes, list) and all(isinstance(code, str) for code in codes)


def evaluation_table(found: Evaluation) -> str:
    """Write the figures with their intervals, all rows first, then each language."""
    head = [
        "measure",
        *(f"{name or UNKNOWN} ({part.n_relevant} of {part.n_rows})" for name, part in found.parts.items()),
    ]
    rows = [
        [NAMES.get(measure, measure), *(_shown(part.measures[measure]) for part in found.parts.values())]
        for measure in found.parts["all"].measures
    ]
    notes = [
        f"Threshold {found.threshold:.3f}, best {found.parts['all'].best_threshold:.3f}. "
        f"In brackets: relevant rows of all rows; 95 % bootstrap intervals.",
        f"Left out: {found.n_unsettled} rows whose coders differ, {found.n_unmatched} that were not matched.",
        f"Model: {', '.join(found.models) or 'not stated'}.",
    ]
    if any(isnan(part.measures["recall_at_5"].estimate) for part in found.parts.values()):
        notes.append(
            f"{UNKNOWN} unknown: nothing relevant, or fewer proposals than asked (match with --top 5)."
        )
    return text_table(head, rows) + "\n" + "\n".join(notes) + "\n"


def _shown(interval: Interval) -> str:
    if isnan(interval.estimate):
        return UNKNOWN
    ends = "" if isnan(interval.low) else f"  {interval.low:.2f}–{interval.high:.2f}"
    return f"{interval.estimate:.3f}{ends}"


def evaluation_json(found: Evaluation) -> str:
    """Write every figure as JSON; null where a figure is not defined."""
    return json.dumps(_without_nan(asdict(found)), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nan(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(one) for one in value]
    return None if isinstance(value, float) and isnan(value) else value
