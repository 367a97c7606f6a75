"""The chart of assembled forms: how much each tells about people of a level."""

from collections.abc import Iterator, Mapping, Sequence
from math import floor, log10

from sauatty.core.catalogue.words import word
from sauatty.core.documents.charts_parts import ACCENT, INK, LINE, MUTED, line, opening, text
from sauatty.core.languages import format_number

LEFT, TOP, WIDTH, HEIGHT = 64, 72, 520, 240
# Told apart in black and white by dashes; each curve has its letter at its end.
_MANNERS = (
    (ACCENT, ""),
    ("#9a5b00", "7 4"),
    (INK, "2 3"),
    (MUTED, "10 3 2 3"),
    ("#5d4a86", "4 2"),
    ("#3c6e47", "12 4"),
)
N_TICKS = 4


def information_svg(
    thetas: Sequence[float],
    curves: Mapping[str, Sequence[float]],
    language: str,
    *,
    note: str = "",
    name: str = "information",
) -> str:
    """Draw the information of forms along the scale, from 0.

    Parameters
    ----------
    thetas : sequence of float
        Where the curves were worked out, in logits, rising.
    curves : mapping
        Letter of a form to its information at each theta.
    language, note, name
        As in `charts_measures.judged_svg`.
    """
    most = _round_up(max((max(curve) for curve in curves.values()), default=1.0))
    size = (LEFT + WIDTH + 100, TOP + HEIGHT + 60 + (22 if note else 0))
    forms = ", ".join(curves)
    described = word("test_forms", "alt_information", language, forms=forms)
    parts = [*opening(name, size, language, word("test_forms", "title_information", language), described)]
    parts += _axes(thetas, most, language)
    for place, (code, curve) in enumerate(curves.items()):
        parts += _curve(thetas, curve, most, word("test_forms", "form", language, code=code), place)
    if note:
        parts.append(text(16, size[1] - 14, note, size=12, fill=MUTED))
    return "\n".join([*parts, "</svg>", ""])


def _round_up(value: float) -> float:
    """Return the end of the axis: a number that falls into four steps without odd digits."""
    scale = 10 ** floor(log10(max(value, 0.1)))
    return float(next(one * scale for one in (1.2, 2, 4, 8, 12) if value <= one * scale))


def _x(theta: float, thetas: Sequence[float]) -> float:
    return LEFT + (theta - thetas[0]) / (thetas[-1] - thetas[0]) * WIDTH


def _y(value: float, most: float) -> float:
    return TOP + HEIGHT - value / most * HEIGHT


def _axes(thetas: Sequence[float], most: float, language: str) -> Iterator[str]:
    for tick in range(N_TICKS + 1):
        value = most * tick / N_TICKS
        y = _y(value, most)
        yield line((LEFT, y), (LEFT + WIDTH, y), INK if tick == 0 else LINE)
        digits = 0 if (most / N_TICKS).is_integer() else 1 if most >= 1 else 2
        yield text(LEFT - 8, y + 4, format_number(value, language, digits), size=12, fill=MUTED, anchor="end")
    for theta in thetas:
        if abs(theta - round(theta)) < 1e-9:
            shown = format_number(theta, language, 0)
            yield text(_x(theta, thetas), TOP + HEIGHT + 18, shown, size=12, fill=MUTED, anchor="middle")
    yield text(16, TOP - 16, word("test_forms", "axis_information", language), size=12, fill=MUTED)
    foot = word("test_forms", "axis_level", language)
    yield text(LEFT + WIDTH / 2, TOP + HEIGHT + 38, foot, size=12, fill=MUTED, anchor="middle")


def _curve(
    thetas: Sequence[float], curve: Sequence[float], most: float, said: str, place: int
) -> Iterator[str]:
    ink, dashes = _MANNERS[place % len(_MANNERS)]
    points = " ".join(
        f"{_x(theta, thetas):.1f},{_y(value, most):.1f}" for theta, value in zip(thetas, curve, strict=True)
    )
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    yield f'<polyline class="curve" points="{points}" fill="none" stroke="{ink}" stroke-width="2.5"{dashed}/>'
    # alike forms end at the same place, so their names stand under one another
    y = _y(curve[-1], most) - 10 - 18 * place
    yield text(LEFT + WIDTH + 8, y, said, size=13, fill=ink, weight=600)
