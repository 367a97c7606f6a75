"""The rules that the content has to keep, checked file by file."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sauatty.core.catalogue.activities import ANY_AREA, Activity, read_activity_file
from sauatty.core.catalogue.codebooks import Codebook, CodebookStep, read_codebook
from sauatty.core.catalogue.content import (
    CONTENT,
    Provenance,
    content_files,
    provenance_from,
    read_yaml,
    relative_name,
)
from sauatty.core.catalogue.crosswalks import RELATIONS, Crosswalk, read_crosswalk
from sauatty.core.catalogue.exemplars import RELEVANCES, Exemplar, read_exemplars
from sauatty.core.catalogue.frameworks import Framework, FrameworkNode, read_framework
from sauatty.core.catalogue.regions import Regions, read_regions
from sauatty.core.catalogue.subjects import AREAS_FRAMEWORK
from sauatty.core.catalogue.words import read_words
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import KAZAKH_LETTERS, LANGUAGES, Translated, clean_text, detect_language

PRIMARY_FRAMEWORK = "gmilaf"
MIN_EXEMPLARS = 25  # per competence and language
MIN_NEGATIVES = 300  # per language
N_REGIONS = 20
DEMANDS = range(1, 7)  # cognitive demand, from remember to create
SCHEMAS = {
    "frameworks": "framework/1",
    "frameworks/crosswalks": "crosswalk/1",
    "exemplars": "exemplars/1",
    "regions": "regions/1",
    "words": "words/1",
    "activities": "activities/1",
    "codebooks": "codebook/1",
}
# One or two words can be the same in Kazakh and Russian ('Физика', 'Алгебра'); a sentence never is.
SHORT_NAME_WORDS = 3

_Read = TypeVar("_Read")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """One rule that a content file breaks; `path` is relative to the content folder."""

    path: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


def check_content(root: Path = CONTENT) -> list[Problem]:
    """Return every broken rule of a content folder, by path; an empty list if all is well."""
    problems: list[Problem] = []
    frameworks = _read_all("frameworks", read_framework, root, problems)
    links = _read_all("frameworks/crosswalks", read_crosswalk, root, problems)
    exemplars = _read_all("exemplars", read_exemplars, root, problems)
    regions = _read_all("regions", read_regions, root, problems)
    texts = _read_all("words", read_words, root, problems)
    activities = _read_all("activities", read_activity_file, root, problems)
    codebooks = _read_all("codebooks", read_codebook, root, problems)
    problems += _missing_provenance(root)
    known = frozenset(node.id for _, loaded in frameworks for node in loaded.nodes)
    problems += _of_each(frameworks, _framework_problems)
    problems += [Problem(path, text) for path, text in _clashing_keys(frameworks)]
    problems += _of_each(links, lambda crosswalk: _crosswalk_problems(crosswalk, known))
    problems += _exemplar_problems([one for _, group in exemplars for one in group], frameworks)
    problems += _of_each(regions, _region_problems)
    problems += _of_each(texts, _group_problems)
    problems += _activity_problems(activities, [loaded for _, loaded in frameworks])
    problems += _codebook_problems(codebooks, frozenset(loaded.id for _, loaded in frameworks))
    return sorted(problems, key=lambda problem: (problem.path, problem.problem))


def _of_each(
    values: Iterable[tuple[str, _Read]], check: Callable[[_Read], Iterable[str]]
) -> Iterator[Problem]:
    for path, value in values:
        yield from (Problem(path, text) for text in check(value))


def _read_all(
    folder: str, read: Callable[[Path, Path], _Read], root: Path, problems: list[Problem]
) -> list[tuple[str, _Read]]:
    values = []
    for path in content_files(folder, root):
        try:
            values.append((relative_name(path, root), read(path, root)))
        except ContentInvalid as error:
            problems.append(Problem(str(error.params["path"]), str(error.params["problem"])))
        except (AttributeError, TypeError, ValueError) as error:
            problems.append(Problem(relative_name(path, root), f"has a value of the wrong kind ({error})"))
    if not values and not any(problem.path.startswith(f"{folder}/") for problem in problems):
        problems.append(Problem(folder, "holds no content file"))
    return values


# --- texts ---


def _text_problems(where: str, text: Translated, *, is_sentence: bool = False) -> Iterator[str]:
    for language in text.missing:
        yield f"{where} has no text in {language}"
    if text.kk and not _is_kazakh(text, is_sentence):
        yield f"{where} is not Kazakh: '{_shorten(text.kk)}'"
    if text.ru and not _is_russian(text, is_sentence):
        yield f"{where} is not Russian: '{_shorten(text.ru)}'"
    if 2 * len(_CYRILLIC.findall(text.en)) > len(text.en):
        yield f"{where} is not English: '{_shorten(text.en)}'"


def _is_kazakh(text: Translated, is_sentence: bool) -> bool:
    if detect_language(text.kk) == "kk":
        return True
    if not is_sentence and (
        len(text.kk.split()) <= SHORT_NAME_WORDS or any(char in KAZAKH_LETTERS for char in text.kk)
    ):
        return True
    # 'ы' speaks for Russian in the detection, but both alphabets have it: without it the endings decide.
    return text.kk != text.ru and detect_language(text.kk.replace("ы", "")) == "kk"


def _is_russian(text: Translated, is_sentence: bool) -> bool:
    if not is_sentence and len(text.ru.split()) <= SHORT_NAME_WORDS:
        return True
    # A Russian sentence may quote Kazakh names (асық ату, «Мәңгілік ел»): the words around them decide.
    words = text.ru.split()
    own = [word for word in words if not any(char in KAZAKH_LETTERS for char in word)]
    return 2 * len(own) > len(words) and detect_language(" ".join(own)) != "kk"


def _group_problems(group: Mapping[str, Translated]) -> Iterator[str]:
    for key, text in group.items():
        yield from _word_problems(key, text)


def _word_problems(key: str, text: Translated) -> Iterator[str]:
    yield from _text_problems(f"'{key}'", text)
    placeholders = {language: _placeholders(getattr(text, language)) for language in LANGUAGES}
    if len(set(placeholders.values())) > 1:
        yield f"'{key}' has other placeholders in one language than in the others"
    for language in LANGUAGES:
        if placeholders[language] and not _can_be_filled(getattr(text, language), placeholders[language]):
            yield f"'{key}' in {language} has a percent sign that is not doubled"


def _can_be_filled(text: str, names: frozenset[str]) -> bool:
    try:
        return bool(text % dict.fromkeys(names, ""))
    except ValueError:
        return False


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"%\((\w+)\)", text))


def _shorten(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _repeated(values: Iterable[str]) -> list[str]:
    return sorted(value for value, n in Counter(values).items() if n > 1)


def _missing_provenance(root: Path) -> Iterator[Problem]:
    for folder, schema in SCHEMAS.items():
        for path in content_files(folder, root):
            try:
                provenance = provenance_from(read_yaml(path, schema, root).get("provenance"))
            except (ContentInvalid, AttributeError):
                continue  # the file was reported when it was read
            yield from (Problem(relative_name(path, root), text) for text in _provenance_problems(provenance))


def _provenance_problems(provenance: Provenance) -> Iterator[str]:
    for key in ("author", "written", "licence"):
        if not getattr(provenance, key):
            yield f"provenance has no '{key}'"
    if not provenance.translated:
        yield "provenance has no 'translated'"


# --- frameworks and crosswalks ---


def _framework_problems(loaded: Framework) -> Iterator[str]:
    yield from _text_problems("title", loaded.title)
    yield from _text_problems("short_title", loaded.short_title)
    yield from _text_problems("description", loaded.description, is_sentence=True)
    if not loaded.sources:
        yield "has no 'sources'"
    ids = [node.id for node in loaded.nodes]
    for repeated in _repeated(ids):
        yield f"node {repeated} stands more than once"
    for node in loaded.nodes:
        yield from _node_problems(node, frozenset(ids))


def _node_problems(node: FrameworkNode, ids: frozenset[str]) -> Iterator[str]:
    yield from _text_problems(f"name of {node.id}", node.name)
    if node.description != Translated():
        yield from _text_problems(f"description of {node.id}", node.description, is_sentence=True)
    if node.parent is not None and (node.parent not in ids or node.parent == node.id):
        yield f"{node.id} has the parent {node.parent}, which is not another node of this framework"
    if node.type == "subject" and any(not node.names.get(language) for language in LANGUAGES):
        yield f"subject {node.id} has no 'names' in some language"


def _clashing_keys(frameworks: Sequence[tuple[str, Framework]]) -> Iterator[tuple[str, str]]:
    owners: dict[str, str] = {}
    for path, loaded in frameworks:
        for node in loaded.nodes:
            for key in {node.id.casefold(), *(alias.casefold() for alias in node.aliases)}:
                if owners.setdefault(key, node.id) != node.id:
                    yield path, f"'{key}' names both {owners[key]} and {node.id}"


def _crosswalk_problems(crosswalk: Crosswalk, known: frozenset[str]) -> Iterator[str]:
    yield from _text_problems("note", crosswalk.note, is_sentence=True)
    for row in crosswalk.rows:
        for slug, node_id in ((crosswalk.source, row.source), (crosswalk.target, row.target)):
            if node_id not in known or not node_id.startswith(f"{slug}."):
                yield f"{node_id} is not a node of {slug}"
        if row.relation not in RELATIONS:
            known_relations = ", ".join(RELATIONS)
            yield f"{row.source} to {row.target} has the relation '{row.relation}' (known: {known_relations})"
    for repeated in _repeated(f"{row.source} to {row.target}" for row in crosswalk.rows):
        yield f"{repeated} stands more than once"


# --- exemplars ---


def _exemplar_problems(exemplars: list[Exemplar], frameworks: list[tuple[str, Framework]]) -> list[Problem]:
    competences = [
        node.id
        for _, loaded in frameworks
        if loaded.id == PRIMARY_FRAMEWORK
        for node in loaded.nodes
        if node.is_competence
    ]
    paths = {exemplar.id: exemplar.path for exemplar in exemplars}
    problems = [
        Problem(exemplar.path, text)
        for exemplar in exemplars
        for text in _one_exemplar(exemplar, competences)
    ]
    problems += [
        Problem(paths[repeated], f"exemplar {repeated} stands more than once")
        for repeated in _repeated(exemplar.id for exemplar in exemplars)
    ]
    return problems + list(_repeated_texts(exemplars)) + list(_too_few(exemplars, competences))


def _one_exemplar(exemplar: Exemplar, competences: Sequence[str]) -> Iterator[str]:
    yield from _text_problems(exemplar.id, exemplar.text, is_sentence=True)
    if exemplar.relevance not in RELEVANCES:
        yield f"{exemplar.id} has the relevance '{exemplar.relevance}' (known: {', '.join(RELEVANCES)})"
    if (exemplar.competence is None) != (exemplar.relevance == "none"):
        yield f"{exemplar.id} is '{exemplar.relevance}' and names the competence {exemplar.competence}"
    for named in filter(None, (exemplar.competence, *exemplar.also)):
        if named not in competences:
            yield f"{exemplar.id} names {named}, which is no competence of {PRIMARY_FRAMEWORK}"


def _repeated_texts(exemplars: list[Exemplar]) -> Iterator[Problem]:
    for language in LANGUAGES:
        seen: dict[str, str] = {}
        for exemplar in exemplars:
            text = clean_text(getattr(exemplar.text, language)).casefold()
            first = seen.setdefault(text, exemplar.id)
            if text and first != exemplar.id:
                yield Problem(exemplar.path, f"{exemplar.id} has the same text in {language} as {first}")


def _too_few(exemplars: list[Exemplar], competences: Sequence[str]) -> Iterator[Problem]:
    counts = Counter(
        (exemplar.competence, language)
        for exemplar in exemplars
        for language in LANGUAGES
        if getattr(exemplar.text, language)
    )
    wanted = [(one, MIN_EXEMPLARS) for one in competences] + [(None, MIN_NEGATIVES)]
    for competence, minimum in wanted:
        for language in LANGUAGES:
            n = counts[competence, language]
            if n < minimum:
                name = competence or "no competence (negatives)"
                yield Problem(
                    "exemplars", f"{n} exemplars of {name} in {language}; at least {minimum} are needed"
                )


# --- regions ---


def _region_problems(found: Regions) -> Iterator[str]:
    if len(found.regions) != N_REGIONS:
        yield f"{len(found.regions)} regions instead of {N_REGIONS}"
    for attribute in ("id", "kato"):
        for repeated in _repeated(getattr(region, attribute) for region in found.regions):
            yield f"region {repeated} stands more than once"
    for region in found.regions:
        yield from _text_problems(f"name of {region.id}", region.name)
        yield from _text_problems(f"centre of {region.id}", region.centre)
        if not re.fullmatch(r"KZ-\d\d", region.id) or region.kato != f"{region.id[3:]}0000000":
            yield f"{region.id} does not go with KATO {region.kato}"
        if region.kind not in ("region", "city"):
            yield f"{region.id} is of the kind '{region.kind}' (known: region, city)"
    for kind in found.locality_kinds:
        yield from _text_problems(f"name of locality kind {kind.id}", kind.name)


# --- activities and codebooks ---


def _activity_problems(
    files: Sequence[tuple[str, Sequence[Activity]]], frameworks: Sequence[Framework]
) -> Iterator[Problem]:
    nodes = [node for loaded in frameworks for node in loaded.nodes]
    competences = {node.id for node in nodes if node.is_competence}
    areas = {
        node.code
        for loaded in frameworks
        if loaded.id == AREAS_FRAMEWORK
        for node in loaded.nodes
        if node.type != "subject"
    } | {ANY_AREA}
    paths = {one.id: path for path, group in files for one in group}
    for repeated in _repeated(one.id for _, group in files for one in group):
        yield Problem(paths[repeated], f"activity {repeated} stands more than once")
    for path, group in files:
        for competence in sorted({one.competence for one in group} - competences):
            yield Problem(path, f"names {competence}, which is no competence of any framework")
        for one in group:
            yield from (Problem(path, text) for text in _one_activity(one, areas))


def _one_activity(activity: Activity, areas: Collection[str]) -> Iterator[str]:
    for area in activity.areas:
        if area not in areas:
            yield f"{activity.id} names the area '{area}' (known: {', '.join(sorted(areas))})"
    if activity.demand not in DEMANDS:
        yield f"{activity.id} has the demand {activity.demand}, which is not from 1 to 6"
    yield from _text_problems(f"title of {activity.id}", activity.title)
    for n, text in enumerate(activity.materials, start=1):
        yield from _text_problems(f"material {n} of {activity.id}", text)
    sentences = [("aim", activity.aim), ("offline", activity.offline)]
    sentences += [(f"step {n}", text) for n, text in enumerate(activity.steps, start=1)]
    sentences += [(f"criterion {n}", text) for n, text in enumerate(activity.criteria, start=1)]
    for name, text in sentences:
        yield from _text_problems(f"{name} of {activity.id}", text, is_sentence=True)


def _codebook_problems(
    codebooks: Sequence[tuple[str, Codebook]], frameworks: Collection[str]
) -> Iterator[Problem]:
    paths = {f"{manual.id} {manual.version}": path for path, manual in codebooks}
    for repeated in _repeated(f"{manual.id} {manual.version}" for _, manual in codebooks):
        yield Problem(paths[repeated], f"codebook {repeated} stands more than once")
    yield from _of_each(codebooks, lambda manual: _one_codebook(manual, frameworks))


def _one_codebook(manual: Codebook, frameworks: Collection[str]) -> Iterator[str]:
    if manual.framework not in frameworks:
        yield f"names the framework {manual.framework}, which does not exist"
    yield from _text_problems("title", manual.title)
    for section in manual.sections:
        yield from _text_problems(f"title of {section.id}", section.title)
        if section.text != Translated():
            yield from _text_problems(f"text of {section.id}", section.text, is_sentence=True)
        for n, point in enumerate(section.points, start=1):
            yield from _text_problems(f"point {n} of {section.id}", point, is_sentence=True)
    for scale, steps in (("relevance", manual.relevance), ("demand", manual.demand)):
        for repeated in _repeated(f"{scale} {step.code}" for step in steps):
            yield f"{repeated} stands more than once"
        for step in steps:
            yield from _step_problems(f"{scale} {step.code}", step)


def _step_problems(where: str, step: CodebookStep) -> Iterator[str]:
    yield from _text_problems(f"name of {where}", step.name)
    # The text can be three verbs, too few for the detection of a sentence.
    yield from _text_problems(f"text of {where}", step.text)
    for n, example in enumerate(step.examples, start=1):
        yield from _text_problems(f"example {n} of {where}", example, is_sentence=True)
