"""The rules that lessons, resources, terms and agendas keep together, checked file by file."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sauatty.core.catalogue.agendas import SCHEMA as AGENDA_SCHEMA
from sauatty.core.catalogue.agendas import read_agenda
from sauatty.core.catalogue.content import content_files, relative_name
from sauatty.core.catalogue.frameworks import Framework
from sauatty.core.catalogue.lesson_checks import check_lesson, text_rules
from sauatty.core.catalogue.lesson_reading import FOLDER, lesson_files, read_lesson
from sauatty.core.catalogue.lessons import CHECKED, Agenda, Lesson, Resource, Term
from sauatty.core.catalogue.modules import LessonOutline, read_module
from sauatty.core.catalogue.resources import SCHEMA as RESOURCES_SCHEMA
from sauatty.core.catalogue.resources import read_resources
from sauatty.core.catalogue.terms import FILE as TERMS_FILE
from sauatty.core.catalogue.terms import read_terms
from sauatty.core.catalogue.text_checks import Problem, repeated_in
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import LANGUAGES, Translated

LESSON_SCHEMAS = {"resources": RESOURCES_SCHEMA, "agendas": AGENDA_SCHEMA}
MIN_LESSONS = 3  # of each competence of the primary framework

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class _Known:
    """The ids that lessons may name."""

    competences: frozenset[str]
    terms: frozenset[str]
    resources: frozenset[str]
    lessons: frozenset[str]


def lesson_content_problems(
    root: Path, frameworks: Sequence[Framework], primary: Collection[str] = ()
) -> list[Problem]:
    """Return every broken rule of what teaches. `primary` are the competences that each need several lessons."""
    problems: list[Problem] = []
    lessons = _read_files(lesson_files(root), read_lesson, root, problems)
    resources = _read_files(content_files("resources", root), read_resources, root, problems)
    agendas = _read_files(content_files("agendas", root), read_agenda, root, problems)
    glossary = (path for path in (root / TERMS_FILE,) if path.exists())
    terms = _read_files(glossary, read_terms, root, problems)
    known = _Known(
        competences=frozenset(
            node.id for loaded in frameworks for node in loaded.nodes if node.is_competence
        ),
        terms=frozenset(one.id for _, group in terms for one in group),
        resources=frozenset(one.id for _, group in resources for one in group),
        lessons=frozenset(one.key for _, one in lessons),
    )
    for path, one in lessons:
        problems += (Problem(path, text) for text in _one_lesson(path, one, known))
    problems += _against_modules(lessons, root)
    problems += _too_few([one for _, one in lessons], primary)
    problems += _resource_problems(resources)
    problems += [
        Problem(path, text) for path, group in terms for text in term_problems(group, known.competences)
    ]
    problems += [Problem(path, text) for path, one in agendas for text in _agenda_problems(one, known)]
    return problems


def _read_files(
    paths: Iterable[Path], read: Callable[[Path, Path], _Read], root: Path, problems: list[Problem]
) -> list[tuple[str, _Read]]:
    values = []
    for path in paths:
        try:
            values.append((relative_name(path, root), read(path, root)))
        except ContentInvalid as error:
            problems.append(Problem(str(error.params["path"]), str(error.params["problem"])))
    return values


# --- lessons ---


def _one_lesson(path: str, lesson: Lesson, known: _Known) -> Iterator[str]:
    if path != f"{FOLDER}/{lesson.module}/{lesson.id}.yaml":
        yield f"holds the lesson {lesson.key}, whose file is {FOLDER}/{lesson.module}/{lesson.id}.yaml"
    yield from check_lesson(
        lesson, terms=known.terms, resources=known.resources, competences=known.competences,
        modules=(lesson.module,),  # compared with the modules of the same root below
    )  # fmt: skip
    if not lesson.provenance.author or not lesson.provenance.licence:
        yield "provenance has no 'author' or no 'licence'"
    for language in LANGUAGES:
        if not lesson.provenance.written.get(language):
            yield f"provenance does not say who wrote the text in {language}"


def _against_modules(lessons: Sequence[tuple[str, Lesson]], root: Path) -> Iterator[Problem]:
    """A lesson says the same as its module; a module with lessons has all that it names."""
    outlines = _outlines(root)
    for path, lesson in lessons:
        outline = outlines.get(lesson.module, {}).get(lesson.id)
        if outline is None:
            yield Problem(path, f"is not among the lessons of the module {lesson.module}")
        else:
            yield from (Problem(path, text) for text in _differences(lesson, outline))
    written = {lesson.key for _, lesson in lessons}
    begun = {lesson.module for _, lesson in lessons}
    for module in sorted(begun & set(outlines)):
        for slug in outlines[module]:
            if f"{module}.{slug}" not in written:
                yield Problem(f"modules/{module}.yaml", f"names the lesson {slug}, which is not written")


def _outlines(root: Path) -> Mapping[str, Mapping[str, LessonOutline]]:
    """Return the outlines of lessons by module; files that cannot be read are reported with the modules."""
    found = _read_files(content_files("modules", root), read_module, root, [])
    return {module.id: {outline.id: outline for outline in module.lessons} for _, module in found}


def _differences(lesson: Lesson, outline: LessonOutline) -> Iterator[str]:
    for language in LANGUAGES:
        own, other = getattr(lesson.title, language), getattr(outline.title, language)
        if own != other:
            yield f"has the title '{own}' in {language}, and the module '{other}'"
    if set(lesson.competences) != set(outline.competences):
        yield f"has {', '.join(lesson.competences)}, and the module {', '.join(outline.competences)}"


def _too_few(lessons: Sequence[Lesson], primary: Collection[str]) -> Iterator[Problem]:
    if not lessons:
        return
    counts = Counter(one for lesson in lessons for one in lesson.competences)
    for competence in sorted(primary):
        if counts[competence] < MIN_LESSONS:
            n = counts[competence]
            yield Problem(FOLDER, f"{n} lessons for {competence}; at least {MIN_LESSONS} are needed")


# --- resources and terms ---


def _resource_problems(files: Sequence[tuple[str, Sequence[Resource]]]) -> Iterator[Problem]:
    paths = {one.id: path for path, group in files for one in group}
    for repeated in repeated_in(one.id for _, group in files for one in group):
        yield Problem(paths[repeated], f"resource {repeated} stands more than once")
    for path, group in files:
        for one in group:
            yield from (Problem(path, f"{one.id}: {text}") for text in _one_resource(one))


def _one_resource(one: Resource) -> Iterator[str]:
    yield from text_rules("title", one.title)
    yield from text_rules("purpose", one.purpose)
    if not one.url.startswith(("https://", "http://")):
        yield f"'{one.url}' is no address"
    if one.checked not in CHECKED:
        yield f"is checked '{one.checked}' (known: {', '.join(CHECKED)})"
    if not one.languages:
        yield "names no language"


def term_problems(terms: Sequence[Term], competences: Collection[str]) -> Iterator[str]:
    """Name what is wrong with a glossary: repeated or missing words, unknown ids, variants that are terms."""
    for repeated in repeated_in(one.id for one in terms):
        yield f"term {repeated} stands more than once"
    for language in LANGUAGES:
        words = [getattr(one.term, language).casefold() for one in terms]
        yield from (f"'{word}' is the word of two terms in {language}" for word in repeated_in(words) if word)
    for one in terms:
        yield from (f"{one.id}: {text}" for text in _one_term(one, competences))
        for language, variants in one.forbidden.items():
            for other in terms:
                word = getattr(other.term, language, "").casefold()
                if word in (variant.casefold() for variant in variants):
                    yield f"{one.id} forbids '{word}', which is the word of {other.id}"


def _one_term(one: Term, competences: Collection[str]) -> Iterator[str]:
    yield from (f"has no word in {language}" for language in one.term.missing)
    yield from text_rules("definition", one.definition)
    if not one.source:
        yield "names no source"
    if one.checked not in CHECKED:
        yield f"is checked '{one.checked}' (known: {', '.join(CHECKED)})"
    for unknown in sorted(set(one.forbidden) - set(LANGUAGES)):
        yield f"forbids variants in '{unknown}', which is no language"
    for competence in one.competences:
        if competence not in competences:
            yield f"names {competence}, which is no competence of any framework"


# --- agendas ---


def _agenda_problems(agenda: Agenda, known: _Known) -> Iterator[str]:
    yield from text_rules("title", agenda.title)
    yield from text_rules("about", agenda.about)
    for n_day, day in enumerate(agenda.days, start=1):
        for n_slot, slot in enumerate(day, start=1):
            place = f"days[{n_day}][{n_slot}]"
            texts: dict[str, Any] = {"title": slot.title, "text": slot.text}
            if slot.handout != Translated():
                texts["handout"] = slot.handout
            for name, text in texts.items():
                yield from text_rules(f"{place}.{name}", text)
            if slot.minutes < 1:
                yield f"{place} takes {slot.minutes} minutes"
            if slot.lesson and slot.lesson not in known.lessons:
                yield f"{place} names the lesson '{slot.lesson}', which does not exist"
