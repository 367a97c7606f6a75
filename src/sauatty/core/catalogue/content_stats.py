"""Counts of what teaches: texts by language, who read them, how they read, and what stands for each competence."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sauatty.core.catalogue.activities import load_activities
from sauatty.core.catalogue.content import CONTENT, read_yaml
from sauatty.core.catalogue.frameworks import framework
from sauatty.core.catalogue.item_content import is_complete as is_complete_item
from sauatty.core.catalogue.item_content import item_stats
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.catalogue.lesson_checks import is_right_told_by_length
from sauatty.core.catalogue.lesson_language import FORMULAS, readability
from sauatty.core.catalogue.lesson_reading import lesson_texts, load_lessons
from sauatty.core.catalogue.lessons import Lesson, SelfCheck, Term
from sauatty.core.catalogue.modules import load_modules
from sauatty.core.catalogue.resources import load_resources
from sauatty.core.catalogue.terms import FILE, SCHEMA, load_terms
from sauatty.core.languages import LANGUAGES, Translated

PRIMARY = "gmilaf"
_RUNNING = re.compile(
    r"^situation|^sections\.[^.]+\.(?:text|more)|^example\.(?:steps|result)|^task\.(?:intro|steps|offline)"
    r"|\.why$|^facilitator\.(?:offline|grouping|questions)"
)
KINDS = ("lesson", "self-check", "activity", "term", "item")


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How many pieces of one kind stand for a competence, by language. `module` is empty for what no module holds."""

    competence: str
    module: str
    kind: str
    kk: int
    ru: int
    en: int


# --- counts ---


def content_stats() -> dict[str, Any]:
    """Count the content. A text counts in a language when nothing of it is missing there.

    Reviewed are texts that a named native reader has signed, machine those that a machine drafted and nobody signed;
    to_check are sources, resources and terms that no fact base holds yet. Items are those of the item bank.
    """
    lessons, terms, resources = load_lessons(), tuple(load_terms().values()), tuple(load_resources().values())
    bank = item_stats()
    return {
        "lessons": _per_language(lessons, is_complete),
        "items": bank["complete"],
        "glossary": _per_language(terms, _has_term),
        "resources": _per_language(resources, lambda one, language: bool(getattr(one.title, language))),
        "reviewed": _reviews(lessons, terms, bank["reviewed"], is_reviewed=True),
        "machine": _reviews(lessons, terms, bank["machine"], is_reviewed=False),
        "bank": {key: bank[key] for key in ("all", "provisional_keys", "kinds", "competences")},
        "to_check": {
            "sources": sum(source.checked != "facts" for one in lessons for source in one.sources),
            "resources": sum(one.checked != "facts" for one in resources),
            "glossary": sum(one.checked != "facts" for one in terms),
        },
        "modules": len({one.module for one in lessons}),
        "self_checks": _self_checks([question for one in lessons for question in one.self_check]),
        "reading": {language: reading_of(lessons, language) for language in LANGUAGES},
    }


def is_complete(lesson: Lesson, language: str) -> bool:
    """Tell whether every text of a lesson stands in a language."""
    return all(getattr(text, language) for _, text in lesson_texts(lesson))


def reading_of(lessons: Iterable[Lesson], language: str) -> dict[str, Any]:
    """Return how the running texts of lessons read; `ease` is None where no formula is validated.

    Titles, options, labels and lines of cards are left out: they are shorter than sentences.
    """
    texts = [
        getattr(text, language)
        for one in lessons
        for place, text in lesson_texts(one)
        if _RUNNING.search(place)
    ]
    counted = readability(texts, language)
    ease = counted.ease(language)
    return {
        "words": counted.n_words,
        "words_per_sentence": round(counted.words_per_sentence, 1),
        "longest_sentence": counted.longest,
        "syllables_per_word": round(counted.syllables_per_word, 2),
        "ease": None if ease is None else round(ease),
        "formula": FORMULAS[language],
    }


def _per_language(values: Sequence[Any], counts: Any) -> dict[str, int]:
    return {language: sum(bool(counts(one, language)) for one in values) for language in LANGUAGES}


def _has_term(term: Term, language: str) -> bool:
    return bool(getattr(term.term, language) and getattr(term.definition, language))


def _reviews(
    lessons: Sequence[Lesson], terms: Sequence[Term], items: Mapping[str, int], *, is_reviewed: bool
) -> dict[str, dict[str, int]]:
    glossary = glossary_readers()
    return {
        language: {
            "lessons": sum(
                one.provenance.is_reviewed(language) if is_reviewed else _is_draft(one, language)
                for one in lessons
            ),
            "glossary": len(terms) if bool(glossary[language]) == is_reviewed else 0,
            "items": items[language],
        }
        for language in LANGUAGES
    }


def _is_draft(lesson: Lesson, language: str) -> bool:
    return lesson.provenance.is_machine(language) and not lesson.provenance.is_reviewed(language)


def glossary_readers(root: Path = CONTENT) -> dict[str, tuple[str, ...]]:
    """Return who has read the glossary as a native, by language; names under no language speak for none."""
    path = root / FILE
    provenance = read_yaml(path, SCHEMA, root).get("provenance") if path.exists() else None
    names = (provenance or {}).get("reviewed_by")
    by_language = names if isinstance(names, Mapping) else {}
    return {language: tuple(map(str, by_language.get(language) or ())) for language in LANGUAGES}


def _self_checks(questions: Sequence[SelfCheck]) -> dict[str, Any]:
    """Count questions, and what could give the right option away: its length, its place."""
    single = [question for question in questions if question.kind == "single"]
    places = Counter(
        n for question in single for n, option in enumerate(question.options, start=1) if option.is_right
    )
    return {
        "questions": len(questions),
        "right_told_by_length": sum(map(is_right_told_by_length, questions)),
        "right_at_place": {str(place): places[place] for place in sorted(places)},
    }


# --- coverage ---


def content_coverage() -> tuple[CoverageRow, ...]:
    """Count lessons, self-checks, activities, terms and items for each competence of the primary framework, by language."""
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for competence, module, kind, languages in _pieces():
        counts[competence, module, kind].update(languages)
    modules = {module.id: n for n, module in enumerate(load_modules())}
    order = sorted(
        counts, key=lambda key: (key[0], KINDS.index(key[2]), modules.get(key[1], len(modules)), key[1])
    )
    known = {node.id for node in framework(PRIMARY).competences}
    return tuple(
        CoverageRow(*key, *(counts[key][language] for language in LANGUAGES))
        for key in order
        if key[0] in known
    )


def _pieces() -> Iterator[tuple[str, str, str, Sequence[str]]]:
    """Yield competence, module, kind and the languages of every piece, once for each of its competences."""
    for lesson in load_lessons():
        languages = [language for language in LANGUAGES if is_complete(lesson, language)]
        for competence in lesson.competences:
            yield competence, lesson.module, "lesson", languages
            for _ in lesson.self_check:
                yield competence, lesson.module, "self-check", languages
    for activity in load_activities():
        yield activity.competence, "", "activity", _languages_of(activity.title)
    for term in load_terms().values():
        for competence in term.competences:
            yield competence, "", "term", _languages_of(term.term)
    for item in load_items():
        yield item.competence, "", "item", [one for one in LANGUAGES if is_complete_item(item, one)]


def _languages_of(text: Translated) -> list[str]:
    return [language for language in LANGUAGES if language not in text.missing]


def coverage_rows() -> list[dict[str, Any]]:
    """Return the coverage as plain mappings, for JSON."""
    return [asdict(row) for row in content_coverage()]


def lessons_by_module(rows: Iterable[CoverageRow]) -> Mapping[str, Mapping[str, int]]:
    """Return competence → module → number of lessons that stand in all three languages."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        if row.kind == "lesson":
            found[row.competence][row.module] = min(row.kk, row.ru, row.en)
    return found
