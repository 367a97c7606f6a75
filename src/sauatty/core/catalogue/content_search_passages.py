"""What search looks through: lessons cut into passages, terms and services; and the words around a find."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sauatty.core.catalogue.lesson_text import plain_text
from sauatty.core.catalogue.lessons import Lesson, Resource, Term
from sauatty.core.catalogue.modules import load_modules
from sauatty.core.catalogue.stems import loose_key, stem
from sauatty.core.languages import LANGUAGES, Translated

_WORD = re.compile(r"[^\W_]+")
_SNIPPET = 180
_TITLE, _NAME, _HEADING, _AIM, _BODY = 5.0, 1.5, 3.0, 2.0, 1.0
# A lesson is rather its sections than the notes of whoever holds it.
_WEIGHTS = {"facilitator": 0.6, "sources": 0.5, "task": 0.85, "example": 0.9, "card": 0.8}
_TERM, _RESOURCE = 0.9, 0.9

Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece that can be found by itself. `key` and `kind` say what it is of, `part` where in it.

    `texts` are what is shown around a find; `title_weight` is what a word of the title counts for this piece.
    """

    kind: Literal["lesson", "term", "resource"]
    key: str
    part: str
    title: Translated
    heading: Translated
    texts: Translated
    title_weight: float = _NAME
    weight: float = 1.0
    above: Translated = field(default_factory=Translated)

    def text(self, language: str) -> str:
        """Return the text of a language, '' without one."""
        return str(getattr(self.texts, language))

    def fields(self, language: str) -> Iterator[tuple[str, float]]:
        """Yield the texts of a language with what a word counts in each."""
        yield getattr(self.title, language), self.title_weight
        yield getattr(self.heading, language), _HEADING
        yield getattr(self.above, language), _AIM
        yield self.text(language), _BODY


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text with the places of the words that were looked for, as (start, end) in `text`."""

    text: str
    marks: tuple[tuple[int, int], ...]

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """Yield the text in pieces, each with whether it was looked for."""
        at = 0
        for start, end in self.marks:
            if start > at:
                yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        if at < len(self.text):
            yield self.text[at:], False


def words_of(text: str) -> list[str]:
    """Return the words of a text; what a hyphen joins are two."""
    return _WORD.findall(text)


def passages(
    lessons: Iterable[Lesson], terms: Iterable[Term] = (), resources: Iterable[Resource] = ()
) -> Iterator[Passage]:
    """Yield everything that can be found."""
    known = tuple(terms)
    names = {language: {one.id: getattr(one.term, language) for one in known} for language in LANGUAGES}
    for lesson in lessons:
        yield from _of_lesson(lesson, names)
    for term in known:
        empty, avoided = Translated(), _avoided(term)
        yield Passage("term", term.id, "", term.term, empty, term.definition, _TITLE, _TERM, avoided)
    for resource in resources:
        texts = _joined(resource.purpose, Translated.from_mapping(resource.url))
        yield Passage("resource", resource.id, "", resource.title, Translated(), texts, _TITLE, _RESOURCE)


def _avoided(term: Term) -> Translated:
    """Return the variants that our texts avoid: readers type them, and find the term that stands for them."""
    return Translated(
        *(" ".join(one.rstrip("*") for one in term.forbidden.get(code, ())) for code in LANGUAGES)
    )


def _of_lesson(lesson: Lesson, names: Names) -> Iterator[Passage]:
    empty = Translated()
    whole = _joined(lesson.aim, lesson.situation, names=names)
    above = _joined(lesson.aim, _module_title(lesson))
    yield Passage("lesson", lesson.key, "", lesson.title, empty, whole, _TITLE, above=above)
    for section in lesson.sections:
        texts = _joined(section.text, section.more, names=names)
        yield Passage("lesson", lesson.key, section.id, lesson.title, section.heading, texts)
    for part, own in _further_parts(lesson).items():
        found = _joined(*own, names=names)
        yield Passage("lesson", lesson.key, part, lesson.title, empty, found, weight=_WEIGHTS[part])


def _module_title(lesson: Lesson) -> Translated:
    """Return what the module is called; empty for a module that Sauatty does not come with."""
    return next((one.title for one in load_modules() if one.id == lesson.module), Translated())


def _further_parts(lesson: Lesson) -> dict[str, list[Translated]]:
    """Return the texts of the parts that have no heading of their own."""
    example, task, notes = lesson.example, lesson.task, lesson.facilitator
    asked = [text for one in notes.questions for text in (one.question, one.answer)]
    return {
        "example": [example.task, *example.steps, example.result],
        "task": [task.intro, *task.steps, *(one.prompt for one in task.notebook), task.offline],
        "card": list(lesson.card),
        "facilitator": [*(one.text for one in notes.timing), notes.grouping, notes.offline, *asked],
        "sources": [one.text for one in lesson.sources],
    }


def _joined(*texts: Translated, names: Names | None = None) -> Translated:
    """Return texts behind each other without their marks, each language by itself."""
    return Translated(
        *(
            " ".join(filter(None, (_plain(getattr(one, code), (names or {}).get(code)) for one in texts)))
            for code in LANGUAGES
        )
    )


def _plain(text: str, terms: Mapping[str, str] | None) -> str:
    return " ".join(plain_text(text, terms).split())


# --- the words around a find ---


def snippet_of(text: str, words: Iterable[str], language: str, length: int = _SNIPPET) -> Snippet:
    """Return the piece of a text with most of the words, cut between words, with their places."""
    places = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    marks = _marked(text, places, words, language)
    start, end = _window(text, places, marks, length)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    shown = tuple((a + shift, b + shift) for a, b in marks if a >= start and b <= end)
    return Snippet(before + text[start:end] + after, shown)


def _marked(
    text: str, places: list[tuple[int, int]], words: Iterable[str], language: str
) -> list[tuple[int, int]]:
    wanted = {stem(word, language) for word in words}
    keys = tuple(key for word in words if len(key := loose_key(word)) > 3)
    return [
        (start, end)
        for start, end in places
        if stem(text[start:end], language) in wanted or (keys and loose_key(text[start:end]).startswith(keys))
    ]


def _window(
    text: str, places: list[tuple[int, int]], marks: list[tuple[int, int]], length: int
) -> tuple[int, int]:
    """Return the ends of the stretch of at most `length` signs that holds most of the marks, some words before them."""
    if len(text) <= length:
        return 0, len(text)
    starts = [start for start, _end in marks] or [0]
    first = max(
        starts, key=lambda start: (sum(start <= one < start + length * 3 // 4 for one in starts), -start)
    )
    earliest = max(0, min(first - length // 5, len(text) - length))
    start = next((a for a, _end in places if a >= earliest), 0) if earliest else 0
    end = max((b for _start, b in places if b <= start + length), default=len(text))
    return start, end
