"""Charts over grades and over effort: progression by grade, and what reinforcing opportunities brings."""

from collections.abc import Iterator, Mapping
from html import escape
from math import isnan, sqrt

from sauatty.core.catalogue.words import word
from sauatty.core.coverage import CompetenceProgression, GradeStep, Progression, Reinforcement
from sauatty.core.documents.charts_parts import (
    ACCENT,
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
from sauatty.core.languages import format_number

MARGIN, LABEL_WIDTH, LABEL_CHARACTERS, TOP = 16, 250, 34, 84
GRADE_WIDTH, ROW_HEIGHT, TREND_WIDTH = 44, 52, 230
RADIUS = 9
PLOT_WIDTH, PLOT_HEIGHT, PLOT_LEFT = 560, 260, 64


# --- progression ---


def progression_svg(
    found: Progression,
    language: str,
    title: str,
    *,
    note: str = "",
    name: str = "progression",
    column_names: Mapping[str, str] | None = None,
) -> str:
    """Draw each competence over the grades: a dot's size is how many objectives, its height their mean demand.

    A grade of which objectives were judged and none carries the competence has a dash at the foot of the row;
    objectives without a demand stand as an open dot there. To the right stands the trend with its interval.

    Parameters
    ----------
    found : Progression
        What to draw.
    language, title, note, name, column_names
        As in `charts_measures.judged_svg`.
    """
    grades = [step.grade for step in found.competences[0].steps] if found.competences else []
    height = TOP + len(found.competences) * ROW_HEIGHT + 34 + (22 if note else 0)
    width = max(2 * MARGIN + LABEL_WIDTH + len(grades) * GRADE_WIDTH + TREND_WIDTH, 780)
    described = word("measures", "alt_progression", language, rows=len(found.competences))
    most = max((step.n for one in found.competences for step in one.steps), default=1) or 1
    parts = [*opening(name, (width, height), language, title, described)]
    parts.append(text(MARGIN, TOP - 16, word("measures", "grades", language), size=13, fill=MUTED))
    parts += [
        text(_grade_x(index), TOP - 16, str(grade), size=13, weight=600, anchor="middle")
        for index, grade in enumerate(grades)
    ]
    for index, one in enumerate(found.competences):
        code, column_name = column_label(one.competence, language, column_names)
        label = f"{code}  {column_name}"
        parts += _competence_row(one, label, TOP + index * ROW_HEIGHT, most, language)
    foot = TOP + len(found.competences) * ROW_HEIGHT + 16
    parts.append(text(MARGIN, foot, word("measures", "progression_note", language), size=12, fill=MUTED))
    if note:
        parts.append(text(MARGIN, foot + 20, note, size=12, fill=MUTED))
    return "\n".join([*parts, "</svg>", ""])


def _grade_x(index: int) -> float:
    return MARGIN + LABEL_WIDTH + (index + 0.5) * GRADE_WIDTH


def _competence_row(
    one: CompetenceProgression, label: str, y: int, most: int, language: str
) -> Iterator[str]:
    right = MARGIN + LABEL_WIDTH + len(one.steps) * GRADE_WIDTH
    yield line((MARGIN, y + ROW_HEIGHT - 2), (right + TREND_WIDTH, y + ROW_HEIGHT - 2), LINE)
    for number, written in enumerate(wrapped(label, LABEL_CHARACTERS, 2)):
        yield text(MARGIN, y + 20 + 16 * number, written, size=13)
    yield from _demand_line(one, y)
    for index, step in enumerate(one.steps):
        yield _dot(step, _grade_x(index), y, most, language)
    yield text(right + 12, y + 28, trend_words(one, language), size=12, fill=MUTED if one.undefined else INK)


def _demand_line(one: CompetenceProgression, y: int) -> Iterator[str]:
    places = [
        (_grade_x(index), _demand_y(step, y)) for index, step in enumerate(one.steps) if step.n_with_demand
    ]
    yield from (line(start, end, MUTED, 1) for start, end in zip(places, places[1:], strict=False))


def _demand_y(step: GradeStep, y: int) -> float:
    return y + ROW_HEIGHT - 12 - (step.mean_demand - 1) / 5 * (ROW_HEIGHT - 24)


def _dot(step: GradeStep, x: float, y: int, most: int, language: str) -> str:
    foot = y + ROW_HEIGHT - 10
    if not step.n:
        return line((x - 4, foot), (x + 4, foot), MUTED)
    radius = max(2.5, RADIUS * sqrt(step.n / most))
    hint = f"{word('coverage', 'grade', language, grade=step.grade)}: {format_number(step.n, language)}"
    if not step.n_with_demand:
        return _circle("open", (x, foot), radius, f'fill="{PAPER}" stroke="{INK}"', hint)
    mean = format_number(step.mean_demand, language, 1)
    hint += f"; {word('measures', 'demand_mean', language)} {mean}"
    return _circle("dot", (x, _demand_y(step, y)), radius, f'fill="{ACCENT}"', hint)


def _circle(kind: str, middle: tuple[float, float], radius: float, paint: str, hint: str) -> str:
    place = f'cx="{middle[0]:g}" cy="{middle[1]:.1f}" r="{radius:.1f}"'
    return f'<circle class="{kind}" {place} {paint}><title>{escape(hint)}</title></circle>'


def trend_words(one: CompetenceProgression, language: str) -> str:
    """Return the trend of a competence with its interval and n, or why there is none."""
    n = format_number(one.trend.n, language)
    if one.undefined:
        return f"{word('measures', f'undefined_{one.undefined}', language)} (n = {n})"
    rho = one.trend.spearman
    estimate, low, high = (format_number(value, language, 2) for value in (rho.estimate, rho.low, rho.high))
    return f"ρ = {estimate} [{low}; {high}], n = {n}"


# --- trade-off ---


def trade_off_svg(
    found: Reinforcement, language: str, title: str, *, note: str = "", name: str = "trade-off"
) -> str:
    """Draw the highest evenness for every number of reinforced opportunities, the target and what reaches it.

    Parameters
    ----------
    found : Reinforcement
        What to draw; the axis ends at the last opportunity, or at three times the chosen number.
    language, title, note, name
        As in `charts_measures.judged_svg`.
    """
    last = min(found.steps[-1].k, max(3 * found.k, 10)) or 1
    described = word("measures", "alt_trade_off", language, k=last)
    size = (PLOT_LEFT + PLOT_WIDTH + 90, 60 + PLOT_HEIGHT + 76 + (22 if note else 0))
    parts = [*opening(name, size, language, title, described), *_axes(last, language)]
    target_y = _evenness_y(found.target)
    parts.append(line((PLOT_LEFT, target_y), (PLOT_LEFT + PLOT_WIDTH, target_y), INK, 1, "6 4"))
    said = f"{word('measures', 'target', language)} {format_number(found.target, language, 2)}"
    parts.append(text(PLOT_LEFT + PLOT_WIDTH + 6, target_y + 4, said, size=12))
    places = [
        (_k_x(step.k, last), _evenness_y(step.evenness))
        for step in found.steps[: last + 1]
        if not isnan(step.evenness)
    ]
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    parts.append(f'<polyline class="curve" points="{drawn}" fill="none" stroke="{ACCENT}" stroke-width="2"/>')
    parts += _points(found, last, language)
    parts.append(text(PLOT_LEFT, 60 + PLOT_HEIGHT + 58, outcome_words(found, language), size=13, weight=600))
    if note:
        parts.append(text(PLOT_LEFT, size[1] - MARGIN, note, size=12, fill=MUTED))
    return "\n".join([*parts, "</svg>", ""])


def outcome_words(found: Reinforcement, language: str) -> str:
    """Return in one sentence whether the target is reached, and with how many opportunities."""
    target = format_number(found.target, language, 2)
    if found.is_reached:
        return word("measures", "reached", language, target=target, k=format_number(found.k, language))
    best = found.evenness_after
    shown = "–" if isnan(best) else format_number(best, language, 2)
    return word(
        "measures", "unreachable", language, target=target, best=shown, k=format_number(found.k, language)
    )


def _axes(last: int, language: str) -> Iterator[str]:
    for fifth in range(6):
        y = _evenness_y(fifth / 5)
        yield line((PLOT_LEFT, y), (PLOT_LEFT + PLOT_WIDTH, y), INK if fifth == 0 else LINE)
        yield text(
            PLOT_LEFT - 8, y + 4, format_number(fifth / 5, language, 1), size=12, fill=MUTED, anchor="end"
        )
    for k in sorted({0, round(last / 2), last}):
        y = 60 + PLOT_HEIGHT + 18
        yield text(_k_x(k, last), y, format_number(k, language), size=12, fill=MUTED, anchor="middle")
    middle = PLOT_LEFT + PLOT_WIDTH / 2
    yield text(
        middle,
        60 + PLOT_HEIGHT + 36,
        word("measures", "reinforced", language),
        size=12,
        fill=MUTED,
        anchor="middle",
    )
    yield text(MARGIN, 52, word("measures", "evenness", language), size=12, fill=MUTED)


def _points(found: Reinforcement, last: int, language: str) -> Iterator[str]:
    marks = [(0, found.evenness_before, word("measures", "now", language))]
    if found.k:
        marks.append(
            (found.k, found.evenness_after, f"{word('measures', 'reinforced', language)}: {found.k}")
        )
    for k, evenness, said in marks:
        if isnan(evenness):
            continue
        x, y = _k_x(k, last), _evenness_y(evenness)
        yield _circle("point", (x, y), 5, f'fill="{INK}" stroke="{PAPER}"', said)
        shown = f"{said}, {format_number(evenness, language, 2)}"
        yield text(x + 8, y + 18, shown, size=12)


def _k_x(k: int, last: int) -> float:
    return PLOT_LEFT + k / last * PLOT_WIDTH


def _evenness_y(evenness: float) -> float:
    return 60 + (1 - evenness) * PLOT_HEIGHT
