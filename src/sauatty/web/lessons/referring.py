"""Which lessons use a term or send their readers to a service."""

from collections import defaultdict
from collections.abc import Mapping

from sauatty.web.lessons import catalogue, rendering
from sauatty.web.lessons.catalogue import Shelf, Shelved

_found: dict[int, tuple[Shelf, dict[tuple[str, str], list[Shelved]]]] = {}


def references() -> Mapping[tuple[str, str], list[Shelved]]:
    """Return by ('term' or 'resource', id) the lessons that hold the mark, in the order of the curriculum."""
    shelf = catalogue.shelf()
    known = _found.get(id(shelf))
    if known is None:
        known = (shelf, _index(shelf))
        _found.clear()
        _found[id(shelf)] = known
    return known[1]


def _index(shelf: Shelf) -> dict[tuple[str, str], list[Shelved]]:
    index: dict[tuple[str, str], list[Shelved]] = defaultdict(list)
    for shelved in shelf.lessons.values():
        for mark in rendering.references_of(shelved.lesson):
            index[mark].append(shelved)
    return index
