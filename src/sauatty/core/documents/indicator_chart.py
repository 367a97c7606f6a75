"""An indicator over time: its values with their intervals, beside baseline and target."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from sauatty.core.catalogue.words import word
from sauatty.core.documents.charts_parts import ACCENT, INK, LINE, MUTED, PAPER, line, opening, text, wrapped
from sauatty.core.languages import format_date

GROUP = "indicators"
LEFT, TOP, WIDTH, HEIGHT, RIGHT, FOOT = 70, 70, 520, 220, 150, 44
TITLE_CHARACTERS, LABELS = 72, 5

Written = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Step:
    """One value on a day; `low` and `high` are the ends of its interval where it has one."""

    day: date
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A line across the chart: the baseline or the target."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class _Frame:
    first: date
    days: int
    low: float
    high: float
    step: float

    def x(self, day: date) -> float:
        return LEFT + (WIDTH / 2 if not self.days else (day - self.first).days / self.days * WIDTH)

    def y(self, value: float) -> float:
        return TOP + (self.high - value) / (self.high - self.low) * HEIGHT


def indicator_svg(
    steps: Sequence[Step],
    language: str,
    title: str,
    *,
    levels: Sequence[Level] = (),
    written: Written,
    name: str = "indicator",
) -> str:
    """Draw values over time, the axis from 0 where none is below it.

    Parameters
    ----------
    steps : sequence of Step
        In the order of their days; without any, the chart says that there is nothing yet.
    language : {'kk', 'ru', 'en'}
    title : str
        The heading.
    levels : sequence of Level
        Baseline and target, as dashed lines with their words at the right.
    written : callable
        Writes a value in its unit.
    name : str
        What the ids of the chart begin with.

    Returns
    -------
    str
        An SVG document. Every text is escaped; the same arguments give the same bytes.
    """
    size = (LEFT + WIDTH + RIGHT, TOP + HEIGHT + FOOT)
    heading = wrapped(title, TITLE_CHARACTERS, 1)[0]
    parts = list(opening(name, size, language, heading, indicator_alt(steps, language, written)))
    if steps:
        frame = _frame(steps, levels)
        parts += [*_axes(frame, steps, language, written), *_levels(frame, levels, written)]
        parts += _curve(frame, steps, written)
    else:
        parts.append(text(LEFT, TOP + 40, word(GROUP, "nothing", language), size=14, fill=MUTED))
    return "\n".join([*parts, "</svg>", ""])


def indicator_alt(steps: Sequence[Step], language: str, written: Written) -> str:
    """Return what the chart shows, in words."""
    if not steps:
        return word(GROUP, "nothing", language)
    first, last = steps[0], steps[-1]
    facts = {
        "first": written(first.value), "first_day": format_date(first.day, language),
        "last": written(last.value), "last_day": format_date(last.day, language),
    }  # fmt: skip
    return word(GROUP, "described", language, **facts)


def _frame(steps: Sequence[Step], levels: Sequence[Level]) -> _Frame:
    ends = [one for step in steps for one in (step.value, step.low, step.high) if one is not None]
    ends += [one.value for one in levels]
    low, high = min(0.0, *ends), max(0.0, *ends)
    step = _tick(high - low or 1.0)
    return _Frame(
        steps[0].day,
        (steps[-1].day - steps[0].day).days,
        floor(low / step) * step,
        max(ceil(1.02 * high / step), 1 if low >= 0 else 0) * step,
        step,
    )


def _tick(span: float) -> float:
    """Return the distance of the lines of the axis: 1, 2 or 5 times a power of ten, so that there are few."""
    power = 10.0 ** floor(log10(span / 4))
    return next((times * power for times in (1, 2, 5) if span / (times * power) <= 5), 10 * power)


def _axes(frame: _Frame, steps: Sequence[Step], language: str, written: Written) -> Iterator[str]:
    for number in range(round((frame.high - frame.low) / frame.step) + 1):
        value = frame.low + number * frame.step
        y = frame.y(value)
        yield line((LEFT, y), (LEFT + WIDTH, y), LINE)
        yield text(LEFT - 8, y + 4, written(_rounded(value)), size=12, fill=MUTED, anchor="end")
    yield line((LEFT, frame.y(0.0)), (LEFT + WIDTH, frame.y(0.0)), INK)
    for day in _named_days(steps):
        shown = format_date(day, language)
        yield text(frame.x(day), TOP + HEIGHT + 22, shown, size=12, fill=MUTED, anchor="middle")


def _rounded(value: float) -> float:
    """Return a value of the axis without what adding floats leaves behind."""
    return float(f"{value:.6g}")


def _named_days(steps: Sequence[Step]) -> list[date]:
    """Return the days that are written under the axis: few enough not to run into each other."""
    days = list(dict.fromkeys(step.day for step in steps))
    every = max(1, -(-len(days) // LABELS))
    named = days[::every]
    return named if days[-1] in named or len(named) < LABELS else [*named[:-1], days[-1]]


def _levels(frame: _Frame, levels: Sequence[Level], written: Written) -> Iterator[str]:
    taken: list[float] = []
    for one in levels:
        y = frame.y(one.value)
        yield line((LEFT, y), (LEFT + WIDTH, y), INK, 1, "6 4")
        place = y + 4
        while any(abs(place - other) < 15 for other in taken):
            place += 15
        taken.append(place)
        yield text(LEFT + WIDTH + 8, place, f"{one.label} {written(one.value)}", size=12)


def _curve(frame: _Frame, steps: Sequence[Step], written: Written) -> Iterator[str]:
    places = [(frame.x(one.day), frame.y(one.value)) for one in steps]
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline class="curve" points="{drawn}" fill="none" stroke="{ACCENT}" stroke-width="2"/>'
    for one, (x, y) in zip(steps, places, strict=True):
        if one.low is not None and one.high is not None:
            yield line((x, frame.y(one.low)), (x, frame.y(one.high)), ACCENT, 1.5)
        yield f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{ACCENT}" stroke="{PAPER}"/>'
    ends = {0, len(steps) - 1}
    for place in sorted(ends):
        x, y = places[place]
        anchor = "middle" if place else "start"  # not over the numbers of the axis
        yield text(x, y - 10, written(steps[place].value), size=13, weight=600, anchor=anchor)
