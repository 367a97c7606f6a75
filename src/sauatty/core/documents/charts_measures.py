"""Charts of judged objectives: the map with what stands out, and the share of every row with its interval."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from sauatty.core.catalogue.words import word
from sauatty.core.coverage import JudgedMatrix, flags
from sauatty.core.documents.charts import HEAT, HEAT_INK, heat_step
from sauatty.core.documents.charts_parts import (
    INK,
    LINE,
    MUTED,
    PAPER,
    column_label,
    line,
    opening,
    text,
    wrapped,
)
from sauatty.core.languages import format_number, format_share
from sauatty.core.statistics import Interval, wilson_interval

CELL_WIDTH, CELL_HEIGHT, GAP = 46, 36, 2
LABEL_WIDTH, LABEL_CHARACTERS, COUNT_WIDTH, MARGIN, TOP = 236, 32, 64, 16, 84
KEY_LINE, KEY_CHARACTERS = 19, 54
BAR_HEIGHT, BAR_STEP, BAR_WIDTH, BAR_LABEL = 18, 36, 420, 190


# --- the map ---


def judged_svg(
    matrix: JudgedMatrix,
    language: str,
    title: str,
    *,
    row_names: Mapping[str, str] | None = None,
    note: str = "",
    name: str = "judged",
    column_names: Mapping[str, str] | None = None,
) -> str:
    """Draw a judged matrix as a heat table, with a mark where a cell holds more or fewer than expected.

    A triangle up (more) or down (fewer) stands in the corner of a cell whose residual is beyond 2, two of them
    beyond 3; cells with fewer than 5 expected have none. Rows of which nothing was judged are hatched.

    Parameters
    ----------
    matrix : JudgedMatrix
        What to draw; the number in a cell is the count.
    language : {'kk', 'ru', 'en'}
        The language of the chart's own words.
    title : str
        The heading of the chart.
    row_names : mapping of str to str, optional
        The names of the rows by key; a key that is missing is written as it is.
    note : str
        A last line, such as where the figures come from.
    name : str
        What its ids begin with; charts on one page need different ones.
    column_names : mapping of str to str, optional
        The names of competences that the content does not hold, such as those of a national framework.

    Returns
    -------
    str
        An SVG document. Every text is escaped; the same arguments give the same bytes.
    """
    names = [(row_names or {}).get(key, key) for key in matrix.rows]
    words = _Words(language, name, column_names)
    parts = [
        *_map_head(matrix, title, bool(note), words),
        *(
            part
            for index, (row_name, row_flags) in enumerate(zip(names, flags(matrix), strict=True))
            for part in _map_row(matrix, index, row_name, row_flags, words)
        ),
        *_map_foot(matrix, words, note),
    ]
    return "\n".join([*parts, "</svg>", ""])


@dataclass(frozen=True, slots=True)
class _Words:
    language: str
    name: str
    column_names: Mapping[str, str] | None

    def column(self, competence_id: str) -> tuple[str, str]:
        return column_label(competence_id, self.language, self.column_names)

    def number(self, value: float) -> str:
        return format_number(value, self.language, 0 if float(value).is_integer() else 1)


def _width(matrix: JudgedMatrix) -> int:
    table = 2 * MARGIN + LABEL_WIDTH + COUNT_WIDTH + len(matrix.competences) * CELL_WIDTH
    return max(table, 2 * MARGIN + 2 * KEY_CHARACTERS * 7)


def _map_height(matrix: JudgedMatrix, has_note: bool) -> int:
    key = (len(matrix.competences) + 1) // 2 * KEY_LINE
    return TOP + len(matrix.rows) * CELL_HEIGHT + 28 + key + 2 * KEY_LINE + MARGIN + (22 if has_note else 0)


def _map_head(matrix: JudgedMatrix, title: str, has_note: bool, words: _Words) -> Iterator[str]:
    language, name = words.language, words.name
    described = word("measures", "alt_heat", language, rows=len(matrix.rows), columns=len(matrix.competences))
    yield from opening(name, (_width(matrix), _map_height(matrix, has_note)), language, title, described)
    yield (
        f'<defs><pattern id="{name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{PAPER}"/>'
        f'<line x1="0" y1="0" x2="0" y2="6" stroke="{MUTED}" stroke-width="1"/></pattern></defs>'
    )
    y = TOP - 10
    yield text(MARGIN, y, by_words(matrix.by, language), size=13, fill=MUTED)
    for column, competence_id in enumerate(matrix.competences):
        code, column_name = words.column(competence_id)
        x = MARGIN + LABEL_WIDTH + column * CELL_WIDTH + (CELL_WIDTH - GAP) // 2
        yield text(x, y, _short(code), size=13, weight=600, anchor="middle", hint=f"{code} {column_name}")
    hint = word("measures", "objectives_judged", language)
    yield text(_count_x(matrix), y, "n", size=13, fill=MUTED, anchor="end", hint=hint)
    yield line((MARGIN, TOP - 3), (_count_x(matrix) + 6, TOP - 3))


def by_words(by: str, language: str) -> str:
    """Return what the rows of a matrix are, in words."""
    group = "measures" if by == "subject_grade" else "coverage"
    return word(group, f"by_{by}", language)


def _count_x(matrix: JudgedMatrix) -> int:
    return MARGIN + LABEL_WIDTH + len(matrix.competences) * CELL_WIDTH + COUNT_WIDTH - 6


def _map_row(
    matrix: JudgedMatrix, index: int, row_name: str, row_flags: Sequence[str], words: _Words
) -> Iterator[str]:
    y = TOP + index * CELL_HEIGHT
    yield from _label(row_name, y)
    if not matrix.is_read[index]:
        yield from _unjudged(matrix, index, y, words)
        return
    for column, count in enumerate(matrix.counts[index].tolist()):
        code, column_name = words.column(matrix.competences[column])
        share = format_share(float(matrix.shares[index, column]), words.language, 1)
        flag = row_flags[column]
        said = f"; {word('measures', flag, words.language)}" if flag else ""
        hint = f"{row_name}, {code} {column_name}: {words.number(count)} ({share}){said}"
        x = MARGIN + LABEL_WIDTH + column * CELL_WIDTH
        yield from _cell(x, y, words.number(count), heat_step(count), hint)
        yield from _mark(x, y, flag, HEAT_INK[heat_step(count)])
    judged = words.number(float(matrix.n_judged[index]))
    yield text(_count_x(matrix), y + 22, judged, size=13, anchor="end")


def _label(name: str, y: float) -> Iterator[str]:
    lines = wrapped(name, LABEL_CHARACTERS, 2)
    first = y + (22 if len(lines) == 1 else 14)
    for number, one in enumerate(lines):
        yield text(MARGIN, first + 16 * number, one, size=13, hint=name if one not in name else "")


def _cell(x: int, y: int, written: str, step: int, hint: str) -> Iterator[str]:
    yield (
        f'<rect class="q{step}" x="{x}" y="{y}" width="{CELL_WIDTH - GAP}" height="{CELL_HEIGHT - GAP}" '
        f'rx="4" fill="{HEAT[step]}"><title>{escape(hint)}</title></rect>'
    )
    size = 13 if len(written) < 5 else 11
    yield text(x + (CELL_WIDTH - GAP) // 2, y + 22, written, size=size, fill=HEAT_INK[step], anchor="middle")


def _mark(x: int, y: int, flag: str, ink: str) -> Iterator[str]:
    """Yield one or two triangles in the corner of a cell: up for more, down for fewer."""
    if flag in ("", "too-small"):
        return
    top, tip = (y + 9, y + 3) if flag.endswith("more") else (y + 3, y + 9)
    for number in range(2 if flag.startswith("much") else 1):
        right = x + CELL_WIDTH - GAP - 3 - 8 * number
        yield (
            f'<path class="{flag}" d="M{right - 7} {top}L{right} {top}L{right - 3.5:g} {tip}Z" fill="{ink}"/>'
        )


def _unjudged(matrix: JudgedMatrix, index: int, y: int, words: _Words) -> Iterator[str]:
    """Yield a hatched row; one without any objective was not read, which is not the same as not judged."""
    x, width = MARGIN + LABEL_WIDTH, len(matrix.competences) * CELL_WIDTH - GAP
    key = ("measures", "not_judged") if matrix.n_objectives[index] else ("coverage", "not_read")
    said = word(*key, words.language)
    half, middle = len(said) * 4 + 10, x + width // 2
    yield (
        f'<rect class="none" x="{x}" y="{y}" width="{width}" height="{CELL_HEIGHT - GAP}" rx="4" '
        f'fill="url(#{words.name}-hatch)" stroke="{LINE}"/>'
    )
    yield (
        f'<rect class="paper" x="{middle - half}" y="{y + 7}" width="{2 * half}" '
        f'height="{CELL_HEIGHT - GAP - 14}" fill="{PAPER}"/>'
    )
    yield text(middle, y + 22, said, size=13, fill=MUTED, anchor="middle")
    yield text(_count_x(matrix), y + 22, "–", size=13, fill=MUTED, anchor="end")


def _map_foot(matrix: JudgedMatrix, words: _Words, note: str) -> Iterator[str]:
    top = TOP + len(matrix.rows) * CELL_HEIGHT + 28
    per_column = (len(matrix.competences) + 1) // 2
    for index, competence_id in enumerate(matrix.competences):
        code, name = words.column(competence_id)
        column, row = divmod(index, per_column)
        written = wrapped(f"{_short(code)}  {name}", KEY_CHARACTERS, 1)[0]
        x = MARGIN + column * (_width(matrix) - 2 * MARGIN) // 2
        hint = name if name not in written else ""
        yield text(x, top + row * KEY_LINE, written, size=12, fill=MUTED, hint=hint)
    y = top + per_column * KEY_LINE + 8
    for number, one in enumerate(wrapped(word("measures", "marks", words.language), 2 * KEY_CHARACTERS, 2)):
        yield text(MARGIN, y + 16 * number, one, size=12)
    if note:
        yield text(MARGIN, _map_height(matrix, True) - MARGIN, note, size=12, fill=MUTED)


def _short(code: str) -> str:
    return code if len(code) <= 5 else code[:4] + "…"


# --- shares ---


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A row of the chart of shares: `n` of `n_judged` objectives."""

    label: str
    n: int
    n_judged: int

    @property
    def share(self) -> Interval:
        """Return the share with its Wilson interval."""
        return wilson_interval(self.n, self.n_judged)


def share_bars(
    matrix: JudgedMatrix, row_names: Mapping[str, str], competence_id: str | None = None
) -> tuple[ShareBar, ...]:
    """Return the bars of a matrix: per row the objectives that count, or those that carry one competence."""
    numbers = (
        matrix.n_relevant
        if competence_id is None
        else matrix.n_carrying[:, matrix.competences.index(competence_id)]
    )
    return tuple(
        ShareBar(row_names.get(row, row), int(n), int(n_judged))
        if read
        else ShareBar(row_names.get(row, row), 0, 0)
        for row, n, n_judged, read in zip(matrix.rows, numbers, matrix.n_judged, matrix.is_read, strict=True)
    )


def shares_svg(
    bars: Sequence[ShareBar], language: str, title: str, *, note: str = "", name: str = "shares"
) -> str:
    """Draw shares as bars from zero, each with its 95 % Wilson interval and its numbers.

    Parameters
    ----------
    bars : sequence of ShareBar
        In the order to be drawn; one with nothing judged says so.
    language, title, note, name
        As in `judged_svg`.
    """
    height = 60 + len(bars) * BAR_STEP + 28 + (22 if note else 0)
    width = 2 * MARGIN + LABEL_WIDTH + BAR_WIDTH + BAR_LABEL
    described = word("measures", "alt_shares", language, rows=len(bars))
    top = max((bar.share.high for bar in bars if bar.n_judged), default=1.0)
    scale = BAR_WIDTH / _round_up(top)
    parts = [*opening(name, (width, height), language, title, described)]
    parts += [line((MARGIN + LABEL_WIDTH, 52), (MARGIN + LABEL_WIDTH, 56 + len(bars) * BAR_STEP), MUTED)]
    for index, bar in enumerate(bars):
        parts += _bar(bar, 60 + index * BAR_STEP, scale, language)
    if note:
        parts.append(text(MARGIN, height - MARGIN, note, size=12, fill=MUTED))
    return "\n".join([*parts, "</svg>", ""])


def _bar(bar: ShareBar, y: int, scale: float, language: str) -> Iterator[str]:
    x = MARGIN + LABEL_WIDTH
    yield from _label(bar.label, y - 9)
    if not bar.n_judged:
        yield text(x + 8, y + 13, word("measures", "not_judged", language), size=13, fill=MUTED)
        return
    share, middle = bar.share, y + BAR_HEIGHT / 2
    if bar.n:
        yield (
            f'<rect class="bar" x="{x}" y="{y}" width="{share.estimate * scale:.1f}" height="{BAR_HEIGHT}" '
            f'fill="{HEAT[2]}" stroke="{INK}" stroke-width="0.5"/>'
        )
    low, high = (x + end * scale for end in (round(share.low, 6), round(share.high, 6)))
    yield line((low, middle), (high, middle), INK, 1.5)
    yield from (line((end, middle - 4), (end, middle + 4), INK, 1.5) for end in (low, high))
    numbers = f"{format_number(bar.n, language)} / {format_number(bar.n_judged, language)}"
    written = f"{format_share(share.estimate, language, 1)} ({numbers})"
    yield text(high + 8, y + 13, written, size=13)


def _round_up(share: float) -> float:
    return next((step for step in (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75) if share <= step), 1.0)
