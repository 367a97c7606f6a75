"""Indicators as pages and files show them: the value with n and interval or why there is none, and how far the target is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauatty.core.evaluation.figures import Figure
from sauatty.core.languages import format_number, format_share
from sauatty.core.surveys.small_cells import MINIMUM_CELL, may_be_told
from sauatty.web.base import roles
from sauatty.web.base.texts import in_language
from sauatty.web.indicators import labels, measuring
from sauatty.web.indicators.models import Indicator, Level, Value

# Figures that say nothing of single people, however small they are.
_OF_NOBODY = frozenset(
    # Who stands in the network is there to be seen; everybody with a role reads its numbers by region.
    {
        "trainings-online",
        "trainings-onsite",
        "need-answered",
        "coverage-evenness",
        "methodologists-per-school",
    }
)
# Shares that count people; a gain is a share of points.
_COUNTING = frozenset({"completion", "certificates", "overclaiming-before", "active"})


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator as it is shown. `figure` is unrounded; the words beside it are in the language of the page."""

    indicator: Indicator
    name: str
    definition: str
    formula: str
    unit: str
    by: str
    figure: Figure
    value: str
    interval: str
    n: str
    why: str
    baseline: str
    target: str
    state: str
    state_words: str
    source: str
    href: str
    checked: Any = None


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks: what their roles open, and whether figures of few people are hidden from them."""

    viewer: Any
    programme: Any
    hides_small: bool


def language() -> str:
    """Return the language of the page."""
    return get_language() or "kk"


def cards_of(
    indicators: Iterable[Indicator], live: measuring.Live, looking: Looking, *,
    newest: Mapping[Any, Value], checked: Mapping[Any, Value],
) -> list[Card]:  # fmt: skip
    """Return indicators as they are shown (no query)."""
    held = _held(looking.viewer)
    return [
        _card(one, figure_of(one, live, newest.get(one.pk)), looking, (live, held), checked.get(one.pk))
        for one in indicators
    ]


def levels_of(cards: Sequence[Card]) -> list[tuple[str, list[Card]]]:
    """Return cards under their levels: all four of Kirkpatrick's, and before them what the programme puts out."""
    return [
        (str(label), [one for one in cards if one.indicator.level == key]) for key, label in Level.choices
    ]


def figure_of(indicator: Indicator, live: measuring.Live, value: Value | None) -> Figure:
    """Return the figure of now: worked out from data, or the newest value by hand."""
    if indicator.library in live.hidden:
        return Figure(0, unit=indicator.unit, why_missing="blind")
    found = live.figure(indicator.library)
    if found is not None:
        return found
    return as_figure(value) if value is not None else Figure(0, unit=indicator.unit, why_missing="no-value")


def as_figure(value: Value) -> Figure:
    """Return a stored value as a figure."""
    unit, n = value.indicator.unit, value.n or 0
    return Figure(n, value.value, value.low, value.high, unit, value.why_missing)


def protected(figure: Figure, indicator: Indicator, looking: Looking) -> Figure:
    """Return a figure, or none where it tells of few people and the reader does not work with the programme."""
    if looking.hides_small and is_small(figure, indicator):
        return Figure(0, unit=figure.unit, why_missing="hidden")
    return figure


def is_of_nobody(indicator: Indicator) -> bool:
    """Tell whether the figures of an indicator say nothing of single people."""
    return indicator.library in _OF_NOBODY


def is_small(figure: Figure, indicator: Indicator) -> bool:
    """Tell whether a figure stands on fewer than five people, or tells of so few."""
    library, value = indicator.library, figure.value
    if value is None or is_of_nobody(indicator):
        return False
    if indicator.unit == "count" and library != "activities-per-participant":
        return 0 < value < MINIMUM_CELL
    if library or figure.n:
        is_counting = library in _COUNTING or (not library and indicator.unit == "share")
        few = figure.n < MINIMUM_CELL
        return few or (is_counting and not may_be_told(round(value * figure.n), figure.n) and value > 0)
    return False


def _card(
    one: Indicator, figure: Figure, looking: Looking, found: tuple[measuring.Live, set[str]], checked: Any
) -> Card:
    live, held = found
    figure = protected(figure, one, looking)
    ready = measuring.ready(one.library)
    source, href = _source(one, live, looking, held)
    state = state_of(figure.value, one.target, is_less_better=one.is_less_better)
    return Card(
        indicator=one, name=name_of(one),
        definition=ready.definition.text(language()) if ready else in_language(one, "definition"),
        formula=str(labels.FORMULAS.get(one.library, "")) or one.formula, unit=str(one.get_unit_display()),
        by=_traits(one), figure=figure, value=written(figure.value, one.unit), interval=interval(figure, one.unit),
        n=format_number(figure.n, language()) if figure.n else "", why=why(figure, one.library),
        baseline=written(one.baseline, one.unit), target=written(one.target, one.unit),
        state=state, state_words=_state_words(state, figure.value, one),
        source=source, href=href, checked=checked,
    )  # fmt: skip


def name_of(one: Indicator) -> str:
    """Return the name of an indicator in the language of the page."""
    ready = measuring.ready(one.library)
    return ready.name.text(language()) if ready else in_language(one, "name") or one.library


def _traits(one: Indicator) -> str:
    ready = measuring.ready(one.library)
    traits = ready.by if ready else ("region",) if one.by_region else ()
    return ", ".join(str(labels.TRAITS[trait]) for trait in traits)


def written(value: float | None, unit: str) -> str:
    """Write a number in its unit; '' where there is none."""
    if value is None:
        return ""
    if unit == "share":
        return format_share(value, language(), 0 if round(100 * value, 6).is_integer() else 1)
    is_whole = unit == "count" and float(value).is_integer()
    return format_number(value, language(), 0 if is_whole else 2)


def interval(figure: Figure, unit: str) -> str:
    """Write the ends of a figure, or nothing; an interval that wraps would be read as two numbers."""
    if figure.value is None or figure.low is None or figure.high is None:
        return ""
    ends = {"low": written(figure.low, unit), "high": written(figure.high, unit)}
    return (_("%(low)s to %(high)s") % ends).replace(" ", "\u00a0")


def why(figure: Figure, library: str = "") -> str:
    """Say why there is no value; '' where there is one."""
    if figure.value is not None:
        return ""
    if figure.why_missing == "not-known" and library in labels.WHY_NOT_KNOWN:
        return str(labels.WHY_NOT_KNOWN[library])
    return str(labels.WHY.get(figure.why_missing, labels.WHY["not-known"]))


def state_of(value: float | None, target: float | None, *, is_less_better: bool) -> str:
    """Return how a value stands to its target, by a key of `labels.STATES`."""
    if target is None:
        return "no-target"
    if value is None:
        return "no-value"
    return "reached" if (value <= target if is_less_better else value >= target) else "not-yet"


def _state_words(state: str, value: float | None, one: Indicator) -> str:
    said = str(labels.STATES[state])
    if state != "not-yet" or value is None or one.baseline is None or one.target is None:
        return said
    way = one.target - one.baseline
    done = (value - one.baseline) / way if way else 0.0
    if done < 0:
        return _("further from the target than the baseline")
    return _("%(share)s of the way from the baseline") % {"share": format_share(min(done, 0.99), language())}


def _held(viewer: Any) -> set[str]:
    held = {roles.SIGNED_IN_ONLY, *viewer.role_names()}
    return held | {roles.ADMIN} if viewer.is_site_admin else held


def _source(one: Indicator, live: measuring.Live, looking: Looking, held: set[str]) -> tuple[str, str]:
    """Return in words where a figure comes from, and the page of its rows where the viewer may open it."""
    if not one.library:
        return one.source, ""
    source, name = labels.SOURCES.get(one.library, ("", ""))
    if not name or one.library in live.hidden or not roles.is_allowed(name, held):
        return str(source), ""
    return str(source), _address(name, live, looking.programme)


def _address(name: str, live: measuring.Live, programme: Any) -> str:
    if name in ("events:event_list", "practice:review_list", "specialists:region_list"):
        return reverse(name)
    if name in ("needs:claimed", "needs:tables"):
        survey = live.survey if name == "needs:claimed" else live.after
        return reverse(name, args=[survey.pk]) if survey is not None else ""
    if name == "alignments:judged_list":
        school = live.school
        if school is None or school.edition is None:
            return ""
        query = {"edition": str(school.edition.pk), "source": school.source.key, "state": "relevant"}
        return f"{reverse(name)}?{urlencode(query)}"
    return reverse(name, args=[programme.pk])
