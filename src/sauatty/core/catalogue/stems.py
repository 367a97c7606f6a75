"""Words as search compares them: one spelling for every keyboard, without the endings of Kazakh, Russian and English.

All three strippers work on the folded key of a word, in Latin letters, so that a word typed without the Kazakh letters
or in Latin loses the same endings as the word of a text. They are our own and light: made to bring the forms of a word
together, not to find its dictionary form. What they take off too much, the ranking gives back to the exact word.
"""

import re
from functools import lru_cache

from sauatty.core.languages import LANGUAGES, search_key

# What people write for one and the same letter in Latin, and ы, и, і, й, which keyboards mix up.
_SPELLINGS = (
    ("shch", "sh"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("x", "h"), ("y", "i"), ("ii", "i"),
)  # fmt: skip
_REFLEXIVE = re.compile(r"(?<=[тьмшли])ся$")
_VOWEL = re.compile(r"[aeiou]")
_SHORTEST = 3


def _listed(endings: str) -> frozenset[str]:
    return frozenset(endings.split())


# Plural, belonging, cases, what makes nouns and adjectives of nouns, and the commonest forms of verbs.
_KK_ENDINGS = _listed(
    """lar ler dar der tar ter im in i si imiz miz iniz niz nin din tin ga ge ka ke na ne a e ni di ti
    da de ta te nda nde dan den tan ten nan nen men ben pen lik dik tik siz li shi dai dei tai tei
    dagi degi tagi tegi ndagi ndegi u uga uge udin uda ude udan uden udi ui uin uimen adi edi idi gan gen kan ken
    atin etin itin ip sa se sin mai mei bai bei pai pei maidi meidi baidi beidi paidi peidi ushi ushiler uler ular
    ganda gende kanda kende gannan kennen n"""
)
# Endings of one letter are taken off longer words only: they often belong to the word.
_KK_LONGER = {"a": 4, "e": 4, "n": 4, "na": 4, "ne": 4, "sa": 4, "se": 4, "ip": 3}
_KK_ROUNDS = 6

_RU_ENDINGS = _listed(
    """a ia i e u iu o am iam ami iami ah iah ov ev ei iei om em iem ih im imi aia iaia oe ee ie uiu iuiu ogo ego
    omu emu oi iu at iat it et ut iut aet iaet ait aite iaite ite te aem iaem aiut iaiut al ial il ala iala ila ali
    iali ili alo ialo ilo enie enia eniu enii eniem eniami enii anie ania aniu anii aniem aniami en ena eno eni enni
    ennoe ennie ennih ennogo ennim ennoi ennuiu aishi iaishi iv ivshi ost osti ostiu ostei ostiam ostiah"""
)
_RU_QUALITY = frozenset(("ost",))
_LONGEST = max(map(len, _KK_ENDINGS | _RU_ENDINGS))
_EN_DOUBLED = re.compile(r"([bdgmnprt])\1$")


@lru_cache(maxsize=1 << 16)
def loose_key(word: str) -> str:
    """Return the key under which a word is compared: 'сұрақ', 'сурак', 'suraq' and 'suraq' typed anyhow are one."""
    key = search_key(_REFLEXIVE.sub("", word.casefold()))
    for written, kept in _SPELLINGS:
        key = key.replace(written, kept)
    return key


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """Return a word without the endings of a language, as a key in Latin letters."""
    return _STRIPPERS[language](loose_key(word))


def stems(word: str) -> dict[str, str]:
    """Return the stem of a word by each language."""
    return {language: stem(word, language) for language in LANGUAGES}


def _kazakh(key: str) -> str:
    """Take endings off from the right, one after another: 'derekkozderinizden' gives 'derekkoz'."""
    found = _hardened(key)
    for _round in range(_KK_ROUNDS):
        shorter = _kept_n(_without_one(found, _KK_ENDINGS, _KK_LONGER), found)
        if shorter == found:
            break
        found = _hardened(shorter)
    return found


def _kept_n(shorter: str, key: str) -> str:
    """Give an n back to a word that would end in ы without it: ағыны is of ағын and not of 'ағы'."""
    taken = key[len(shorter) :]
    return (
        shorter + "n"
        if taken in ("ni", "nin") and len(shorter) == _SHORTEST and shorter[-1] == "i"
        else shorter
    )


def _hardened(key: str) -> str:
    """Write the last letter as it stands without an ending: сұрағы is of сұрақ, кітабы of кітап."""
    if len(key) > _SHORTEST - 1 and key[-1] in "bg":
        return key[:-1] + {"b": "p", "g": "k"}[key[-1]]
    return key


def _russian(key: str) -> str:
    found = _without_one(key, _RU_ENDINGS, {})
    if found.endswith("ost"):
        found = _without_one(found, _RU_QUALITY, {})
    if len(found) > 4 and found[-1] == "k" and found[-2] in "oe" and found[-3] not in "aeiou":
        # A vowel that comes and goes: ссылок is of ссылка, подборок of подборка.
        found = found[:-2] + "k"
    return found


def _english(key: str) -> str:
    found = key
    if found.endswith(("ies", "ied")) and len(found) > 4:
        found = found[:-2]
    elif found.endswith("s") and not found.endswith(("ss", "us", "is")) and len(found) > 3:
        found = found[:-1]
    for ending in ("ing", "ed", "li"):
        if found.endswith(ending) and _VOWEL.search(found[: -len(ending)]) and len(found) - len(ending) >= 3:
            found = _EN_DOUBLED.sub(r"\1", found[: -len(ending)])
            break
    found = found[:-1] if found.endswith("e") and len(found) > 3 else found
    return f"{found[:-1]}s" if found.endswith("c") else found  # licence and license


def _without_one(key: str, endings: frozenset[str], longer: dict[str, int]) -> str:
    """Return a key without the longest ending that leaves a word: letters enough and a vowel."""
    for at in range(max(_SHORTEST, len(key) - _LONGEST), len(key)):
        ending = key[at:]
        if ending in endings and at >= longer.get(ending, _SHORTEST) and _VOWEL.search(key, 0, at):
            return key[:at]
    return key


_STRIPPERS = {"kk": _kazakh, "ru": _russian, "en": _english}
