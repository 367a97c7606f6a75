"""How many answered of those for whom a campaign was meant, by region and kind of organisation."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Count, Q

from sauatty.core.statistics import Interval, wilson_interval
from sauatty.core.surveys.hiding import hidden_answers
from sauatty.core.surveys.small_cells import MINIMUM_CELL, hidden_cells
from sauatty.web.surveys.attributes import kind_of
from sauatty.web.surveys.models import Campaign, Response

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RateRow:
    """One region, one kind, or one of both. `n` is None where it is small and hidden; '' stands for 'not said'.

    `elsewhere` of them belong to nobody whose number is stated: no rate counts them. None: small, hidden too.
    """

    region: str
    kind: str
    n: int | None
    population: int
    invited: int
    used: int
    elsewhere: int | None = 0

    @property
    def inside(self) -> int | None:
        """Return how many answered of those whose number is stated; None where it is hidden."""
        return None if self.n is None or self.elsewhere is None else self.n - self.elsewhere

    @property
    def rate(self) -> Interval | None:
        """Return the share of the population that answered, with its interval; None where it is not known."""
        n = self.inside
        return (
            None
            if n is None or not self.population or n > self.population
            else wilson_interval(n, self.population)
        )


@dataclass(frozen=True, slots=True)
class ResponseRates:
    """The whole, each region, each kind, and each region with each kind; whether more answered than are stated."""

    whole: RateRow
    regions: tuple[RateRow, ...]
    kinds: tuple[RateRow, ...]
    cells: tuple[RateRow, ...]
    has_population: bool
    is_beyond: bool


def response_rates(campaign: Campaign, *, hides_small: bool = False) -> ResponseRates:
    """Count responses, invitations and the stated population (two queries).

    With `hides_small` numbers of responses under five are hidden, with as many more as would give them away.
    """
    counts = _counts(campaign)
    invited, used = _links(campaign)
    population = population_of(campaign)
    hidden = _hidden(counts) if hides_small else frozenset()
    sources = counts, population, invited, used
    places = sorted(set().union(*sources))
    cells = tuple(_row(place, sources, hidden) for place in places)
    return ResponseRates(
        whole=_total("", "", cells, sum(counts.values()), _elsewhere(counts, population, hides_small)),
        regions=_grouped(cells, sources, 0, hides_small),
        kinds=_grouped(cells, sources, 1, hides_small),
        cells=cells,
        has_population=bool(population),
        is_beyond=any(one.population and (one.n or 0) > one.population for one in cells),
    )


def _counts(campaign: Campaign) -> Counter[Place]:
    taken = campaign.responses.filter(state=Response.State.ACCEPTED).order_by()
    rows = taken.values_list("region_id", "organisation_kind").annotate(n=Count("pk"))
    return Counter({(region or "", kind): n for region, kind, n in rows})


def _links(campaign: Campaign) -> tuple[Counter[Place], Counter[Place]]:
    rows = campaign.links.order_by().values_list("region_id", "organisation_kind")
    found = list(rows.annotate(n=Count("pk"), used=Count("pk", filter=Q(used_on__isnull=False))))
    invited = Counter({(region or "", kind): n for region, kind, n, _used in found})
    return invited, Counter({(region or "", kind): used for region, kind, _n, used in found if used})


def population_of(campaign: Campaign) -> Counter[Place]:
    """Return the stated population by region and kind."""
    rows: Counter[Place] = Counter()
    for row in campaign.population:
        rows[str(row.get("region", "")), kind_of(str(row.get("kind", "")))] += int(row.get("n", 0))
    return rows


def _row(place: Place, sources: Sequence[Mapping[Place, int]], hidden: frozenset[Place]) -> RateRow:
    n, population, invited, used = (source.get(place, 0) for source in sources)
    is_hidden = place in hidden
    return RateRow(*place, None if is_hidden else n, population, invited, 0 if is_hidden else used)


def _elsewhere(counts: Mapping[Place, int], population: Mapping[Place, int], hides_small: bool) -> int | None:
    """Count the responses of nobody whose number is stated: alone, or with all of a region, a kind, or the whole."""
    if not population:
        return 0
    outside = sum(
        n
        for (region, kind), n in counts.items()
        if population.keys().isdisjoint({(region, kind), (region, ""), ("", kind), ("", "")})
    )
    inside = sum(counts.values()) - outside
    is_small = outside and (outside < MINIMUM_CELL or 0 < inside < MINIMUM_CELL)
    return None if hides_small and is_small else outside


def _total(region: str, kind: str, rows: Sequence[RateRow], n: int | None, elsewhere: int | None) -> RateRow:
    sums = (sum(getattr(one, name) for one in rows) for name in ("population", "invited", "used"))
    return RateRow(region, kind, n, *sums, elsewhere=elsewhere)


def _grouped(
    cells: Sequence[RateRow], sources: Sequence[Mapping[Place, int]], axis: int, hides_small: bool
) -> tuple[RateRow, ...]:
    """Return one row for each value of one side; of these the whole is known too."""
    counts, population = sources[:2]
    values = sorted({(one.region, one.kind)[axis] for one in cells})
    sums = {value: sum(n for place, n in counts.items() if place[axis] == value) for value in values}
    hidden = _hidden_in_list({(value, ""): n for value, n in sums.items()}) if hides_small else frozenset()
    rows = []
    for value in values:
        inside = [one for one in cells if (one.region, one.kind)[axis] == value]
        named: Any = (value, "") if axis == 0 else ("", value)
        own = [{at: n for at, n in one.items() if at[axis] == value} for one in (counts, population)]
        n = None if (value, "") in hidden else sums[value]
        rows.append(_total(*named, inside, n, elsewhere=_elsewhere(own[0], own[1], hides_small)))
    return tuple(rows)


def _hidden(counts: Mapping[Place, int]) -> frozenset[Place]:
    """Return which cells of regions by kinds are hidden."""
    regions = sorted({region for region, _kind in counts})
    kinds = sorted({kind for _region, kind in counts})
    if len(regions) < 2 or len(kinds) < 2:
        return _hidden_in_list(counts)
    table = np.array(
        [[counts.get((region, kind), 0) for kind in kinds] for region in regions], dtype=np.int64
    )
    found = hidden_cells(table, MINIMUM_CELL)
    return frozenset((regions[row], kinds[column]) for row, column in zip(*np.nonzero(found), strict=True))


def _hidden_in_list(counts: Mapping[Place, int]) -> frozenset[Place]:
    """Return which numbers of a list are hidden, beside which only the sum is known."""
    places = list(counts)
    found = hidden_answers(np.array([counts[place] for place in places], dtype=np.int64), MINIMUM_CELL)
    return frozenset(place for place, is_hidden in zip(places, found, strict=True) if is_hidden)
