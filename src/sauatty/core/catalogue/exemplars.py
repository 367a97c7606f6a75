"""Exemplars: the invented objectives, in three languages, that the matcher learns from."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sauatty.core.catalogue.content import (
    CONTENT,
    content_files,
    read_yaml,
    relative_name,
    require,
    require_list,
)
from sauatty.core.languages import Translated

RELEVANCES = ("direct", "opportunity", "none")


@dataclass(frozen=True, slots=True)
class Exemplar:
    """One invented objective.

    `competence` is None for a negative; the `trap` of a negative says what makes it tempting.
    """

    id: str
    competence: str | None
    relevance: str
    subject: str
    text: Translated
    also: tuple[str, ...] = ()
    trap: str | None = None
    path: str = ""


def read_exemplars(path: Path, root: Path = CONTENT) -> tuple[Exemplar, ...]:
    """Return the exemplars of one content file; a row may name a competence of its own."""
    content = read_yaml(path, "exemplars/1", root)
    name = relative_name(path, root)
    return tuple(
        _read_exemplar(row, content.get("competence"), name)
        for row in require_list(content, "exemplars", name)
    )


def _read_exemplar(row: dict[str, Any], competence: object, path: str) -> Exemplar:
    named = str(row.get("competence") or competence or require(row, "competence", path))
    return Exemplar(
        id=str(require(row, "id", path)),
        competence=None if named == "none" else named,
        relevance=str(require(row, "relevance", path)),
        subject=str(require(row, "subject", path)),
        text=Translated.from_mapping(row),
        also=tuple(str(other) for other in row.get("also") or ()),
        trap=None if row.get("trap") is None else str(row["trap"]),
        path=path,
    )


@lru_cache(maxsize=1)
def load_exemplars() -> tuple[Exemplar, ...]:
    """Return the exemplars that Sauatty comes with (read once)."""
    return _flatten(read_exemplars(path) for path in content_files("exemplars"))


def _flatten(groups: Iterable[tuple[Exemplar, ...]]) -> tuple[Exemplar, ...]:
    return tuple(exemplar for group in groups for exemplar in group)
