"""Charts of tests, curves: items over the scale, information with its error, who chose which option."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sauatty.core.documents.blocks import Figure, Table
from sauatty.core.documents.charts_parts import MUTED, opening, text, wrapped
from sauatty.core.documents.test_figures_axes import (
    MANNERS,
    NONE,
    Scale,
    foot_axis,
    number,
    say,
    side_axis,
)
from sauatty.core.languages import format_share

LEFT, TOP, WIDTH, HEIGHT, NAMES = 64, 78, 500, 250, 170
Curves = Mapping[str, Sequence[float]]


# --- over the scale ---


def icc_svg(thetas: Sequence[float], curves: Curves, language: str, *, name: str = "icc") -> str:
    """Draw the expected share of points of items at each ability (0 to 1)."""
    words = (
        say("title_icc", language),
        say("axis_probability", language),
        curves_alt(thetas, curves, language),
    )
    return _curves(thetas, curves, words, 1.0, language, name)


def item_information_svg(
    thetas: Sequence[float], curves: Curves, language: str, *, name: str = "item-information"
) -> str:
    """Draw the information of items at each ability."""
    most = max((max(curve) for curve in curves.values()), default=1.0)
    words = (
        say("title_item_information", language),
        say("axis_information", language),
        curves_alt(thetas, curves, language),
    )
    return _curves(thetas, curves, words, most, language, name)


def information_svg(
    thetas: Sequence[float], information: Sequence[float], language: str, *, name: str = "information"
) -> str:
    """Draw the information of a whole test at each ability."""
    words = (
        say("title_information", language),
        say("axis_information", language),
        information_alt(thetas, information, language),
    )
    return _curves(
        thetas, {say("test", language): information}, words, max(information, default=1.0), language, name
    )


def curves_alt(thetas: Sequence[float], curves: Curves, language: str) -> str:
    """Return what curves show, in words."""
    ends = {"from": number(thetas[0], language, 0), "to": number(thetas[-1], language, 0)}
    return say("alt_curves", language, **ends, names=", ".join(curves))


def information_alt(thetas: Sequence[float], information: Sequence[float], language: str) -> str:
    """Return where a test is sharpest, in words."""
    most = max(information)
    at = thetas[list(information).index(most)]
    error = most**-0.5 if most > 0 else None
    return say(
        "alt_information", language, at=number(at, language, 1), most=number(most, language, 1),
        error=number(error, language),
    )  # fmt: skip


def icc_figure(
    thetas: Sequence[float], curves: Curves, language: str, *, id: str = "icc", by: float = 1.0
) -> Figure:
    """Return the curves with their words and a table at every `by` logits."""
    places = _places(thetas, by)
    head = (say("theta", language), *curves)
    rows = tuple(
        (number(thetas[at], language, 1), *(number(curve[at], language) for curve in curves.values()))
        for at in places
    )
    svg = icc_svg(thetas, curves, language, name=id)
    return Figure(svg, curves_alt(thetas, curves, language), say("title_icc", language), id,
                  Table("", head, rows, f"{id}-table"))  # fmt: skip


def information_figure(
    thetas: Sequence[float],
    information: Sequence[float],
    expected: Sequence[float],
    language: str,
    *,
    id: str = "information",
) -> Figure:
    """Return the information of a test with its words and a table of error and expected points at every logit."""
    head = tuple(say(key, language) for key in ("theta", "information", "standard_error", "expected"))
    rows = tuple(
        (number(thetas[at], language, 1), number(information[at], language),
         number(information[at] ** -0.5 if information[at] > 0 else None, language), number(expected[at], language, 1))
        for at in _places(thetas, 1.0)
    )  # fmt: skip
    svg = information_svg(thetas, information, language, name=id)
    return Figure(svg, information_alt(thetas, information, language), say("title_information", language), id,
                  Table("", head, rows, f"{id}-table"))  # fmt: skip


def _places(thetas: Sequence[float], by: float) -> list[int]:
    return [at for at, theta in enumerate(thetas) if abs(theta / by - round(theta / by)) < 1e-6]


def _curves(
    thetas: Sequence[float],
    curves: Curves,
    words: tuple[str, str, str],
    most: float,
    language: str,
    name: str,
) -> str:
    title, axis, described = words
    size = (LEFT + WIDTH + NAMES, TOP + HEIGHT + 56)
    across = Scale(thetas[0], thetas[-1], LEFT, WIDTH)
    up = Scale(0.0, most if most == 1.0 else 1.05 * max(most, 0.1), TOP, HEIGHT, is_up=True)
    parts = [*opening(name, size, language, title, described)]
    parts += side_axis(up, LEFT, LEFT + WIDTH, language, axis)
    parts += foot_axis(across, TOP, TOP + HEIGHT, language, say("theta", language))
    for place, (one, curve) in enumerate(curves.items()):
        points = [(across.at(theta), up.at(value)) for theta, value in zip(thetas, curve, strict=True)]
        parts += _line_with_name(points, one if len(curves) > 1 else "", place, len(curves))
    return "\n".join([*parts, "</svg>", ""])


def _line_with_name(
    points: Sequence[tuple[float, float]], named: str, place: int, n_curves: int
) -> Iterator[str]:
    """Yield a curve and its name in the key at the right, with a stretch of its line."""
    ink, dashes = MANNERS[place % len(MANNERS)]
    yield polyline(points, ink, dashes)
    step = min(20.0, HEIGHT / max(n_curves, 1))
    y = TOP + 8 + step * place
    if named and step >= 9:
        x = LEFT + WIDTH + 12
        yield polyline([(x, y), (x + 24, y)], ink, dashes)
        size = 12 if step >= 13 else 9
        yield text(x + 30, y + 4, wrapped(named, 18, 1)[0], size=size, fill=ink, hint=named)


def polyline(points: Sequence[tuple[float, float]], ink: str, dashes: str) -> str:
    """Return a line through points."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline class="curve" points="{places}" fill="none" stroke="{ink}" stroke-width="2"{dashed}/>'


# --- options ---


def distractors_svg(found: Mapping[str, Any], language: str, *, name: str = "options") -> str:
    """Draw who chose which option: shares in each part of the people, from those who know least.

    Parameters
    ----------
    found : mapping
        `ItemOptions.as_json()`. The line of the key is the thick one.
    """
    n_parts = len(found["parts"])
    size = (LEFT + WIDTH + NAMES, TOP + HEIGHT + 56)
    title = say("title_distractors", language, item=found["item"])
    up = Scale(0.0, 1.0, TOP, HEIGHT, is_up=True)
    parts = [*opening(name, size, language, wrapped(title, 74, 1)[0], distractors_alt(found, language))]
    parts += side_axis(up, LEFT, LEFT + WIDTH, language, say("axis_share", language))
    parts += _part_names(found["parts"], language)
    for place, option in enumerate(found["options"]):
        shares = enumerate(option["share_by_part"])
        points = [(_part_x(at, n_parts), up.at(share)) for at, share in shares if share is not None]
        parts += _line_with_name(points, option_name(option, language), place, len(found["options"]))
        parts += _dots(points, place, is_key=option["is_key"])
    return "\n".join([*parts, "</svg>", ""])


def option_name(option: Mapping[str, Any], language: str) -> str:
    """Return the name of an option: its letter, and whether it is the key."""
    name = option["option"] or say("left_empty", language)
    return f"{name} ({say('key', language)})" if option["is_key"] else name


def distractors_alt(found: Mapping[str, Any], language: str) -> str:
    """Return what the lines show, in words."""
    return say("alt_distractors", language, right=found["key"] or NONE)


def distractors_figure(found: Mapping[str, Any], language: str, *, id: str = "options") -> Figure:
    """Return the lines with their words and their table."""
    n_parts = len(found["parts"])
    names = [part_name(at, n_parts, language) for at in range(n_parts)]
    head = (
        say("option", language),
        say("n", language),
        say("chosen", language),
        *names,
        say("option_rest", language),
    )
    rows = tuple(
        (option_name(one, language), number(one["n"], language, 0), _share(one["share"], language),
         *(_share(share, language) for share in one["share_by_part"]), number(one["option_rest"], language))
        for one in found["options"]
    )  # fmt: skip
    caption = say("title_distractors", language, item=found["item"])
    svg = distractors_svg(found, language, name=id)
    return Figure(svg, distractors_alt(found, language), caption, id, Table("", head, rows, f"{id}-table"))


def part_name(at: int, n_parts: int, language: str) -> str:
    """Return the name of a part of the people."""
    return say(f"part_{at + 1}_of_3", language) if n_parts == 3 else say("part_n", language, n=at + 1)


def _share(share: float | None, language: str) -> str:
    return NONE if share is None else format_share(share, language)


def _part_x(at: int, n_parts: int) -> float:
    return round(LEFT + WIDTH * (2 * at + 1) / (2 * n_parts), 1)


def _part_names(sizes: Sequence[int], language: str) -> Iterator[str]:
    for at, n in enumerate(sizes):
        x, y = _part_x(at, len(sizes)), TOP + HEIGHT
        yield text(x, y + 20, part_name(at, len(sizes), language), size=12, fill=MUTED, anchor="middle")
        yield text(x, y + 37, f"n = {number(n, language, 0)}", size=12, fill=MUTED, anchor="middle")


def _dots(points: Sequence[tuple[float, float]], place: int, *, is_key: bool) -> Iterator[str]:
    ink = MANNERS[place % len(MANNERS)][0]
    for x, y in points:
        yield f'<circle class="dot" cx="{x:g}" cy="{y:g}" r="{6 if is_key else 3}" fill="{ink}"/>'
