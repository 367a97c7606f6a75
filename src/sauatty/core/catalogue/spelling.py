"""Spelling of every text of the product, with hunspell dictionaries, the glossary and lists of known words.

The dictionaries are Debian's (hunspell-kk, hunspell-ru, hunspell-en-us), read by spylls. A known word stands on a line of
`words-known/<language>.txt`; with * at its end it is a stem that takes the endings of its language, and nothing else.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sauatty.core.catalogue.content import CONTENT
from sauatty.core.catalogue.spelling_endings import is_ending, stems_of
from sauatty.core.catalogue.terms import FILE, read_terms
from sauatty.core.catalogue.terms_check import allowed_variants, product_texts
from sauatty.core.catalogue.text_checks import Problem
from sauatty.core.languages import LANGUAGES

DICTIONARIES = Path("/usr/share/hunspell")
NAMES = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_US"}
PACKAGES = {"kk": "hunspell-kk", "ru": "hunspell-ru", "en": "hunspell-en-us"}
FOLDER = "words-known"

_AS_PEOPLE_WRITE = (
    "codebooks/answers/"  # examples of answers, with the slips and mixed languages of real ones
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# Placeholders, tags, addresses, files and letters after digits are no words.
_NO_WORD = re.compile(
    r"%(?:\(\w+\))?[a-z]|%-\w+|</?[a-z][^>]*>|&\w+;|\{[^}]*\}|(?:https?://|www\.)\S+|\S+@\S+|[\w-]+\.[a-z]{2,5}\b(?:/\S*)?"
    r"|\b\d[\w-]*|\b[\w]*_[\w]*"
)
_LATIN = re.compile("[a-zA-Z\u00c0-\u024f]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_NOT_RUSSIAN = re.compile("[a-zA-Z\u00c0-\u024fәғқңөұүһі]", re.IGNORECASE)  # names and quotations in Kazakh


@dataclass(frozen=True, slots=True)
class SpellingReport:
    """What the check found. `skipped` says for each language that was not checked why, and what to install."""

    problems: tuple[Problem, ...]
    skipped: tuple[str, ...] = ()
    n_words: int = 0


class Speller:
    """Tells whether a word of a language is spelt right; each different word is looked up once."""

    def __init__(self, language: str, lookup: Callable[[str], bool], known: Iterable[str]) -> None:
        self.language = language
        self._lookup = lookup
        self._whole = {word.casefold() for word in known if not word.endswith("*")}
        self._stems = {word[:-1].casefold() for word in known if word.endswith("*")}
        self._seen: dict[str, bool] = {}

    def is_right(self, word: str) -> bool:
        """Tell whether a word is known; of one with hyphens every part, where the whole is not."""
        if word not in self._seen:
            self._seen[word] = self._looked_up(word)
        return self._seen[word]

    def _looked_up(self, word: str) -> bool:
        if self._is_foreign(word) or self._is_known(word) or self._in_dictionary(word):
            return True
        parts = re.split("[-'’]", word)
        if len(parts) > 1:
            return all(
                self.is_right(part) or (n > 0 and self._is_ending("", part)) for n, part in enumerate(parts)
            )
        return self.language == "kk" and self._is_inflected(word)

    def _is_inflected(self, word: str) -> bool:
        """Tell whether a word is one of the dictionary with endings: the Kazakh dictionary lacks many forms."""
        return any(
            self._is_ending(word[:n], word[n:])
            and any(map(self._in_dictionary, stems_of(word[:n], word[n:])))
            for n in range(3, len(word))
        )

    def _is_foreign(self, word: str) -> bool:
        """Names in the other alphabet are not looked up; words that mix both are the check of letters' matter."""
        letters = {"kk": _LATIN, "ru": _NOT_RUSSIAN, "en": _CYRILLIC}[self.language]
        return bool(letters.search(word)) or len(word) == 1

    def _in_dictionary(self, word: str) -> bool:
        forms = dict.fromkeys((word, word.lower(), word.capitalize(), word.replace("ё", "е").lower()))
        return any(self._lookup(form) for form in forms)

    def _is_known(self, word: str) -> bool:
        folded = word.casefold()
        if folded in self._whole or folded in self._stems:
            return True
        return any(
            folded[:n] in self._stems and self._is_ending(folded[:n], folded[n:])
            for n in range(2, len(folded))
        )

    def _is_ending(self, stem: str, text: str) -> bool:
        return is_ending(self.language, stem.casefold(), text.casefold())


def spelling_report(
    root: Path = CONTENT, dictionaries: Path = DICTIONARIES, languages: Iterable[str] = LANGUAGES
) -> SpellingReport:
    """Check every text of the content and the pages, a word once per file; languages without a dictionary are named."""
    spellers, skipped = _spellers(root, dictionaries, languages)
    allowed = allowed_variants(root)
    counted: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    n_words = 0
    for one in product_texts(root) if spellers else ():
        if one.language not in spellers or one.path.startswith(_AS_PEOPLE_WRITE):
            continue
        for word in words_to_check(one.text):
            n_words += 1
            if not spellers[one.language].is_right(word) and not {("", word), (one.path, word)} & allowed:
                counted[one.path, one.language, word].append(one.place)
    problems = tuple(
        Problem(path, f"{places[0]} in {language} has '{word}', which no dictionary knows{_more(places)}")
        for (path, language, word), places in sorted(counted.items())
    )
    return SpellingReport(problems, tuple(skipped), n_words)


def words_to_check(text: str) -> list[str]:
    """Return the words of a text that a dictionary can know."""
    return _WORD.findall(_NO_WORD.sub(" ", text))


def _more(places: list[str]) -> str:
    return f" ({len(places)} times)" if len(places) > 1 else ""


def _spellers(
    root: Path, dictionaries: Path, languages: Iterable[str]
) -> tuple[Mapping[str, Speller], list[str]]:
    spellers, skipped = {}, []
    for language in languages:
        lookup = _lookup_of(dictionaries / NAMES[language])
        if isinstance(lookup, str):
            skipped.append(f"Spelling in {language} was not checked: {lookup}")
        else:
            spellers[language] = Speller(language, lookup, known_words(language, root))
    return spellers, skipped


def _lookup_of(dictionary: Path) -> Callable[[str], bool] | str:
    """Return the look-up of a dictionary, or why there is none and what to install."""
    try:
        from spylls.hunspell import Dictionary
    except ImportError:
        return "the package spylls is not installed. Run: pip install 'sauatty[spelling]'"
    if not dictionary.with_suffix(".dic").exists():
        package = PACKAGES[dictionary.name[:2]]
        return f"{dictionary}.dic is missing. Run: apt install {package}"
    loaded: Any = _loaded(Dictionary, str(dictionary))
    found: Callable[[str], bool] = loaded.lookup
    return found


@lru_cache(maxsize=3)
def _loaded(kind: Any, path: str) -> Any:
    return kind.from_files(path)


def known_words(language: str, root: Path = CONTENT) -> frozenset[str]:
    """Return the words of the kept list and those of the glossary; stems end in *."""
    path = root / FOLDER / f"{language}.txt"
    kept = set(_lines(path.read_text("utf-8"))) if path.exists() else set()
    if (root / FILE).exists():
        for term in read_terms(root / FILE, root):
            kept |= {f"{word}*" for word in _WORD.findall(getattr(term.term, language)) if len(word) > 2}
    return frozenset(kept)


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from line.partition("#")[0].split()
