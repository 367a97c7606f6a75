"""The regions of Kazakhstan and the kinds of locality."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sauatty.core.catalogue.content import CONTENT, read_yaml, relative_name, require, require_list
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import Translated


@dataclass(frozen=True, slots=True)
class Region:
    """A region or a city of republican significance.

    `id` is its ISO 3166-2 code, `kato` the nine digits of its KATO code, `kind`
    is 'region' or 'city'; `short` is its name on a map and `tile` its row and column there.
    Whether people live in a town or a village is a matter of their locality.
    """

    id: str
    kato: str
    kind: str
    name: Translated
    centre: Translated
    short: Translated = Translated()
    tile: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class LocalityKind:
    """A kind of locality (city, district centre, village …) and whether it counts as urban."""

    id: str
    is_urban: bool
    name: Translated


@dataclass(frozen=True, slots=True)
class Regions:
    """The content of regions.yaml. `stated_on` is the ISO date for which the list holds."""

    stated_on: str
    sources: tuple[str, ...]
    regions: tuple[Region, ...]
    locality_kinds: tuple[LocalityKind, ...]


def read_regions(path: Path, root: Path = CONTENT) -> Regions:
    """Return the regions of a content file; ContentInvalid if a key is missing."""
    content = read_yaml(path, "regions/1", root)
    name = relative_name(path, root)
    return Regions(
        stated_on=str(require(content, "stated_on", name)),
        sources=tuple(str(source) for source in require(content, "sources", name)),
        regions=tuple(_read_region(row, name) for row in require_list(content, "regions", name)),
        locality_kinds=tuple(_read_kind(row, name) for row in require_list(content, "locality_kinds", name)),
    )


def _read_region(row: dict[str, Any], path: str) -> Region:
    return Region(
        id=str(require(row, "id", path)),
        kato=str(require(row, "kato", path)),
        kind=str(require(row, "kind", path)),
        name=Translated.from_mapping(require(row, "name", path)),
        centre=Translated.from_mapping(require(row, "centre", path)),
        short=Translated.from_mapping(require(row, "short", path)),
        tile=_read_tile(row, path),
    )


def _read_tile(row: dict[str, Any], path: str) -> tuple[int, int]:
    tile = require(row, "tile", path)
    if not isinstance(tile, list) or [type(part) for part in tile] != [int, int]:
        raise ContentInvalid(path=path, problem=f"the tile of {row['id']} is not a row and a column")
    return tile[0], tile[1]


def _read_kind(row: dict[str, Any], path: str) -> LocalityKind:
    return LocalityKind(
        id=str(require(row, "id", path)),
        is_urban=bool(require(row, "urban", path)),
        name=Translated.from_mapping(require(row, "name", path)),
    )


@lru_cache(maxsize=1)
def load_regions() -> Regions:
    """Return the regions that Sauatty comes with (read once)."""
    return read_regions(CONTENT / "regions" / "regions.yaml")
