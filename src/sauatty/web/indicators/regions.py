"""An indicator region by region: its value beside the target of the region, small numbers protected."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sauatty.core.evaluation.figures import Figure
from sauatty.core.languages import format_number
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.web.indicators import labels, measuring, selectors, showing
from sauatty.web.indicators.models import Indicator


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region. `state` is a key of `labels.STATES`."""

    code: str
    name: str
    figure: Figure
    value: str
    interval: str
    n: str
    why: str
    target: str
    state: str
    state_words: str


def rows_of(indicator: Indicator, live: measuring.Live, looking: showing.Looking) -> list[RegionRow]:
    """Return the 20 regions with value and target (three queries)."""
    figures = figures_of(indicator, live, looking)
    targets = selectors.region_targets(indicator)
    return [
        _row(indicator, code, name, figures.get(code), targets.get(code))
        for code, name in selectors.region_names().items()
    ]


def figures_of(indicator: Indicator, live: measuring.Live, looking: showing.Looking) -> dict[str, Figure]:
    """Return what is known of each region, as far as the viewer may see it."""
    if indicator.library in live.hidden:
        return {}
    if indicator.library:
        found, whole = live.regions(indicator.library), live.figure(indicator.library)
    else:
        rows = selectors.region_values(indicator)
        found = {code: showing.as_figure(row) for code, row in rows.items()}
        newest = selectors.newest_values([indicator]).get(indicator.pk)
        whole = showing.as_figure(newest) if newest is not None else None
    return hide_small(found, whole, indicator) if looking.hides_small else found


def hide_small(found: Mapping[str, Figure], whole: Figure | None, indicator: Indicator) -> dict[str, Figure]:
    """Hide small figures, and so many more that none can be worked out from the whole."""
    if showing.is_of_nobody(indicator):
        return dict(found)
    hidden = {code for code, one in found.items() if showing.is_small(one, indicator)}
    shown = sorted((code for code in found if code not in hidden), key=lambda code: _counts(found[code])[0])
    while shown and whole is not None and _tells(whole, [found[code] for code in shown]):
        hidden.add(shown.pop(0))
    none = Figure(0, why_missing="hidden")
    return {code: replace(none, unit=one.unit) if code in hidden else one for code, one in found.items()}


def _counts(figure: Figure) -> tuple[int, ...]:
    """Return the numbers of people that a figure gives away."""
    if figure.value is None:
        return (0,)
    if figure.unit == "count":
        return (round(figure.value),)
    n_of = round(figure.value * figure.n)
    return (figure.n, n_of, figure.n - n_of) if figure.unit == "share" else (figure.n,)


def _tells(whole: Figure, shown: list[Figure]) -> bool:
    """Tell whether the whole less what is shown leaves a number from 1 to 4."""
    left = _counts(whole)
    for one in shown:
        left = tuple(n - m for n, m in zip(left, _counts(one), strict=False))
    return any(0 < n < MINIMUM_CELL for n in left)


def _row(
    indicator: Indicator, code: str, name: str, figure: Figure | None, target: float | None
) -> RegionRow:
    unknown = "few-or-none" if indicator.library else "no-value"
    figure = figure or Figure(0, unit=indicator.unit, why_missing=unknown)
    state = showing.state_of(figure.value, target, is_less_better=indicator.is_less_better)
    return RegionRow(
        code, name, figure, showing.written(figure.value, indicator.unit), showing.interval(figure, indicator.unit),
        format_number(figure.n, showing.language()) if figure.n else "", showing.why(figure),
        showing.written(target, indicator.unit), state, str(labels.STATES[state]) if target is not None else "",
    )  # fmt: skip


def has_any(rows: list[RegionRow]) -> Any:
    """Tell whether some region has a value or a target."""
    return any(
        one.figure.value is not None or one.target or one.figure.why_missing == "hidden" for one in rows
    )
