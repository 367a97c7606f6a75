"""The measures as JSON: numbers unrounded, null where there is none."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from math import isnan
from typing import Any

from sauatty.core.coverage import (
    Comparison,
    CompetenceProgression,
    Evenness,
    JudgedMatrix,
    Opportunity,
    PorterAlignment,
    Progression,
    Reinforcement,
    ShareDifference,
    Unevenness,
    align_rows,
    gaps,
)
from sauatty.core.records import JudgedObjective

Json = dict[str, Any]


def written(content: Json) -> str:
    """Return JSON text; `nan` becomes null."""
    return json.dumps(without_nan(content), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def without_nan(value: Any) -> Any:
    """Return a JSON value in which None stands for `nan`."""
    if isinstance(value, dict):
        return {key: without_nan(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [without_nan(one) for one in value]
    return None if isinstance(value, float) and isnan(value) else value


def coverage_json(matrix: JudgedMatrix, found: Unevenness, names: Mapping[str, str]) -> Json:
    """Return a matrix with shares, intervals, residuals, flags, gaps and evenness."""
    missing = {gap.row: list(gap.competences) for gap in gaps(matrix)}
    cells: dict[str, dict[str, dict[str, Any]]] = {}
    for cell in found.cells:
        own = cells.setdefault(cell.row, {"intervals": {}, "residuals": {}, "expected": {}, "flags": {}})
        own["intervals"][cell.competence] = asdict(cell.share)
        own["residuals"][cell.competence] = cell.residual
        own["expected"][cell.competence] = cell.expected
        own["flags"][cell.competence] = cell.flag
    evenness_of_rows = dict(found.rows)
    unread: Json = dict.fromkeys(("intervals", "residuals", "expected", "flags"))
    rows = []
    for row in matrix.as_rows():
        key = row["row"]
        even = evenness_of_rows[key]
        rows.append(
            {
                **row,
                "name": names.get(key, key),
                "gaps": missing.get(key, []) if row["counts"] is not None else None,
                **cells.get(key, unread),
                "evenness": evenness_json(even) if even else None,
            }
        )
    return {
        "by": matrix.by,
        "count": matrix.count,
        "counting": matrix.counting,
        "source": matrix.source,
        "is_complete": matrix.is_complete,
        "competences": list(matrix.competences),
        "rows": rows,
        "totals": dict(zip(matrix.competences, matrix.totals.tolist(), strict=True)),
        "evenness": {**evenness_json(found.evenness), **found.as_json()},
    }


def evenness_json(found: Evenness) -> Json:
    """Return an evenness: Pielou's J with its interval, Gini's coefficient, n."""
    return asdict(found)


def research_json(matrix: JudgedMatrix, found: Unevenness) -> Json:
    """Return what stands in the research appendix: Gini, and Porter's index of each row against the others."""
    return {
        "gini": found.evenness.gini,
        "porter": {row: alignment_json(one) for row, one in align_rows(matrix).items()},
    }


def alignment_json(found: PorterAlignment) -> Json:
    """Return an alignment with its permutation baseline."""
    return {**asdict(found), "total_variation": found.total_variation}


def opportunity_json(one: Opportunity) -> Json:
    """Return an objective offered for a cell."""
    return {
        "row": one.row,
        "competence": one.competence,
        "cell": one.cell,
        "rank": one.rank,
        "reason": one.reason,
        "related": one.related or None,
        "score": one.score,
        **_objective(one.objective),
    }


def _objective(one: JudgedObjective) -> Json:
    return {"id": one.id, "code": one.code, "grade": one.grade, "subject": one.subject, "text": one.text}


def reinforcement_json(found: Reinforcement) -> Json:
    """Return the smallest set, and the trade-off."""
    return {
        "target": found.target,
        "reached": found.is_reached,
        "k": found.k,
        "evenness_before": found.evenness_before,
        "evenness_after": found.evenness_after,
        "n_opportunities": found.n_opportunities,
        "source": found.source,
        "chosen": [
            {"competence": one.competence, "row": one.row, **_objective(one.objective)}
            for one in found.chosen
        ],
        "before": dict(zip(found.competences, found.before, strict=True)),
        "after": dict(zip(found.competences, found.after, strict=True)),
        "curve": [asdict(step) for step in found.steps],
    }


def progression_json(found: Progression) -> Json:
    """Return every competence by grade, with its trend."""
    return {
        "source": found.source,
        "count": found.count,
        "n_proposed": found.n_proposed,
        "competences": [_competence_json(one) for one in found.competences],
    }


def _competence_json(one: CompetenceProgression) -> Json:
    return {
        "competence": one.competence,
        "grades": list(one.grades),
        "returns": list(one.returns),
        "missing": list(one.missing),
        "trend": {**asdict(one.trend), "undefined": one.undefined},
        "steps": [
            {
                **asdict(step),
                "n_with_demand": step.n_with_demand,
                "mean_demand": step.mean_demand,
                "median_demand": step.median_demand,
            }
            for step in one.steps
        ],
    }


def comparison_json(found: Comparison, names: Mapping[str, str]) -> Json:
    """Return two matrices side by side with their differences."""
    return {
        "by": found.a.by,
        "count": found.a.count,
        "source": found.a.source,
        "names": dict(names),
        "a": found.a.as_rows(),
        "b": found.b.as_rows(),
        "totals": [_difference_json(one) for one in found.totals],
        "cells": [_difference_json(one) for one in found.cells],
        "alignment": alignment_json(found.alignment),
        "only_in_a": [list(cell) for cell in found.only_in_a],
        "only_in_b": [list(cell) for cell in found.only_in_b],
        "rows_only_in_a": list(found.rows_only_in_a),
        "rows_only_in_b": list(found.rows_only_in_b),
    }


def _difference_json(one: ShareDifference) -> Json:
    return {**asdict(one), "is_clear": one.is_clear}
