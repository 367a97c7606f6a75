"""Parameters of items as plain JSON and back."""

from collections.abc import Iterable, Mapping
from typing import Any

from sauatty.core.psychometrics.equating_links import Link
from sauatty.core.psychometrics.irt_results import Calibration, GroupDistribution, ItemParameters
from sauatty.core.psychometrics.scores import ScoreMatrix

Json = Mapping[str, Any]


def items_from(rows: Iterable[Json]) -> tuple[ItemParameters, ...]:
    """Return the parameters that stand in JSON."""
    return tuple(
        ItemParameters(**{**row, "steps": tuple(row["steps"]), "se_steps": tuple(row["se_steps"])})
        for row in rows
    )


def calibration_from(found: Json) -> Calibration:
    """Return a calibration to score with from stored parameters and groups."""
    groups = tuple(GroupDistribution(**group) for group in found["groups"])
    n = sum(group.n for group in groups)
    items = items_from(found["items"])
    return Calibration(found["model"], found["method"], n, items, groups, 0.0, 0, converged=True)


def knows_all(found: Json | None, matrix: ScoreMatrix) -> bool:
    """Tell whether stored parameters hold every item of a matrix."""
    if not found:
        return False
    known = {row["item"] for row in found["items"] if row["difficulty"] is not None}
    return known.issuperset(matrix.items)


def linked_groups(groups: Iterable[Json], link: Link) -> list[dict[str, Any]]:
    """Return groups on the scale that a link leads to."""
    return [
        {
            **group, "mean": link.theta(group["mean"]), "sd": link.slope * group["sd"],
            "se_mean": None if group["se_mean"] is None else link.slope * group["se_mean"],
        }
        for group in groups
    ]  # fmt: skip
