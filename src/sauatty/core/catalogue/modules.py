"""Modules of a programme as outlines: what each is about, for how long, in which form, lesson by lesson."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
from sauatty.core.errors import ContentInvalid, UnknownModule
from sauatty.core.languages import LANGUAGES, Translated

FORMS = ("online", "onsite")


@dataclass(frozen=True, slots=True)
class LessonOutline:
    """One lesson of a module. `hours` are academic hours; `forms` are the ways it can be held."""

    id: str
    title: Translated
    hours: float
    competences: tuple[str, ...]
    forms: tuple[str, ...] = FORMS


@dataclass(frozen=True, slots=True)
class ModuleOutline:
    """One module. `competences` maps ids to shares of its hours, which add up to 1.

    `hours` are those of all lessons; `sessions` is the least number of meetings they can be held in; `prerequisites`
    are ids of modules that have to come first; `outcomes` are ids of another framework that it works towards.
    """

    id: str
    title: Translated
    summary: Translated
    competences: Mapping[str, float]
    hours: float
    sessions: int
    lessons: tuple[LessonOutline, ...]
    forms: tuple[str, ...] = FORMS
    languages: tuple[str, ...] = LANGUAGES
    prerequisites: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)

    def hours_for(self, competence: str) -> float:
        """Return the hours that it gives to a competence."""
        return self.hours * self.competences.get(competence, 0.0)


def read_module(path: Path, root: Path = CONTENT) -> ModuleOutline:
    """Return the module of one content file; ContentInvalid if a key is missing or of the wrong kind."""
    content, name = read_yaml(path, "module/1", root), relative_name(path, root)
    forms = _known(content.get("forms"), FORMS, "forms", name)
    return ModuleOutline(
        id=str(require(content, "id", name)),
        title=Translated.from_mapping(require(content, "title", name)),
        summary=Translated.from_mapping(require(content, "summary", name)),
        competences=_shares(require(content, "competences", name), name),
        hours=_positive(content, "hours", name),
        sessions=int(_positive(content, "sessions", name)),
        lessons=tuple(_lesson(row, forms, name) for row in require_list(content, "lessons", name)),
        forms=forms,
        languages=_known(content.get("languages"), LANGUAGES, "languages", name),
        prerequisites=tuple(str(one) for one in content.get("prerequisites") or ()),
        outcomes=tuple(str(one) for one in content.get("outcomes") or ()),
        provenance=provenance_from(content.get("provenance")),
    )


@lru_cache(maxsize=1)
def load_modules() -> tuple[ModuleOutline, ...]:
    """Return the modules that Sauatty comes with, by file name (read once)."""
    return tuple(read_module(path) for path in content_files("modules"))


def module(slug: str) -> ModuleOutline:
    """Return one module; UnknownModule if there is none."""
    found = next((one for one in load_modules() if one.id == slug), None)
    if found is None:
        raise UnknownModule(module=slug, known=", ".join(one.id for one in load_modules()))
    return found


def _lesson(row: dict[str, Any], forms: tuple[str, ...], name: str) -> LessonOutline:
    return LessonOutline(
        id=str(require(row, "id", name)),
        title=Translated.from_mapping(require(row, "title", name)),
        hours=_positive(row, "hours", name),
        competences=tuple(str(one) for one in require(row, "competences", name)),
        forms=_known(row.get("forms"), FORMS, "forms", name) if row.get("forms") else forms,
    )


def _shares(value: object, name: str) -> dict[str, float]:
    if not isinstance(value, Mapping):
        raise ContentInvalid(
            path=name, problem="'competences' is not a mapping of ids to shares of the hours"
        )
    return {str(key): float(share) for key, share in value.items()}


def _positive(mapping: Mapping[str, Any], key: str, name: str) -> float:
    value = require(mapping, key, name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1000:
        raise ContentInvalid(path=name, problem=f"'{key}' is {value!r} instead of a number above 0")
    return float(value)


def _known(value: object, known: tuple[str, ...], key: str, name: str) -> tuple[str, ...]:
    if value is None:
        return known
    if not isinstance(value, list) or not value or not set(value) <= set(known):
        raise ContentInvalid(path=name, problem=f"'{key}' is {value!r}; known are {', '.join(known)}")
    return tuple(one for one in known if one in value)
