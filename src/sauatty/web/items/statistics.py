"""Figures beside an item and its calibrated parameters: higher apps register who knows them; this one knows neither."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """What is known of an item from answers: `n` people, share of points, item-rest correlation, forms it stood in.

    A figure that cannot be computed is None. `is_provisional` says that nothing was calibrated.
    """

    n: int = 0
    difficulty: float | None = None
    item_rest: float | None = None
    n_shown: int = 0
    n_forms: int = 0
    is_provisional: bool = True


# programme (or None) and ids of items -> figures by id
FiguresOf = Callable[[Any, Sequence[str]], Mapping[str, ItemFigures]]
# programme -> calibrated parameters by id (core ItemParameters)
ParametersOf = Callable[[Any], Mapping[str, Any]]
_figures: list[FiguresOf] = []
_parameters: list[ParametersOf] = []


def register_figures(figures: FiguresOf) -> None:
    """Say who knows the figures of items; called by a higher app when it is ready."""
    _figures.append(figures)


def register_parameters(parameters: ParametersOf) -> None:
    """Say who knows calibrated parameters; called by a higher app when it is ready."""
    _parameters.append(parameters)


def figures_of(programme: Any, ids: Sequence[str]) -> dict[str, ItemFigures]:
    """Return the figures of some items in a programme; an item that nobody answered is not there."""
    found: dict[str, ItemFigures] = {}
    for figures in _figures:
        found |= figures(programme, ids)
    return found


def parameters_of(programme: Any) -> dict[str, Any]:
    """Return the calibrated parameters that hold in a programme, by item."""
    found: dict[str, Any] = {}
    for parameters in _parameters:
        found |= parameters(programme)
    return found
