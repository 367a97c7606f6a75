"""Lessons read from YAML or from a stored mapping, written back without a loss, and found by their key."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sauatty.core.catalogue.content import CONTENT, content_files, read_yaml, relative_name
from sauatty.core.catalogue.lessons import Lesson
from sauatty.core.catalogue.modules import load_modules
from sauatty.core.catalogue.record_mapping import record_as_mapping, record_from
from sauatty.core.errors import UnknownLesson
from sauatty.core.languages import Translated

SCHEMA = "lesson/1"
FOLDER = "lessons"
# The order in which the files have their keys, which is that of a reader.
_KEYS = (
    *(
        "schema",
        "id",
        "module",
        "title",
        "aim",
        "competences",
        "audience",
        "level",
        "minutes",
        "situation",
        "figure",
    ),
    *("sections", "example", "task", "self_check", "card", "facilitator", "sources", "provenance"),
)


def read_lesson(path: Path, root: Path = CONTENT) -> Lesson:
    """Return the lesson of one content file; ContentInvalid if a key is missing, unknown or of the wrong kind.

    Missing languages are no error here: the checks name them all.
    """
    return lesson_from_mapping(read_yaml(path, SCHEMA, root), relative_name(path, root))


def lesson_from_mapping(mapping: Mapping[str, Any], name: str) -> Lesson:
    """Return the lesson that a mapping of the schema describes; `name` stands for it in errors."""
    return record_from(
        Lesson, _with_order({key: value for key, value in mapping.items() if key != "schema"}), name
    )


def lesson_as_mapping(lesson: Lesson) -> dict[str, Any]:
    """Return the mapping of a lesson as its file has it; `lesson_from_mapping` gives the same lesson back."""
    mapping = {"schema": SCHEMA, **record_as_mapping(lesson)}
    mapping["self_check"] = [{"id": "", "kind": "single", **question} for question in mapping["self_check"]]
    return {key: mapping[key] for key in _KEYS if key in mapping}


def lesson_sha256(lesson: Lesson) -> str:
    """Return the hash of a whole lesson: of its canonical JSON, whatever the layout of its file."""
    return _sha256(lesson_as_mapping(lesson))


def language_sha256(lesson: Lesson, language: str) -> str:
    """Return the hash of a lesson's texts in one language, with their places: what a reviewer signs."""
    return _sha256([[place, getattr(text, language)] for place, text in lesson_texts(lesson)])


def lesson_texts(lesson: Lesson) -> Iterator[tuple[str, Translated]]:
    """Yield every text of a lesson with its place: 'title', 'sections.scope.text', 'self_check.q1.options.a.why'.

    Parts with an id are named by it, the others by their number, from 1.
    """
    for key in _KEYS[1:]:
        yield from texts_of(getattr(lesson, key), key)


def texts_of(record: Any, place: str = "") -> Iterator[tuple[str, Translated]]:
    """Yield the texts of any record of the catalogue with their places; those that are empty in all languages not."""
    yield from ((at, text) for at, text in every_text(record, place) if text != Translated())


def every_text(record: Any, place: str = "") -> Iterator[tuple[str, Translated]]:
    """Yield the same, with those that are empty in all languages."""
    if isinstance(record, Translated):
        yield place, record
    elif isinstance(record, tuple):
        for n, one in enumerate(record, start=1):
            yield from every_text(one, f"{place}.{getattr(one, 'id', '') or n}")
    elif is_dataclass(record):
        for one in fields(record):
            yield from every_text(getattr(record, one.name), f"{place}.{one.name}" if place else one.name)


@lru_cache(maxsize=1)
def load_lessons() -> tuple[Lesson, ...]:
    """Return the lessons that Sauatty comes with, in the order of the module files and their lessons (read once)."""
    order = [f"{module.id}.{outline.id}" for module in load_modules() for outline in module.lessons]
    places = {key: n for n, key in enumerate(order)}
    found = [read_lesson(path) for path in lesson_files()]
    return tuple(sorted(found, key=lambda one: (places.get(one.key, len(places)), one.key)))


def lesson_files(root: Path = CONTENT) -> Iterator[Path]:
    """Yield the files of lessons, folder by folder."""
    for folder in sorted(path for path in (root / FOLDER).glob("*") if path.is_dir()):
        yield from content_files(f"{FOLDER}/{folder.name}", root)


def lesson(key: str) -> Lesson:
    """Return one lesson by 'module.lesson'; UnknownLesson if there is none."""
    found = _by_key().get(key)
    if found is None:
        raise UnknownLesson(lesson=key)
    return found


def lessons_of(module_id: str) -> tuple[Lesson, ...]:
    """Return the lessons of one module in their order; none for a module that is an outline only."""
    return tuple(one for one in load_lessons() if one.module == module_id)


@lru_cache(maxsize=1)
def _by_key() -> dict[str, Lesson]:
    return {one.key: one for one in load_lessons()}


def _with_order(mapping: dict[str, Any]) -> dict[str, Any]:
    """Fill in `is_right` of questions of order, where the order of the file is the right one."""
    questions = mapping.get("self_check")
    if not isinstance(questions, list):
        return mapping
    return {**mapping, "self_check": [_ordered(one) for one in questions]}


def _ordered(question: Any) -> Any:
    if not isinstance(question, Mapping) or question.get("kind") != "order":
        return question
    options = question.get("options")
    if not isinstance(options, list):
        return question
    filled = [{"is_right": True, **one} if isinstance(one, Mapping) else one for one in options]
    return {**question, "options": filled}


def _sha256(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
