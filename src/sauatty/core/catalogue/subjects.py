"""School subjects and their areas, found by id or by the name that a document uses."""

from dataclasses import dataclass
from functools import lru_cache

from sauatty.core.catalogue.frameworks import FrameworkNode, framework
from sauatty.core.languages import LANGUAGES, Translated, search_key

AREAS_FRAMEWORK = "kzareas"


@dataclass(frozen=True, slots=True)
class Subject:
    """A school subject. `id` is its slug ('informatics'), `area` the slug of its learning area."""

    id: str
    area: str
    name: Translated
    spellings: tuple[str, ...]


@lru_cache(maxsize=1)
def subjects() -> tuple[Subject, ...]:
    """Return the school subjects of Kazakhstan in the order of their areas (read once)."""
    return tuple(_subject(node) for node in framework(AREAS_FRAMEWORK).nodes if node.type == "subject")


def _subject(node: FrameworkNode) -> Subject:
    spellings = tuple(name for language in LANGUAGES for name in node.names.get(language, ()))
    return Subject(node.code, (node.parent or "").removeprefix(f"{AREAS_FRAMEWORK}."), node.name, spellings)


@lru_cache(maxsize=1)
def subject_areas() -> tuple[FrameworkNode, ...]:
    """Return the learning areas, electives last, in the order of the state standard."""
    return tuple(node for node in framework(AREAS_FRAMEWORK).nodes if node.type != "subject")


def find_area(text: str) -> FrameworkNode | None:
    """Return the learning area that a slug, an alias or a name in any language means, or None."""
    return _areas_by_name().get(_name_key(text))


def find_subject(text: str) -> Subject | None:
    """Return the subject that a slug or a name in any language means, or None."""
    return _subjects_by_name().get(_name_key(text))


@lru_cache(maxsize=1)
def _areas_by_name() -> dict[str, FrameworkNode]:
    return {
        _name_key(name): area
        for area in subject_areas()
        for name in (
            area.code,
            area.id,
            *area.aliases,
            *(getattr(area.name, language) for language in LANGUAGES),
        )
        if name
    }


@lru_cache(maxsize=1)
def _subjects_by_name() -> dict[str, Subject]:
    return {
        _name_key(name): subject
        for subject in subjects()
        for name in (*subject.spellings, subject.name.kk, subject.name.ru, subject.name.en, subject.id)
        if name
    }


def _name_key(text: str) -> str:
    return search_key(text.replace("_", "-"))
