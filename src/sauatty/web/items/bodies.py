"""The bodies of items as rows keep them: empty ones, drafts as core items, and what stands behind each translation."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sauatty.core.catalogue.instrument_texts import STALE, state_of, text_hash
from sauatty.core.catalogue.item_keys import as_shown, key_of, texts
from sauatty.core.catalogue.item_reading import item_as_mapping, item_from_mapping
from sauatty.core.catalogue.items import Item
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.items.hashes import sha256_of

Body = dict[str, Any]
Sources = dict[str, dict[str, str]]
DRAFT, READY = "draft", "ready"
NO_IDEA = "–"
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_N_OPTIONS = 4


def empty_body(slug: str, kind: str, competence: str, author: str) -> Body:
    """Return an item without texts."""
    targets = {"targets": [{"id": f"t{n + 1}", "text": {}} for n in range(_N_OPTIONS + 1)]}
    return {
        "id": slug, "kind": kind, "competence": competence, "demand": 3, "setting": "school-library", "difficulty": 0.0,
        "stem": {}, "options": [{"id": letter, "text": {}, "why": {}} for letter in "abcdefgh"[:_N_OPTIONS]],
        "idea": {"text": NO_IDEA}, "provenance": {"author": author, "written": dict.fromkeys(LANGUAGES, "person")},
        **(targets if kind == "match" else {}),
    }  # fmt: skip


def plain(value: Any) -> Any:
    """Return a JSON value without signs that no database and no form keeps (NUL, controls, halves of letters)."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def as_item(body: Body, slug: str) -> Item:
    """Return the item of a body; ContentInvalid if it breaks the schema."""
    idea = dict(body.get("idea") or {})
    return item_from_mapping(
        {**body, "id": slug, "idea": {**idea, "text": idea.get("text") or NO_IDEA}}, slug
    )


def as_stored(body: Body, slug: str) -> Body:
    """Return a body in its canonical form."""
    return item_as_mapping(as_item(plain(body), slug))


def key_sha256(item: Item) -> str:
    """Return the hash of what a participant sees of an item and of its key: what experts confirm."""
    key = key_of(item)
    return sha256_of(
        {"shown": as_shown(item), "right": key.right, "credit": key.credit, "scoring": key.scoring}
    )


def has_key(item: Item) -> bool:
    """Tell whether an item has so much of a key that an answer can be compared with it."""
    if item.kind == "single":
        return any(one.is_right for one in item.options)
    return bool(item.options)


# --- languages ---


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


__all__ = ["DRAFT", "READY", "STALE", "Body", "Sources"]
