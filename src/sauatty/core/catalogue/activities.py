"""Suggested class activities: what a teacher can do with an objective, by competence and school level."""

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
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import LANGUAGES, Translated

# School levels and their grades in Kazakhstan.
LEVELS = {"primary": (1, 2, 3, 4), "lower-secondary": (5, 6, 7, 8, 9), "upper-secondary": (10, 11)}
ANY_AREA = "any"


@dataclass(frozen=True, slots=True)
class Activity:
    """One class activity. `minutes` is its length; `areas` are slugs of subject areas, ('any',) for all.

    `materials`, `steps` and `criteria` (what shows that pupils reached it) are lists of sentences; `offline` says
    how it goes without a network. `demand` is the cognitive demand 1-6 that it asks for.
    """

    id: str
    competence: str
    level: str
    areas: tuple[str, ...]
    minutes: int
    demand: int
    title: Translated
    aim: Translated
    materials: tuple[Translated, ...]
    steps: tuple[Translated, ...]
    criteria: tuple[Translated, ...]
    offline: Translated
    provenance: Provenance

    @property
    def grades(self) -> tuple[int, ...]:
        """Return the grades of its school level."""
        return LEVELS[self.level]


def level_of(grade: int | None) -> str | None:
    """Return the school level of a grade; None where there is no such grade."""
    return next((level for level, grades in LEVELS.items() if grade in grades), None)


def read_activities(root: Path = CONTENT) -> tuple[Activity, ...]:
    """Return the activities of a content folder; ContentInvalid at the first that breaks."""
    found = tuple(one for path in content_files("activities", root) for one in read_activity_file(path, root))
    ids = [one.id for one in found]
    repeated = sorted({one for one in ids if ids.count(one) > 1})
    if repeated:
        raise ContentInvalid(path="activities", problem=f"uses the id {repeated[0]!r} twice")
    return found


def read_activity_file(path: Path, root: Path = CONTENT) -> tuple[Activity, ...]:
    """Return the activities of one content file; ContentInvalid if a key is missing or a level unknown."""
    content = read_yaml(path, "activities/1", root)
    name = relative_name(path, root)
    provenance = provenance_from(content.get("provenance"))
    return tuple(
        _read_one(row, str(require(content, "competence", name)), provenance, name)
        for row in require_list(content, "activities", name)
    )


def _read_one(row: dict[str, Any], competence: str, provenance: Provenance, name: str) -> Activity:
    level = str(require(row, "level", name))
    if level not in LEVELS:
        raise ContentInvalid(path=name, problem=f"has the level {level!r}; known are {', '.join(LEVELS)}")
    return Activity(
        id=str(require(row, "id", name)),
        competence=competence,
        level=level,
        areas=tuple(str(area) for area in row.get("areas") or (ANY_AREA,)),
        minutes=int(require(row, "minutes", name)),
        demand=int(require(row, "demand", name)),
        title=_text(row, "title", name),
        aim=_text(row, "aim", name),
        materials=_texts(row, "materials", name),
        steps=_texts(row, "steps", name),
        criteria=_texts(row, "criteria", name),
        offline=_text(row, "offline", name),
        provenance=provenance,
    )


def _text(row: dict[str, Any], key: str, name: str) -> Translated:
    text = Translated.from_mapping(require(row, key, name))
    if not (text.kk and text.ru and text.en):
        raise ContentInvalid(path=name, problem=f"lacks a language in '{key}' of {row.get('id')!r}")
    return text


def _texts(row: dict[str, Any], key: str, name: str) -> tuple[Translated, ...]:
    """Return a list of sentences: one list per language, all of one length."""
    lists = require(row, key, name)
    columns = [lists.get(language) or [] for language in LANGUAGES]
    if not columns[0] or len({len(column) for column in columns}) != 1:
        raise ContentInvalid(path=name, problem=f"has '{key}' of different length in {row.get('id')!r}")
    rows = zip(*columns, strict=True)
    return tuple(Translated.from_mapping(dict(zip(LANGUAGES, row, strict=True))) for row in rows)


@lru_cache(maxsize=1)
def load_activities() -> tuple[Activity, ...]:
    """Return the activities that Sauatty comes with (read once)."""
    return read_activities()


def choose_activities(
    competence: str, *, grade: int | None = None, area: str | None = None, n: int = 1
) -> tuple[Activity, ...]:
    """Return the activities that fit best: of the competence, then of the grade's level, then of the area.

    Those made for the subject area stand before those for any; of a level next to the grade's they are taken
    only where the level has none.
    """
    level = level_of(grade)
    mine = [one for one in load_activities() if one.competence == competence]
    fitting = [one for one in mine if level is None or one.level == level] or mine
    return tuple(
        sorted(fitting, key=lambda one: (area not in one.areas, ANY_AREA not in one.areas, one.id))[:n]
    )
