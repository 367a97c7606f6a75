"""How a text reads: look-alike letters of the other alphabet, sentences, and reading ease.

English: Flesch (1948), 206.835 - 1.015 x words per sentence - 84.6 x syllables per word. Russian: the same in the
adaptation of I. V. Oborneva (2006), 206.835 - 1.3 x words per sentence - 60.1 x syllables per word. For Kazakh no
formula has been validated: only words per sentence and syllables per word are given, and no score.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sauatty.core.catalogue.lesson_text import plain_text

FORMULAS = {
    "kk": "no validated formula: words per sentence and syllables per word only",
    "ru": "Flesch in the adaptation of Oborneva (2006)",
    "en": "Flesch (1948)",
}
MAX_WORDS = 30  # of a sentence
_COEFFICIENTS = {"ru": (206.835, 1.3, 60.1), "en": (206.835, 1.015, 84.6)}

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-zA-Z\u00c0-\u024f]")
# Latin letters that look like Cyrillic ones, and the other way round.
_LATIN_TWINS = frozenset("aceiopxyh")
_CYRILLIC_TWINS = frozenset("асеіорхуһАВЕІКМНОРСТХҮҺ")
# Russian vowels stand for one syllable each. Kazakh у and и are vowels except beside another vowel, where they glide.
_VOWELS = {
    "kk": re.compile(r"(?<![аәеёоөұүыіэюя])[уи](?![аәеёоөұүыіэюя])|[аәеёоөұүыіэюя]"),
    "ru": re.compile(r"[аеёиоуыэюя]"),
    "en": re.compile(r"[aeiouy]+"),
}
_END = re.compile(r"(?<=[.!?…])[»\"”)]*\s+(?=[«\"“(–-]*\s*[^\W\d_a-zа-яәғқңөұүһіё])|\n+|(?<=[;:])\s*\n")
_ABBREVIATED = re.compile(
    r"(?:\b(?:т\.\s?б|т\.\s?с\.\s?с|и т\.\s?[дп]|см|ст|стр|г|гг|ж|жж|б|No|e\.g|i\.e|etc|Dr|Mr|Mrs)|\b[^\W\d_])\.$"
)


@dataclass(frozen=True, slots=True)
class Readability:
    """Counts of a text in one language. `ease` is the score of the language's formula, None where there is none."""

    n_sentences: int
    n_words: int
    n_syllables: int
    longest: int

    @property
    def words_per_sentence(self) -> float:
        """Return the mean length of the sentences in words; 0 without any."""
        return self.n_words / self.n_sentences if self.n_sentences else 0.0

    @property
    def syllables_per_word(self) -> float:
        """Return the mean length of the words in syllables; 0 without any."""
        return self.n_syllables / self.n_words if self.n_words else 0.0

    def ease(self, language: str) -> float | None:
        """Return the score of the language's formula: about 30 hard, 60 plain, 90 very easy."""
        if language not in _COEFFICIENTS or not self.n_words:
            return None
        base, per_sentence, per_word = _COEFFICIENTS[language]
        return base - per_sentence * self.words_per_sentence - per_word * self.syllables_per_word


def readability(texts: Iterable[str], language: str) -> Readability:
    """Count the sentences, words and syllables of texts with marks. A line without an end is a sentence of its own."""
    counted = [_words(sentence) for text in texts for sentence in sentences(text)]
    lengths = [len(words) for words in counted if words]
    return Readability(
        n_sentences=len(lengths),
        n_words=sum(lengths),
        n_syllables=sum(n_syllables(word, language) for words in counted for word in words),
        longest=max(lengths, default=0),
    )


def sentences(text: str) -> list[str]:
    """Return the sentences of a text with marks; abbreviations and initials end none."""
    found: list[str] = []
    for part in _END.split(plain_text(text)):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] += f" {part}"
        elif part.strip():
            found.append(part.strip())
    return found


def n_syllables(word: str, language: str) -> int:
    """Count the syllables of a word by its vowels; at least 1. English drops a silent 'e' at the end."""
    lower = word.casefold()
    if not _CYRILLIC.search(lower):
        language = "en"
    n = len(_VOWELS[language].findall(lower))
    if language == "en" and re.search(r"[^aeiouyl]e$|[^aeiouydt]ed$", lower) and n > 1:
        n -= 1
    return max(1, n)


def _words(sentence: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", sentence) if _WORD.search(word)]


# --- letters ---


def lookalike_words(text: str, language: str) -> Iterator[str]:
    """Yield the words with letters of the other alphabet: mixed ones, and whole ones made of twins.

    A Latin name with a Kazakh ending after a hyphen ('Wi-Fi-ды', 'PDF-ке') is no mixture.
    """
    for word in _WORD.findall(text):
        has_cyrillic, has_latin = bool(_CYRILLIC.search(word)), bool(_LATIN.search(word))
        is_twin = set(word) <= _CYRILLIC_TWINS if language == "en" else _is_twin_of_cyrillic(word)
        if (has_cyrillic and has_latin) or is_twin:
            yield word


def _is_twin_of_cyrillic(word: str) -> bool:
    """Tell whether a word of small Latin letters could be typed for a Cyrillic one: 'ic' for 'іс', 'co' for 'со'."""
    return word.islower() and len(word) <= 3 and set(word) <= _LATIN_TWINS
