"""What lists and outlines of lessons show: values for templates, no queries beyond the rows that are given."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue.lessons import Lesson
from sauatty.core.catalogue.modules import ModuleOutline
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.authoring import checking, labels, stale
from sauatty.web.authoring.models import AuthoredLesson
from sauatty.web.authoring.parts import LISTS, Body, Part, iter_texts, parts_of
from sauatty.web.authoring.published import reviews_of


@dataclass(frozen=True, slots=True)
class LanguageState:
    """How far the text of one language is: what is missing or out of date in it, and who signed it as it stands."""

    language: str
    n_missing: int
    n_stale: int
    names: tuple[str, ...]
    is_leading: bool = False
    remark: str = ""

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is missing or out of date."""
        return not self.n_missing and not self.n_stale


@dataclass(frozen=True, slots=True)
class ListedLesson:
    """A lesson of the list with the names under each language."""

    row: Any
    signed: tuple[str, ...]


def rows_of(rows: Sequence[AuthoredLesson]) -> list[ListedLesson]:
    """Return lessons with the languages that a native reader has signed as they stand (one query)."""
    signed = signed_names(rows)
    return [ListedLesson(row, tuple(one for one in LANGUAGES if signed.get((row.key, one)))) for row in rows]


def signed_names(rows: Iterable[AuthoredLesson]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return by key and language who signed the draft exactly as it stands (one query)."""
    shas = {row.key: row.shas for row in rows}
    found: dict[tuple[str, str], dict[str, None]] = {}
    for key, reviews in (reviews_of(shas) if shas else {}).items():
        for one in reversed(reviews):
            if one.is_signature and shas[key].get(one.language) == one.sha256:
                found.setdefault((key, one.language), {})[one.name] = None
    return {place: tuple(names) for place, names in found.items()}


def returned_remarks(lesson: AuthoredLesson) -> dict[str, str]:
    """Return by language why a reader sent the draft back, as long as it stands as they read it (one query)."""
    newest: dict[str, str] = {}
    for one in reviews_of([lesson.key]).get(lesson.key, ()):
        if one.language not in newest and one.sha256 == lesson.shas.get(one.language):
            newest[one.language] = one.note if one.decision == "returned" else ""
    return newest


@dataclass(frozen=True, slots=True)
class CopyableModule:
    """A module with its shipped lessons, and whose place is being taken already."""

    title: Translated
    lessons: tuple[tuple[Lesson, Any], ...]


def copyable(
    modules: Iterable[ModuleOutline], lessons: Iterable[Lesson], taken: Mapping[str, Any]
) -> list[CopyableModule]:
    """Return the shipped lessons by module; each with the own lesson that takes its place, if there is one."""
    by_module: dict[str, list[tuple[Lesson, Any]]] = {}
    for lesson in lessons:
        by_module.setdefault(lesson.module, []).append((lesson, taken.get(lesson.key)))
    return [
        CopyableModule(module.title, tuple(by_module[module.id]))
        for module in modules
        if module.id in by_module
    ]


# --- one lesson --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListedPart:
    """A part in the outline: its title, the states of its texts by language, and how it can be moved."""

    name: str
    title: str
    counts: tuple[tuple[str, int, int], ...]
    n_texts: int
    is_listed: bool
    is_first: bool
    is_last: bool

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is missing or out of date."""
        return not any(n_missing or n_stale for _language, n_missing, n_stale in self.counts)


def outline(lesson: AuthoredLesson, language: str) -> list[ListedPart]:
    """Return the parts of a draft with what is missing and out of date in each."""
    found = parts_of(lesson.body)
    return [_listed(lesson, part, found, language) for part in found]


def _listed(lesson: AuthoredLesson, part: Part, every: Sequence[Part], language: str) -> ListedPart:
    counts = stale.count_states([part], lesson.sources, lesson.language)
    same = [one.name for one in every if one.kind == part.kind]
    return ListedPart(
        part.name, checking.part_title(part, language),
        tuple((one, counts[one][stale.MISSING], counts[one][stale.STALE]) for one in LANGUAGES),
        sum(counts[lesson.language].values()), part.kind in LISTS, part.name == same[0], part.name == same[-1],
    )  # fmt: skip


def language_states(lesson: AuthoredLesson) -> list[LanguageState]:
    """Return how far each language of a draft is (two queries)."""
    counts = stale.count_states(parts_of(lesson.body), lesson.sources, lesson.language)
    signed = signed_names([lesson])
    remarks = returned_remarks(lesson)
    return [
        LanguageState(
            one, counts[one][stale.MISSING], counts[one][stale.STALE], signed.get((lesson.key, one), ()),
            one == lesson.language, remarks.get(one, ""),
        )
        for one in LANGUAGES
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextChange:
    """One text that differs between two states of a lesson."""

    part: str
    field: str
    language: str
    before: str
    after: str


def changes(before: Body, after: Body) -> list[TextChange]:
    """List the texts that differ, in the order of the newer state; then those that are gone."""
    old, new = dict(iter_texts(before)), dict(iter_texts(after))
    places = [*new, *(place for place in old if place not in new)]
    return [
        TextChange(*_said(place), one, old.get(place, {}).get(one, ""), new.get(place, {}).get(one, ""))
        for place in places
        for one in LANGUAGES
        if old.get(place, {}).get(one, "") != new.get(place, {}).get(one, "")
    ]


def _said(place: str) -> tuple[str, str]:
    """Return in words of which part and field a place is."""
    kind, name = place.split(".")[0], place.rpartition(".")[2]
    return str(labels.PARTS[kind]), str(labels.FIELDS.get(f"{kind}.{name}") or labels.FIELDS.get(name, name))


def n_texts(body: Body) -> Counter[str]:
    """Count the texts that each language has."""
    return Counter(one for _place, texts in iter_texts(body) for one in LANGUAGES if texts.get(one))
