"""What calibrations know of items: the parameters in use, and the figures of the newest report on questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from sauatty.web.calibrations import selectors
from sauatty.web.calibrations.working.parameters import items_from
from sauatty.web.items.statistics import ItemFigures


def parameters(programme: Any) -> Mapping[str, Any]:
    """Return the parameters that a programme uses, by item; none before a calibration was taken into use."""
    active = selectors.active_set(programme.pk) if programme is not None else None
    if active is None:
        return {}
    return {one.item: one for one in items_from(active.items) if one.is_estimated}


def figures(programme: Any, ids: Sequence[str]) -> Mapping[str, ItemFigures]:
    """Return what the newest report on questions says of some items."""
    report = selectors.latest(programme, "items") if programme is not None else None
    if report is None:
        return {}
    wanted, calibrated = set(ids), parameters(programme)
    found: dict[str, ItemFigures] = {}
    for part in report.result["parts"]:
        for row in part["items"]:
            if row["item"] in wanted:
                forms = found[row["item"]].n_forms if row["item"] in found else 0
                found[row["item"]] = ItemFigures(
                    row["n"],
                    row["difficulty"],
                    row["item_rest"],
                    row["n"],
                    forms + 1,
                    row["item"] not in calibrated,
                )
    return found
