"""Terms of media and information literacy in three languages, and the contexts that only look like them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import LANGUAGES
from sauatty.core.matching.exemplars import CONTENT

_KEY = 3
Pattern = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One term. `is_trap` marks a context in which a word of the field means something else.

    `patterns` are sequences of words; a word that ends in * matches every word that begins with it.
    """

    id: str
    is_trap: bool
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A place where a term was found: its number in the glossary, and the first and last+1 word."""

    term: int
    start: int
    end: int


class Glossary:
    """Finds terms in the words of a text, in one pass."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = tuple(terms)
        self._by_start: dict[str, list[tuple[int, Pattern]]] = {}
        for number, term in enumerate(self.terms):
            for pattern in term.patterns:
                self._by_start.setdefault(pattern[0][:_KEY], []).append((number, pattern))

    def find(self, words: Sequence[str]) -> tuple[Span, ...]:
        """Return where terms stand in the folded words of a text."""
        return tuple(
            Span(number, start, start + len(pattern))
            for start, word in enumerate(words)
            for number, pattern in self._by_start.get(word[:_KEY], ())
            if _matches(pattern, words[start : start + len(pattern)])
        )


def load_glossary(path: Path | None = None) -> Glossary:
    """Read the shipped glossary, or another one.

    Raises
    ------
    ContentInvalid
        If the schema is another, or a pattern begins with fewer than three letters.
    """
    source = path or CONTENT / "glossary" / "mil.yaml"
    document = yaml.safe_load(source.read_text(encoding="utf-8"))
    if not isinstance(document, dict) or document.get("schema") != "glossary/1":
        raise ContentInvalid(path=source.name, problem="its schema is not glossary/1")
    return Glossary([_read_term(source.name, row) for row in document["terms"]])


def _read_term(name: str, row: Mapping[str, Any]) -> Term:
    phrases = [str(phrase) for language in LANGUAGES for phrase in row.get(language) or ()]
    patterns = tuple(tuple(phrase.casefold().replace("ё", "е").split()) for phrase in phrases)
    if not patterns or any(not pattern or len(pattern[0].rstrip("*")) < _KEY for pattern in patterns):
        raise ContentInvalid(
            path=name, problem=f"term {row.get('id')} has a pattern of fewer than three letters"
        )
    return Term(id=str(row["id"]), is_trap=row.get("sense") == "trap", patterns=patterns)


def _matches(pattern: Pattern, words: Sequence[str]) -> bool:
    return len(words) == len(pattern) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(pattern, words, strict=True)
    )
