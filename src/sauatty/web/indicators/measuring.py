"""The figures of ready indicators, worked out from a programme's own data by the core."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from sauatty.core.catalogue.indicators import Indicator, load_indicators
from sauatty.core.evaluation.figures import Figure
from sauatty.core.evaluation.indicators import Measured, measure_all
from sauatty.web.evaluations import threads
from sauatty.web.evaluations.gathering import gather
from sauatty.web.indicators import network

VERSION = 2
# What agreed codes of answers say: nobody sees it who still codes them blindly.
OF_CODES = frozenset({"overclaiming-before", "overclaiming-change", "need-answered"})
OF_CURRICULUM = frozenset({"coverage-evenness"})


@dataclass(frozen=True, slots=True)
class Live:
    """What the data say now, by the id of the ready indicator. `hidden` are those that the viewer still codes blindly."""

    found: Mapping[str, Measured]
    hidden: frozenset[str] = frozenset()
    survey: Any = None
    school: Any = None
    after: Any = None

    def figure(self, library: str) -> Figure | None:
        """Return the figure of a ready indicator, or None for one of a programme's own."""
        one = self.found.get(library)
        return one.figure if one is not None else None

    def regions(self, library: str) -> dict[str, Figure]:
        """Return the figures by region, where data tell regions apart."""
        one = self.found.get(library)
        return {key: figure for trait, key, figure in (one.by if one else ()) if trait == "region"}


def ready(library: str) -> Indicator | None:
    """Return a ready indicator, or None."""
    return next((one for one in load_indicators() if one.id == library), None)


def live_of(programme: Any, viewer: Any) -> Live:
    """Work out all ready indicators; those of a pack are kept as long as nothing that they stand on has changed."""
    gathered, found = threads.evaluated(programme, viewer)
    pack = gathered.pack
    if gathered.n_people and not len(pack.people):  # of very large programmes the evaluation alone is kept
        recent = f"indicators.recent:{VERSION}:{programme.pk}:{viewer.pk}"
        key, seconds = recent, threads.MANY_SECONDS
    else:
        key, seconds = f"indicators.measured:{VERSION}:{threads.stamp_of(gathered)}", threads.KEPT_SECONDS
    measured: tuple[Measured, ...] | None = cache.get(key)
    if measured is None:
        whole = pack if len(pack.people) or not gathered.n_people else gather(programme, viewer).pack
        measured = measure_all(whole, found)
        cache.set(key, measured, seconds)
    hidden = (OF_CODES if gathered.is_blind else frozenset()) | (
        OF_CURRICULUM if gathered.school.is_hidden else frozenset()
    )
    by_id = {one.indicator.id: one for one in measured} | _elsewhere(programme)
    asked = {one.version.instrument.kind: one for one in reversed(gathered.surveys)}
    return Live(by_id, hidden, asked.get("needs"), gathered.school, asked.get("evaluation"))


def _elsewhere(programme: Any) -> dict[str, Measured]:
    """Return the indicators whose figures no pack holds."""
    known = network.figures(programme)
    return {one.id: Measured(one, *known[one.measure]) for one in load_indicators() if one.measure in known}
