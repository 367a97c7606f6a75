"""A map of the 20 regions as tiles of one size, so that a small city weighs as much as a wide steppe.

Each tile carries the short name and the number; colour only repeats it. What is not known is hatched and is not 0.
Cities of republican significance have round corners. With the map go its words and the table of its figures.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil, isnan

from sauatty.core.catalogue.regions import Region, load_regions
from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import Figure, Table
from sauatty.core.documents.charts import HEAT, HEAT_INK
from sauatty.core.documents.charts_parts import INK, LINE, MUTED, PAPER, opening, text, wrapped
from sauatty.core.languages import format_number

GROUP = "region_map"
TILE_WIDTH, TILE_HEIGHT, GAP = 80, 62, 4
MARGIN, HEAD, TITLE_LINE, TITLE_CHARACTERS, NOTE_LINE, NOTE_CHARACTERS = 16, 50, 21, 52, 17, 76
N_STEPS = len(HEAT) - 1

Written = Callable[[float, str], str]


@dataclass(frozen=True, slots=True)
class _Map:
    values: Mapping[str, float | None]
    language: str
    name: str
    top: float
    written: Written


def region_map_svg(
    values: Mapping[str, float | None],
    language: str,
    title: str,
    *,
    name: str = "regions",
    note: str = "",
    top: float | None = None,
    written: Written | None = None,
) -> str:
    """Draw one number for each region.

    Parameters
    ----------
    values : mapping of str to float or None
        The numbers by ISO 3166-2 code ('KZ-55'), 0 or more; None, nan or a missing code is not known.
    language : {'kk', 'ru', 'en'}
    title : str
        The heading.
    name : str
        What its ids begin with; maps on one page need different ones.
    note : str
        What stands under the map, such as where the numbers come from.
    top : float, optional
        The number that is as dark as it gets; the largest one where none is given. Give it to lay maps side by side.
    written : callable, optional
        Writes a number in a language; whole numbers and one decimal where nothing is given.

    Returns
    -------
    str
        An SVG document. Every text is escaped; the same arguments give the same bytes.
    """
    drawn = _Map(values, language, name, _top(values, top), written or write_number)
    heading, notes = wrapped(title, TITLE_CHARACTERS, 3), _notes(drawn, note)
    start = HEAD + TITLE_LINE * (len(heading) - 1)
    size = _size(start, len(notes))
    parts = [*opening(name, size, language, heading[0], region_map_alt(values, language, written))]
    parts += [
        text(MARGIN, 32 + TITLE_LINE * place, one, size=17, weight=650)
        for place, one in enumerate(heading[1:], 1)
    ]
    parts.append(_hatch(name))
    parts += [mark for region in load_regions().regions for mark in _tile(drawn, region, start)]
    below = size[1] - MARGIN - NOTE_LINE * (len(notes) - 1)
    parts += [
        text(MARGIN, below + NOTE_LINE * place, one, size=12, fill=MUTED) for place, one in enumerate(notes)
    ]
    return "\n".join([*parts, "</svg>", ""])


def region_map_alt(values: Mapping[str, float | None], language: str, written: Written | None = None) -> str:
    """Return what the map shows, in words."""
    regions = load_regions().regions
    known = [(found, region) for region in regions if (found := known_value(values, region.id)) is not None]
    if not known:
        return word(GROUP, "empty", language)
    value, most = max(known, key=lambda pair: pair[0])
    said = (written or write_number)(value, language)
    return word(
        GROUP, "described", language, known=len(known), all=len(regions), most=most.name.text(language), value=said
    )  # fmt: skip


def region_map_table(
    values: Mapping[str, float | None],
    language: str,
    heading: str,
    *,
    caption: str = "",
    written: Written | None = None,
) -> Table:
    """Return the numbers of the map as a table, region by region; `heading` says what they are."""
    write = written or write_number
    rows = tuple(
        (region.name.text(language), _said(known_value(values, region.id), language, write))
        for region in load_regions().regions
    )
    return Table(caption or heading, (word(GROUP, "region", language), heading), rows)


def region_map_figure(
    values: Mapping[str, float | None],
    language: str,
    title: str,
    *,
    heading: str,
    name: str = "regions",
    note: str = "",
) -> Figure:
    """Return the map with its words and its table."""
    svg = region_map_svg(values, language, title, name=name, note=note)
    table = region_map_table(values, language, heading, caption="")
    return Figure(svg, region_map_alt(values, language), title, name, table)


def write_number(value: float, language: str) -> str:
    """Write a number as a map does: whole where it is whole, else with one decimal."""
    return format_number(value, language, 0 if float(value).is_integer() else 1)


def known_value(values: Mapping[str, float | None], code: str) -> float | None:
    """Return the number of a region, or None where it is not known."""
    value = values.get(code)
    return None if value is None or isnan(value) else value


def heat_step(value: float, top: float) -> int:
    """Return the step of the heat (0 to 5): 0 for nothing, else fifths of the top."""
    return 0 if value <= 0 or top <= 0 else min(N_STEPS, ceil(N_STEPS * value / top))


def _top(values: Mapping[str, float | None], top: float | None) -> float:
    known = (known_value(values, code) for code in values)
    return top if top is not None else max((value for value in known if value is not None), default=0.0)


def _size(start: int, n_notes: int) -> tuple[int, int]:
    tiles = [region.tile for region in load_regions().regions]
    n_rows, n_columns = (max(tile[axis] for tile in tiles) + 1 for axis in (0, 1))
    height = start + n_rows * (TILE_HEIGHT + GAP) + n_notes * NOTE_LINE + MARGIN + (8 if n_notes else 0)
    return 2 * MARGIN + n_columns * (TILE_WIDTH + GAP) - GAP, height


def _notes(drawn: _Map, note: str) -> list[str]:
    is_whole = all(known_value(drawn.values, region.id) is not None for region in load_regions().regions)
    hatched = [] if is_whole else [word(GROUP, "unknown_key", drawn.language)]
    return [*hatched, *(wrapped(note, NOTE_CHARACTERS, 4) if note else [])]


def _hatch(name: str) -> str:
    return (
        f'<defs><pattern id="{name}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="7" height="7" fill="{PAPER}"/>'
        f'<line x1="0" y1="0" x2="0" y2="7" stroke="{LINE}" stroke-width="2"/></pattern></defs>'
    )


def _tile(drawn: _Map, region: Region, start: int) -> Iterator[str]:
    value = known_value(drawn.values, region.id)
    step = 0 if value is None else heat_step(value, drawn.top)
    x = MARGIN + region.tile[1] * (TILE_WIDTH + GAP)
    y = start + region.tile[0] * (TILE_HEIGHT + GAP)
    fill, ink = (f"url(#{drawn.name}-hatch)", INK) if value is None else (HEAT[step], HEAT_INK[step])
    kind = "unknown" if value is None else f"h{step}"
    round_corners = 20 if region.kind == "city" else 4
    yield (
        f'<rect class="{kind}" x="{x}" y="{y}" width="{TILE_WIDTH}" height="{TILE_HEIGHT}" '
        f'rx="{round_corners}" fill="{fill}" stroke="{MUTED}" stroke-width="1"/>'
    )
    middle = x + TILE_WIDTH / 2
    short, full = region.short.text(drawn.language), region.name.text(drawn.language)
    yield text(middle, y + 22, short, size=12, fill=ink, anchor="middle", hint=full)
    if value is not None:
        said = drawn.written(value, drawn.language)
        yield text(middle, y + 47, said, size=18, fill=ink, anchor="middle", weight=650)


def _said(value: float | None, language: str, written: Written) -> str:
    return word(GROUP, "unknown", language) if value is None else written(value, language)
