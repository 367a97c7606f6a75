"""Names of people across Kazakh, Russian and Latin spellings: a key that folds them, a likeness, and an index.

'Әйгерім Сәрсенова', 'Сарсенова Айгерим', 'Aigerim Sarsenova' and 'Sársenova Á.' may be one person or two. Nothing
here decides that: it says how alike two names are and why, and somebody decides.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import Generic, TypeVar

from rapidfuzz.distance import Levenshtein

Id = TypeVar("Id", bound=Hashable)

MAX_TOKENS = 4
# What an initial says of a whole name, what a missing part costs, and what one shared part alone is worth at most.
_INITIAL, _MISSING, _ONE_PART = 0.88, 0.03, 0.7
_POOR = 0.7
_FOREIGN_LETTERS = 2

_CYRILLIC = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z",
    "и": "i", "й": "i", "і": "i", "ы": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o",
    "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "h", "һ": "h",
    "ц": "c", "ч": "ç", "ш": "ş", "щ": "ş", "ъ": "", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
# Latin letters with signs, as the alphabets of 2017-2021, ISO 9 and passports use them.
_LATIN = {
    "á": "a", "ä": "a", "â": "a", "ó": "o", "ö": "o", "ô": "o", "ú": "u", "ü": "u", "ū": "u", "û": "u", "ý": "i",
    "ı": "i", "í": "i", "ï": "i", "î": "i", "ǵ": "g", "ğ": "g", "ġ": "g", "ń": "n", "ñ": "n", "ŋ": "n", "ň": "n",
    "š": "ş", "č": "ç", "ž": "j", "é": "e", "ė": "e", "è": "e", "ë": "e", "q": "k", "w": "u", "y": "i", "x": "ks",
    "c": "k",
}  # fmt: skip
# Longest first: several letters that stand for one sound.
_SOUNDS = (
    ("shch", "ş"), ("sch", "ş"), ("dzh", "j"), ("tch", "ç"), ("zh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "g"),
    ("sh", "ş"), ("ch", "ç"), ("ts", "ц"), ("дж", "ж"), ("кс", "кс"),
)  # fmt: skip
_WORDS = re.compile(r"[^\W\d_]+")
_APOSTROPHES = re.compile(r"['’ʼ`ʹʺ]")
_GLIDE = re.compile(r"i(?=[aeou])")
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiou]")
# Father's names: the Kazakh and the Russian way say the same.
_OF_FATHER = re.compile(r"(?<=.{3})(?:uli|kizi|ogli|(?:o|e)viç|(?:o|e)vna|evna)$")
_FATHER_WORDS = frozenset({"uli", "kizi", "ogli"})
# Sounds that are written for one another so often that they part nobody.
_NEAR = str.maketrans(
    {"h": "k", "g": "k", "c": "s", "ç": "ş", "j": "ş", "o": "u", "e": "i", "v": "u", "b": "p"}
)


@dataclass(frozen=True, slots=True)
class NameMatch(Generic[Id]):
    """Somebody who may be meant. `score` is 0 to 1; `why` is one of the codes of `WHY`."""

    id: Id
    score: float
    why: str


WHY = ("same", "spelling", "order", "initials", "shorter", "alike")


@lru_cache(maxsize=200_000)
def name_parts(name: str) -> tuple[str, ...]:
    """Return the parts of a name, folded: one Latin spelling for what Kazakh, Russian and Latin letters write.

    Examples
    --------
    >>> name_parts("Жұмабаев Серік Ахметұлы") == name_parts("Zhumabayev Serik Akhmetovich")
    True
    """
    plain = unicodedata.normalize("NFC", _APOSTROPHES.sub("", name)).casefold()
    parts: list[str] = []
    for word in _WORDS.findall(plain):
        folded = _folded(word)
        if folded in _FATHER_WORDS and parts:
            parts[-1] = _DOUBLE.sub(r"\1", parts[-1])
        elif folded:
            parts.append(_OF_FATHER.sub("", folded))
    return tuple(parts[:MAX_TOKENS])


def _folded(word: str) -> str:
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    plain = "".join(_CYRILLIC.get(char, _LATIN.get(char, char)) for char in word)
    return _DOUBLE.sub(r"\1", _GLIDE.sub("", plain))


def name_key(name: str) -> str:
    """Return what all spellings of a name share, in whatever order its parts stand; '' where it has no letter."""
    return " ".join(sorted(name_parts(name)))


def similarity(one: str, other: str) -> float:
    """Return how alike two names are: 1 = the same in some spelling, 0 = nothing in common.

    Parts are set against each other in the order that fits best. A part that one name lacks (a father's name) costs
    little, an initial counts for the name it begins; one shared part alone never gives more than 0.7.
    """
    return _likeness(name_parts(one), name_parts(other))[0]


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[float, bool]:
    """Return the likeness, and whether an initial was part of it."""
    short, long = sorted((one, other), key=len)
    if not short:
        return 0.0, False
    rows = [[_part_likeness(part, seen) for seen in long] for part in short]
    if sum(map(max, rows)) < _POOR * len(rows):
        return 0.6 * sum(map(max, rows)) / len(rows), False
    best = max(_orders(len(long), len(short)), key=lambda order: sum(_along(rows, order)))
    parts = _along(rows, best)
    score = sum(parts) / len(parts) - _MISSING * (len(long) - len(short))
    if min(parts) < _POOR:
        score *= 0.6
    met = [{len(part), len(long[at])} for part, at in zip(short, best, strict=True)]
    has_initial = any(1 in lengths and len(lengths) > 1 for lengths in met)
    whole = sum(len(part) > 1 for part in short)
    return (
        min(score, _ONE_PART) if whole < 2 and len(long) > 1 and not has_initial else max(score, 0.0)
    ), has_initial


def _along(rows: list[list[float]], order: tuple[int, ...]) -> list[float]:
    return [row[at] for row, at in zip(rows, order, strict=True)]


@lru_cache(maxsize=32)
def _orders(n: int, chosen: int) -> tuple[tuple[int, ...], ...]:
    return tuple(permutations(range(n), chosen))


@lru_cache(maxsize=400_000)
def _part_likeness(one: str, other: str) -> float:
    """Return how alike two folded parts are."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return _INITIAL if long.startswith(short) else 0.0
    if one.translate(_NEAR) == other.translate(_NEAR):
        return 0.95
    at_best = len(short) / len(long)
    if at_best < _POOR:
        return at_best
    # A vowel for a vowel, or a near sound, counts half: it is there in the letters, and not in the sounds.
    distance = Levenshtein.distance(one, other) + Levenshtein.distance(_sounds(one), _sounds(other))
    return 1.0 - distance / 2 / len(long)


def _sounds(part: str) -> str:
    return _VOWELS.sub("a", part.translate(_NEAR))


def _skeleton(part: str) -> str:
    """Return what typing mistakes in vowels and near sounds leave alone."""
    near = part.translate(_NEAR)
    return near[:1] + _VOWELS.sub("", near[1:])


def _blocks(parts: tuple[str, ...], *, is_known: bool) -> set[tuple[str, str]]:
    """Return the blocks of a name: one part's skeleton with the beginning of another part's.

    A whole part of a known name stands under its first sound too, where initials ask for it; an initial of a known
    name stands under a dot and its sound, where whole names look for it.
    """
    whole = [(at, _skeleton(part)) for at, part in enumerate(parts) if len(part) > 1]
    found = {(skeleton, "") for _at, skeleton in whole}
    for at, skeleton in whole:
        for to, other in enumerate(parts):
            if to != at:
                found |= {(skeleton, end) for end in _beginnings(other, is_known=is_known)}
    return found


def _beginnings(part: str, *, is_known: bool) -> tuple[str, ...]:
    near = _skeleton(part)
    if len(part) == 1:
        return (near, f".{near}") if is_known else (near,)
    return (near[:2], near[:1]) if is_known else (near[:2], f".{near[:1]}")


class NameIndex(Generic[Id]):
    """Names that are known, for suggestions in a list of 100,000.

    Parameters
    ----------
    names
        Pairs of id and name; the same name may stand there several times: those are several people.
    """

    def __init__(self, names: Iterable[tuple[Id, str]]) -> None:
        self._known = [(id, name, name_parts(name)) for id, name in names]
        self._letters = [_letters(parts) for _id, _name, parts in self._known]
        self._pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, (_id, _name, parts) in enumerate(self._known):
            for block in _blocks(parts, is_known=True):
                self._pairs[block].append(at)

    def suggest(self, name: str, limit: int = 5, least: float = 0.8) -> list[NameMatch[Id]]:
        """Return who may be meant, the most alike first; never more than `limit`, none below `least`."""
        parts = name_parts(name)
        found = []
        for at in self._near(parts):
            id, known, known_parts = self._known[at]
            score, has_initial = _likeness(parts, known_parts)
            if score >= least:
                found.append((NameMatch(id, score, _why(name, known, score, has_initial=has_initial)), at))
        found.sort(key=lambda one: (-one[0].score, one[1]))
        return [match for match, _at in found[:limit]]

    def _near(self, parts: tuple[str, ...]) -> list[int]:
        """Return the places of names that share a block; one shared part alone is looked at for a single part only."""
        blocks = _blocks(parts, is_known=False)
        asked = [block for block in blocks if block[1]] or list(blocks)
        near = {at for block in asked for at in self._pairs.get(block, ())}
        letters = _letters(parts)
        return sorted(at for at in near if _may_be_alike(letters, self._letters[at]))


def _letters(parts: tuple[str, ...]) -> int:
    """Return the letters of a name as bits."""
    bits = 0
    for char in "".join(parts).translate(_NEAR):
        bits |= 1 << (ord(char) & 63)
    return bits


def _may_be_alike(one: int, other: int) -> bool:
    """Tell whether nearly all letters of one name stand in the other: cheap, and nothing that is alike is lost."""
    return min((one & ~other).bit_count(), (other & ~one).bit_count()) <= _FOREIGN_LETTERS


def _why(one: str, other: str, score: float, *, has_initial: bool) -> str:
    parts, known = name_parts(one), name_parts(other)
    if " ".join(one.casefold().split()) == " ".join(other.casefold().split()):
        return "same"
    if parts == known:
        return "spelling"
    if sorted(parts) == sorted(known):
        return "order"
    if has_initial:
        return "initials"
    if len(parts) != len(known) and score >= 1 - _MISSING * MAX_TOKENS:
        return "shorter"
    return "alike"
