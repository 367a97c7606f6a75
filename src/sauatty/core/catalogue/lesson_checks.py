"""The rules that one lesson has to keep, whether it comes with Sauatty or an author publishes it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from sauatty.core.catalogue.frameworks import load_frameworks
from sauatty.core.catalogue.lesson_language import MAX_WORDS, lookalike_words, readability
from sauatty.core.catalogue.lesson_reading import every_text, lesson_texts
from sauatty.core.catalogue.lesson_text import list_shape, plain_text, text_marks, unknown_marks
from sauatty.core.catalogue.lessons import AUDIENCES, CHECKED, LESSON_LEVELS, Lesson, LessonSource, SelfCheck
from sauatty.core.catalogue.modules import load_modules
from sauatty.core.catalogue.resources import load_resources
from sauatty.core.catalogue.terms import load_terms
from sauatty.core.catalogue.text_checks import language_problems, repeated_in, shorten
from sauatty.core.languages import LANGUAGES, Translated

ONSITE_MINUTES = 40
MINUTES = range(15, 31)
N_QUESTIONS = range(3, 6)
N_OPTIONS = range(3, 7)
N_CARD_LINES = range(4, 9)
MAX_TITLE = 250  # signs: lists, addresses and papers have room for no more
MAX_RIGHT_LENGTH = 1.6  # the longest right option against the mean of its question

TELLING_WORDS = 9
_MAY_BE_EMPTY = ("more", "why")  # what is not there is not shown; reasons have a rule of their own

_CYRILLIC_WORD = re.compile("[\u0400-\u04ff]+")
ALL_OF_THEM = {
    "kk": r"жоғарыдағы(?:лар|ның|лардың)|аталған(?:дар)?дың бәрі|барлық жауап|бәрі (?:де )?дұрыс|барлығы дұрыс|ешқайсысы",
    "ru": r"вс[её] (?:выше)?(?:перечислен|сказан)н|все (?:варианты|ответы)|ничего из|ни один из (?:них|вариант|ответ)",
    "en": r"(?:all|none|both) of (?:the above|these|them)|all (?:the )?answers|\bboth [a-d] and [a-d]\b",
}
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f,]\d{3})+(?!\d)|\d+(?:[.,]\d+)*")


def check_lesson(
    lesson: Lesson,
    *,
    terms: Collection[str] | None = None,
    resources: Collection[str] | None = None,
    competences: Collection[str] | None = None,
    modules: Collection[str] | None = None,
) -> list[str]:
    """Return every broken rule of a lesson; an empty list if it is whole.

    The ids of terms, resources, competences and modules are those that Sauatty comes with, unless they are given.
    """
    known_terms = load_terms() if terms is None else terms
    known_resources = load_resources() if resources is None else resources
    known_competences = _competences() if competences is None else competences
    known_modules = [one.id for one in load_modules()] if modules is None else modules
    return [
        *_module_problems(lesson, known_modules),
        *_label_problems(lesson, known_competences),
        *_part_problems(lesson),
        *_id_problems(lesson),
        *(problem for place, text in lesson_texts(lesson) for problem in text_rules(place, text)),
        *_mark_problems(lesson, known_terms, known_resources),
        *(problem for question in lesson.self_check for problem in question_problems(question)),
        *(problem for source in lesson.sources for problem in _source_problems(source)),
        *_long_sentences(lesson),
    ]


def _competences() -> frozenset[str]:
    return frozenset(node.id for loaded in load_frameworks() for node in loaded.nodes if node.is_competence)


# --- labels and parts ---


def _module_problems(lesson: Lesson, modules: Collection[str]) -> Iterator[str]:
    if lesson.module not in modules:
        yield f"is of the module '{lesson.module}', which does not exist (known: {', '.join(modules)})"


def _label_problems(lesson: Lesson, competences: Collection[str]) -> Iterator[str]:
    if not lesson.competences:
        yield "names no competence"
    for one in lesson.competences:
        if one not in competences:
            yield f"names {one}, which is no competence of any framework"
    if not lesson.audience:
        yield "has no audience"
    for one in lesson.audience:
        if one not in AUDIENCES:
            yield f"has the audience '{one}' (known: {', '.join(AUDIENCES)})"
    if lesson.level not in LESSON_LEVELS:
        yield f"has the level '{lesson.level}' (known: {', '.join(LESSON_LEVELS)})"


def _part_problems(lesson: Lesson) -> Iterator[str]:
    if lesson.minutes not in MINUTES:
        yield f"takes {lesson.minutes} minutes; a lesson takes 15 to 30"
    if lesson.facilitator.minutes != ONSITE_MINUTES:
        yield f"facilitator.timing adds up to {lesson.facilitator.minutes} minutes instead of {ONSITE_MINUTES}"
    if len(lesson.self_check) not in N_QUESTIONS:
        yield f"has {len(lesson.self_check)} self-checks; a lesson has 3 to 5"
    if len(lesson.card) not in N_CARD_LINES:
        yield f"has a card of {len(lesson.card)} lines; a card has 4 to 8"
    needed = {
        "sections": lesson.sections,
        "example.steps": lesson.example.steps,
        "task.steps": lesson.task.steps,
        "task.notebook": lesson.task.notebook,
        "facilitator.questions": lesson.facilitator.questions,
        "sources": lesson.sources,
    }
    yield from (f"{name} is empty" for name, found in needed.items() if not found)
    yield from (
        f"{place} has no text"
        for place, text in every_text(lesson)
        if text == Translated() and place.rpartition(".")[2] not in _MAY_BE_EMPTY
    )
    for language in LANGUAGES:
        if (length := len(getattr(lesson.title, language))) > MAX_TITLE:
            yield f"title in {language} has {length} signs; at most {MAX_TITLE}"
    if lesson.figure and not lesson.figure.labels:
        yield "figure.labels is empty"
    if lesson.figure and lesson.figure.kind == "compare" and len(lesson.figure.labels) % 2:
        yield "figure.labels of two columns have to be an even number"


def _id_problems(lesson: Lesson) -> Iterator[str]:
    groups: Mapping[str, Sequence[str]] = {
        "section": [one.id for one in lesson.sections],
        "notebook": [one.id for one in lesson.task.notebook],
        "question": [one.id for one in lesson.self_check],
        "source": [one.id for one in lesson.sources],
    }
    for kind, ids in groups.items():
        yield from (f"{kind} '{repeated}' stands more than once" for repeated in repeated_in(ids))


# --- texts ---


def text_rules(place: str, text: Translated) -> Iterator[str]:
    """Name what is wrong with a text: a missing language, marks, letters, or parts that differ between languages."""
    plain = Translated(*(plain_text(getattr(text, language)) for language in LANGUAGES))
    yield from (f"{place} has no text in {language}" for language in text.missing)
    if (
        len(_CYRILLIC_WORD.findall(plain.kk)) >= TELLING_WORDS
    ):  # names and titles in a credit tell no language
        yield from language_problems(place, plain)
    for language in LANGUAGES:
        own = getattr(text, language)
        for mark in unknown_marks(own):
            yield f"{place} in {language} has '{shorten(mark)}', which is no mark of a text"
        for word in lookalike_words(getattr(plain, language), language):
            yield f"{place} in {language} mixes Latin and Cyrillic letters in '{word}'"
    if not text.missing:
        yield from _differing_parts(place, text)


def _differing_parts(place: str, text: Translated) -> Iterator[str]:
    texts = [getattr(text, language) for language in LANGUAGES]
    if len(set(map(list_shape, texts))) > 1:
        yield f"{place} has other lists in one language than in the others"
    marks = [_comparable_marks(one) for one in texts]
    for kind, ref in sorted({key for found in marks for key in found}):
        counts = [found[kind, ref] for found in marks]
        if len(set(counts)) > 1:
            yield f"{place} has the {kind} '{ref}' {_by_language(counts)}"
    numbers = [numbers_in(plain_text(one)) for one in texts]
    for number in sorted({key for found in numbers for key in found}):
        lacking = [
            language for language, found in zip(LANGUAGES, numbers, strict=True) if number not in found
        ]
        if lacking:
            yield f"{place} lacks the number {number} in {', '.join(lacking)}"


def _comparable_marks(text: str) -> Counter[tuple[str, str]]:
    """Count marks; addresses are not compared, because a page can have one in each language."""
    return Counter(
        {key if key[0] != "link" else ("link", "address"): n for key, n in text_marks(text).items()}
    )


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers of a text with two digits or more, without what parts their digits.

    One digit is left out: a language may write 'three' where another has 3.
    """
    found = (re.sub(r"\D", "", number) for number in _GROUPED.findall(text))
    return frozenset(number for number in found if len(number) > 1)


def _by_language(counts: Sequence[int]) -> str:
    times = ", ".join(f"{n} in {language}" for language, n in zip(LANGUAGES, counts, strict=True))
    return f"{times} times" if max(counts) > 1 else times


def _long_sentences(lesson: Lesson) -> Iterator[str]:
    # What a figure shows is one long sentence for those who hear it; sources are titles of acts and books.
    texts = [
        (place, text)
        for place, text in lesson_texts(lesson)
        if place != "figure.alt" and not place.startswith("sources.")
    ]
    for language in LANGUAGES:
        for place, text in texts:
            longest = readability([getattr(text, language)], language).longest
            if longest > MAX_WORDS:
                yield f"{place} in {language} has a sentence of {longest} words; at most {MAX_WORDS}"


# --- marks and sources ---


def _mark_problems(lesson: Lesson, terms: Collection[str], resources: Collection[str]) -> Iterator[str]:
    used = {
        key
        for _, text in lesson_texts(lesson)
        for language in LANGUAGES
        for key in text_marks(getattr(text, language))
    }
    sources = {source.id for source in lesson.sources}
    known = {"term": terms, "resource": resources, "source": sources}
    for kind, ref in sorted(used):
        if kind in known and ref not in known[kind]:
            yield f"names the {kind} '{ref}', which does not exist"
    for source in sorted(sources - {ref for kind, ref in used if kind == "source"}):
        yield f"no sentence rests on the source '{source}'"
    for one in lesson.task.resources:
        if one not in resources:
            yield f"task.resources names '{one}', which does not exist"
    in_task = {ref for step in lesson.task.steps for kind, ref in text_marks(step.en) if kind == "resource"}
    for one in sorted(in_task - set(lesson.task.resources)):
        yield f"task.resources lacks '{one}', to which a step leads"


def _source_problems(source: LessonSource) -> Iterator[str]:
    if source.checked not in CHECKED:
        yield f"source '{source.id}' is checked '{source.checked}' (known: {', '.join(CHECKED)})"
    if source.checked == "facts" and not source.url and "§" not in source.text.en:
        yield f"source '{source.id}' is said to be checked and has neither an address nor a '§'"
    if source.url and not source.link:
        yield f"source '{source.id}' has the address '{shorten(source.url)}'"
    if source.on and not re.fullmatch(r"\d{4}-\d\d-\d\d", source.on):
        yield f"source '{source.id}' has the day '{source.on}' instead of 2026-11-22"


# --- questions to oneself ---


def question_problems(question: SelfCheck) -> Iterator[str]:
    """Name what is wrong with a question to oneself: its options, which of them are right, and their reasons."""
    name = f"self_check.{question.id}"
    if len(question.options) not in N_OPTIONS:
        yield f"{name} has {len(question.options)} options; a question has 3 to 6"
    for repeated in repeated_in(option.id for option in question.options):
        yield f"{name} has the option '{repeated}' more than once"
    n_right = sum(option.is_right for option in question.options)
    if question.kind == "single" and n_right != 1:
        yield f"{name} has {n_right} right options instead of one"
    if question.kind == "multiple" and not 0 < n_right < len(question.options):
        yield f"{name} needs a right option and a wrong one"
    if question.kind == "order" and n_right != len(question.options):
        yield f"{name} is about the order, so every option is right"
    for option in question.options:
        for language in option.why.missing:
            yield f"{name}.options.{option.id} has no reason in {language}"
        yield from _catch_all(f"{name}.options.{option.id}", option.text)


def _catch_all(place: str, text: Translated) -> Iterator[str]:
    for language, pattern in ALL_OF_THEM.items():
        if re.search(pattern, getattr(text, language).casefold()):
            yield f"{place} in {language} speaks of all or none of the options"


def is_right_told_by_length(question: SelfCheck) -> bool:
    """Tell whether a right option is much longer than its question's mean in any language: a cue to count."""
    if question.kind == "order":
        return False
    for language in LANGUAGES:
        lengths = [len(getattr(option.text, language)) for option in question.options]
        right = [len(getattr(option.text, language)) for option in question.options if option.is_right]
        if right and max(right) > MAX_RIGHT_LENGTH * sum(lengths) / len(lengths):
            return True
    return False
