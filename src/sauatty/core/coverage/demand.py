"""The cognitive demand of an objective, proposed from its verb: a machine proposal, which coders confirm."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sauatty.core.catalogue.content import CONTENT, read_yaml, relative_name, require
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import clean_text

VERBS = CONTENT / "words" / "demand.yaml"
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[.,;:()!?«»\"“”–—/]")
# What stands in brackets lists examples, among them names of kinds of text that look like verbs (сипаттау).
_ASIDE = re.compile(r"\([^()]*\)")
_KK_VOWELS = "аәеёиоөуұүыіэюя"
_KK_JOINERS = frozenset(["және", "не", "немесе", "әрі", "мен", "бен", "пен", "я", "сондай-ақ"])
_KK_LINKS = frozenset(["отырып", "отыра"])
_RU_NO_TASK = frozenset(["чтобы", "как"])
_EN_BEFORE = frozenset(["to", "and", "or", "can", "critically", "independently", "correctly", "accurately"])
_ENDS = frozenset('.,;:()!?«»"“”–—/')
# From the end of an infinitive to the other forms in which curricula write the same verb.
_RU_FORMS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("овать", ("ует", "уют", "уя")),
    ("давать", ("дает", "дают", "давая")),
    ("ать", ("ает", "ают", "ая")),
    ("ять", ("яет", "яют", "яя")),
    ("ить", ("ит", "ят", "я")),
    ("еть", ("еет", "еют", "ея")),
)


@dataclass(frozen=True, slots=True)
class DemandProposal:
    """What the verb of an objective proposes.

    `level` is 1 to 6 (remember, understand, apply, analyse, evaluate, create), `verb` the entry of the word list
    that decided. `is_sure` is False where the verb can mean several levels, or stands in a side clause only.
    """

    level: int
    verb: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Verb:
    text: str
    level: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The verbs of a language by each form of the word that is inflected; light verbs carry no level."""

    forms: Mapping[str, tuple[_Verb, ...]]
    nouns: Mapping[str, _Verb]
    light: frozenset[str]
    verb_stands_last: bool


def demand_level(text: str, language: str) -> DemandProposal | None:
    """Propose the cognitive demand of an objective from its verbs.

    With several verbs the highest level counts. In Kazakh a verb counts where it ends a clause (in the form in
    -у, or as a converb in -ып or -а before another verb), in Russian as an infinitive, a verb of the third
    person or an adverbial participle (or a verbal noun that begins the objective), in English at the start of
    a clause. An infinitive that only names a purpose or an object ('чтобы …', 'как …') does not count, nor does
    what stands in brackets.

    Parameters
    ----------
    text : str
        The objective.
    language : str
        'kk', 'ru' or 'en'; there is no proposal in other languages.

    Returns
    -------
    DemandProposal or None
        None where no verb of the word list (content/words/demand.yaml) is found.

    References
    ----------
    .. [1] Anderson, L. W., Krathwohl, D. R. (eds., 2001). A Taxonomy for Learning, Teaching, and Assessing.
       Longman.

    Examples
    --------
    >>> demand_level("екі сайттағы хабарды салыстыру", "kk").level
    4
    >>> demand_level("оценивать надёжность источника", "ru").verb
    'оценивать'
    """
    finders = {"kk": _find_kk, "ru": _find_ru, "en": _find_en}
    if language not in finders:
        return None
    plain = _ASIDE.sub(" ", clean_text(text))
    tokens = _TOKEN.findall(plain.casefold().replace("ё", "е"))
    found = list(finders[language](tokens, _lexicon(language)))
    if not found:
        return None
    highest = max(found, key=lambda verb: (verb.level, verb.is_sure))
    return DemandProposal(highest.level, highest.text, highest.is_sure)


def verb_list(language: str) -> Mapping[str, int]:
    """Return the verbs of the word list of a language with their level."""
    return {verb.text: verb.level for verb in _read_verbs(language)}


# --- Kazakh ---


def _find_kk(tokens: Sequence[str], lexicon: _Lexicon) -> Iterator[_Verb]:
    """Yield the verbs that end a clause; a converb counts, but not for sure."""
    for place, token in enumerate(tokens):
        verb = _named(tokens, place, lexicon)
        if verb is None:
            continue
        if not token.endswith(("у", "ү")):
            # 'сала' is a field and 'салу' a verb: a converb in a vowel needs another verb after it.
            following = tokens[place + 1] if place + 1 < len(tokens) else ""
            if token.endswith("п") or following in _KK_LINKS or following in lexicon.forms:
                yield _Verb(verb.text, verb.level, is_sure=False)
        elif _ends_clause(tokens, place + 1, lexicon):
            yield verb


def _ends_clause(tokens: Sequence[str], after: int, lexicon: _Lexicon) -> bool:
    while after < len(tokens) and tokens[after] in lexicon.light:
        after += 1
    return after >= len(tokens) or tokens[after] in _ENDS or tokens[after] in _KK_JOINERS


def _kk_forms(infinitive: str) -> Iterator[str]:
    """Yield the form in -у and the converbs: талдау, талдап; салыстыру, салыстырып, салыстыра; бөлу, бөліп."""
    yield infinitive
    stem = infinitive[:-1]
    if stem and stem[-1] in _KK_VOWELS:
        yield f"{stem}п"
        yield f"{stem}й"
        return
    back = next((letter in "аоұыуя" for letter in reversed(stem) if letter in _KK_VOWELS), True)
    yield f"{stem}{'ып' if back else 'іп'}"
    yield f"{stem}{'а' if back else 'е'}"


# --- Russian and English ---


def _find_ru(tokens: Sequence[str], lexicon: _Lexicon) -> Iterator[_Verb]:
    for place in range(len(tokens)):
        verb = _named(tokens, place, lexicon)
        if verb is None or (place and tokens[place - 1] in _RU_NO_TASK) or _is_purpose(tokens, place):
            continue
        yield verb
    for token in tokens[:2]:  # a verbal noun is the task itself only where the objective begins with it
        if token in lexicon.nouns:
            yield lexicon.nouns[token]


def _is_purpose(tokens: Sequence[str], place: int) -> bool:
    for token in reversed(tokens[:place]):
        if token in _ENDS:
            return False
        if token == "чтобы":  # noqa: S105 - a word
            return True
    return False


def _ru_forms(infinitive: str) -> Iterator[str]:
    yield infinitive
    for end, others in _RU_FORMS:
        if infinitive.endswith(end):
            yield from (infinitive.removesuffix(end) + other for other in others)
            return


def _find_en(tokens: Sequence[str], lexicon: _Lexicon) -> Iterator[_Verb]:
    for place in range(len(tokens)):
        before = tokens[place - 1] if place else "."
        verb = _named(tokens, place, lexicon)
        if verb and (before in _ENDS or before in _EN_BEFORE):
            yield verb


def _en_forms(infinitive: str) -> Iterator[str]:
    yield infinitive
    yield f"{infinitive}s" if not infinitive.endswith(("s", "ch", "sh")) else f"{infinitive}es"


# --- the word list ---


def _named(tokens: Sequence[str], place: int, lexicon: _Lexicon) -> _Verb | None:
    """Return the longest entry of the list whose inflected word stands at a place, the others beside it."""
    for verb in lexicon.forms.get(tokens[place], ()):
        words = verb.text.replace("ё", "е").split()
        others = words[:-1] if lexicon.verb_stands_last else words[1:]
        start = place - len(others) if lexicon.verb_stands_last else place + 1
        stands = tokens[max(0, start) : start + len(others)]
        if len(stands) == len(others) and all(map(_same_word, stands, others)):
            return verb
    return None


def _same_word(stands: str, listed: str) -> bool:
    """Tell whether a word is the listed one, give or take its ending: 'мысалдар' is 'мысал', 'оценки' 'оценку'."""
    stem = listed if len(listed) < 5 else listed[:-1]
    return stands.startswith(stem) and len(stands) - len(stem) <= 5


_FORMS = {"kk": _kk_forms, "ru": _ru_forms, "en": _en_forms}


@lru_cache(maxsize=8)
def _lexicon(language: str) -> _Lexicon:
    is_last = language == "kk"
    forms: dict[str, list[_Verb]] = {}
    for verb in _read_verbs(language):
        inflected = verb.text.split()[-1 if is_last else 0]
        for form in _FORMS[language](inflected):
            forms.setdefault(form.casefold().replace("ё", "е"), []).append(verb)
    nouns: Mapping[int, Sequence[str]] = _content()["nouns"].get(language) or {}
    return _Lexicon(
        forms={
            form: tuple(sorted(verbs, key=lambda verb: (-verb.text.count(" "), -verb.level)))
            for form, verbs in forms.items()
        },
        nouns={noun: _Verb(noun, level, is_sure=False) for level, own in nouns.items() for noun in own},
        light=frozenset(_content()["light"].get(language) or ()),
        verb_stands_last=is_last,
    )


def _read_verbs(language: str) -> tuple[_Verb, ...]:
    content = _content()
    several = frozenset(content["several_levels"].get(language) or ())
    by_level: Mapping[int, Sequence[str]] = content["verbs"][language]
    return tuple(
        _Verb(text, int(level), text not in several) for level, texts in by_level.items() for text in texts
    )


@lru_cache(maxsize=1)
def _content() -> Mapping[str, Any]:
    return read_verbs(VERBS)


def read_verbs(path: Path, root: Path = CONTENT) -> Mapping[str, Any]:
    """Return the content of the word list; ContentInvalid where a verb stands twice or a level is none."""
    content = read_yaml(path, "words/1", root)
    name = relative_name(path, root)
    for language, levels in require(content, "verbs", name).items():
        texts = [text for texts in levels.values() for text in texts]
        twice = sorted({text for text in texts if texts.count(text) > 1})
        if twice or set(levels) != {1, 2, 3, 4, 5, 6}:
            problem = f"the verbs of '{language}' stand twice ({', '.join(twice)}) or have no level 1 to 6"
            raise ContentInvalid(path=name, problem=problem)
    return {key: require(content, key, name) for key in ("verbs", "nouns", "light", "several_levels")}
