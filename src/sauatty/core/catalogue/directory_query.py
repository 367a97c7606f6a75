"""What somebody asks a directory of specialists in their own words: where, in which language, about what.

'Павлодарда кім дереккөздерді бағалауды қазақша үйретеді', 'кто в Павлодаре учит оценивать источники на казахском' and
'who in Pavlodar teaches source evaluation in Kazakh' are the same question.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log

from sauatty.core.catalogue.content_search_passages import words_of
from sauatty.core.catalogue.content_search_typing import typed_otherwise
from sauatty.core.catalogue.frameworks import framework
from sauatty.core.catalogue.regions import Region, load_regions
from sauatty.core.catalogue.stems import loose_key, stems
from sauatty.core.catalogue.subjects import subjects
from sauatty.core.languages import LANGUAGES, Translated

MOST_WORDS = 16
PRIMARY = "gmilaf"
# A competence counts as meant where it fits at least this much as well as the one that fits best.
_NEARLY = 0.6
_NAME, _DESCRIPTION, _LIKE = 1.0, 0.35, 0.8
_SHORTEST_LIKE = 5
_BY_KIND = {"region": "облысы область обл oblast oblys region", "city": "қаласы қала город city"}
_TONGUES = {
    "kk": "қазақша қазақ казахский kazakh qazaq",
    "ru": "орысша орыс русский russian",
    "en": "ағылшынша ағылшын английский english",
}
# 'қазақша' and 'қазақ тілінде' say in which language; 'қазақ тілі' and 'казахский язык' are also a subject.
_SURE_TONGUE = {"kk": "қазақша қазақшадан", "ru": "орысша", "en": "ағылшынша"}
_IN, _WORD_LANGUAGE = "на in по", "тіл тілі тілін язык языка языке language"
_IN_LANGUAGE = "тілінде языке"
# What people call a competence who have not read the framework.
_ALSO = {
    "gmilaf.1.2": "ізденіс поисковик искать google searching",
    "gmilaf.2.2": "оценивать оценивание evaluation evaluating assessment сенімділік надёжность reliability",
    "gmilaf.2.3": (
        "фактчекинг фактчек факт fact checking checker фейк fake deepfake дипфейк жалған верификация verification "
        "манипуляция"
    ),
    "gmilaf.3.1": "блог видео подкаст blog video podcast",
    "gmilaf.3.2": "авторское авторлық copyright этика әдеп",
}
_CODE = re.compile(r"(?<![\d.])([1-9]\.[1-9])(?![\d.])")
_STOP = """
    кім кімдер қайда қайсы бар мен пен бен және үшін бойынша туралы ма ме ба бе ші деген керек іздеу табу тап ізде
    маған бізге біздің менің мені өтінемін өтініш айтыңызшы айтыңыз мүмкін еді екен қалай қандай біреу кімде осы сол
    жақсы алады алатын ала болады бола жоқ келеді келе білетін біледі біле біліп бере беретін бересіз барып тұрған
    мне нам нас нами меня мой моя наш наша нашей нашем хочу хотим хотел хотела хотели бы можно могут мог пожалуйста
    подскажите посоветуйте скажите нибудь либо такой такие там тут здесь это этот эту этому знает знают знающий
    разбирается разбираются умеют умеющий чтобы как хороший хорошего срочно еще ещё уже ну вы вас вам ваш он она они
    i me my mine we us our you your please want wants wanted would like could should may might do does did any some that
    this those these how be been have has had good best tell give show let here now
    үйретеді үйрете оқытады сабақ береді өткізеді жүргізеді маман мамандар мамандары тренер тілінде адам адамдар
    кто где какой какие есть ли в во на по с со и для о об у к учит учат обучает обучает преподает преподаёт преподают
    ведет ведёт проводит умеет может специалист специалисты специалиста тренер люди человек ищу найти нужен нужна языке
    who where which is are there can help in on of for and the a an at to teaches teach taught teaching trains train trainer
    knows know specialist specialists person people find need somebody someone anyone about with language speaks or"""
# How words begin that say no more than that somebody teaches, helps or is looked for, whatever their endings.
_STOP_BEGINS = (
    "үйрет", "оқыт", "өткіз", "жүргіз", "көмек", "көмектес", "маманд", "преподав", "провед", "провод", "провест",
    "обуч", "занят", "помо", "помощ", "научи", "тренинг", "тренер", "ищ", "looking", "helping",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DirectoryQuery:
    """What was understood of a question. `rest` are the words that name neither place, language, competence nor subject."""

    region: str = ""
    language: str = ""
    competences: tuple[str, ...] = ()
    subject: str = ""
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a question: as typed, its key, and its stems by language."""

    typed: str
    key: str
    stems: frozenset[str]

    @classmethod
    def of(cls, typed: str) -> "_Word":
        key = loose_key(typed)
        return cls(typed, key, frozenset(stems(typed).values()) | {key})

    def fits(self, other: "_Word") -> float:
        """Return 1 where both are forms of one word, less where one begins with the other, else 0."""
        if self.stems & other.stems:
            return 1.0
        return _LIKE if any(_begins(a, b) for a in self.stems for b in other.stems) else 0.0


def read_directory_query(query: str) -> DirectoryQuery:
    """Read a question in Kazakh, Russian or English, typed on any keyboard.

    Examples
    --------
    >>> read_directory_query("кто в Павлодаре учит оценке источников на казахском")
    DirectoryQuery(region='KZ-55', language='kk', competences=('gmilaf.2.2',), subject='', rest=())
    """
    codes = tuple(f"{PRIMARY}.{code}" for code in dict.fromkeys(_CODE.findall(query)))
    words = [
        _Word.of(one) for chunk in _CODE.sub(" ", query).split()[:MOST_WORDS] for one in _as_meant(chunk)
    ]
    used: set[int] = set()
    region = _region(words, used)
    language = _language(words, used)
    subject = _subject(words, used)
    open_words = [at for at, one in enumerate(words) if at not in used and not _is_stop(one)]
    known = {one for one, _name, _told in _competence_words()}
    competences = tuple(one for one in codes if one in known) or _competences(words, open_words, used)
    rest = tuple(words[at].typed for at in open_words if at not in used)
    return DirectoryQuery(region, language, competences, subject, rest)


def matches_words(text: str, wanted: Iterable[str]) -> bool:
    """Tell whether every wanted word stands in a text, in any form and from any keyboard; beginnings count."""
    found = [_Word.of(one) for one in words_of(text)]
    return all(_stands_in(_Word.of(one), found) for word in wanted for one in words_of(word))


def _stands_in(word: _Word, found: list[_Word]) -> bool:
    return any(word.stems & one.stems or one.key.startswith(word.key) for one in found)


def _begins(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST_LIKE and longer.startswith(shorter)


def _as_meant(chunk: str) -> list[str]:
    """Return the words of a run of signs; what nobody knows is read as typed on another keyboard."""
    typed = words_of(chunk)
    if typed and any(_is_known(_Word.of(one)) for one in typed):
        return typed
    for other in typed_otherwise(chunk):
        read = words_of(other)
        if read and all(_is_known(_Word.of(one)) for one in read):
            return read
    return typed


def _is_known(word: _Word) -> bool:
    return _is_stop(word) or bool(word.stems & _known_stems())


def _is_stop(word: _Word) -> bool:
    return word.key in _stop_words() or word.key.startswith(_stop_begins())


@lru_cache(maxsize=1)
def _stop_begins() -> tuple[str, ...]:
    return tuple(map(loose_key, _STOP_BEGINS))


@lru_cache(maxsize=1)
def _known_stems() -> frozenset[str]:
    places = (one for _region, phrase in _phrases_of_regions() for one in phrase)
    taught = (one for _id, phrase in _phrases_of_subjects() for one in phrase)
    named = (one for _id, name, told in _competence_words() for one in (*name, *told))
    spoken = (one for group in _tongues().values() for one in group)
    return frozenset(stem for one in (*places, *taught, *named, *spoken) for stem in one.stems)


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(map(loose_key, _STOP.split()))


def _keys(text: str) -> frozenset[str]:
    return frozenset(map(loose_key, text.split()))


# --- where ---


@lru_cache(maxsize=1)
def _phrases_of_regions() -> tuple[tuple[Region, tuple[_Word, ...]], ...]:
    """Return what each region is called without 'region' and 'city', and its centre."""
    generic = frozenset().union(*(_keys(text) for text in _BY_KIND.values())) | _keys("облысы область Region")
    rows = []
    for region in load_regions().regions:
        names = {name for text in (region.name, region.centre) for name in _all(text)}
        for name in sorted(names):
            phrase = tuple(_Word.of(one) for one in words_of(name) if loose_key(one) not in generic)
            rows.append((region, phrase))
    return tuple(rows)


def _all(text: Translated) -> Iterator[str]:
    return (getattr(text, language) for language in LANGUAGES if getattr(text, language))


def _region(words: list[_Word], used: set[int]) -> str:
    """Return the region that is named most fully; of a region and its city the city, unless it says 'region'."""
    kinds = {
        kind: {at for at, one in enumerate(words) if one.stems & _stems_of(text)}
        for kind, text in _BY_KIND.items()
    }
    best: tuple[float, float, Region, set[int]] | None = None
    for region, phrase in _phrases_of_regions():
        places = _places_of(phrase, words)
        if places is None:
            continue
        of_kind = 1.0 if kinds[region.kind] else 0.5 if region.kind == "city" and not kinds["region"] else 0.0
        rank = sum(places.values()), of_kind
        if best is None or rank > best[:2]:
            best = (*rank, region, set(places))
    if best is None:
        return ""
    used |= best[3] | kinds["region"] | kinds["city"]
    return best[2].id


@lru_cache(maxsize=8)
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stem for one in text.split() for stem in _Word.of(one).stems)


def _places_of(phrase: tuple[_Word, ...], words: list[_Word]) -> dict[int, float] | None:
    """Return where the words of a phrase stand and how well they fit; None unless all of them do."""
    places: dict[int, float] = {}
    for wanted in phrase:
        fits = {at: one.fits(wanted) for at, one in enumerate(words) if at not in places}
        at = max(fits, key=lambda one: fits[one], default=-1)
        if at < 0 or not fits[at]:
            return None
        places[at] = fits[at]
    return places or None


# --- in which language ---


@lru_cache(maxsize=1)
def _tongues() -> dict[str, tuple[_Word, ...]]:
    return {code: tuple(_Word.of(one) for one in text.split()) for code, text in _TONGUES.items()}


def _language(words: list[_Word], used: set[int]) -> str:
    """Return the language of which a question says that something is done in it."""
    for at, word in enumerate(words):
        code = next(
            (code for code, group in _tongues().items() if any(word.stems & one.stems for one in group)), ""
        )
        if code and at not in used and _says_in(words, at, code):
            used |= {at} | ({at + 1} if _is_word_language(words, at + 1) else set())
            return code
    return ""


def _says_in(words: list[_Word], at: int, code: str) -> bool:
    if words[at].key in _keys(_SURE_TONGUE[code]) or (at and words[at - 1].key in _keys(_IN)):
        return True
    if not _is_word_language(words, at + 1):
        return not re.search("adebiet|literatur", words[at + 1].key if at + 1 < len(words) else "")
    return words[at + 1].key in _keys(_IN_LANGUAGE)


def _is_word_language(words: list[_Word], at: int) -> bool:
    return at < len(words) and words[at].key in _keys(_WORD_LANGUAGE) | _keys(_IN_LANGUAGE)


# --- about what ---


@lru_cache(maxsize=1)
def _phrases_of_subjects() -> tuple[tuple[str, tuple[_Word, ...]], ...]:
    rows = [(one.id, name) for one in subjects() for name in _all(one.name)]
    phrases = ((id, tuple(_Word.of(word) for word in words_of(name))) for id, name in rows)
    stop = _stop_words()
    return tuple((id, tuple(one for one in phrase if one.key not in stop)) for id, phrase in phrases)


def _subject(words: list[_Word], used: set[int]) -> str:
    """Return the school subject whose whole name stands in the question, the longest name first."""
    best: tuple[int, str, set[int]] = (0, "", set())
    for id, phrase in _phrases_of_subjects():
        places = _places_of(phrase, words)
        if places and min(places.values()) == 1.0 and not used & set(places) and len(phrase) > best[0]:
            best = (len(phrase), id, set(places))
    used |= best[2]
    return best[1]


@lru_cache(maxsize=1)
def _competence_words() -> tuple[tuple[str, tuple[_Word, ...], tuple[_Word, ...]], ...]:
    """Return the words of the name and of the description of each competence."""
    rows = []
    for node in framework(PRIMARY).competences:
        name, told = (
            tuple(_Word.of(word) for text in texts for word in words_of(text))
            for texts in ((*_all(node.name), _ALSO.get(node.id, "")), _all(node.description))
        )
        rows.append((node.id, name, told))
    return tuple(rows)


def _weights(word: _Word) -> dict[str, float]:
    """Return what a word says for each competence: more by its name, less where many competences have the word."""
    found = {}
    for id, name, told in _competence_words():
        weight = _NAME if any(word.stems & one.stems for one in name) else 0.0
        weight = weight or (_DESCRIPTION if any(word.stems & one.stems for one in told) else 0.0)
        if weight:
            found[id] = weight
    rarity = log(1.0 + len(_competence_words()) / max(1, len(found)))
    return {id: weight * rarity for id, weight in found.items()}


def _competences(words: list[_Word], places: list[int], used: set[int]) -> tuple[str, ...]:
    """Return the competences that the open words fit best, in the order of the framework."""
    weights = {at: _weights(words[at]) for at in places}
    scores: dict[str, float] = {}
    for row in weights.values():
        for id, weight in row.items():
            scores[id] = scores.get(id, 0.0) + weight
    best = max(scores.values(), default=0.0)
    if best < _NAME:
        return ()
    used |= {at for at, row in weights.items() if row}
    return tuple(id for id, _name, _told in _competence_words() if scores.get(id, 0.0) >= _NEARLY * best)
