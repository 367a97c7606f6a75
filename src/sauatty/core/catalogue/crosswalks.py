"""Crosswalks: which node of one framework is near which node of another."""

from collections.abc import Mapping
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
from sauatty.core.catalogue.frameworks import framework
from sauatty.core.errors import UnknownFramework
from sauatty.core.languages import Translated

RELATIONS = ("exact", "close", "broader", "narrower", "related")


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """One link. `relation` says what the target is to the source: one of RELATIONS."""

    source: str
    target: str
    relation: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The links from one framework to another; `status` is 'draft' until two people have gone over it."""

    id: str
    source: str
    target: str
    status: str
    note: Translated
    provenance: Provenance
    rows: tuple[CrosswalkRow, ...]

    def targets(self, source_id: str) -> tuple[str, ...]:
        """Return the nodes of the target framework that one node leads to."""
        return tuple(row.target for row in self.rows if row.source == source_id)


def read_crosswalk(path: Path, root: Path = CONTENT) -> Crosswalk:
    """Return the crosswalk of one content file; ContentInvalid if a key is missing."""
    return crosswalk_from(read_yaml(path, "crosswalk/1", root), relative_name(path, root))


def crosswalk_from(content: Mapping[str, Any], name: str) -> Crosswalk:
    """Return the crosswalk that a mapping of the schema crosswalk/1 states; `name` is what errors call it."""
    rows = tuple(
        CrosswalkRow(*(str(require(row, key, name)) for key in ("from", "to", "relation")))
        for row in require_list(content, "rows", name)
    )
    return Crosswalk(
        id=str(require(content, "id", name)),
        source=str(require(content, "from", name)),
        target=str(require(content, "to", name)),
        status=str(require(content, "status", name)),
        note=Translated.from_mapping(content.get("note")),
        provenance=provenance_from(content.get("provenance")),
        rows=rows,
    )


@lru_cache(maxsize=1)
def crosswalks() -> tuple[Crosswalk, ...]:
    """Return the crosswalks that Sauatty comes with (read once)."""
    return tuple(read_crosswalk(path) for path in content_files("frameworks/crosswalks"))


def crosswalk(source: str, target: str) -> Crosswalk:
    """Return the crosswalk between two frameworks; UnknownFramework if there is none."""
    for candidate in crosswalks():
        if (candidate.source, candidate.target) == (source, target):
            return candidate
    known = ", ".join(found.target for found in crosswalks() if found.source == source)
    raise UnknownFramework(framework=target, known=f"{source}, {known}")


def carry_over(scores: Mapping[str, float], links: Crosswalk) -> dict[str, float]:
    """Carry the scores of competences over to the target framework, best first.

    A target takes the highest score of the nodes that lead to it, and 0 where none does, so that every
    competence of the target framework has a score.
    """
    carried = {node.id: 0.0 for node in framework(links.target).competences}
    for row in links.rows:
        if row.target in carried:
            carried[row.target] = max(carried[row.target], scores.get(row.source, 0.0))
    return dict(sorted(carried.items(), key=lambda pair: -pair[1]))
