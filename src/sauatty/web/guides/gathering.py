"""From the rows of other apps to what a guide is drafted from."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from sauatty.core.catalogue import codebook
from sauatty.core.documents.guide_source import (
    GuideAct,
    GuideCompetence,
    GuideMethod,
    GuideSource,
    GuideSubject,
    Reading,
    StandardLine,
)
from sauatty.core.errors import GuideNothingJudged, UnknownCodebook
from sauatty.core.languages import Translated
from sauatty.web.alignments import selectors as alignments
from sauatty.web.alignments.judged import judged_objectives
from sauatty.web.base.texts import translated
from sauatty.web.coding import selectors as coding
from sauatty.web.curricula import selectors as curricula
from sauatty.web.curricula.models import Edition, SubjectProgramme
from sauatty.web.curricula.titles import subject_name
from sauatty.web.frameworks import selectors as frameworks
from sauatty.web.guides.models import Guide

# A name in tokens is also the name of a locked field in documents: at most 58 of these signs in all.
_SAFE_REF = re.compile(r"[A-Za-z0-9_.:-]{1,44}")
_SAFE_SCOPE = re.compile(r"[A-Za-z0-9_.-]{1,20}")
# Whose own sites are named first; what lies elsewhere is called a copy.
PUBLISHERS = ("unesco.org", "europa.eu", "ala.org", "gov.kz", "adilet.zan.kz")
READING_FRAMEWORKS = ("gmilaf", "mil2021")


def gather_source(guide: Guide) -> GuideSource:
    """Return everything that a guide is drafted and counted from (a handful of queries per subject)."""
    programmes = list(guide.programmes.select_related("edition").order_by("position"))
    framework = frameworks.get_framework(guide.framework)
    made_from = frameworks.sources_of(guide.framework)
    subjects = tuple(_subject(guide, programme) for programme in programmes)
    if not any(one.relevance is not None for subject in subjects for one in subject.objectives):
        raise GuideNothingJudged(source=guide.get_source_display())
    standard = guide.standard
    return GuideSource(
        competences=tuple(
            GuideCompetence(one.id, one.code, one.name, one.description, _sources(one.id, made_from))
            for one in framework.competences
        ),
        subjects=subjects,
        acts=(_act(guide.edition),),
        method=_method(guide, subjects),
        framework=framework.title,
        standard=_standard(standard, subjects, made_from) if standard else (),
        standard_act=_act(standard) if standard else None,
        reading=tuple(_reading(dict.fromkeys((guide.framework, *READING_FRAMEWORKS)))),
        audience=guide.audience,
    )


def _subject(guide: Guide, programme: SubjectProgramme) -> GuideSubject:
    judged = judged_objectives(guide.edition, source=guide.source, project=guide.review, programme=programme)
    wanted = set(guide.grades)
    kept = tuple(one for one in judged if not wanted or one.grade in wanted)
    rows = curricula.list_objectives_of(programme)
    twins = curricula.twin_texts(programme)
    languages = ("kk", "ru", "en")
    slug = programme.slug
    return GuideSubject(
        scope=slug if _SAFE_SCOPE.fullmatch(slug) else f"p{programme.pk.hex[:12]}",
        id=str(programme.pk),
        subject=programme.subject_id,
        name=_subject_name(programme),
        area=programme.subject_area,
        grades=tuple(sorted({one.grade for one in kept if one.grade is not None})),
        objectives=kept,
        texts={
            str(row.pk): Translated.from_mapping(
                {row.language if row.language in languages else "ru": row.text} | twins.get(row.pk, {})
            )
            for row in rows
        },
        refs={str(row.pk): row.ref if _SAFE_REF.fullmatch(row.ref) else str(row.pk) for row in rows},
    )


def _subject_name(programme: SubjectProgramme) -> Translated:
    """Return the name of the catalogue, else the one that stands in the act."""
    if not programme.subject_id:
        return Translated.from_mapping(programme.subject or programme.title)
    return Translated(*(subject_name(programme.subject_id, language) for language in ("kk", "ru", "en")))


def _act(edition: Edition) -> GuideAct:
    amended = {(row.get("act") or "", row.get("adopted_on") or "") for row in edition.amendments}
    return GuideAct(
        title=translated(edition.document, "title"),
        number=edition.number.removeprefix("№").strip(),
        adopted_on=edition.adopted_on,
        registration=edition.registration,
        url=edition.url,
        amended=tuple(sorted(amended, key=lambda pair: (pair[1], pair[0]))),
    )


def _method(guide: Guide, subjects: Iterable[GuideSubject]) -> GuideMethod:
    if guide.is_machine or guide.review is None:
        run = alignments.finished_run(guide.edition)
        return GuideMethod("machine", model=run.model if run else "")
    review = guide.review
    try:
        title = codebook(review.codebook, review.codebook_version).title
    except UnknownCodebook:
        title = Translated.from_mapping(review.codebook)
    coders, n_pairable, alpha = _agreement(
        guide, {one.id for subject in subjects for one in subject.objectives}
    )
    return GuideMethod(
        "agreed", len(coders), n_pairable, alpha, codebook=title, codebook_version=review.codebook_version
    )


def _agreement(guide: Guide, units: set[str]) -> tuple[set[str], int, Any]:
    """Measure how far the coders agreed on the objectives of the guide alone.

    Where all results were carried over from an earlier review, its coders are meant, on all of its objectives.
    """
    from sauatty.core.agreement import agreement

    judged = [one for one in coding.judged_decisions(guide.review) if one.unit in units]
    origin = None if judged else coding.origin_of(guide.review)
    judged = coding.judged_decisions(origin) if origin else judged
    decisions = [(one.unit, one.coder, one.relevance) for one in judged if one.relevance is not None]
    found = agreement(decisions, level="nominal") if decisions else None
    undefined = found is None or bool(found.undefined)
    coders = {coder for _unit, coder, _value in decisions}
    return coders, found.n_pairable if found else 0, None if undefined else found.alpha


def _standard(
    standard: Edition, subjects: Iterable[GuideSubject], made_from: Mapping[str, tuple[str, ...]]
) -> tuple[StandardLine, ...]:
    """Hold what the standard asks for in the areas of these subjects against their objectives.

    The standard was matched to the primary framework: an objective answers a sentence if it carries its
    competence, or one of the guide's framework that was made from it, and both stand in one area (and subject, where the
    standard names one).
    """
    run = alignments.finished_run(standard)
    found = tuple(subjects)
    areas = {subject.area for subject in found}
    if run is None:
        return ()
    asked = [result for result in alignments.list_relevant(run) if result.objective.subject_area in areas]
    return tuple(_line(result, found, made_from) for result in asked)


def _line(
    result: Any, subjects: tuple[GuideSubject, ...], made_from: Mapping[str, tuple[str, ...]]
) -> StandardLine:
    row = result.objective
    near = [
        subject
        for subject in subjects
        if subject.area == row.subject_area and row.subject_id in {"", subject.subject}
    ]
    objectives = [one for subject in near for one in subject.objectives]
    wanted = {result.competence, *made_from.get(result.competence, ())}
    answering = [one.id for one in objectives if one.is_relevant and wanted & set(one.competences)]
    is_read = any(one.relevance is not None for one in objectives)
    status = "delivered" if answering else "not-delivered" if is_read else "not-read"
    return StandardLine(
        ref=str(row.pk),
        texts=Translated.from_mapping({row.language: row.text}),
        competence=result.competence,
        status=status,
        objectives=tuple(answering),
        row=str(row.pk),
    )


def _sources(competence: str, made_from: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the competences of other frameworks that lead to one."""
    return tuple(source for source, targets in made_from.items() if competence in targets)


def _reading(slugs: Iterable[str]) -> Iterable[Reading]:
    for slug in slugs:
        framework = frameworks.get_framework(slug)
        addresses = [one for one in framework.sources if one.startswith("https://")]
        own = next(filter(_is_publishers, addresses), "")
        if addresses:
            yield Reading(framework.title, own or addresses[0], is_copy=not own)


def _is_publishers(address: str) -> bool:
    """Tell whether an address is one of the body that publishes the framework, its archive included."""
    host = urlsplit(address).hostname or ""
    return any(host == one or host.endswith(f".{one}") for one in PUBLISHERS)
