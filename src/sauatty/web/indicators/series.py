"""An indicator over time: snapshots and values by hand as rows and as a chart, as far as the reader may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sauatty.core.evaluation.figures import Figure
from sauatty.core.languages import format_number
from sauatty.web.base.texts import in_language
from sauatty.web.indicators import measuring, selectors, services, showing
from sauatty.web.indicators.models import Indicator, Value


@dataclass(frozen=True, slots=True)
class Point:
    """One value on a day. `may_sign`: the reader is to check it."""

    row: Value
    figure: Figure
    value: str
    interval: str
    n: str
    why: str
    may_sign: bool
    region: str = ""


def points_of(indicator: Indicator, live: measuring.Live, looking: showing.Looking) -> list[Point]:
    """Return the values over time, for all regions together (one query)."""
    if indicator.library in live.hidden:
        return []
    return [_point(indicator, one, looking) for one in selectors.series_of(indicator)]


def region_points_of(indicator: Indicator, looking: showing.Looking) -> list[Point]:
    """Return the newest values by hand of regions, so that they can be checked and corrected."""
    if indicator.library or not indicator.by_region or looking.hides_small:
        return []
    return [_point(indicator, one, looking) for one in selectors.region_values(indicator).values()]


def replaced_of(indicator: Indicator, looking: showing.Looking) -> list[Point]:
    """Return the values that were corrected; those of regions only for those who see rows."""
    rows = selectors.replaced_values(indicator)
    return [_point(indicator, one, looking) for one in rows if not (looking.hides_small and one.region_id)]


def _point(indicator: Indicator, row: Value, looking: showing.Looking) -> Point:
    unit = indicator.unit
    whole = Figure(row.n or 0, row.value, row.low, row.high, unit, row.why_missing)
    figure = showing.protected(whole, indicator, looking)
    signature = getattr(row, "signature", None)
    return Point(
        row, figure, showing.written(figure.value, unit), showing.interval(figure, unit),
        format_number(figure.n, showing.language()) if figure.n else "", showing.why(figure, indicator.library),
        signature is None and services.may_sign(looking.viewer, indicator, row),
        in_language(row.region, "name") if row.region else "",
    )  # fmt: skip


def find(indicator: Indicator, value_id: str) -> Value | None:
    """Return a value that can be corrected; '' is none, and what is not there is 404."""
    if not value_id:
        return None
    try:
        found = selectors.access_value(indicator, UUID(value_id))
    except ValueError:
        found = None
    selectors.refuse_unless(found is not None)
    return found


def draw(indicator: Indicator, points: Sequence[Point]) -> str:
    """Draw the values over time with their intervals, baseline and target."""
    from sauatty.core.documents.indicator_chart import Level, Step, indicator_svg

    unit = indicator.unit
    steps = [
        Step(one.row.day, one.figure.value, one.figure.low, one.figure.high)
        for one in points
        if one.figure.value is not None
    ]
    levels = [
        Level(said, value)
        for said, value in ((_("Baseline"), indicator.baseline), (_("Target"), indicator.target))
        if value is not None
    ]
    return indicator_svg(
        steps, showing.language(), showing.name_of(indicator), levels=levels,
        written=lambda value: showing.written(value, unit),
    )  # fmt: skip


def has_steps(points: Sequence[Any]) -> bool:
    """Tell whether there is anything to draw."""
    return any(one.figure.value is not None for one in points)
