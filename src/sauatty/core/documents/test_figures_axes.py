"""What the charts of tests share: a scale with round ticks, labels, whiskers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

from sauatty.core.catalogue.words import word
from sauatty.core.documents.charts_parts import INK, LINE, MUTED, line, text, wrapped
from sauatty.core.languages import format_number

GROUP, NONE = "tests", "–"
MARGIN = 16
# Told apart in black and white by dashes.
MANNERS = (
    ("#0b5566", ""), ("#9a5b00", "7 4"), (INK, "2 3"), ("#5d4a86", "10 3 2 3"), ("#3c6e47", "4 2"), (MUTED, "12 4"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` on `length` units of the drawing from `start` on; `is_up` turns it (up is more)."""

    low: float
    high: float
    start: float
    length: float
    is_up: bool = False

    def at(self, value: float) -> float:
        """Return the place of a value, rounded so that the same figures give the same bytes everywhere."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(self.start + (1 - share if self.is_up else share) * self.length, 1)

    @property
    def ticks(self) -> tuple[float, ...]:
        """Return four to nine round values within the scale."""
        step = round_step(self.high - self.low)
        first = ceil(self.low / step - 1e-9)
        return tuple(round(step * n, 10) for n in range(first, floor(self.high / step + 1e-9) + 1))

    @property
    def digits(self) -> int:
        """Return how many digits a tick needs."""
        return max(0, -floor(log10(round_step(self.high - self.low)) + 1e-9))


def round_step(span: float) -> float:
    """Return 1, 2 or 5 times a power of ten, four to nine of which make up the span."""
    power = 10.0 ** floor(log10(span / 4))
    return float(next(step * power for step in (5, 2, 1) if span / (step * power) >= 4 - 1e-9))


def scale_over(
    values: Sequence[float | None], start: float, length: float, *, within: float = 1.0, is_up: bool = False
) -> Scale:
    """Return a scale that holds all values and 0, with a little air, never narrower than `within` to each side."""
    known = [value for value in values if value is not None and isfinite(value)]
    low, high = min([*known, -within]), max([*known, within])
    air = 0.04 * (high - low)
    return Scale(low - air, high + air, start, length, is_up)


def say(key: str, language: str, **params: object) -> str:
    """Return a word of the charts of tests."""
    return word(GROUP, key, language, **params)


def number(value: float | None, language: str, digits: int = 2) -> str:
    """Write a number, '–' where there is none."""
    if value is None or not isfinite(value):
        return NONE
    return format_number(value, language, digits)


def interval(low: float | None, high: float | None, language: str, digits: int = 2) -> str:
    """Write the ends of an interval."""
    if low is None or high is None or not (isfinite(low) and isfinite(high)):
        return NONE
    return f"[{number(low, language, digits)}; {number(high, language, digits)}]"


def foot_axis(scale: Scale, top: float, bottom: float, language: str, title: str) -> Iterator[str]:
    """Yield upright grid lines with their values under them and the title of the axis."""
    for tick in scale.ticks:
        x = scale.at(tick)
        yield line((x, top), (x, bottom), MUTED if tick == 0 else LINE)
        yield text(x, bottom + 17, number(tick, language, scale.digits), size=12, fill=MUTED, anchor="middle")
    middle = scale.start + scale.length / 2
    yield text(middle, bottom + 36, title, size=12, fill=MUTED, anchor="middle")


def side_axis(scale: Scale, left: float, right: float, language: str, title: str) -> Iterator[str]:
    """Yield level grid lines with their values at the left and the title of the axis over them."""
    for tick in scale.ticks:
        y = scale.at(tick)
        yield line((left, y), (right, y), INK if tick == scale.low else LINE)
        yield text(left - 8, y + 4, number(tick, language, scale.digits), size=12, fill=MUTED, anchor="end")
    yield text(MARGIN, scale.start - 14, title, size=12, fill=MUTED)


def label(name: str, x: float, y: float, characters: int) -> Iterator[str]:
    """Yield the name of a row in one or two lines; what does not fit is in its tooltip."""
    lines = wrapped(name, characters, 2)
    first = y + (4 if len(lines) == 1 else -3)
    for place, one in enumerate(lines):
        yield text(x, first + 14 * place, one, size=13, hint=name if one != name else "")
