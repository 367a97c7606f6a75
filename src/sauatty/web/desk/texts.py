"""The texts of the desk as values: lessons that Sauatty comes with, lessons in the making, terms of the glossary.

Each can be read, compared and corrected by place: 'sections.scope.text', 'card.3', 'definition'.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue.lesson_reading import (
    lesson_as_mapping,
    lesson_from_mapping,
    lesson_texts,
    load_lessons,
    texts_of,
)
from sauatty.core.catalogue.lesson_text import list_shape, text_marks, unknown_marks
from sauatty.core.catalogue.lessons import Lesson, Term
from sauatty.core.catalogue.record_mapping import record_as_mapping, record_from
from sauatty.core.catalogue.terms import load_terms
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.authoring import selectors as authoring

LESSON, TERM = "lesson", "term"
GLOSSARY = "glossary"
Record = Lesson | Term


@dataclass(frozen=True, slots=True)
class DeskText:
    """A lesson or term on the desk. `row` is the lesson in the making, or None for what Sauatty comes with."""

    kind: str
    key: str
    module: str
    title: Translated
    record: Record
    shas: Mapping[str, str]
    missing: Mapping[str, int]
    row: Any = None

    def sha256(self, language: str) -> str:
        """Return the hash of the text of a language: what a reader signs."""
        return self.shas[language]

    def places(self) -> Iterator[tuple[str, Translated]]:
        """Yield every text with its place, in the order of a reader."""
        yield from _places(self.record)

    def readers_in_file(self, language: str) -> tuple[str, ...]:
        """Return the names that the content file itself has under the text."""
        if isinstance(self.record, Lesson) and self.row is None:
            return tuple(self.record.provenance.reviewed_by.get(language, ()))
        return ()

    def is_machine(self, language: str) -> bool:
        """Tell whether a machine drafted the text; the glossary as it comes with Sauatty was."""
        return not isinstance(self.record, Lesson) or self.record.provenance.is_machine(language)


_shipped: dict[int, tuple[object, tuple[DeskText, ...]]] = {}


def shipped_texts() -> tuple[DeskText, ...]:
    """Return the lessons and terms that Sauatty comes with (hashed once in a process)."""
    lessons, terms = load_lessons(), load_terms()
    known = _shipped.get(id(lessons))
    if known is None or known[0] is not lessons:
        made = (*map(lesson_text_of, lessons), *map(term_text_of, terms.values()))
        _shipped.clear()
        _shipped[id(lessons)] = known = (lessons, made)
    return known[1]


def lesson_text_of(lesson: Lesson) -> DeskText:
    """Return a shipped lesson as a text of the desk."""
    shas, missing = _shas(lesson), _missing(lesson)
    return DeskText(LESSON, lesson.key, lesson.module, lesson.title, lesson, shas, missing)


def term_text_of(term: Term) -> DeskText:
    """Return a term as a text of the desk."""
    return DeskText(TERM, term.id, GLOSSARY, term.term, term, _shas(term), _missing(term))


def authored_text_of(row: Any) -> DeskText:
    """Return a lesson in the making as a text of the desk."""
    lesson = lesson_from_mapping(row.body, row.key)
    return DeskText(LESSON, row.key, row.module, lesson.title, lesson, row.shas, _missing(lesson), row)


def _shas(record: Record) -> dict[str, str]:
    return {language: authoring.record_sha256(record, language) for language in LANGUAGES}


def _places(record: Record) -> Iterator[tuple[str, Translated]]:
    return lesson_texts(record) if isinstance(record, Lesson) else texts_of(record)


def _missing(record: Record) -> dict[str, int]:
    """Count by language the places that another language has and this one has not."""
    texts = [text for _place, text in _places(record)]
    return {language: sum(not getattr(text, language) for text in texts) for language in LANGUAGES}


def list_texts(person: Any) -> list[DeskText]:
    """List what a person can read: what comes with Sauatty, and the lessons in the making that they write (two queries).

    A lesson in the making with the key of a shipped one stands in its place.
    """
    own = [authored_text_of(row) for row in authoring.list_lessons(person)]
    taken = {one.key for one in own}
    return [*(one for one in shipped_texts() if one.kind == TERM or one.key not in taken), *own]


def find_text(texts: Iterable[DeskText], kind: str, key: str) -> DeskText | None:
    """Return one text, or None."""
    return next((one for one in texts if (one.kind, one.key) == (kind, key)), None)


# --- corrections -------------------------------------------------------------------------------------------------


def corrected(record: Record, language: str, texts: Mapping[str, str]) -> Record:
    """Return a lesson or term with new texts of a language at some places; unknown places are left alone."""
    if isinstance(record, Lesson):
        return lesson_from_mapping(corrected_mapping(lesson_as_mapping(record), language, texts), record.key)
    return record_from(Term, corrected_mapping(record_as_mapping(record), language, texts), record.id)


def corrected_mapping(mapping: Mapping[str, Any], language: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the same of a mapping of the catalogue."""
    found = copy.deepcopy(dict(mapping))
    for place, text in texts.items():
        at = _at(found, place.split("."))
        if at is not None:
            at[language] = text
    return found


def _at(value: Any, steps: list[str]) -> dict[str, str] | None:
    """Return the mapping of languages at a place: by keys, by ids of a list, else by its numbers from 1."""
    for step in steps:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list):
            by_id = next((one for one in value if isinstance(one, dict) and one.get("id") == step), None)
            number = int(step) if step.isdecimal() else 0
            value = by_id or (value[number - 1] if 0 < number <= len(value) else None)
    return value if isinstance(value, dict) else None


def corrected_sha256(record: Record, language: str, texts: Mapping[str, str]) -> str:
    """Return the hash that the text of a language has with the corrections."""
    return authoring.record_sha256(corrected(record, language, texts), language)


def lost_marks(before: str, after: str) -> tuple[str, ...]:
    """Return the marks of a text that its correction lacks, has too often, or has broken; '' stands for a list."""
    old, new = text_marks(before), text_marks(after)
    marks = [_as_written(*mark) for mark in sorted((old - new) + (new - old))]
    shape = [] if list_shape(before) == list_shape(after) else [""]
    return (*marks, *unknown_marks(after), *shape)


def _as_written(kind: str, ref: str) -> str:
    shapes = {"term": "[[{}]]", "source": "[^{}]", "resource": "(resource:{})"}
    return shapes.get(kind, "({})").format(ref)
