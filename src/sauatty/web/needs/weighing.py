"""Weights that bring the responses to the stated population: region × kind, or both margins one after the other."""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sauatty.core.errors import WeightsRefused
from sauatty.core.records import ResponseTable
from sauatty.core.surveys.weighting import JOINT, Weighting, rake
from sauatty.web.surveys import selectors as surveys

REGION, KIND = "region", "kind"
# A cell of the population is weighted by itself only where so many answered: else its weight rests on a few people.
LEAST_IN_CELL = 5


@dataclass
class Weighing:
    """How the responses of a campaign can be weighted; `refused` says why they cannot."""

    campaign: Any
    refused: WeightsRefused | None = field(default=None, init=False)

    @cached_property
    def population(self) -> Counter[tuple[str, str]]:
        """Return the stated population by region and kind."""
        return surveys.population_of(self.campaign)

    @property
    def is_possible(self) -> bool:
        """Tell whether a population is stated at all."""
        return any(self.population.values())

    @cached_property
    def found(self) -> Weighting | None:
        """Return the weights with what they cost, or None."""
        if not self.is_possible:
            return None
        people = surveys.respondents(self.campaign)
        margins = _margins(self.population)
        places = [(one.region, one.organisation_kind) for one in people]
        joint = Counter(places)
        if REGION in margins and KIND in margins and self._is_joint(joint):
            codes = {f"{a}{JOINT}{b}": float(n) for (a, b), n in self.population.items()}
            return self._rake(places, {f"{REGION}{JOINT}{KIND}": codes}, self.population)
        return self._rake(places, margins, None)

    def _is_joint(self, joint: Counter[tuple[str, str]]) -> bool:
        stated = [place for place, n in self.population.items() if n]
        is_whole = all(region and kind for region, kind in stated)
        return is_whole and all(joint[place] >= LEAST_IN_CELL for place in stated)

    def _rake(self, places: list[tuple[str, str]], margins: dict[str, dict[str, float]], cells: Any) -> Any:
        columns = {
            REGION: tuple(_known(region, margins.get(REGION)) for region, _kind in places),
            KIND: tuple(_known(kind, margins.get(KIND)) for _region, kind in places),
        }
        if cells is not None:  # who is in no stated cell is moved by nothing
            kept = [place if cells[place] else ("", "") for place in places]
            columns = {REGION: tuple(a for a, _ in kept), KIND: tuple(b for _, b in kept)}
        table = ResponseTable(ids=tuple(str(at) for at in range(len(places))), columns=columns)
        try:
            return rake(table, margins)
        except WeightsRefused as error:
            self.refused = error
            return None

    def weighted(self, table: ResponseTable) -> ResponseTable:
        """Return the responses with their weights; they stand in the same order."""
        found = self.found
        return table if found is None else replace(table, weights=tuple(found.weights.tolist()))


def _known(code: str, margin: dict[str, float] | None) -> str:
    return code if margin and margin.get(code) else ""


def _margins(population: Counter[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """Return one margin for each side that the population states for everybody."""
    found: dict[str, dict[str, float]] = {}
    for side, name in enumerate((REGION, KIND)):
        sums: Counter[str] = Counter()
        for place, n in population.items():
            sums[place[side]] += n
        if sums and not sums[""]:
            found[name] = {code: float(n) for code, n in sums.items()}
    return found
