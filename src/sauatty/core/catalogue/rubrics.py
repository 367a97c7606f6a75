"""Rubrics: what a mentor looks at in the report of an activity, level by level, in versions that never change."""

from collections.abc import Collection, Iterator, Mapping
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
from sauatty.core.errors import LevelsInvalid, UnknownRubric
from sauatty.core.languages import Translated

RUBRIC_SCHEMA = "rubric/1"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: the competence it shows, what to ask, and a sentence for each level from 0 on."""

    id: str
    competence: str
    name: Translated
    question: Translated
    levels: tuple[Translated, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """One version of a rubric. `levels` are the words of the levels, from 0 on."""

    id: str
    version: str
    framework: str
    title: Translated
    levels: tuple[Translated, ...]
    criteria: tuple[Criterion, ...]
    provenance: Provenance

    @property
    def key(self) -> str:
        """Return id and version, as reviews keep them."""
        return f"{self.id}-{self.version}"

    def read_levels(self, given: Mapping[str, object]) -> dict[str, int]:
        """Return the level of each criterion.

        Raises
        ------
        LevelsInvalid
            A criterion is missing or unknown, or a level does not exist.
        """
        ids = [one.id for one in self.criteria]
        wrong = [id for id in ids if str(given.get(id, "")) not in self._codes] + [
            id for id in given if id not in ids
        ]
        if wrong:
            raise LevelsInvalid(criterion=wrong[0])
        return {id: int(str(given[id])) for id in ids}

    @property
    def _codes(self) -> frozenset[str]:
        return frozenset(str(code) for code in range(len(self.levels)))


def read_rubric(path: Path, root: Path = CONTENT) -> Rubric:
    """Return the rubric of one content file; ContentInvalid if a key is missing."""
    content, name = read_yaml(path, RUBRIC_SCHEMA, root), relative_name(path, root)
    return Rubric(
        id=str(require(content, "id", name)),
        version=str(require(content, "version", name)),
        framework=str(require(content, "framework", name)),
        title=Translated.from_mapping(require(content, "title", name)),
        levels=tuple(Translated.from_mapping(require(row, "name", name)) for row in require_list(content, "levels", name)),
        criteria=tuple(_criterion(row, name) for row in require_list(content, "criteria", name)),
        provenance=provenance_from(content.get("provenance")),
    )  # fmt: skip


def _criterion(row: Mapping[str, Any], name: str) -> Criterion:
    return Criterion(
        str(require(row, "id", name)),
        str(require(row, "competence", name)),
        Translated.from_mapping(require(row, "name", name)),
        Translated.from_mapping(require(row, "question", name)),
        tuple(Translated.from_mapping(level) for level in require_list(row, "levels", name)),
    )


@lru_cache(maxsize=1)
def load_rubrics() -> tuple[Rubric, ...]:
    """Return the rubrics that Sauatty comes with, every version (read once)."""
    return tuple(read_rubric(path) for path in content_files("rubrics", CONTENT))


def rubric(id: str, version: str = "") -> Rubric:
    """Return a version of a rubric, the newest where none is named; UnknownRubric if there is none."""
    mine = [one for one in load_rubrics() if one.id == id and version in {"", one.version}]
    if not mine:
        raise UnknownRubric(rubric=f"{id} {version}".strip())
    return max(mine, key=lambda one: [int(part) for part in one.version.split(".")])


def rubric_of_key(key: str) -> Rubric:
    """Return the rubric that a review names ('own-activity-1'); UnknownRubric if there is none."""
    id, _dash, version = key.rpartition("-")
    return rubric(id, version)


def rubric_problems(found: Rubric, competences: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with the content of a rubric."""
    yield from text_problems("title", found.title)
    for code, level in enumerate(found.levels):
        yield from text_problems(f"name of level {code}", level)
    for one in found.criteria:
        if one.competence not in competences:
            yield f"{one.id} names {one.competence}, which is no competence of any framework"
        if len(one.levels) != len(found.levels):
            yield f"{one.id} has {len(one.levels)} levels instead of {len(found.levels)}"
        yield from text_problems(f"name of {one.id}", one.name)
        yield from text_problems(f"question of {one.id}", one.question, is_sentence=True)
        for code, level in enumerate(one.levels):
            yield from text_problems(f"level {code} of {one.id}", level, is_sentence=True)
