"""The regions: who is there, how many schools and libraries, where nobody is; numbers always with their source."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauatty.core.catalogue.region_figures import load_region_figures
from sauatty.core.evaluation.workshop_planning import RegionSupply
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.texts import in_language
from sauatty.web.specialists.models import RegionFigure
from sauatty.web.specialists.selectors import list_standing

KINDS = RegionFigure.Kind


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its source and day. `is_shipped`: it came with Sauatty, nobody here has stated it."""

    n: int
    source: str
    stated_on: date
    is_shipped: bool


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region: specialists, those who can be asked, by language, and its numbers by kind."""

    code: str
    name: str
    n_specialists: int
    n_available: int
    by_language: Mapping[str, int]
    figures: Mapping[str, Figure]

    @property
    def is_white(self) -> bool:
        """Tell whether nobody is there."""
        return self.n_specialists == 0

    @property
    def schools_each(self) -> float | None:
        """Return how many schools fall to one specialist; None where nobody is there or the schools are not known."""
        schools = self.figures.get(KINDS.SCHOOLS)
        return schools.n / self.n_specialists if schools and self.n_specialists else None

    @property
    def per_hundred_schools(self) -> float | None:
        """Return how many specialists there are for a hundred schools; None where the schools are not known."""
        schools = self.figures.get(KINDS.SCHOOLS)
        return 100 * self.n_specialists / schools.n if schools and schools.n else None


def figures_of(kind: str) -> dict[str, Figure]:
    """Return the numbers of a kind by region: those stated here, else those that came with Sauatty (one query)."""
    shipped = load_region_figures().get(kind)
    found: dict[str, Figure] = {}
    if shipped:
        source = shipped.source.text(get_language() or "kk")
        found = {code: Figure(n, source, shipped.stated_on, True) for code, n in shipped.figures.items()}
    for row in RegionFigure.objects.filter(kind=kind):
        found[row.region_id] = Figure(row.n, row.source, row.stated_on, False)
    return found


def sources_of(rows: list[RegionRow]) -> list[tuple[Any, Figure, int]]:
    """Return each source once: of which kind, one of its figures, for how many regions."""
    counts: Counter[tuple[str, str, date]] = Counter()
    first: dict[tuple[str, str, date], Figure] = {}
    for row in rows:
        for kind, figure in row.figures.items():
            key = kind, figure.source, figure.stated_on
            counts[key] += 1
            first[key] = figure
    return [(KINDS(key[0]).label, first[key], n) for key, n in counts.items()]


def list_region_rows() -> list[RegionRow]:
    """List the regions by name with who is there and their numbers (five queries)."""
    people, available, languages = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for region, is_available, spoken in list_standing().values_list("region", "is_available", "languages"):
        people[region] += 1
        available[region] += is_available
        languages.update((region, one) for one in spoken)
    figures = {kind: figures_of(kind) for kind in KINDS.values}
    return [
        RegionRow(
            code=one.code,
            name=in_language(one, "name"),
            n_specialists=people[one.code],
            n_available=available[one.code],
            by_language={code: languages[one.code, code] for code in ("kk", "ru", "en")},
            figures={kind: found[one.code] for kind, found in figures.items() if one.code in found},
        )
        for one in accounts.list_regions()
    ]


def count_invented() -> int:
    """Count the entries of the demonstration data."""
    return list_standing().filter(person__is_demo=True).count()


def cells(rows: list[RegionRow]) -> list[list[Any]]:
    """Return the table of the regions as the rows of a sheet, each number with its source."""
    kinds = list(KINDS)
    sources = [_("Source: %(what)s") % {"what": kind.label} for kind in kinds]
    head = [
        _("Region"),
        _("Specialists"),
        _("can be asked now"),
        *(str(kind.label) for kind in kinds),
        *sources,
    ]
    table: list[list[Any]] = [[*head, _("Schools for one specialist")]]
    for one in rows:
        figures = [one.figures.get(kind.value) for kind in kinds]
        numbers = [figure.n if figure else "" for figure in figures]
        said = [f"{figure.source}, {figure.stated_on.isoformat()}" if figure else "" for figure in figures]
        each = round(one.schools_each, 1) if one.schools_each is not None else ""
        table.append([one.name, one.n_specialists, one.n_available, *numbers, *said, each])
    return table


def said_of_invented() -> list[list[Any]]:
    """Return what stands below a table in which invented people are counted; nothing below others."""
    return [[], [_("Invented data for looking around")]] if count_invented() else []


def supplies(rows: list[RegionRow], kind: str, price: int, prices: Mapping[str, int]) -> list[RegionSupply]:
    """Return the regions as a plan of workshops takes them."""
    return [
        RegionSupply(
            one.code, figure.n if (figure := one.figures.get(kind)) else None, one.n_specialists,
            prices.get(one.code, price),
        )
        for one in rows
    ]  # fmt: skip


def list_stated() -> list[RegionFigure]:
    """List the numbers that were stated here, by kind and region."""
    return list(RegionFigure.objects.select_related("region").order_by("kind", "region"))
