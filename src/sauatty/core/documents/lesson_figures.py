"""The drawings of lessons: steps in a row, a circle, a scale, two columns, drawn from words.

Presentation attributes only, as a strict content policy asks for; readable in black and white. The narrow form is for
phones (360 wide), the wide one for paper and slides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

from sauatty.core.catalogue.lessons import FigureSpec
from sauatty.core.documents.charts import HEAT, HEAT_INK
from sauatty.core.documents.charts_parts import ACCENT, FONT, INK, LINE, MUTED, PAPER, line

NARROW, WIDE = 360, 720
MARGIN, PAD, GAP = 16, 12, 28
SIZE, LEAST = 15, 12
LETTER = 0.6  # width of a letter by the size of the type, on the safe side for Cyrillic
STEP = 1.35  # from line to line
MARKER = 7
PALE = "#f0f5f4"


@dataclass(frozen=True, slots=True)
class _Box:
    """A box with its lines of text; the origin is its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height


def figure_svg(spec: FigureSpec, language: str, *, is_wide: bool = False, name: str = "figure") -> str:
    """Draw a figure in a language.

    Parameters
    ----------
    spec : FigureSpec
        In 'compare' the labels are left, right, left, right …, the first two the heads of the columns.
    language : str
    is_wide : bool
        For paper and slides; it stays narrow where a word would not fit.
    name : str
        What its ids begin with; drawings on one page need different ones.
    """
    labels = [one.text(language) for one in spec.labels] or [""]  # a draft may have none yet
    draw = {"flow": _flow, "cycle": _cycle, "scale": _scale, "compare": _compare}[spec.kind]
    width, height, parts = draw(labels, is_wide and _fits_wide(spec.kind, labels))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" lang="{escape(language)}" aria-labelledby="{name}-title {name}-desc" '
        f'font-family="{FONT}">',
        f'<title id="{name}-title">{escape(spec.title.text(language))}</title>',
        f'<desc id="{name}-desc">{escape(spec.alt.text(language))}</desc>',
        f'<rect class="paper" width="{width:g}" height="{height:g}" fill="{PAPER}"/>',
    )
    return "\n".join([*head, *parts, "</svg>", ""])


Drawn = tuple[float, float, list[str]]


def _fits_wide(kind: str, labels: Sequence[str]) -> bool:
    if kind == "compare":
        return True
    room = (WIDE - 2 * MARGIN - (len(labels) - 1) * GAP) / max(1, len(labels)) - 2 * PAD
    return all(len(word) * LEAST * LETTER <= room for label in labels for word in label.split())


def _size_for(labels: Sequence[str], room: float) -> int:
    """Return the size of the type in which the longest word still fits."""
    longest = max((len(word) for label in labels for word in label.split()), default=1)
    return max(9, min(SIZE, int(room / (longest * LETTER))))


def _lines(label: str, room: float, size: int) -> tuple[str, ...]:
    """Break a label into lines; nothing of it is cut off."""
    most = max(1, int(room / (size * LETTER)))
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)


def _tall(lines: Sequence[str], size: int) -> float:
    return ceil(len(lines) * size * STEP + 2 * PAD)


def _text(box: _Box, size: int, ink: str = INK, weight: int = 400) -> Iterator[str]:
    """Yield the lines of a box, in its middle."""
    start = box.y + (box.height - len(box.lines) * size * STEP) / 2 + size
    for place, written in enumerate(box.lines):
        yield (
            f'<text x="{box.middle:g}" y="{start + place * size * STEP:g}" font-size="{size}" fill="{ink}" '
            f'text-anchor="middle" font-weight="{weight}">{escape(written)}</text>'
        )


def _drawn_box(box: _Box, size: int, fill: str = PALE, ink: str = INK, weight: int = 400) -> Iterator[str]:
    yield (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="6" fill="{fill}" '
        f'stroke="{ACCENT}" stroke-width="1.2"/>'
    )
    yield from _text(box, size, ink, weight)


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> Iterator[str]:
    """Yield a straight arrow, level or upright."""
    (x, y), (to_x, to_y) = start, end
    yield line(start, end, ACCENT, 1.6)
    along = (to_x > x) - (to_x < x), (to_y > y) - (to_y < y)
    back = to_x - along[0] * MARKER, to_y - along[1] * MARKER
    side = along[1] * MARKER / 1.6, along[0] * MARKER / 1.6
    points = (end, (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]))
    yield f'<polygon points="{" ".join(f"{a:g},{b:g}" for a, b in points)}" fill="{ACCENT}"/>'


# --- steps and circles ---


def _row(labels: Sequence[str], top: float) -> tuple[list[_Box], int]:
    """Lay boxes of one height side by side."""
    width = (WIDE - 2 * MARGIN - (len(labels) - 1) * GAP) / len(labels)
    size = _size_for(labels, width - 2 * PAD)
    broken = [_lines(label, width - 2 * PAD, size) for label in labels]
    height = max(_tall(one, size) for one in broken)
    return [_Box(MARGIN + n * (width + GAP), top, width, height, one) for n, one in enumerate(broken)], size


def _column(labels: Sequence[str], top: float, width: float) -> tuple[list[_Box], int]:
    """Lay boxes under each other."""
    size = _size_for(labels, width - 2 * PAD)
    boxes: list[_Box] = []
    for label in labels:
        broken = _lines(label, width - 2 * PAD, size)
        boxes.append(_Box(MARGIN, top, width, _tall(broken, size), broken))
        top = boxes[-1].bottom + GAP
    return boxes, size


def _flow(labels: Sequence[str], is_wide: bool) -> Drawn:
    if is_wide:
        boxes, size = _row(labels, MARGIN)
        width, height = WIDE, boxes[0].bottom + MARGIN
    else:
        boxes, size = _column(labels, MARGIN, NARROW - 2 * MARGIN)
        width, height = NARROW, boxes[-1].bottom + MARGIN
    return width, height, [*_boxes(boxes, size), *_between(boxes, is_wide)]


def _boxes(boxes: Sequence[_Box], size: int) -> Iterator[str]:
    for box in boxes:
        yield from _drawn_box(box, size)


def _between(boxes: Sequence[_Box], is_wide: bool) -> Iterator[str]:
    for one, other in zip(boxes, boxes[1:], strict=False):
        if is_wide:
            middle = one.y + one.height / 2
            yield from _arrow((one.x + one.width + 3, middle), (other.x - 3, middle))
        else:
            yield from _arrow((one.middle, one.bottom + 3), (other.middle, other.y - 3))


def _cycle(labels: Sequence[str], is_wide: bool) -> Drawn:
    """Draw steps and the way back from the last to the first."""
    first_y = MARGIN
    if is_wide:
        boxes, size = _row(labels, first_y)
        below = boxes[0].bottom + GAP
        way = [(boxes[-1].middle, boxes[-1].bottom), (boxes[-1].middle, below), (boxes[0].middle, below)]
        last = _arrow((boxes[0].middle, below), (boxes[0].middle, boxes[0].bottom + 3))
        width, height = WIDE, below + MARGIN
    else:
        boxes, size = _column(labels, first_y, NARROW - 2 * MARGIN - GAP)
        beside = NARROW - MARGIN
        level = [box.y + box.height / 2 for box in (boxes[0], boxes[-1])]
        right = boxes[0].x + boxes[0].width
        way = [(right, level[1]), (beside, level[1]), (beside, level[0])]
        last = _arrow((beside, level[0]), (right + 3, level[0]))
        width, height = NARROW, boxes[-1].bottom + MARGIN
    back = [line(start, end, ACCENT, 1.6) for start, end in zip(way, way[1:], strict=False)]
    return width, height, [*_boxes(boxes, size), *_between(boxes, is_wide), *back, *last]


# --- scale ---


def _scale(labels: Sequence[str], is_wide: bool) -> Drawn:
    """Draw grades of a scale, lighter to darker; the darker also stand further along an arrow."""
    if is_wide:
        boxes, size = _row(labels, MARGIN)
        at = boxes[0].bottom + 14
        arrow = list(_arrow((MARGIN, at), (WIDE - MARGIN, at)))
        width, height = WIDE, at + MARGIN
    else:
        boxes, size = _column(labels, MARGIN, NARROW - 2 * MARGIN - 20)
        at = NARROW - MARGIN - 4
        arrow = list(_arrow((at, MARGIN), (at, boxes[-1].bottom)))
        width, height = NARROW, boxes[-1].bottom + MARGIN
    parts: list[str] = []
    for place, box in enumerate(boxes):
        grade = round(place * (len(HEAT) - 1) / max(1, len(boxes) - 1))
        parts += _drawn_box(box, size, HEAT[grade], HEAT_INK[grade])
    return width, height, parts + arrow


# --- two columns ---


def _compare(labels: Sequence[str], is_wide: bool) -> Drawn:
    """Draw two columns under their heads, a row for each pair."""
    full = WIDE if is_wide else NARROW
    gap = 8
    width = (full - 2 * MARGIN - gap) / 2
    size = _size_for(labels, width - 2 * PAD)
    y: float = MARGIN
    parts: list[str] = []
    for place in range(0, len(labels), 2):
        pair = [_lines(label, width - 2 * PAD, size) for label in labels[place : place + 2]]
        height = max(_tall(one, size) for one in pair)
        for column, one in enumerate(pair):
            box = _Box(MARGIN + column * (width + gap), y, width, height, one)
            parts += _compared(box, size, is_head=place == 0)
        y += height + (gap if place == 0 else 0)
    return full, y + MARGIN, parts


def _compared(box: _Box, size: int, *, is_head: bool) -> Iterator[str]:
    if is_head:
        yield from _drawn_box(box, size, ACCENT, PAPER, 650)
        return
    yield line((box.x, box.bottom), (box.x + box.width, box.bottom), LINE if box.lines else MUTED)
    yield from _text(box, size)
