"""Between the JSON of a draft or a version and the lesson that core works with; hashes of lessons, kept."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sauatty.core.catalogue.lesson_reading import language_sha256, lesson_from_mapping, lesson_sha256
from sauatty.core.catalogue.lessons import Lesson
from sauatty.core.languages import LANGUAGES
from sauatty.web.authoring.models import AuthoredLesson, LessonVersion

KEPT = 512
_versions: dict[str, Lesson] = {}
_shas: dict[int, tuple[Lesson, dict[str, str]]] = {}


def draft_as_core(lesson: AuthoredLesson) -> Lesson:
    """Return the draft as core reads it."""
    return lesson_from_mapping(lesson.body, lesson.key)


def version_as_core(version: LessonVersion) -> Lesson:
    """Return what a version says, as core reads it."""
    return known_version(version.sha256) or keep_version(version.sha256, version.body)


def known_version(sha256: str) -> Lesson | None:
    """Return the lesson of a version that this process has read before."""
    return _versions.get(sha256)


def keep_version(sha256: str, body: Mapping[str, Any]) -> Lesson:
    """Read the lesson of a version and keep it: the hash names one content for ever."""
    if len(_versions) >= KEPT:
        _versions.clear()
    found = _versions[sha256] = lesson_from_mapping(body, str(body.get("id", "")))
    return found


def source_sha256(lesson: Lesson) -> str:
    """Return the hash of what a copy is made from: without signatures, which come and go."""
    return lesson_sha256(replace(lesson, provenance=replace(lesson.provenance, reviewed_by={})))


def text_shas(lesson: Lesson) -> dict[str, str]:
    """Return per language the hash of a lesson's texts; counted once for each value in a process."""
    known = _shas.get(id(lesson))
    if known is not None and known[0] is lesson:
        return known[1]
    if len(_shas) >= KEPT:
        _shas.clear()
    found = {language: language_sha256(lesson, language) for language in LANGUAGES}
    _shas[id(lesson)] = lesson, found
    return found
