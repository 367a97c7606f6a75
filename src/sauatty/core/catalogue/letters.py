"""Letters filled in: a text with places in braces, and what is known of them."""

import re
from collections.abc import Mapping

from sauatty.core.catalogue.words import words

_PLACE = re.compile(r"\{(\w+)\}")
_SENTENCE = re.compile(r"(?<=[.!?]) +")


def fill(text: str, facts: Mapping[str, str]) -> str:
    """Return a text with its places filled in; sentences and lines whose facts are not known are left out."""
    lines = text.split("\n")
    filled = [_filled(line, facts) for line in lines]
    kept = [words for line, words in zip(lines, filled, strict=True) if words or not line]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def places_of(text: str) -> frozenset[str]:
    """Return the names that stand in braces in a text."""
    return frozenset(_PLACE.findall(text))


def shipped_letter(group: str, key: str, language: str, **facts: str) -> str:
    """Return one text of a file of words in a language, filled in."""
    return fill(words(group)[key].text(language), facts)


def _filled(line: str, facts: Mapping[str, str]) -> str:
    known = [
        sentence
        for sentence in _SENTENCE.split(line)
        if all(facts.get(place) for place in _PLACE.findall(sentence))
    ]
    return _PLACE.sub(lambda place: facts[place[1]], " ".join(known))
