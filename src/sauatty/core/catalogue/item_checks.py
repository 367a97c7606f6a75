"""The rules that one test item has to keep, whether it comes with Sauatty or an author writes it.

What gives an answer away is in `item_cues`; what items keep together is in `item_content`.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from sauatty.core.catalogue.frameworks import load_frameworks
from sauatty.core.catalogue.item_cues import cue_problems
from sauatty.core.catalogue.item_problems import ItemProblem
from sauatty.core.catalogue.item_reading import item_texts
from sauatty.core.catalogue.items import DEMANDS, SETTINGS, Item, ItemOption
from sauatty.core.catalogue.lesson_checks import numbers_in
from sauatty.core.catalogue.lesson_language import MAX_WORDS, lookalike_words, readability
from sauatty.core.catalogue.lesson_reading import load_lessons
from sauatty.core.catalogue.lesson_text import n_words, plain_text, unknown_marks
from sauatty.core.catalogue.terms import load_terms
from sauatty.core.catalogue.terms_check import ForbiddenWords
from sauatty.core.catalogue.text_checks import language_problems, shorten
from sauatty.core.languages import LANGUAGES, Translated

N_OPTIONS = {
    "single": (3, 6), "multiple": (4, 8), "order": (3, 8), "match": (3, 8), "highlight": (3, 12), "judgement": (3, 6),
}  # fmt: skip
MOST_WORDS = 120  # of stimulus, stem, options and targets in one language
MAX_RATIO = 1.5  # of the lengths of two languages
HARDEST = 4.0
TELLING_WORDS = 9

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_OPTION_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
_UNSEEN = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff]"
)
_QUOTED_LETTER = re.compile(r"[«\"“„'‘][^\W\d_][»\"”“'’]")  # an item may ask about a letter
_GRADED = ("multiple", "order", "match", "highlight")
_WITHOUT_KEY = (
    *("id-unusable", "option-repeated", "option-name", "key-not-one", "key-all-or-none", "key-not-best"),
    *("key-places", "key-target-unknown", "credit-unknown"),
)
# Which mark of an option each kind uses.
_MARKS = {
    "single": "is_right", "multiple": "is_right", "highlight": "is_right", "order": "place", "match": "goes_with",
    "judgement": "credit",
}  # fmt: skip


def check_item(
    item: Item, *, competences: Collection[str] | None = None, lessons: Collection[str] | None = None
) -> list[ItemProblem]:
    """Return every broken rule of an item; an empty list if it is whole.

    Ids of competences, and lessons as 'module/lesson', are those that Sauatty comes with unless they are given.
    """
    known = _competences() if competences is None else competences
    taught = _lessons() if lessons is None else lessons
    return [
        *_label_problems(item, known),
        *_idea_problems(item, taught),
        *_provenance_problems(item),
        *_option_problems(item),
        *_key_problems(item),
        *_text_problems(item),
        *_load_problems(item),
        *(cue_problems(item) if not _is_torn(item) else ()),
    ]


@lru_cache(maxsize=1)
def _competences() -> frozenset[str]:
    return frozenset(node.id for loaded in load_frameworks() for node in loaded.nodes if node.is_competence)


@lru_cache(maxsize=1)
def _lessons() -> frozenset[str]:
    return frozenset(f"{one.module}/{one.id}" for one in load_lessons())


@lru_cache(maxsize=1)
def _forbidden() -> ForbiddenWords:
    return ForbiddenWords(load_terms().values())


def _is_torn(item: Item) -> bool:
    """Tell whether nothing can be said of the options beside each other."""
    return any(option.text.missing for option in item.options) or bool(item.stem.missing)


def key_problem(item: Item) -> ItemProblem | None:
    """Return the first thing that leaves an item without a usable key; None if answers can be given points."""
    found = (*_label_problems(item, (item.competence,)), *_option_problems(item), *_key_problems(item))
    return next((one for one in found if one.code in _WITHOUT_KEY), None)


# --- labels ---


def _label_problems(item: Item, competences: Collection[str]) -> Iterator[ItemProblem]:
    if not _ID.fullmatch(item.id):
        yield ItemProblem("id-unusable", params={"id": shorten(item.id)})
    if not item.competence:
        yield ItemProblem("competence-missing")
    elif item.competence not in competences:
        yield ItemProblem("competence-unknown", params={"competence": shorten(item.competence)})
    if item.demand not in DEMANDS:
        yield ItemProblem("demand-unknown", params={"demand": item.demand})
    if item.setting not in SETTINGS:
        known = ", ".join(SETTINGS)
        yield ItemProblem("setting-unknown", params={"setting": shorten(item.setting), "known": known})
    if abs(item.difficulty) > HARDEST:
        yield ItemProblem("difficulty-far", params={"difficulty": item.difficulty})
    if item.id in item.enemies:
        yield ItemProblem("enemy-itself")


def _idea_problems(item: Item, lessons: Collection[str]) -> Iterator[ItemProblem]:
    idea = item.idea
    if idea.lesson and idea.lesson not in lessons:
        yield ItemProblem("lesson-unknown", "idea.lesson", params={"lesson": shorten(idea.lesson)})
    if not idea.lesson and not idea.url:
        yield ItemProblem("idea-without-source", "idea")
    if idea.url and not idea.url.startswith(("https://", "http://")):
        yield ItemProblem("idea-address", "idea.url", params={"url": shorten(idea.url)})


def _provenance_problems(item: Item) -> Iterator[ItemProblem]:
    if not item.provenance.author or not item.provenance.licence:
        yield ItemProblem("provenance-author", "provenance")
    for language in LANGUAGES:
        if not item.provenance.written.get(language):
            yield ItemProblem("provenance-written", "provenance", language)


# --- options and key ---


def _option_problems(item: Item) -> Iterator[ItemProblem]:
    least, most = N_OPTIONS[item.kind]
    number = len(item.options)
    if not least <= number <= most:
        yield ItemProblem(
            "options-number", "options", params={"number": number, "least": least, "most": most}
        )
    for group, ids in (
        ("options", [one.id for one in item.options]),
        ("targets", [one.id for one in item.targets]),
    ):
        yield from _name_problems(group, ids)
    for option in item.options:
        yield from _useless_marks(item, option)
    yield from _same_texts("options", [(one.id, one.text) for one in item.options])
    yield from _same_texts("targets", [(one.id, one.text) for one in item.targets])


def _name_problems(group: str, ids: Sequence[str]) -> Iterator[ItemProblem]:
    for id, times in Counter(ids).items():
        if times > 1:
            yield ItemProblem("option-repeated", f"{group}.{id}")
        if not _OPTION_ID.fullmatch(id):
            yield ItemProblem("option-name", f"{group}.{shorten(id)}")


def _useless_marks(item: Item, option: ItemOption) -> Iterator[ItemProblem]:
    for mark in ("is_right", "place", "goes_with", "credit"):
        if getattr(option, mark) and mark != _MARKS[item.kind]:
            params = {"mark": mark, "kind": item.kind}
            yield ItemProblem("mark-useless", f"options.{option.id}", params=params)


def _same_texts(group: str, texts: Sequence[tuple[str, Translated]]) -> Iterator[ItemProblem]:
    for language in LANGUAGES:
        seen: dict[str, str] = {}
        for id, text in texts:
            own = " ".join(getattr(text, language).casefold().split())
            first = seen.setdefault(own, id)
            if own and first != id:
                yield ItemProblem("option-same-text", f"{group}.{id}", language, {"other": first})


def _key_problems(item: Item) -> Iterator[ItemProblem]:
    if item.scoring == "graded" and item.kind not in _GRADED:
        yield ItemProblem("graded-useless", params={"kind": item.kind})
    if item.targets and item.kind != "match":
        yield ItemProblem("targets-useless", "targets")
    if item.kind == "highlight" and item.stimulus != Translated():
        yield ItemProblem("highlight-stimulus", "stimulus")
    yield from _RULES[item.kind](item)


def _one_right(item: Item) -> Iterator[ItemProblem]:
    n_right = sum(option.is_right for option in item.options)
    if n_right != 1:
        yield ItemProblem("key-not-one", "options", params={"number": n_right})


def _some_right(item: Item) -> Iterator[ItemProblem]:
    if not 0 < sum(option.is_right for option in item.options) < len(item.options):
        yield ItemProblem("key-all-or-none", "options")


def _places(item: Item) -> Iterator[ItemProblem]:
    places, number = sorted(option.place for option in item.options), len(item.options)
    if places != list(range(1, number + 1)):
        shown = ", ".join(map(str, places))
        yield ItemProblem("key-places", "options", params={"places": shown, "number": number})


def _pairs(item: Item) -> Iterator[ItemProblem]:
    targets = {target.id for target in item.targets}
    for option in item.options:
        if option.goes_with not in targets:
            yield ItemProblem(
                "key-target-unknown", f"options.{option.id}", params={"target": shorten(option.goes_with)}
            )
    if len(item.targets) <= len(item.options):
        params = {"number": len(item.targets), "options": len(item.options)}
        yield ItemProblem("targets-few", "targets", params=params)


def _credits(item: Item) -> Iterator[ItemProblem]:
    credits = [option.credit for option in item.options]
    for option in item.options:
        if option.credit not in (0, 1, 2):
            yield ItemProblem("credit-unknown", f"options.{option.id}", params={"credit": option.credit})
    if credits.count(2) != 1:
        yield ItemProblem("key-not-best", "options")
    if 0 not in credits:
        yield ItemProblem("key-without-zero", "options")


_RULES = {
    "single": _one_right, "multiple": _some_right, "highlight": _some_right, "order": _places, "match": _pairs,
    "judgement": _credits,
}  # fmt: skip


# --- texts ---


def _text_problems(item: Item) -> Iterator[ItemProblem]:
    for place, text in _needed_texts(item):
        yield from (ItemProblem("text-missing", place, language) for language in text.missing)
        yield from _language_problems(place, text)
        for language in LANGUAGES:
            yield from _letter_problems(place, language, getattr(text, language))
        if not text.missing:
            yield from _number_problems(place, text)


def _needed_texts(item: Item) -> Iterator[tuple[str, Translated]]:
    """Yield all texts that an item must have, and the stimulus where it has one in any language."""
    if item.stimulus != Translated():
        yield "stimulus", item.stimulus
    yield "stem", item.stem
    for option in item.options:
        yield f"options.{option.id}.text", option.text
        yield f"options.{option.id}.why", option.why
    yield from ((f"targets.{target.id}.text", target.text) for target in item.targets)


def _language_problems(place: str, text: Translated) -> Iterator[ItemProblem]:
    names = {"Kazakh": "kk", "Russian": "ru", "English": "en"}
    plain = Translated(*(plain_text(getattr(text, language)) for language in LANGUAGES))
    if n_words(plain.kk) < TELLING_WORDS:  # a few words and names tell no language
        return
    for problem in language_problems("", plain, is_sentence=False):
        language = next(code for name, code in names.items() if f"is not {name}" in problem)
        yield ItemProblem("text-language", place, language, {"text": shorten(getattr(plain, language))})


def _letter_problems(place: str, language: str, text: str) -> Iterator[ItemProblem]:
    for mark in unknown_marks(text):
        yield ItemProblem("text-mark", place, language, {"text": shorten(mark)})
    plain = plain_text(text)
    for word in lookalike_words(_QUOTED_LETTER.sub(" ", plain), language):
        yield ItemProblem("text-letters", place, language, {"word": word})
    for word, instead in _forbidden().found_in(plain, language):
        yield ItemProblem("word-forbidden", place, language, {"word": word, "instead": instead})
    if _UNSEEN.search(text):
        yield ItemProblem("text-sign", place, language)


def _number_problems(place: str, text: Translated) -> Iterator[ItemProblem]:
    numbers = {language: numbers_in(plain_text(getattr(text, language))) for language in LANGUAGES}
    for number in sorted(frozenset().union(*numbers.values())):
        for language in LANGUAGES:
            if number not in numbers[language]:
                yield ItemProblem("number-lacking", place, language, {"number": number})


def _load_problems(item: Item) -> Iterator[ItemProblem]:
    read = [(place, text) for place, text in item_texts(item) if not place.endswith(".why")]
    for language in LANGUAGES:
        number = sum(n_words(getattr(text, language)) for _, text in read)
        if number > MOST_WORDS:
            yield ItemProblem("words-many", "", language, {"number": number, "most": MOST_WORDS})
    for place, text in item_texts(item):
        for language in LANGUAGES:
            longest = readability([getattr(text, language)], language).longest
            if longest > MAX_WORDS:
                yield ItemProblem("sentence-long", place, language, {"number": longest, "most": MAX_WORDS})
    yield from _unlike_languages([text for _, text in read])


def _unlike_languages(texts: Sequence[Translated]) -> Iterator[ItemProblem]:
    if any(text.missing for text in texts):
        return
    lengths = {language: sum(len(getattr(text, language)) for text in texts) for language in LANGUAGES}
    longest, shortest = max(LANGUAGES, key=lengths.__getitem__), min(LANGUAGES, key=lengths.__getitem__)
    ratio = lengths[longest] / max(1, lengths[shortest])
    if ratio > MAX_RATIO:
        params = {"other": shortest, "ratio": f"{ratio:.1f}", "most": MAX_RATIO}
        yield ItemProblem("language-longer", "", longest, params)
