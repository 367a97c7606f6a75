"""What gives the answer of an item away to somebody who knows nothing: length, form, words of the stem, absolutes."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from statistics import mean

from sauatty.core.catalogue.item_problems import ItemProblem
from sauatty.core.catalogue.items import Item, ItemOption
from sauatty.core.catalogue.lesson_checks import ALL_OF_THEM
from sauatty.core.catalogue.lesson_text import plain_text, words_in
from sauatty.core.catalogue.stems import stem
from sauatty.core.languages import LANGUAGES

CHOICES = ("single", "multiple", "judgement")
MAX_RIGHT = 1.3  # the right option against the mean of the wrong ones
MAX_LENGTH = 2.0  # any option against the mean of the others
FEW_SIGNS = 12  # a difference that nobody sees
_SHORTEST_STEM = 5  # shorter ones are particles, or stand everywhere

_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)\*\*")
_NOT = {
    "kk": re.compile(r"емес|болма|ма(?:йды|йтын|ған|с)|ме(?:йді|йтін|ген|с)|ба(?:йды|йтын|ған|с)|бе(?:йді|йтін|ген|с)|"
                     r"па(?:йды|йтын|ған|с)|пе(?:йді|йтін|ген|с)|жоқ|басқа", re.IGNORECASE),
    "ru": re.compile(r"\bн[еи]\b|нельзя|кроме|\bне\w+|исключ", re.IGNORECASE),
    "en": re.compile(r"\bnot?\b|n't\b|except|least|neither|never|cannot", re.IGNORECASE),
}  # fmt: skip
_ABSOLUTE = {
    "kk": re.compile(r"\b(?:әрқашан|әрдайым|ешқашан|міндетті түрде|қалайда)\b", re.IGNORECASE),
    "ru": re.compile(r"\b(?:всегда|никогда|обязательно|во всех случаях|ни в коем случае)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:always|never|in every case|under no circumstances)\b", re.IGNORECASE),
}
# Words of asking and of need stand in most stems and in many an option: they point at none.
_COMMON = {
    "kk": "қандай қандайда қалай қайсы керек дұрыс болады кітапхана кітапханашы мұғалім мәлімет ақпарат",
    "ru": "какой какая какие каким который нужно можно следует лучше сначала библиотека библиотекарь учитель информация",
    "en": "which where should would first about there their library librarian teacher information",
}


def cue_problems(item: Item) -> Iterator[ItemProblem]:
    """Yield what gives the answer away, and negatives that are not marked. Texts have to be complete."""
    yield from _negative_problems(item)
    if item.kind not in CHOICES:
        return
    right = right_options(item)
    wrong = [option for option in item.options if option not in right]
    yield from (one for option in item.options for one in _catch_all(option))
    if not right or not wrong:
        return
    for language in LANGUAGES:
        yield from _right_by_length(right, wrong, language)
        yield from _unlike_lengths(item.options, language)
        yield from _unlike_form(item.options, right, language)
        yield from _stem_words(item, right, wrong, language)
        yield from _absolute_words(right, wrong, language)


def right_options(item: Item) -> list[ItemOption]:
    """Return the options that the key wants: those that are right, or of most credit."""
    if item.kind == "judgement":
        return [option for option in item.options if option.credit == 2]
    return [option for option in item.options if option.is_right]


def _catch_all(option: ItemOption) -> Iterator[ItemProblem]:
    for language, pattern in ALL_OF_THEM.items():
        if re.search(pattern, getattr(option.text, language).casefold()):
            yield ItemProblem("catch-all", f"options.{option.id}", language)


# --- length and form ---


def _length(option: ItemOption, language: str) -> int:
    return len(plain_text(getattr(option.text, language)))


def _right_by_length(
    right: Sequence[ItemOption], wrong: Sequence[ItemOption], language: str
) -> Iterator[ItemProblem]:
    own = mean(_length(option, language) for option in right)
    other = mean(_length(option, language) for option in wrong)
    if round(own / max(1, other), 2) > MAX_RIGHT and own - other > FEW_SIGNS / 2:
        longest = max(right, key=lambda option: _length(option, language))
        params = {"ratio": f"{own / max(1, other):.2f}", "most": MAX_RIGHT}
        yield ItemProblem("right-longest", f"options.{longest.id}", language, params)


def _unlike_lengths(options: Sequence[ItemOption], language: str) -> Iterator[ItemProblem]:
    for option in options:
        own = _length(option, language)
        other = mean(_length(one, language) for one in options if one is not option)
        if own > MAX_LENGTH * other and own - other > FEW_SIGNS:
            params = {"ratio": f"{own / max(1, other):.1f}", "most": MAX_LENGTH}
            yield ItemProblem("lengths-unlike", f"options.{option.id}", language, params)


def _unlike_form(
    options: Sequence[ItemOption], right: Sequence[ItemOption], language: str
) -> Iterator[ItemProblem]:
    """The right option begins (capital or small letter) or ends (full stop, question mark, none) as no other does."""
    for form in (_begins_small, _end_sign):
        forms = [form(getattr(option.text, language)) for option in options]
        odd = [option for option, own in zip(options, forms, strict=True) if forms.count(own) == 1]
        if len(odd) == 1 and odd[0] in right and len(set(forms)) == 2:
            yield ItemProblem("forms-unlike", f"options.{odd[0].id}", language)


def _begins_small(text: str) -> str:
    first = next((char for char in plain_text(text) if char.isalnum()), "")
    return "small" if first.islower() else "other"


def _end_sign(text: str) -> str:
    last = plain_text(text).strip()[-1:]
    return last if last in ".!?…" else ""


# --- words ---


def _stem_words(
    item: Item, right: Sequence[ItemOption], wrong: Sequence[ItemOption], language: str
) -> Iterator[ItemProblem]:
    """A word of the stem that the right option alone repeats, where no wrong option repeats another one."""
    asked = _stems(getattr(item.stem, language), language)
    if any(asked.keys() & _stems(getattr(option.text, language), language) for option in wrong):
        return
    for option in right:
        shared = asked.keys() & _stems(getattr(option.text, language), language)
        if shared:
            word = asked[min(shared)]
            yield ItemProblem("stem-word", f"options.{option.id}", language, {"word": word})


def _stems(text: str, language: str) -> dict[str, str]:
    """Return the stems of the words that carry a meaning, with a word for each."""
    found = {}
    for word in words_in(text):
        key = stem(word, language)
        if len(key) >= _SHORTEST_STEM and key not in _common_stems(language):
            found[key] = word
    return found


@lru_cache(maxsize=len(LANGUAGES))
def _common_stems(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in _COMMON[language].split())


def _absolute_words(
    right: Sequence[ItemOption], wrong: Sequence[ItemOption], language: str
) -> Iterator[ItemProblem]:
    pattern = _ABSOLUTE[language]
    if any(pattern.search(getattr(option.text, language)) for option in right):
        return
    found = [hit.group() for option in wrong if (hit := pattern.search(getattr(option.text, language)))]
    if len(found) > 1:  # one may be what people really believe; several are a pattern
        yield ItemProblem("absolute-words", "options", language, {"word": found[0]})


def _negative_problems(item: Item) -> Iterator[ItemProblem]:
    for language in LANGUAGES:
        marked = [word for word in _BOLD.findall(getattr(item.stem, language)) if _NOT[language].search(word)]
        if item.is_negative and not marked:
            yield ItemProblem("negative-unmarked", "stem", language)
        if marked and not item.is_negative:
            yield ItemProblem("negative-unsaid", "stem", language, {"word": marked[0]})
