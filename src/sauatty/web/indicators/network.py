"""The network of specialists beside the schools of its regions: figures that stand in no pack of a programme."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sauatty.core.evaluation.figures import Figure, count, missing
from sauatty.core.evaluation.indicators import Figures
from sauatty.web.specialists import regional, selectors

MEASURE, UNIT, EACH = "network", "count", 100


def figures(programme: Any) -> dict[str, Figures]:
    """Return how many specialists there are for 100 schools, in all and by region (two queries).

    Those of an invented programme are the invented ones, and no others. A region whose schools nobody counted is left out.
    """
    schools = {code: one.n for code, one in regional.figures_of(regional.KINDS.SCHOOLS).items() if one.n}
    standing = selectors.list_standing().filter(person__is_demo=programme.is_demo)
    people = Counter(standing.values_list("region", flat=True))
    return {MEASURE: (_whole(people, schools), tuple(_regions(people, schools)))}


def _whole(people: Mapping[str, int], schools: Mapping[str, int]) -> Figure:
    n, of = sum(people[code] for code in schools), sum(schools.values())
    return count(EACH * n / of, n) if n else missing("no-network", UNIT)


def _regions(people: Mapping[str, int], schools: Mapping[str, int]) -> list[tuple[str, str, Figure]]:
    return [
        ("region", code, count(EACH * people[code] / of, people[code]))
        for code, of in schools.items()
        if people[code]
    ]
