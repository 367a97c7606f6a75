"""All that can be learnt, in its order: the lessons that Sauatty comes with, and those that authors have published."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sauatty.core.catalogue.lesson_reading import lesson_sha256, load_lessons
from sauatty.core.catalogue.lessons import Lesson, LessonProvenance
from sauatty.core.catalogue.modules import ModuleOutline, load_modules
from sauatty.core.errors import UnknownLesson
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.authoring import selectors as authoring
from sauatty.web.authoring.selectors import PublishedLesson

# The way through the curriculum; module files stand by name. A module that is not named here comes after these.
_ORDER = (
    "information-flows",
    "reliable-information",
    "digital-content",
    "copyright",
    "critical-thinking",
    "media-makers",
    "privacy-safety-ai",
    "creating-taking-part",
    "teaching-mil",
    "own-activity",
    "mil-in-curricula",
)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A lesson in its place, with its neighbours. `published` is there where an author of this site wrote it.

    `sha256` is the hash of its texts; `page_mark` changes with a signature and a new version too.
    """

    lesson: Lesson
    sha256: str
    page_mark: str
    number: int
    before: Lesson | None = None
    after: Lesson | None = None
    published: PublishedLesson | None = None

    @property
    def key(self) -> str:
        """Return 'module.lesson'."""
        return self.lesson.key


@dataclass(frozen=True, slots=True)
class ShelvedModule:
    """A module with its lessons."""

    outline: ModuleOutline
    number: int
    lessons: tuple[Shelved, ...]

    @property
    def id(self) -> str:
        """Return the id."""
        return self.outline.id

    @property
    def title(self) -> Translated:
        """Return the title."""
        return self.outline.title

    @property
    def competences(self) -> list[str]:
        """Return the competences that its lessons carry."""
        return sorted({id for one in self.lessons for id in one.lesson.competences})

    @property
    def minutes(self) -> int:
        """Return how long all its lessons take on one's own."""
        return sum(one.lesson.minutes for one in self.lessons)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How many lessons of a language a named native reader has signed."""

    n_reviewed: int
    n_lessons: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every module and lesson that a reader can open."""

    modules: tuple[ShelvedModule, ...]
    lessons: Mapping[str, Shelved]
    reviewed: Mapping[str, Reviewed]

    def module(self, module_id: str) -> ShelvedModule | None:
        """Return one module, or None."""
        return next((one for one in self.modules if one.id == module_id), None)

    def lesson(self, key: str) -> Shelved:
        """Return one lesson by its key; UnknownLesson if there is none."""
        found = self.lessons.get(key)
        if found is None:
            raise UnknownLesson(lesson=key)
        return found


_made: dict[
    tuple[int, str], tuple[object, Shelf]
] = {}  # one entry; another thread may replace it at any time


def shelf() -> Shelf:
    """Return what can be learnt now (two small queries); put together once for each state of authors and reviewers."""
    shipped = load_lessons()
    key = (id(shipped), authoring.published_state())
    known = _made.get(key)
    if known is None:
        known = (shipped, _assembled(shipped))
        _made.clear()
        _made[key] = known
    return known[1]


def _assembled(shipped: tuple[Lesson, ...]) -> Shelf:
    signed = authoring.signatures(shipped)
    lessons = [authoring.with_signatures(one, signed) for one in shipped]
    return make_shelf(load_modules(), lessons, authoring.published_lessons())


def make_shelf(
    outlines: Iterable[ModuleOutline], lessons: Iterable[Lesson], published: Iterable[PublishedLesson] = ()
) -> Shelf:
    """Put lessons into their places; a module of which no lesson is there yet is left out."""
    own = {one.key: one for one in published}
    every = [one for one in lessons if one.key not in own] + [one.lesson for one in own.values()]
    by_id = {one.id: one for one in outlines}
    placed: list[ShelvedModule] = []
    for module_id in sorted({one.module for one in every}, key=lambda id: _place(id, id in by_id)):
        inside = _in_order([one for one in every if one.module == module_id], by_id.get(module_id))
        placed.append(
            _module(len(placed) + 1, by_id.get(module_id) or _outline(module_id, inside), inside, own)
        )
    joined = tuple(_with_neighbours(placed))
    found = {one.key: one for module in joined for one in module.lessons}
    return Shelf(joined, MappingProxyType(found), MappingProxyType(_reviewed(found.values())))


def in_order(outlines: Iterable[ModuleOutline]) -> list[ModuleOutline]:
    """Return modules in the order in which they are learnt."""
    return sorted(outlines, key=lambda one: _place(one.id, True))


def _place(module_id: str, is_shipped: bool) -> tuple[int, bool, str]:
    named = _ORDER.index(module_id) if module_id in _ORDER else len(_ORDER)
    return (named, not is_shipped, module_id)


def _in_order(lessons: list[Lesson], outline: ModuleOutline | None) -> list[Lesson]:
    order = [one.id for one in outline.lessons] if outline else []
    return sorted(lessons, key=lambda one: order.index(one.id) if one.id in order else len(order))


def _outline(module_id: str, lessons: Sequence[Lesson]) -> ModuleOutline:
    """Return what stands for the outline of a module that only authors of this site have."""
    ids = tuple(sorted({id for one in lessons for id in one.competences}))
    title = Translated.from_mapping(module_id.replace("-", " ").capitalize())
    return ModuleOutline(
        module_id, title, Translated(), dict.fromkeys(ids, 1 / len(ids)), len(lessons), 1, ()
    )


def _module(
    number: int, outline: ModuleOutline, lessons: list[Lesson], own: Mapping[str, PublishedLesson]
) -> ShelvedModule:
    shelved = tuple(_shelved(one, n, own.get(one.key)) for n, one in enumerate(lessons, start=1))
    return ShelvedModule(outline, number, shelved)


def _shelved(lesson: Lesson, number: int, published: PublishedLesson | None) -> Shelved:
    page = [lesson_sha256(lesson), *([published.lesson_id, published.number] if published else ())]
    return Shelved(lesson, _text_sha256(lesson), " ".join(map(str, page)), number, published=published)


def _text_sha256(lesson: Lesson) -> str:
    return lesson_sha256(replace(lesson, provenance=LessonProvenance()))


def _with_neighbours(modules: list[ShelvedModule]) -> Iterator[ShelvedModule]:
    line = [one.lesson for module in modules for one in module.lessons]
    places = {one.key: n for n, one in enumerate(line)}

    def joined(one: Shelved) -> Shelved:
        n = places[one.key]
        after = line[n + 1] if n + 1 < len(line) else None
        return replace(one, before=line[n - 1] if n else None, after=after)

    for module in modules:
        yield replace(module, lessons=tuple(joined(one) for one in module.lessons))


def _reviewed(lessons: Iterable[Shelved]) -> dict[str, Reviewed]:
    """Count by language; a text that is not there is not counted."""
    every = [one.lesson for one in lessons]
    return {
        language: Reviewed(
            sum(one.provenance.is_reviewed(language) for one in every),
            sum(bool(getattr(one.title, language)) for one in every),
        )
        for language in LANGUAGES
    }
