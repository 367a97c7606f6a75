"""What items say, compared: the words one is found by, whether two say the same, which must not stand together."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.catalogue.items import Item
from sauatty.core.languages import LANGUAGES, search_key


def words_of(item: Item) -> str:
    """Return what an item is found by: its id and the texts that are read, in every language."""
    shown = [
        item.stimulus,
        item.stem,
        *(one.text for one in item.options),
        *(one.text for one in item.targets),
    ]
    said = " ".join(getattr(text, language) for text in shown for language in LANGUAGES)
    return f"{search_key(item.id)} {search_key(said)}"


def faces_of(item: Item) -> frozenset[tuple[str, ...]]:
    """Return what an item says, once for each language: question and options, in whatever order they stand."""
    found = set()
    for language in LANGUAGES:
        shown = [getattr(text, language) for text in (item.stem, *(one.text for one in item.options))]
        if all(shown):
            found.add(tuple(sorted(search_key(text) for text in shown)))
    return frozenset(found)


@lru_cache(maxsize=1)
def _public_faces() -> frozenset[tuple[str, ...]]:
    return frozenset().union(*(faces_of(one) for one in load_items()))


def is_public(item: Item) -> bool:
    """Tell whether anybody can read the key of an item: it says in some language what a shipped one says."""
    return not faces_of(item).isdisjoint(_public_faces())


def enemies_in(items: Iterable[Item], item: Item) -> Iterator[Item]:
    """Yield those of some items that must not stand in one form with one, whichever of the two names the other."""
    for one in items:
        if one.id != item.id and (one.id in item.enemies or item.id in one.enemies):
            yield one
