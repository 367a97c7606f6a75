"""Charts of the evaluation of a programme: the flow of participants, and share of need beside share of time.

Both read in black and white: numbers stand in or beside every shape, and need and time differ in their pattern.
"""

from collections.abc import Iterator

from sauatty.core.documents.charts import HEAT
from sauatty.core.documents.charts_parts import INK, LINE, MUTED, PAPER, line, opening, text, wrapped
from sauatty.core.documents.evaluation_report_parts import EvaluationWords
from sauatty.core.evaluation.content_answers import ContentRow
from sauatty.core.evaluation.flow import Flow, FlowStep

MARGIN, TOP = 16, 56
BOX, BOX_HEIGHT, STEP, ASIDE, SIDE = 380, 44, 68, 60, 300
ASIDE_STEPS = frozenset({"answered", "active"})
LABELS, PLOT, ROW, BAR = 250, 360, 44, 15


def flow_svg(found: Flow, words: EvaluationWords, *, name: str = "flow") -> str:
    """Draw the steps from above to below with the number at each, and beside the way those who were lost."""
    steps = [one for one in found.steps if one.source]
    size = (2 * MARGIN + BOX + ASIDE + SIDE, TOP + STEP * max(1, len(steps)))
    parts = list(opening(name, size, words.language, words.say("flow_figure"), flow_alt(found, words)))
    for place, one in enumerate(steps):
        parts += _flow_step(one, TOP + place * STEP, words, is_last=place == len(steps) - 1)
    return "\n".join([*parts, "</svg>", ""])


def flow_alt(found: Flow, words: EvaluationWords) -> str:
    """Return what the flow shows, in words."""
    told = [f"{words.say(f'step_{one.stage}')} {words.count(one.n)}" for one in found.steps if one.source]
    return words.say("flow_alt", steps="; ".join(told) or "0")


def _flow_step(one: FlowStep, y: int, words: EvaluationWords, *, is_last: bool) -> Iterator[str]:
    """Yield a box, the way to the next, and beside it how many did not come. Asides have a broken frame."""
    middle, right = MARGIN + BOX / 2, MARGIN + BOX
    dashed = ' stroke-dasharray="5 4"' if one.stage in ASIDE_STEPS else ""
    yield (
        f'<rect x="{MARGIN}" y="{y}" width="{BOX}" height="{BOX_HEIGHT}" fill="{PAPER}" stroke="{INK}"{dashed}/>'
    )
    lines = wrapped(words.say(f"step_{one.stage}"), 34, 2)
    for at, written in enumerate(lines):
        yield text(MARGIN + 12, y + (27 if len(lines) == 1 else 19 + 16 * at), written, size=14)
    yield text(right - 12, y + 28, f"n = {words.count(one.n)}", size=15, anchor="end", weight=650)
    if not is_last:
        yield line((middle, y + BOX_HEIGHT), (middle, y + STEP - 6), INK, 1.5)
        yield line((middle - 5, y + STEP - 8), (middle, y + STEP), INK, 1.5)
        yield line((middle + 5, y + STEP - 8), (middle, y + STEP), INK, 1.5)
    aside = [f"{words.say('lost')}: {words.count(one.n_lost)}"] if one.n_lost else []
    aside += (
        [f"{words.say('unknown')}: {words.count(one.n_unknown)}"]
        if one.n_unknown and one.source != "survey"
        else []
    )
    if aside:
        yield line((right, y + BOX_HEIGHT / 2), (right + ASIDE - 8, y + BOX_HEIGHT / 2), MUTED)
        yield text(right + ASIDE, y + BOX_HEIGHT / 2 + 5, "; ".join(aside), size=13)


def content_svg(rows: tuple[ContentRow, ...], words: EvaluationWords, *, name: str = "content") -> str:
    """Draw for each competence its share of need (filled) over its share of time (hatched)."""
    size = (2 * MARGIN + LABELS + PLOT + 150, TOP + 26 + ROW * max(1, len(rows)))
    title, alt = words.say("content_figure"), words.say("content_alt", n=len(rows))
    parts = [*opening(name, size, words.language, title, alt), _hatch(name), *_key(name, words)]
    known = [one.value or 0.0 for row in rows for one in (row.need_share, row.time_share)]
    most = max([*known, 0.01])
    for place, row in enumerate(rows):
        parts += _content_row(row, TOP + 30 + place * ROW, most, name, words)
    return "\n".join([*parts, "</svg>", ""])


def _hatch(name: str) -> str:
    return (
        f'<defs><pattern id="{name}-time" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{PAPER}"/>'
        f'<line x1="0" y1="0" x2="0" y2="6" stroke="{INK}" stroke-width="1.5"/></pattern></defs>'
    )


def _key(name: str, words: EvaluationWords) -> Iterator[str]:
    for at, (key, fill) in enumerate((("need_share", HEAT[4]), ("time_share", f"url(#{name}-time)"))):
        x = MARGIN + LABELS + 190 * at
        yield f'<rect x="{x}" y="{TOP}" width="14" height="12" fill="{fill}" stroke="{INK}" stroke-width="0.5"/>'
        yield text(x + 20, TOP + 11, words.say(key), size=12, fill=MUTED)


def _content_row(row: ContentRow, y: int, most: float, name: str, words: EvaluationWords) -> Iterator[str]:
    lines = wrapped(words.competence(row.competence), 34, 2)
    for at, written in enumerate(lines):
        hint = "" if len(lines) == 1 else words.competence(row.competence)
        yield text(MARGIN, y + (18 if len(lines) == 1 else 11 + 15 * at), written, size=13, hint=hint)
    x = MARGIN + LABELS
    yield line((x, y - 3), (x, y + 2 * BAR + 4), LINE)
    both = ((row.need_share, HEAT[4]), (row.time_share, f"url(#{name}-time)"))
    for at, (one, fill) in enumerate(both):
        top, width = y + at * (BAR + 1), PLOT * (one.value or 0.0) / most
        if one.value is not None:
            yield (
                f'<rect x="{x}" y="{top}" width="{width:.1f}" height="{BAR}" fill="{fill}" stroke="{INK}" '
                f'stroke-width="0.5"/>'
            )
        yield text(x + width + 6, top + 12, words.value(one), size=12)
