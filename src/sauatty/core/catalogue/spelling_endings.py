"""What may follow a stem: one ending in Russian and English, in Kazakh a row of them.

Kazakh endings take the harmony of the stem (лар, лер) and fit the letter before them (лар, дар, тар). Both rules are kept,
so that a slip of the hand in an ending is seldom a row of endings itself.
"""

import re

# Letters that an ending may follow; у and и go as vowels and as consonants.
_VOWEL, _OPEN, _SONOROUS = "аәеёоөұүыіэюяуи", "аәеёоөұүыіэюяи", "рйуи"
_BUZZING, _NASAL, _HARD = "лзжмнңь", "мнң", "пткқсшхһфцчщбвгд"
_CONSONANT = _SONOROUS + _BUZZING + _HARD + "ғ"
_ANY = _VOWEL + _CONSONANT
_SOFT = _OPEN + _SONOROUS + _BUZZING  # all but the hard ones


_TO_FRONT = str.maketrans("аығқұо", "еігкүө")
_RUSSIAN = """
а я о е ё ы и у ю й ь ов ев ей ам ям ом ем ём ой ею ою ами ями ах ях ого его ому ему ым им ый ий ая яя ое ее ые ие ых их
ую юю ыми ими ть л ла ло ли ет ёт ют ут ит ат ят ешь ишь ете ите ся сь ться тся
"""
_ENGLISH = "s es ed d ing er ers ly"
_BACK_VOWELS, _FRONT_VOWELS = frozenset("аоұыяё"), frozenset("әеөүіэ")
_HARDENED = {"б": "п", "г": "к", "ғ": "қ"}


def is_ending(language: str, stem: str, text: str) -> bool:
    """Tell whether `text`, in small letters, can follow a stem. An empty stem, as in 'Wi-Fi-ды', takes any Kazakh one."""
    if language != "kk":
        return bool(_ONE[language].fullmatch(text))
    vowel = next((char for char in reversed(stem) if char in _VOWEL), "")
    found = [_ROWS[harmony] for harmony in _harmonies(vowel)]
    if not stem:
        return any(row.fullmatch(f"{before}{text}", 1) for before in "алт" for row in found)
    return any(row.fullmatch(stem + text, len(stem)) for row in found)


def stems_of(stem: str, ending: str) -> tuple[str, ...]:
    """Return a Kazakh stem, and as it is without the ending: мектеб-і comes from мектеп, бөліг-і from бөлік."""
    if ending[0] in "ыіу" and stem[-1] in _HARDENED:
        return stem, stem[:-1] + _HARDENED[stem[-1]]
    return (stem,)


def _harmonies(vowel: str) -> tuple[str, ...]:
    if vowel in _BACK_VOWELS:
        return ("back",)
    return (
        ("front",) if vowel in _FRONT_VOWELS else ("back", "front")
    )  # у, и, ю: оқулар, тілеулер, алгоритмдер


def _one_of(endings: str) -> str:
    return "|".join(sorted(set(endings.split()), key=lambda ending: (-len(ending), ending)))


def _after(*groups: tuple[str, str]) -> str:
    """Return the pattern of endings, each group after its letters only."""
    return "(?:" + "|".join(f"(?<=[{before}])(?:{_one_of(endings)})" for before, endings in groups) + ")"


def _noun() -> str:
    """Return the pattern of what a noun takes: plural, whose, case, where it is; or a person."""
    plural = _after((_OPEN + _SONOROUS, "лар"), (_BUZZING, "дар"), (_HARD, "тар"))
    own = _after((_OPEN, "м ң сы мыз ңыз"), (_CONSONANT, "ы ым ың ымыз ыңыз"))
    case = _after(
        (_VOWEL, "ны"),
        (_VOWEL + _NASAL, "ның"),
        (_SOFT, "ға да"),
        (_OPEN + _SONOROUS + "лзжь", "дан"),
        (_NASAL, "нан"),
        (_SONOROUS + _BUZZING, "ды"),
        (_SONOROUS + "лзжь", "дың"),
        (_HARD, "ты тың қа та тан"),
        ("мң", "а"),
    )
    with_whom = _after((_OPEN + _SONOROUS + "лмнң", "мен"), ("зж", "бен"), (_HARD, "пен"))
    whose = _after((_OPEN + _NASAL, "нікі"), (_SONOROUS + "лзж", "дікі"), (_HARD, "тікі"))
    # After 'his, her, its'; not after an accusative: кітапты-н is a slip for кітаптың.
    of_it = "(?:(?<=[ыі])(?<![дтн][ыі])н|(?<=[ыі])(?:на|нда|нан|ндағы|нсыз))"
    where = _after((_SOFT, "дағы"), (_HARD, "тағы"))
    person = _after(
        (_VOWEL + "рйлңн", "мын мыз"), ("зжмн", "бын быз"), (_HARD, "пын пыз"), (_ANY, "сың сыз сыңыз")
    )
    cases = f"(?:{of_it}|{case}|{with_whom})"
    return f"{plural}?(?:{own}(?<=[ыі])н|{own}?(?:{cases}|{where}{plural}?{own}?{cases}?|{person}|{whose})?)"


def _verb() -> str:
    """Return the pattern of what a verb takes: voice, 'not', tense."""
    made = _after((_OPEN + _SONOROUS, "ла"), (_BUZZING, "да"), (_HARD, "та"))
    voice = _after(
        (_OPEN + "рл", "т"),
        (_OPEN, "л н с"),
        (_CONSONANT, "ыл ын ыс ыт"),
        (_SOFT, "дыр ғыз"),
        (_HARD, "тыр қыз"),
    )
    no = _after((_OPEN + _SONOROUS + "л", "ма"), (_BUZZING, "ба"), (_HARD, "па"))
    tense = _after(
        ("и", "ды тын"),
        (_OPEN, "й йды йтын йық йын ңыз п р с"),
        (_CONSONANT, "а ады атын айық айын ыңыз ып ар"),
        (_OPEN + _CONSONANT.replace("у", ""), "у ушы"),
        (_ANY, "сын са сам саң сақ саңыз"),
        (_SOFT, "ған ғанша ғалы ғы ды дым дың дық дыңыз"),
        (_HARD, "қан қанша қалы қы ты тым тың тық тыңыз пақ"),
        (_OPEN + _SONOROUS + "л", "мақ"),
        (_BUZZING, "бақ"),
    )
    return f"{made}?{voice}{{0,2}}{no}?{tense}"


def _row(*, is_front: bool) -> re.Pattern[str]:
    """Return the pattern of all rows of one harmony: what makes a word of another kind, then what a noun takes."""
    kind = _after(
        (_OPEN + _SONOROUS, "лық лығ лы"),
        (_BUZZING, "дық дығ ды"),
        (_HARD, "тық тығ ты тай қы"),
        (_SOFT, "дай ғы"),
        (_ANY, "сыз шы шыл ша"),
        (_CONSONANT, "ырақ ыншы"),
        (_OPEN, "рақ"),
    )
    back = f"(?:{kind}{{0,2}}|{_verb()}{kind}?){_noun()}(?:(?<=[ңзн])шы)?"
    return re.compile(back.translate(_TO_FRONT) if is_front else back)


_ROWS = {"back": _row(is_front=False), "front": _row(is_front=True)}
_ONE = {"ru": re.compile(f"(?:{_one_of(_RUSSIAN)})"), "en": re.compile(f"(?:{_one_of(_ENGLISH)})")}
