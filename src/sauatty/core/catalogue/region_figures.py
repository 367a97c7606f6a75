"""How many schools or libraries a region has: the numbers that Sauatty comes with, each with its source and its day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from sauatty.core.catalogue.content import (
    CONTENT,
    content_files,
    read_yaml,
    relative_name,
    require,
)
from sauatty.core.catalogue.regions import load_regions
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import Translated

SCHEMA = "region-figures/1"
FOLDER = "regions/figures"
KINDS = ("schools", "libraries", "teachers")


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """One kind of numbers by region code, the source in three languages, and the day for which they hold."""

    kind: str
    stated_on: date
    source: Translated
    addresses: tuple[str, ...]
    figures: Mapping[str, int]


def read_region_figures(path: Path, root: Path = CONTENT) -> RegionFigures:
    """Return the numbers of a content file; ContentInvalid if something is missing or no number."""
    content, name = read_yaml(path, SCHEMA, root), relative_name(path, root)
    figures = require(content, "figures", name)
    if not isinstance(figures, dict) or not all(isinstance(n, int) and n >= 0 for n in figures.values()):
        raise ContentInvalid(path=name, problem="'figures' is not a mapping of regions to numbers")
    try:
        day = date.fromisoformat(str(require(content, "stated_on", name)))
    except ValueError as error:
        raise ContentInvalid(path=name, problem="'stated_on' is no day") from error
    return RegionFigures(
        kind=str(require(content, "kind", name)),
        stated_on=day,
        source=Translated.from_mapping(require(content, "source", name)),
        addresses=tuple(str(one) for one in require(content, "addresses", name)),
        figures={str(code): int(n) for code, n in figures.items()},
    )


def region_figures_problems(found: RegionFigures) -> Iterator[str]:
    """Say what is wrong with numbers by region."""
    known = {one.id for one in load_regions().regions}
    if found.kind not in KINDS:
        yield f"'{found.kind}' is no kind of numbers (known: {', '.join(KINDS)})"
    for code in sorted(set(found.figures) - known):
        yield f"{code} is no region"
    for code in sorted(known - set(found.figures)):
        yield f"{code} has no number"
    if not found.addresses:
        yield "no address says where the numbers can be looked up"


@lru_cache(maxsize=1)
def load_region_figures() -> dict[str, RegionFigures]:
    """Return the numbers that Sauatty comes with by kind, the newest of each (read once)."""
    found = sorted(
        (read_region_figures(path) for path in content_files(FOLDER)), key=lambda one: one.stated_on
    )
    return {one.kind: one for one in found}
