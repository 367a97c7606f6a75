"""The rules that instruments, codebooks of open answers and modules have to keep."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

from sauatty.core.catalogue.answer_codebooks import FOLDER, GRADES, AnswerCodebook, read_answer_codebook
from sauatty.core.catalogue.expressions import NAME
from sauatty.core.catalogue.frameworks import Framework
from sauatty.core.catalogue.instrument_checks import check_instrument, instrument_texts
from sauatty.core.catalogue.instrument_reading import read_instrument
from sauatty.core.catalogue.instruments import Instrument, Role
from sauatty.core.catalogue.modules import ModuleOutline, read_module
from sauatty.core.catalogue.text_checks import (
    Problem,
    language_problems,
    of_each,
    read_all,
    repeated_in,
    text_problems,
)
from sauatty.core.languages import LANGUAGES, Translated

SURVEY_SCHEMAS = {"instruments": "instrument/1", FOLDER: "answer-codebook/1", "modules": "module/1"}
_ROLES = frozenset(get_args(Role)) - {""}
_TOLERANCE = 0.02  # shares of hours are written with two digits


def survey_problems(root: Path, frameworks: Sequence[Framework]) -> list[Problem]:
    """Return every broken rule of the content that surveys and programmes are made of."""
    problems: list[Problem] = []
    instruments = read_all("instruments", read_instrument, root, problems)
    codebooks = read_all(FOLDER, read_answer_codebook, root, problems)
    modules = read_all("modules", read_module, root, problems)
    nodes = [node for loaded in frameworks for node in loaded.nodes]
    competences = frozenset(node.id for node in nodes if node.is_competence)
    problems += of_each(instruments, _instrument_problems)
    problems += _repeated_versions("instrument", [(path, one.id, one.version) for path, one in instruments])
    problems += of_each(codebooks, lambda codebook: _codebook_problems(codebook, competences))
    problems += _repeated_versions("codebook", [(path, one.id, one.version) for path, one in codebooks])
    problems += of_each(
        modules, lambda module: _module_problems(module, competences, frozenset(node.id for node in nodes))
    )
    problems += _prerequisite_problems(modules)
    return problems


def _repeated_versions(what: str, found: Iterable[tuple[str, str, str]]) -> Iterator[Problem]:
    paths = {f"{slug} {version}": path for path, slug, version in found}
    for repeated in repeated_in(f"{slug} {version}" for _, slug, version in found):
        yield Problem(paths[repeated], f"{what} {repeated} stands more than once")


# --- instruments ---


def _instrument_problems(instrument: Instrument) -> Iterator[str]:
    yield from map(str, check_instrument(instrument))
    for place, text, _ in instrument_texts(instrument):
        yield from language_problems(place, text)


# --- codebooks of open answers ---


def _codebook_problems(codebook: AnswerCodebook, competences: Collection[str]) -> Iterator[str]:
    yield from text_problems("title", codebook.title)
    codes = sorted(grade.code for grade in codebook.grades)
    if codes != sorted(GRADES):
        yield f"has the grades {', '.join(map(str, codes))} instead of each of 0, 1, 2 and 3 once"
    for role in codebook.question_roles:
        if role not in _ROLES:
            yield f"names the role '{role}' (known: {', '.join(sorted(_ROLES))})"
    for repeated in repeated_in(part.id for part in codebook.parts):
        yield f"part {repeated} stands more than once"
    for part in codebook.parts:
        if not NAME.fullmatch(part.id):
            yield f"'{part.id}' is no id of a part: Latin letters, digits, '_' and '-', a letter first"
        for one in part.competences:
            if one not in competences:
                yield f"part {part.id} names {one}, which is no competence of any framework"
    yield from _codebook_texts(codebook)


def _codebook_texts(codebook: AnswerCodebook) -> Iterator[str]:
    for section in codebook.sections:
        yield from text_problems(f"title of {section.id}", section.title)
        if section.text != Translated():
            yield from text_problems(f"text of {section.id}", section.text)
        yield from _numbered(f"point of {section.id}", section.points)
    for grade in codebook.grades:
        yield from text_problems(f"name of grade {grade.code}", grade.name)
        yield from text_problems(f"text of grade {grade.code}", grade.text)
        yield from _examples(f"grade {grade.code}", grade.examples)
    for part in codebook.parts:
        yield from text_problems(f"name of part {part.id}", part.name)
        yield from text_problems(f"text of part {part.id}", part.text)
        yield from _numbered(f"rule of part {part.id}", part.rules)
        yield from _examples(f"part {part.id}", part.examples)


def _numbered(where: str, texts: Sequence[Translated]) -> Iterator[str]:
    for n, text in enumerate(texts, start=1):
        yield from text_problems(f"{where}, {n}", text)


def _examples(where: str, examples: Sequence[Translated]) -> Iterator[str]:
    """Examples are answers as people write them: in mixed languages, and Kazakh without its letters."""
    for n, example in enumerate(examples, start=1):
        for language in example.missing:
            yield f"example {n} of {where} has no text in {language}"


# --- modules ---


def _module_problems(
    module: ModuleOutline, competences: Collection[str], nodes: Collection[str]
) -> Iterator[str]:
    yield from text_problems("title", module.title)
    yield from text_problems("summary", module.summary)
    for lesson in module.lessons:
        yield from text_problems(f"title of lesson {lesson.id}", lesson.title)
    for repeated in repeated_in(lesson.id for lesson in module.lessons):
        yield f"lesson {repeated} stands more than once"
    named = {*module.competences, *(one for lesson in module.lessons for one in lesson.competences)}
    for one in sorted(named - set(competences)):
        yield f"names {one}, which is no competence of any framework"
    for one in sorted(set(module.outcomes) - set(nodes)):
        yield f"works towards {one}, which is in no framework"
    yield from _hours_problems(module)
    for lesson in module.lessons:
        for form in sorted(set(lesson.forms) - set(module.forms)):
            yield f"lesson {lesson.id} can be held {form}, which the module cannot"
    if set(module.languages) != set(LANGUAGES):
        yield f"is in {', '.join(module.languages)} only"


def _hours_problems(module: ModuleOutline) -> Iterator[str]:
    total = sum(lesson.hours for lesson in module.lessons)
    if abs(total - module.hours) > _TOLERANCE:
        yield f"its lessons take {total:g} hours and the module says {module.hours:g}"
    if abs(sum(module.competences.values()) - 1) > _TOLERANCE:
        yield f"its competences have {sum(module.competences.values()):g} of the hours instead of 1"
    shares = shares_of_lessons(module)
    for one in sorted({*shares, *module.competences}):
        own, given = module.competences.get(one, 0.0), shares.get(one, 0.0)
        if abs(own - given) > _TOLERANCE:
            yield f"{one} has {own:g} of the hours, and its lessons give it {given:.2f}"


def shares_of_lessons(module: ModuleOutline) -> Mapping[str, float]:
    """Return the share of the hours that each competence has by the lessons; a lesson is shared out evenly."""
    hours: dict[str, float] = defaultdict(float)
    for lesson in module.lessons:
        for one in lesson.competences:
            hours[one] += lesson.hours / len(lesson.competences)
    total = sum(hours.values())
    return {one: of_it / total for one, of_it in hours.items()}


def _prerequisite_problems(modules: Sequence[tuple[str, ModuleOutline]]) -> Iterator[Problem]:
    before = {module.id: module.prerequisites for _, module in modules}
    for repeated in repeated_in(module.id for _, module in modules):
        paths = [path for path, module in modules if module.id == repeated]
        yield Problem(paths[-1], f"module {repeated} stands more than once")
    for path, module in modules:
        for unknown in sorted(set(module.prerequisites) - set(before)):
            yield Problem(path, f"comes after the module '{unknown}', which does not exist")
        if _comes_before_itself(module.id, before):
            yield Problem(path, "has to come before itself")


def _comes_before_itself(slug: str, before: Mapping[str, Sequence[str]]) -> bool:
    seen: set[str] = set()
    waiting = list(before.get(slug, ()))
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += before.get(one, ())
    return slug in seen
