"""What the body of a submission 'lesson-work' says, read without believing any of it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sauatty.core.errors import LessonWorkUnreadable
from sauatty.core.languages import LANGUAGES

KIND = "lesson-work"
STATES = ("opened", "done")
MAX_TEXT, MAX_ROWS, MAX_NAME, MAX_CHOSEN = 20_000, 60, 60, 20
_DROPPED = dict.fromkeys(
    map(ord, "\0\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)


@dataclass(frozen=True, slots=True)
class Written:
    """A text at a prompt of the notebook."""

    prompt: str
    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The options that were chosen; in a question of order, in the order that was given."""

    question: str
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LessonWork:
    """What was done in one lesson since the last time it was sent.

    `text_sha256` is the text that was read, which may be older than the one on the site: a phone keeps its own copy.
    Without it, it was the one on the site.
    """

    lesson: str
    language: str
    progress: str = ""
    notebook: tuple[Written, ...] = ()
    checks: tuple[Answered, ...] = ()
    text_sha256: str = ""


def read_work(body: Mapping[str, Any]) -> LessonWork:
    """Read a body; LessonWorkUnreadable where it is none."""
    language, progress = body.get("language"), body.get("progress") or ""
    if language not in LANGUAGES or progress not in ("", *STATES):
        raise LessonWorkUnreadable
    return LessonWork(
        lesson=clean_name(body.get("lesson"), 120),
        language=str(language),
        progress=str(progress),
        notebook=tuple(
            Written(clean_name(row.get("prompt")), clean_lines(row.get("text")))
            for row in _rows(body, "notebook")
        ),
        checks=tuple(
            Answered(clean_name(row.get("question")), _chosen(row.get("chosen")))
            for row in _rows(body, "checks")
        ),
        text_sha256=_sha256(body.get("sha256")),
    )


def clean_lines(text: object) -> str:
    """Return a text as it is stored: NFC, no letters that no eye sees; its lines stay lines."""
    if not isinstance(text, str) or len(text) > MAX_TEXT:
        raise LessonWorkUnreadable
    whole = text.encode("utf-8", "replace").decode().replace("\r\n", "\n")
    return unicodedata.normalize("NFC", whole).translate(_DROPPED).strip()


def _rows(body: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    rows = body.get(name) or []
    if not isinstance(rows, list) or len(rows) > MAX_ROWS or not all(isinstance(row, dict) for row in rows):
        raise LessonWorkUnreadable
    yield from rows


def clean_name(value: object, longest: int = MAX_NAME) -> str:
    """Return the name of a lesson, a prompt, a question or an option as it is stored."""
    if not isinstance(value, str) or not value.strip() or len(value) > longest or "\0" in value:
        raise LessonWorkUnreadable
    return value.encode("utf-8", "replace").decode()


def _sha256(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{64}", value):
        raise LessonWorkUnreadable
    return value


def _chosen(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MAX_CHOSEN:
        raise LessonWorkUnreadable
    return tuple(clean_name(one) for one in value)
