"""Which translations of a draft are missing, and which are older than the text that they were made from.

`sources` keeps, by place and language, the hash of the leading text that a translation was made from. A place without
an entry was never told apart: it is fine.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from sauatty.core.catalogue.instrument_texts import FINE, MISSING, STALE, state_of, text_hash
from sauatty.core.languages import LANGUAGES
from sauatty.web.authoring.parts import Body, Part, Texts, iter_texts, part_texts

Sources = dict[str, dict[str, str]]
__all__ = ["FINE", "MISSING", "STALE", "count_states", "follow", "stale_texts", "state_of"]


def follow(
    before: Body, after: Body, sources: Sources, leading: str, confirmed: Collection[str] = ()
) -> Sources:
    """Return what stands behind each translation after a change.

    `confirmed` are the `place:language` whose text still fits although the leading text has changed.
    """
    old, found = dict(iter_texts(before)), {}
    for place, texts in iter_texts(after):
        was, entry = old.get(place, {}), sources.get(place, {})
        kept = {
            language: behind
            for language in LANGUAGES
            if language != leading and texts.get(language)
            and (behind := _behind(f"{place}:{language}" in confirmed, (was, texts), entry, (leading, language)))
        }  # fmt: skip
        if kept:
            found[place] = kept
    return found


def _behind(
    fits: bool, versions: tuple[Texts, Texts], entry: Mapping[str, str], pair: tuple[str, str]
) -> str:
    """Return the hash of the leading text that one translation was made from, or ''."""
    (old, new), (leading, language) = versions, pair
    if fits or new.get(language) != old.get(language):
        return text_hash(new.get(leading, ""))
    if language in entry:
        return entry[language]
    return text_hash(old.get(leading, "")) if old.get(leading) != new.get(leading) else ""


def stale_texts(body: Body, sources: Sources, leading: str) -> list[tuple[str, str]]:
    """List the places and languages whose text is older than the one it was made from."""
    return [
        (place, language)
        for place, texts in iter_texts(body)
        for language in LANGUAGES
        if state_of(place, texts, sources, leading, language) == STALE
    ]


def count_states(parts: Iterable[Part], sources: Sources, leading: str) -> dict[str, Counter[str]]:
    """Count fine, missing and stale texts of each language in some parts."""
    counts: dict[str, Counter[str]] = {language: Counter() for language in LANGUAGES}
    for part in parts:
        for place, texts in part_texts(part):
            for language in LANGUAGES:
                counts[language][state_of(place, texts, sources, leading, language)] += 1
    return counts
