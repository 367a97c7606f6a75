"""What stands behind the translations of an item: which texts it needs, from which source each was made, how far it is."""

from collections.abc import Collection, Iterator

from sauatty.core.catalogue.instrument_texts import STALE, Sources, state_of, text_hash
from sauatty.core.catalogue.item_keys import texts
from sauatty.core.catalogue.items import Item
from sauatty.core.languages import LANGUAGES, Translated

DRAFT, READY = "draft", "ready"


def needed_texts(item: Item) -> Iterator[tuple[str, Translated]]:
    """Yield every text that an item must have, with its place; a stimulus only where there is one."""
    if item.stimulus != Translated():
        yield "stimulus", item.stimulus
    yield "stem", item.stem
    for option in item.options:
        yield f"options.{option.id}.text", option.text
        yield f"options.{option.id}.why", option.why
    yield from ((f"targets.{target.id}.text", target.text) for target in item.targets)


def follow(
    before: Item | None, after: Item, sources: Sources, leading: str, fits: Collection[str] = ()
) -> Sources:
    """Return what stands behind each translation after a change; `fits` are languages that somebody has compared."""
    old = dict(needed_texts(before)) if before else {}
    found: Sources = {}
    for place, text in needed_texts(after):
        was, entry = old.get(place, Translated()), sources.get(place, {})
        kept = {
            language: _behind(language in fits, was, text, entry.get(language, ""), (leading, language))
            for language in LANGUAGES if language != leading and getattr(text, language)
        }  # fmt: skip
        found[place] = {language: behind for language, behind in kept.items() if behind}
    return {place: entry for place, entry in found.items() if entry}


def _behind(fits: bool, was: Translated, now: Translated, entry: str, pair: tuple[str, str]) -> str:
    leading, language = pair
    if fits or getattr(now, language) != getattr(was, language):
        return text_hash(getattr(now, leading))
    if entry or getattr(was, leading) == getattr(now, leading):
        return entry
    return text_hash(getattr(was, leading))


def language_states(item: Item, sources: Sources, leading: str) -> dict[str, str]:
    """Return how far each language is: 'draft' (texts are missing), 'stale' (older than its source), 'ready'."""
    found = {}
    for language in LANGUAGES:
        places = list(needed_texts(item))
        is_torn = any(language in text.missing for _place, text in places)
        states = {state_of(place, texts(text), sources, leading, language) for place, text in places}
        found[language] = DRAFT if is_torn else STALE if STALE in states else READY
    return found
