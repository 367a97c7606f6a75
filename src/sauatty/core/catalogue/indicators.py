"""Indicators of a programme: what each is, in three languages, and which figure of an evaluation it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sauatty.core.catalogue.content import (
    CONTENT,
    Provenance,
    content_files,
    provenance_from,
    read_yaml,
    relative_name,
    require,
    require_list,
)
from sauatty.core.catalogue.text_checks import text_problems
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import Translated

INDICATORS_SCHEMA = "indicators/1"
# Kirkpatrick's levels; what a programme puts out comes before them.
LEVELS = ("output", "1", "2", "3", "4")
UNITS = ("count", "share", "index", "standard deviations")
TRAITS = ("region", "language", "workplace", "form")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `measure` names what works it out, `by` the traits by which it can be told apart."""

    id: str
    measure: str
    level: str
    unit: str
    by: tuple[str, ...]
    name: Translated
    definition: Translated
    provenance: Provenance


def read_indicators(path: Path, root: Path = CONTENT) -> tuple[Indicator, ...]:
    """Return the indicators of one content file; ContentInvalid if a key is missing or unknown."""
    content, name = read_yaml(path, INDICATORS_SCHEMA, root), relative_name(path, root)
    provenance = provenance_from(content.get("provenance"))
    return tuple(_indicator(row, name, provenance) for row in require_list(content, "indicators", name))


def _indicator(row: Mapping[str, Any], name: str, provenance: Provenance) -> Indicator:
    found = Indicator(
        str(require(row, "id", name)), str(require(row, "measure", name)), str(require(row, "level", name)),
        str(require(row, "unit", name)), tuple(str(one) for one in row.get("by") or ()),
        Translated.from_mapping(require(row, "name", name)), Translated.from_mapping(require(row, "definition", name)),
        provenance,
    )  # fmt: skip
    known = ((found.level, LEVELS), (found.unit, UNITS), *((one, TRAITS) for one in found.by))
    for value, allowed in known:
        if value not in allowed:
            raise ContentInvalid(path=name, problem=f"{found.id}: '{value}' is none of {', '.join(allowed)}")
    return found


@lru_cache(maxsize=1)
def load_indicators() -> tuple[Indicator, ...]:
    """Return the indicators that Sauatty comes with (read once)."""
    return tuple(one for path in content_files("indicators", CONTENT) for one in read_indicators(path))


def indicators_problems(found: tuple[Indicator, ...]) -> Iterator[str]:
    """Yield what is wrong with the words of indicators."""
    ids = [one.id for one in found]
    yield from (f"the id {one} stands twice" for one in sorted({one for one in ids if ids.count(one) > 1}))
    for one in found:
        yield from text_problems(f"name of {one.id}", one.name)
        yield from text_problems(f"definition of {one.id}", one.definition, is_sentence=True)
