"""Drafting a guide: which paragraphs the data give, in what order, and what stands behind each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from sauatty.core.catalogue.words import word
from sauatty.core.documents.guide_activities import (
    assessment_blocks,
    carrying,
    competence_title,
    first_by_grade,
    opportunity_blocks,
)
from sauatty.core.documents.guide_drafts import (
    DraftBlock,
    computed,
    heading,
    listed,
    quoted,
    templated,
    worded,
)
from sauatty.core.documents.guide_measures import evenness_of_guide
from sauatty.core.documents.guide_source import GuideCompetence, GuideSource, GuideSubject, Reading
from sauatty.core.documents.guide_templates import chapter_slugs, guide_templates
from sauatty.core.languages import LANGUAGES, Translated

N_QUOTED = 6


def draft_guide(source: GuideSource, chapters: Sequence[str]) -> tuple[DraftBlock, ...]:
    """Draft a guide.

    Parameters
    ----------
    source : GuideSource
        The subjects and what is known of them.
    chapters : sequence of str
        The chapters wanted; they come in the order of the template, whatever the order here.

    Returns
    -------
    tuple of DraftBlock
        In order, each chapter with its heading (level 1). A chapter that the data have nothing for is left out.
    """
    blocks: list[DraftBlock] = []
    read = replace(source, subjects=tuple(one for one in source.subjects if one.objectives))
    for slug in chapter_slugs():
        # only the map says of a subject that nothing of it was read; nothing else can be said of it
        known = source if slug == "map" else read
        body = tuple(_CHAPTERS[slug](known)) if slug in chapters else ()
        if body:
            title = guide_templates().chapters[worded_chapter(slug, source)]
            blocks += [DraftBlock(f"chapter:{slug}", slug, "heading", title, level=1), *body]
    return tuple(blocks)


def worded_chapter(slug: str, source: GuideSource) -> str:
    """Return under which name a chapter's title stands in the template."""
    other = f"{slug}.machine"
    return other if source.is_machine and other in guide_templates().chapters else slug


def _introduction(source: GuideSource) -> Iterator[DraftBlock]:
    yield templated("introduction", "introduction.purpose")
    yield templated("introduction", f"introduction.{source.audience}")
    yield templated(
        "introduction", worded("introduction.numbers", source), evidence=_relevant(source.subjects)
    )
    if source.is_machine:
        yield templated("introduction", "introduction.machine", "note")
    else:
        yield templated("introduction", "introduction.terms", "bullets")


def _relevant(subjects: Sequence[GuideSubject]) -> list[str]:
    return [one.id for subject in subjects for one in subject.objectives if one.is_relevant]


def _standard(source: GuideSource) -> Iterator[DraftBlock]:
    if not source.standard:
        return
    yield templated("standard", "standard.intro", evidence=[line.row for line in source.standard])
    yield templated("standard", "standard.machine", "note")
    answering = [row for line in source.standard for row in (line.row, *line.objectives)]
    yield computed("standard", "standard-table", "standard", dict.fromkeys(answering))


def _map(source: GuideSource) -> Iterator[DraftBlock]:
    yield templated("map", worded("map.reading", source))
    index = "map.evenness" if evenness_of_guide(source).is_shown else "map.evenness.few"
    yield templated("map", worded(index, source), evidence=_relevant(source.subjects))
    for subject in source.subjects:
        scope, behind = subject.scope, _relevant([subject])
        yield heading("map", scope, subject.name, 2)
        if not subject.objectives:
            yield templated("map", "map.empty", part=scope)
            continue
        yield templated("map", worded("map.subject", source), part=scope, evidence=behind, scope=scope)
        yield computed("map", "map", f"map:{scope}", behind)
        yield templated("map", worded("map.missing", source), part=scope, scope=scope)


def _direct(source: GuideSource) -> Iterator[DraftBlock]:
    yield templated("direct", worded("direct.intro", source))
    for subject in source.subjects:
        yield heading("direct", subject.scope, subject.name, 2)
        found = [(one, carrying(subject, one.id, source.counted)) for one in source.competences]
        carried = [(one, rows) for one, rows in found if rows]
        if not carried:
            yield templated("direct", worded("direct.none", source), part=subject.scope)
            continue
        for competence, _rows in carried:
            yield from _direct_competence(source, subject, competence)
        everything = dict.fromkeys(one.id for _competence, rows in carried for one in rows)
        yield computed("direct", "direct-table", f"direct:{subject.scope}", everything)


def _direct_competence(
    source: GuideSource, subject: GuideSubject, competence: GuideCompetence
) -> Iterator[DraftBlock]:
    part = f"{subject.scope}:{competence.id}"
    rows = carrying(subject, competence.id, source.counted)
    yield heading("direct", part, competence_title(competence), 3)
    yield templated(
        "direct", worded("direct.competence", source), part=part, evidence=[one.id for one in rows],
        scope=subject.scope, competence=competence.id,
    )  # fmt: skip
    shown = first_by_grade(rows, N_QUOTED)
    names = [f"objective:{subject.refs.get(one.id, one.id)}" for one in shown]
    yield quoted("direct", f"direct.quotes:{part}", names, [one.id for one in shown])


def _progression(source: GuideSource) -> Iterator[DraftBlock]:
    several = [subject for subject in source.subjects if len(subject.grades) > 1]
    if several:
        yield templated("progression", worded("progression.intro", source))
    for subject in several:
        yield heading("progression", subject.scope, subject.name, 2)
        yield computed("progression", "progression", f"progression:{subject.scope}", _relevant([subject]))
        yield templated("progression", worded("progression.subject", source), part=subject.scope)


def _reading(source: GuideSource) -> Iterator[DraftBlock]:
    if source.reading:
        yield templated("reading", "reading.intro")
        lines = (
            Translated(*(f"{one.title.text(language)}: {_place(one, language)}" for language in LANGUAGES))
            for one in source.reading
        )
        yield listed("reading", "reading.list", lines)


def _place(one: Reading, language: str) -> str:
    return f"{one.address} ({word('guide', 'copy_elsewhere', language)})" if one.is_copy else one.address


def _policy(source: GuideSource) -> Iterator[DraftBlock]:
    acts = [(f"act{number}", act) for number, act in enumerate(source.acts, 1)]
    if source.standard_act is not None:
        acts.append(("standard", source.standard_act))
    if acts:
        yield templated("policy", "policy.intro")
    for scope, act in acts:
        template = "policy.act" if act.amended else "policy.act.unamended"
        yield templated("policy", template, part=scope, title=act.title, act=scope)


def _method(source: GuideSource) -> Iterator[DraftBlock]:
    if source.is_machine:
        yield templated("method", "method.machine")
    else:
        yield templated("method", "method.agreed")
        yield templated("method", "method.agreement")
    if source.method.codebook_version:
        yield templated("method", "method.codebook")
    yield templated("method", "method.limits", "bullets")


_CHAPTERS: dict[str, Callable[[GuideSource], Iterator[DraftBlock]]] = {
    "introduction": _introduction,
    "standard": _standard,
    "map": _map,
    "direct": _direct,
    "opportunities": opportunity_blocks,
    "progression": _progression,
    "assessment": assessment_blocks,
    "reading": _reading,
    "policy": _policy,
    "method": _method,
}
