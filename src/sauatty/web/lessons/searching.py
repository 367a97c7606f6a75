"""Search over all that can be learnt here: the index of this process, and finds with their addresses."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.content_search import Hit, SearchIndex, search
from sauatty.core.catalogue.content_search_passages import passages
from sauatty.core.catalogue.resources import load_resources
from sauatty.core.catalogue.terms import load_terms
from sauatty.core.languages import Translated
from sauatty.web.lessons import catalogue

LONGEST_QUERY = 120
STEP, MOST = 20, 200
KINDS: dict[str, Any] = {"lesson": _("Lessons"), "term": _("Glossary"), "resource": _("Services")}
_PARTS: dict[str, Any] = {
    "example": _("An example, step by step"),
    "task": _("Your task"),
    "card": _("Card to keep: the lesson on one page"),
    "facilitator": _("For facilitators: 40 minutes with a group"),
    "sources": _("What this rests on"),
}
_made: list[tuple[tuple[str, ...], SearchIndex]] = []


@dataclass(frozen=True, slots=True)
class Find:
    """One find as the page shows it. `place` is the part of a lesson; `language` is that of the snippet."""

    kind: str
    title: Translated
    address: str
    module: Translated
    place: Any
    language: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Finds:
    """What the page shows of a search. `read_as` is the query as it was understood, '' where as typed."""

    finds: tuple[Find, ...]
    n_found: int
    read_as: str

    @property
    def n_more(self) -> int:
        """Return how many are not shown."""
        return self.n_found - len(self.finds)


def index(shelf: catalogue.Shelf) -> SearchIndex:
    """Return the index; made anew once the texts of lessons have changed (half a second for the whole curriculum)."""
    state = tuple(f"{key} {one.sha256}" for key, one in shelf.lessons.items())
    if not _made or _made[0][0] != state:
        lessons = (one.lesson for one in shelf.lessons.values())
        made = SearchIndex(passages(lessons, load_terms().values(), load_resources().values()))
        _made[:] = [(state, made)]
    return _made[0][1]


def find(query: str, language: str, *, kind: str = "", n: int = STEP) -> Finds:
    """Find what a query means on a page of a language."""
    shelf = catalogue.shelf()
    found = search(index(shelf), query[:LONGEST_QUERY], language, limit=n, kind=kind)
    return Finds(tuple(_shown(hit, shelf) for hit in found.hits), found.n_found, found.read_as)


def _shown(hit: Hit, shelf: catalogue.Shelf) -> Find:
    module = shelf.module(hit.key.partition(".")[0]) if hit.kind == "lesson" else None
    return Find(
        kind=hit.kind,
        title=hit.title,
        address=_address(hit),
        module=module.title if module else Translated(),
        place=hit.heading if hit.heading.text("kk") else _PARTS.get(hit.part, ""),
        language=hit.language,
        pieces=tuple(hit.snippet.pieces()),
    )


def _address(hit: Hit) -> str:
    """Return where a find is read: a lesson at its part, a term's page, a service in the list of services."""
    if hit.kind == "term":
        return reverse("lessons:term_detail", args=[hit.key])
    if hit.kind == "resource":
        return f"{reverse('lessons:resource_list')}#service-{hit.key}"
    module_id, _dot, lesson_id = hit.key.partition(".")
    anchor = f"part-{hit.part}" if hit.heading.text("kk") else hit.part
    return reverse("lessons:lesson_detail", args=[module_id, lesson_id]) + (f"#{anchor}" if anchor else "")
