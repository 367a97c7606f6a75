"""Kazakh, Russian and English: translated texts, detection, search keys, sorting, formats.

Nothing here believes a label: language is detected from letters and words, because the documents themselves
label Russian text as Kazakh and the other way round.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from babel.dates import format_date as babel_format_date
from babel.numbers import format_decimal, format_percent

LANGUAGES = ("kk", "ru", "en")
MINUS = "\u2212"
LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
KAZAKH_LETTERS = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
# Kazakh letters that Russian never has. 'һ' and 'і' also stand in other languages, so they count less.
_KAZAKH_ONLY = frozenset("әғқңөұүӘҒҚҢӨҰҮ")


@dataclass(frozen=True, slots=True)
class Translated:
    """One text in three languages; an empty string is a missing translation.

    `pick` falls back kk → ru → en and says which language it took, so that a page can show it.
    """

    kk: str = ""
    ru: str = ""
    en: str = ""

    @classmethod
    def from_mapping(cls, texts: Mapping[str, Any] | str | None) -> "Translated":
        """Make a value from a `{kk, ru, en}` mapping; a plain string stands for all three."""
        if texts is None:
            return cls()
        if isinstance(texts, str):
            return cls(texts, texts, texts)
        return cls(*(str(texts.get(language) or "").strip() for language in LANGUAGES))

    def pick(self, language: str) -> tuple[str, str]:
        """Return the text and the language it is in, asked language first."""
        for candidate in (language, *LANGUAGES):
            text: str = getattr(self, candidate, "")
            if text:
                return text, candidate
        return "", language

    def text(self, language: str) -> str:
        """Return the text alone."""
        return self.pick(language)[0]

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the languages that have no text."""
        return tuple(language for language in LANGUAGES if not getattr(self, language))


# --- detection -----------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+")
_KK_ENDINGS = re.compile(
    r"(?:лар|лер|дар|дер|тар|тер|ның|нің|дың|дің|тың|тің|дағы|дегі|тағы|тегі|мен|бен|пен|лық|лік|дық|дік|тық|тік|"
    r"сыз|сіз|ды|ді|ты|ті|ға|ге|қа|ке|дан|ден|тан|тен|лау|леу|дау|деу|тау|теу|ау|еу|ыу|іу|йды|йді|ады|еді)$"
)
_KK_WORDS = frozenset(
    "мен және бен пен үшін арқылы туралы бойынша немесе оның сай жауап беру салу сурет сал айту жазу оқу білу "
    "табу тану ату мазмұн баға жасау талдау анықтау сабақ бала дана".split()
)
_RU_WORDS = frozenset(
    "и в на с по для из о об от к при или не как что их его её а за до под над между через".split()
)
_RU_ENDINGS = re.compile(
    r"(?:ать|ять|еть|ить|оть|уть|ться|тся|ого|его|ому|ему|ыми|ими|ых|их|ый|ий|ой|ая|яя|ое|ее|ые|ие|ами|ями|ах|ях|"
    r"ение|ения|ание|ания|ость|ости|ов|ев|ция|ции)$"
)
_LATIN_KK_WORDS = frozenset(
    "jane men ushin úshin jáne men aqparat ádebiet bilim oqý oqu tili qazaq boıynsha arqyly".split()
)
_TAJIK_LETTERS = frozenset("ҳҷӣӯҲҶӢӮ")
# Uyghur has the Kazakh letters ә ғ қ ң ө ү һ, but never і ұ ы; Uzbek has ў ҳ ғ қ, and Tajik no ў.
_NEVER_UYGHUR = frozenset("іұыщІҰЫЩ")
_UYGHUR_WORDS = frozenset(
    "вә билән үчүн һәққидә арқилиқ яки бойичә қилиш бериш мәтинни мәтинниң җавап".split()
)
_UZBEK_WORDS = frozenset("ва билан учун ёки бўйича ҳақида орқали қилиш бериш матнни".split())
_TAJIK_WORDS = frozenset("ва ро бо аз ба кори дар барои кунед асар матн намуд хонед".split())
_GERMAN_WORDS = frozenset(
    "und der die das den in zu mit sich auf für einen eine über kann verstehen ihre ihr sowie".split()
)
_ENGLISH_WORDS = frozenset("the and of to a in for with on is are by an or from as be it their that".split())


def detect_language(text: str, default: str = "") -> str:
    """Tell in which language a text is written: 'kk', 'ru', 'en', 'de' or 'tg'; `default` where no letter says.

    A short text without any tell-tale letter or word falls back to the script (Cyrillic: 'ru'); callers that know
    the document's majority pass the document's language to `detect_with_majority` instead.
    """
    scores = language_scores(text)
    if not scores:
        return default
    return max(scores, key=lambda language: scores[language])


def language_scores(text: str) -> dict[str, float]:
    """Return the evidence for each language that has any (not normalised)."""
    words = [word.lower() for word in _WORD.findall(text)]
    cyrillic = sum(1 for char in text if "\u0400" <= char <= "\u04ff")
    latin = sum(1 for char in text if "a" <= char.lower() <= "z")
    if not words:
        return {}
    return _cyrillic_scores(text, words) if cyrillic >= latin else _latin_scores(text, words)


def _cyrillic_scores(text: str, words: list[str]) -> dict[str, float]:
    kazakh_letters = sum(char in _KAZAKH_ONLY for char in text) + sum(char in "іІһҺ" for char in text)
    # 'Ұ' inside a Russian word is a broken 'ё' of the legal portal, so capitals between small letters do not count.
    broken_yo = len(re.findall(r"[а-яё]Ұ|Ұ[а-яё]", text))
    kk = 2.0 * max(0, kazakh_letters - 2 * broken_yo)
    kk += sum(1.5 for word in words if word in _KK_WORDS) + sum(
        0.5 for word in words if _KK_ENDINGS.search(word)
    )
    ru = sum(1.5 for word in words if word in _RU_WORDS) + sum(
        1.0 for word in words if _RU_ENDINGS.search(word)
    )
    ru += 0.4 * sum(char in "ыэёщъцЫЭЁЩЪЦ" for char in text) + 0.1 + 0.5 * broken_yo
    tg = 3.0 * sum(char in _TAJIK_LETTERS for char in text)
    tg += sum(2.0 for word in words if word in _TAJIK_WORDS) + 2.0 * len(re.findall(r"[а-яё]\?[а-яё]", text))
    scores = {"kk": kk, "ru": ru, "tg": tg, "ug": _uyghur_score(text, words), "uz": _uzbek_score(text, words)}
    return {language: score for language, score in scores.items() if score > 0}


def _uyghur_score(text: str, words: list[str]) -> float:
    """Count the letters shared with Kazakh where only Uyghur explains them: a word or letter of its own."""
    own = 3.0 * sum(char in "җҖ" for char in text) + 2.0 * sum(word in _UYGHUR_WORDS for word in words)
    own += sum(1.0 for word in words if re.search(r"(?:ниң|лиқ|лар?ни|ләр?ни|иши?ни|уши?ни)$", word))
    if not own or not _NEVER_UYGHUR.isdisjoint(text):
        return 0.0
    return own + 2.0 * sum(char in "әғқңөүһӘҒҚҢӨҮҺ" for char in text)


def _uzbek_score(text: str, words: list[str]) -> float:
    own = 4.0 * sum(char in "ўЎ" for char in text)
    if not own:
        return 0.0
    own += 3.0 * sum(char in "ҳқғҲҚҒ" for char in text)
    return own + 2.0 * sum(word in _UZBEK_WORDS for word in words)


def _latin_scores(text: str, words: list[str]) -> dict[str, float]:
    scores = {
        "en": sum(1.0 for word in words if word in _ENGLISH_WORDS) + 0.1,
        "de": sum(1.0 for word in words if word in _GERMAN_WORDS) + 1.5 * sum(c in "äöüßÄÖÜ" for c in text),
        "kk": sum(2.0 for word in words if word in _LATIN_KK_WORDS)
        + 1.0 * sum(c in "ğşñÿńǵýúáı" for c in text),
    }
    return {language: score for language, score in scores.items() if score > 0}


def majority_language(texts: Iterable[str]) -> str:
    """Return the language that most of the letters of `texts` are in."""
    totals: dict[str, float] = {}
    for text in texts:
        for language, score in language_scores(text).items():
            totals[language] = totals.get(language, 0.0) + score
    return max(totals, key=lambda language: totals[language]) if totals else ""


# --- answers as people type them ----------------------------------------------------------------------------------

# Kazakh words and endings as a Russian keyboard gives them, which no Russian word has; and words of both scripts.
_TYPED_KK = frozenset(
    "жане ушин аркылы бойынша туралы немесе казак акпарат билим билу болу болып ету кылу алу алып беру салу жасау керек "
    "емес жок деген дурыс корсету коп озин оны онын балаларды мектеп китап окушы мугалим айыра таба силтеме сайт".split()
)
_TYPED_KK_ENDING = re.compile(
    r"(?:лык|лик|тык|тик|дык|дик|нын|нин|дын|дин|тын|тин|лардын|лердин|ларга|лерге|ларды|лерди|лар|лер|дагы|деги|тагы|теги|"
    r"стыру|стиру|ландыру|лендиру|айды|ейди|ады|еди|ган|ген|кан|кен|атын|етин|уге|уга|ыны|ини|тарды|терди)$"
)
_RU_STEMS = re.compile(
    r"^(?:провер|информац|источник|анализ|сбор|новост|контент|грамот|критич|оцен|поиск|работ|знан|умен|безопасн)"
)


@dataclass(frozen=True, slots=True)
class AnswerLanguage:
    """In what an answer is written: 'kk', 'ru', 'en', 'mixed' (Kazakh and Russian in one answer) or '' (no telling).

    `shares` are the fractions of its telling words; `is_keyboard`: Kazakh in Cyrillic without the Kazakh letters;
    `script` is 'cyrillic', 'latin' or ''.
    """

    language: str
    shares: Mapping[str, float]
    is_keyboard: bool = False
    script: str = ""


def answer_language(text: str) -> AnswerLanguage:
    """Tell how an answer is written, word by word: people mix languages and type without Kazakh letters."""
    words = [word.lower() for word in _WORD.findall(text)]
    n_cyrillic = sum("\u0400" <= char <= "\u04ff" for char in text)
    n_latin = sum("a" <= char.lower() <= "z" for char in text)
    if not words or not n_cyrillic + n_latin:
        return AnswerLanguage("", {})
    if n_latin > n_cyrillic:
        language = detect_language(text, "en")
        return AnswerLanguage(language, {language: 1.0}, script="latin")
    told = [found for word in words if (found := _tongue_of(word))]
    shares: dict[str, float] = {one: told.count(one) / len(told) for one in sorted(set(told))}
    is_keyboard = (
        shares.get("kk", 0.0) > 0.5 and KAZAKH_LETTERS.isdisjoint(text) and any(map(_is_typed_kazakh, words))
    )
    return AnswerLanguage(_tongue_of_all(shares, told, text), shares, is_keyboard, "cyrillic")


def _tongue_of_all(shares: Mapping[str, float], told: list[str], text: str) -> str:
    if not told:
        found = detect_language(text)
        return found if found in LANGUAGES else ""
    fewer = min(told.count("kk"), told.count("ru"))
    if fewer >= (1 if fewer / len(told) >= 0.25 else 2) and fewer / len(told) >= 0.2:
        return "mixed"
    return max(shares, key=lambda one: shares[one])


def _tongue_of(word: str) -> str:
    """Return 'kk' or 'ru' where a Cyrillic word tells it; a Russian stem with a Kazakh ending counts as Russian."""
    if any(char in _KAZAKH_ONLY for char in word):
        return "ru" if _RU_STEMS.match(word) and not _KK_WORDS & {word} else "kk"
    if word in _RU_WORDS and word not in _KK_WORDS:
        return "ru"
    if word in _KK_WORDS or _is_typed_kazakh(word) or "і" in word:
        return "ru" if _RU_STEMS.match(word) else "kk"
    if _RU_STEMS.match(word) or _RU_ENDINGS.search(word) or any(char in "эёщъцфь" for char in word):
        return "ru"
    return "kk" if _KK_ENDINGS.search(word) and len(word) > 3 else ""


def _is_typed_kazakh(word: str) -> bool:
    return word in _TYPED_KK or (
        len(word) > 4 and bool(_TYPED_KK_ENDING.search(word)) and not _RU_STEMS.match(word)
    )


# --- letters, search, sorting ---------------------------------------------------------------------------------

_INVISIBLE = dict.fromkeys(
    map(
        ord,
        "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )
)
# One key for Cyrillic Kazakh, Kazakh typed on a Russian keyboard, and Latin Kazakh.
_FOLD = str.maketrans(
    {
        "ә": "a", "а": "a", "ä": "a", "á": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "ğ": "g", "ǵ": "g", "д": "d",
        "е": "e", "ё": "e", "э": "e", "ж": "j", "з": "z", "и": "i", "й": "i", "і": "i", "ы": "y", "ı": "i", "к": "k",
        "қ": "k", "q": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "ñ": "n", "ń": "n", "о": "o", "ө": "o", "ö": "o",
        "ó": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ū": "u", "ü": "u", "ú": "u",
        "ý": "u", "ф": "f", "х": "h", "һ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "ş": "sh", "щ": "sh", "ъ": "", "ь": "",
        "ю": "iu", "я": "ia",
    }
)  # fmt: skip
_KAZAKH_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_SORT_RANK = {letter: index for index, letter in enumerate(_KAZAKH_ALPHABET)}


def clean_text(text: str) -> str:
    """Return NFC text without invisible characters and with single spaces."""
    normal = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return re.sub(r"\s+", " ", normal.replace("\u00a0", " ")).strip()


@lru_cache(maxsize=4096)
def search_key(text: str) -> str:
    """Fold a text for search: 'Қазақ', 'казак' and 'qazaq' give the same key."""
    return unicodedata.normalize("NFC", clean_text(text)).casefold().translate(_FOLD)


def sort_key(text: str) -> str:
    """Return a key that sorts by the Kazakh alphabet (Russian letters keep their order; Latin comes first)."""
    return "".join(
        chr(0x1000 + _SORT_RANK[char]) if char in _SORT_RANK else char for char in clean_text(text).casefold()
    )


class _Ranks(dict[int, str]):
    """Two letters or digits for each character, in the order of `sort_key`; what is no letter comes first."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        rank = next((at for at, known in enumerate(_PLAIN) if char == known), None)
        if char in _SORT_RANK:
            rank = len(_PLAIN) + 1 + _SORT_RANK[char]
        self[code] = found = "".join(
            _DIGITS[one] for one in divmod(len(_PLAIN) if rank is None else rank, 36)
        )
        return found


_PLAIN = " 0123456789abcdefghijklmnopqrstuvwxyz"
_DIGITS = _PLAIN[1:]
_RANKS = _Ranks()


def ascii_sort_key(text: str, length: int = 80) -> str:
    """Return a key in the order of `sort_key` that every database sorts alike, whatever its collation.

    Examples
    --------
    >>> sorted(["Өмір", "Айгүл", "Әсел", "Olga", "Қанат"], key=ascii_sort_key)
    ['Olga', 'Айгүл', 'Әсел', 'Қанат', 'Өмір']
    """
    return clean_text(text[:length]).casefold().translate(_RANKS)[:length]


# --- formats -----------------------------------------------------------------------------------------------------


def format_number(value: float, language: str, digits: int = 0) -> str:
    """Write a number: 1 234,5 in kk and ru, 1,234.5 in en; below zero with a minus sign, which is no hyphen."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    value = 0 if round(value, digits) == 0 else value  # never '-0.00'
    return str(format_decimal(value, format=pattern, locale=language)).replace("-", MINUS)


def format_share(fraction: float, language: str, digits: int = 0) -> str:
    """Write a fraction 0-1 as percent; with a space before the sign in kk and ru."""
    pattern = "0" + ("." + "0" * digits if digits else "") + "%"
    fraction = 0 if round(fraction, digits + 2) == 0 else fraction
    written = str(format_percent(fraction, format=pattern, locale=language)).replace("-", MINUS)
    return written if language == "en" else written.replace("%", "\u00a0%")


def format_date(day: date, language: str) -> str:
    """Write a date in words: 25 қараша 2026, 25 ноября 2026, 25 November 2026."""
    pattern = "d MMMM y"
    return str(babel_format_date(day, pattern, locale=language))


def format_day(day: date, language: str) -> str:
    """Write a date with its day of the week: сәрсенбі, 25 қараша 2026; Wednesday, 25 November 2026."""
    return f"{babel_format_date(day, 'EEEE', locale=language)}, {format_date(day, language)}"


def format_span(starts_at: datetime, ends_at: datetime, zone: tzinfo, language: str) -> str:
    """Write from when to when something lasts, by the clocks of a zone: 25 November 2026, 10:00–11:30."""
    first, last = starts_at.astimezone(zone), ends_at.astimezone(zone)
    begin = f"{format_date(first, language)}, {first:%H:%M}"
    if first.date() == last.date():
        return f"{begin}–{last:%H:%M}"
    return f"{begin} – {format_date(last, language)}, {last:%H:%M}"


def utc_offset(moment: datetime, zone: tzinfo) -> str:
    """Write how far the clocks of a zone are from UTC at a moment: UTC+5, UTC+5:30, UTC."""
    minutes = int((moment.astimezone(zone).utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else MINUS
    return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"
