"""The rules that the content has to keep, checked file by file."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

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
from sauatty.core.catalogue.forms import SCHEMA as FORM_SCHEMA
from sauatty.core.catalogue.forms import check_forms
from sauatty.core.catalogue.frameworks import Framework, FrameworkNode, read_framework
from sauatty.core.catalogue.indicators import INDICATORS_SCHEMA, indicators_problems, read_indicators
from sauatty.core.catalogue.item_content import item_content_problems
from sauatty.core.catalogue.lesson_content import LESSON_SCHEMAS, lesson_content_problems
from sauatty.core.catalogue.region_figures import FOLDER as FIGURES
from sauatty.core.catalogue.region_figures import SCHEMA as FIGURES_SCHEMA
from sauatty.core.catalogue.region_figures import read_region_figures, region_figures_problems
from sauatty.core.catalogue.regions import Regions, read_regions
from sauatty.core.catalogue.rubrics import RUBRIC_SCHEMA, read_rubric, rubric_problems
from sauatty.core.catalogue.subjects import AREAS_FRAMEWORK
from sauatty.core.catalogue.survey_content import SURVEY_SCHEMAS, survey_problems
from sauatty.core.catalogue.terms_check import forbidden_problems
from sauatty.core.catalogue.text_checks import Problem, of_each, read_all, repeated_in, text_problems
from sauatty.core.catalogue.words import read_words
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import LANGUAGES, Translated, clean_text

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
    FIGURES: FIGURES_SCHEMA,
    "words": "words/1",
    "activities": "activities/1",
    "codebooks": "codebook/1",
    "rubrics": RUBRIC_SCHEMA,
    "indicators": INDICATORS_SCHEMA,
    "forms": FORM_SCHEMA,
    **SURVEY_SCHEMAS,
    **LESSON_SCHEMAS,
}


def check_content(root: Path = CONTENT) -> list[Problem]:
    """Return every broken rule of a content folder, by path; an empty list if all is well."""
    problems: list[Problem] = []
    frameworks = read_all("frameworks", read_framework, root, problems)
    links = read_all("frameworks/crosswalks", read_crosswalk, root, problems)
    exemplars = read_all("exemplars", read_exemplars, root, problems)
    regions = read_all("regions", read_regions, root, problems)
    texts = read_all("words", read_words, root, problems)
    activities = read_all("activities", read_activity_file, root, problems)
    codebooks = read_all("codebooks", read_codebook, root, problems)
    rubrics = read_all("rubrics", read_rubric, root, problems)
    indicators = read_all("indicators", read_indicators, root, problems)
    problems += _missing_provenance(root)
    known = frozenset(node.id for _, loaded in frameworks for node in loaded.nodes)
    problems += of_each(frameworks, _framework_problems)
    problems += [Problem(path, text) for path, text in _clashing_keys(frameworks)]
    problems += of_each(links, lambda crosswalk: _crosswalk_problems(crosswalk, known))
    problems += _exemplar_problems([one for _, group in exemplars for one in group], frameworks)
    problems += of_each(regions, _region_problems)
    problems += of_each(read_all(FIGURES, read_region_figures, root, problems), region_figures_problems)
    problems += of_each(texts, _group_problems)
    problems += _activity_problems(activities, [loaded for _, loaded in frameworks])
    problems += of_each(rubrics, lambda one: rubric_problems(one, _competences(frameworks)))
    problems += of_each(indicators, indicators_problems)
    problems += _codebook_problems(codebooks, frozenset(loaded.id for _, loaded in frameworks))
    problems += survey_problems(root, [loaded for _, loaded in frameworks])
    problems += lesson_content_problems(root, [loaded for _, loaded in frameworks], _primary(frameworks))
    problems += item_content_problems(root, [loaded for _, loaded in frameworks], _primary(frameworks))
    problems += check_forms(root)
    problems += forbidden_problems(root)
    return sorted(problems, key=lambda problem: (problem.path, problem.problem))


def _group_problems(group: Mapping[str, Translated]) -> Iterator[str]:
    for key, text in group.items():
        yield from _word_problems(key, text)


def _word_problems(key: str, text: Translated) -> Iterator[str]:
    yield from text_problems(f"'{key}'", text)
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
    yield from text_problems("title", loaded.title)
    yield from text_problems("short_title", loaded.short_title)
    yield from text_problems("description", loaded.description, is_sentence=True)
    if not loaded.sources:
        yield "has no 'sources'"
    ids = [node.id for node in loaded.nodes]
    for repeated in repeated_in(ids):
        yield f"node {repeated} stands more than once"
    for node in loaded.nodes:
        yield from _node_problems(node, frozenset(ids))


def _node_problems(node: FrameworkNode, ids: frozenset[str]) -> Iterator[str]:
    yield from text_problems(f"name of {node.id}", node.name)
    if node.description != Translated():
        yield from text_problems(f"description of {node.id}", node.description, is_sentence=True)
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
    yield from text_problems("note", crosswalk.note, is_sentence=True)
    for row in crosswalk.rows:
        for slug, node_id in ((crosswalk.source, row.source), (crosswalk.target, row.target)):
            if node_id not in known or not node_id.startswith(f"{slug}."):
                yield f"{node_id} is not a node of {slug}"
        if row.relation not in RELATIONS:
            known_relations = ", ".join(RELATIONS)
            yield f"{row.source} to {row.target} has the relation '{row.relation}' (known: {known_relations})"
    for repeated in repeated_in(f"{row.source} to {row.target}" for row in crosswalk.rows):
        yield f"{repeated} stands more than once"


# --- exemplars ---


def _exemplar_problems(exemplars: list[Exemplar], frameworks: list[tuple[str, Framework]]) -> list[Problem]:
    competences = _primary(frameworks)
    paths = {exemplar.id: exemplar.path for exemplar in exemplars}
    problems = [
        Problem(exemplar.path, text)
        for exemplar in exemplars
        for text in _one_exemplar(exemplar, competences)
    ]
    problems += [
        Problem(paths[repeated], f"exemplar {repeated} stands more than once")
        for repeated in repeated_in(exemplar.id for exemplar in exemplars)
    ]
    return problems + list(_repeated_texts(exemplars)) + list(_too_few(exemplars, competences))


def _primary(frameworks: Sequence[tuple[str, Framework]]) -> list[str]:
    """Return the competences that everything is keyed by."""
    nodes = [node for _, loaded in frameworks if loaded.id == PRIMARY_FRAMEWORK for node in loaded.nodes]
    return [node.id for node in nodes if node.is_competence]


def _one_exemplar(exemplar: Exemplar, competences: Sequence[str]) -> Iterator[str]:
    yield from text_problems(exemplar.id, exemplar.text, is_sentence=True)
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
    for attribute in ("id", "kato", "tile"):
        for repeated in repeated_in(getattr(region, attribute) for region in found.regions):
            yield f"region {repeated} stands more than once"
    for region in found.regions:
        yield from text_problems(f"name of {region.id}", region.name)
        yield from text_problems(f"centre of {region.id}", region.centre)
        yield from text_problems(f"short name of {region.id}", region.short)
        if not re.fullmatch(r"KZ-\d\d", region.id) or region.kato != f"{region.id[3:]}0000000":
            yield f"{region.id} does not go with KATO {region.kato}"
        if region.kind not in ("region", "city"):
            yield f"{region.id} is of the kind '{region.kind}' (known: region, city)"
    for kind in found.locality_kinds:
        yield from text_problems(f"name of locality kind {kind.id}", kind.name)


# --- activities and codebooks ---


def _competences(frameworks: Sequence[tuple[str, Framework]]) -> frozenset[str]:
    return frozenset(node.id for _, loaded in frameworks for node in loaded.nodes if node.is_competence)


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
    for repeated in repeated_in(one.id for _, group in files for one in group):
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
    yield from text_problems(f"title of {activity.id}", activity.title)
    for n, text in enumerate(activity.materials, start=1):
        yield from text_problems(f"material {n} of {activity.id}", text)
    sentences = [("aim", activity.aim), ("offline", activity.offline)]
    sentences += [(f"step {n}", text) for n, text in enumerate(activity.steps, start=1)]
    sentences += [(f"criterion {n}", text) for n, text in enumerate(activity.criteria, start=1)]
    for name, text in sentences:
        yield from text_problems(f"{name} of {activity.id}", text, is_sentence=True)


def _codebook_problems(
    codebooks: Sequence[tuple[str, Codebook]], frameworks: Collection[str]
) -> Iterator[Problem]:
    paths = {f"{manual.id} {manual.version}": path for path, manual in codebooks}
    for repeated in repeated_in(f"{manual.id} {manual.version}" for _, manual in codebooks):
        yield Problem(paths[repeated], f"codebook {repeated} stands more than once")
    yield from of_each(codebooks, lambda manual: _one_codebook(manual, frameworks))


def _one_codebook(manual: Codebook, frameworks: Collection[str]) -> Iterator[str]:
    if manual.framework not in frameworks:
        yield f"names the framework {manual.framework}, which does not exist"
    yield from text_problems("title", manual.title)
    for section in manual.sections:
        yield from text_problems(f"title of {section.id}", section.title)
        if section.text != Translated():
            yield from text_problems(f"text of {section.id}", section.text, is_sentence=True)
        for n, point in enumerate(section.points, start=1):
            yield from text_problems(f"point {n} of {section.id}", point, is_sentence=True)
    for scale, steps in (("relevance", manual.relevance), ("demand", manual.demand)):
        for repeated in repeated_in(f"{scale} {step.code}" for step in steps):
            yield f"{repeated} stands more than once"
        for step in steps:
            yield from _step_problems(f"{scale} {step.code}", step)


def _step_problems(where: str, step: CodebookStep) -> Iterator[str]:
    yield from text_problems(f"name of {where}", step.name)
    # The text can be three verbs, too few for the detection of a sentence.
    yield from text_problems(f"text of {where}", step.text)
    for n, example in enumerate(step.examples, start=1):
        yield from text_problems(f"example {n} of {where}", example, is_sentence=True)
