"""The only door to curricula: what a person may see, lists with filters, counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from sauatty.core.languages import search_key
from sauatty.web.base.roles import ADMIN, AUDIT_READERS
from sauatty.web.curricula.lenses import lens
from sauatty.web.curricula.models import (
    Document,
    Edition,
    Objective,
    Oddity,
    PairFinding,
    SubjectProgramme,
    Upload,
)

AUDIT_ROLES = AUDIT_READERS - {ADMIN}


def _visible(person: Any) -> Q:
    """Return what a person may see: all with an audit role at large, else the curricula of their grants."""
    if person.is_site_admin:
        return Q()
    scopes = _audit_scopes(person)
    if any(kind != "curriculum" for kind, _ in scopes):
        return Q()
    return Q(pk__in=[scope_id for _, scope_id in scopes]) | Q(created_by=person)


def _audit_scopes(person: Any) -> list[tuple[str, UUID | None]]:
    """Return where a person holds a role of the audit (one query per request, kept on the person)."""
    if not hasattr(person, "_audit_scopes"):
        grants = person.grants.filter(role__in=AUDIT_ROLES)
        person._audit_scopes = list(grants.values_list("scope_kind", "scope_id"))
    scopes: list[tuple[str, UUID | None]] = person._audit_scopes
    return scopes


def list_documents(person: Any) -> QuerySet[Document]:
    """Return the documents that a person may see, newest first, with their editions."""
    return Document.objects.filter(_visible(person)).prefetch_related("editions")


def list_editions(person: Any) -> QuerySet[Edition]:
    """Return the editions that a person may see, newest first."""
    documents = Document.objects.filter(_visible(person)).values("pk")
    return Edition.objects.filter(document__in=documents).select_related("document")


def has_editions(person: Any, *, with_demo: bool) -> bool:
    """Tell whether a person may see any edition; invented ones count only where they are asked for."""
    editions = list_editions(person)
    return (editions if with_demo else editions.exclude(document__is_demo=True)).exists()


def access_edition(person: Any, edition_id: UUID | str) -> Edition:
    """Return an edition that the person may see; otherwise it does not exist (404)."""
    return get_object_or_404(list_editions(person), pk=edition_id)


def choose_edition(person: Any, wanted: str, kind: str = "", language: str = "") -> Edition | None:
    """Return the edition that a page asks for (404 if foreign), or the newest one, or None.

    Of the newest document the edition in the language of the page is taken, where there is one.
    """
    if wanted:
        try:
            return access_edition(person, UUID(wanted))
        except ValueError:
            raise Http404 from None
    editions = list_editions(person)
    newest = (editions.filter(document__kind=kind) if kind else editions).first()
    if newest is None or newest.language == language:
        return newest
    same = editions.filter(document_id=newest.document_id, language=language)
    return same.first() or newest


def access_programme(person: Any, programme_id: UUID) -> SubjectProgramme:
    """Return a programme of an edition that the person may see (404)."""
    return get_object_or_404(
        SubjectProgramme.objects.select_related("edition__document").filter(
            edition__in=list_editions(person).values("pk")
        ),
        pk=programme_id,
    )


def access_objective(person: Any, objective_id: UUID) -> Objective:
    """Return an objective of an edition that the person may see (404)."""
    return get_object_or_404(
        Objective.objects.select_related("edition__document", "programme").filter(
            edition__in=list_editions(person).values("pk")
        ),
        pk=objective_id,
    )


def access_upload(person: Any, upload_id: UUID) -> Upload:
    """Return the person's own upload (404)."""
    return get_object_or_404(Upload.objects.select_related("edition"), pk=upload_id, owner=person)


def list_open_uploads(person: Any) -> QuerySet[Upload]:
    """Return the person's uploads that are not stored: waiting, read or refused."""
    return Upload.objects.filter(owner=person).exclude(state=Upload.State.STORED)


def find_edition(content_sha256: str) -> Edition | None:
    """Return the stored edition that says exactly this."""
    return Edition.objects.filter(content_sha256=content_sha256).first()


@dataclass(frozen=True, slots=True)
class ObjectiveFilters:
    """What the browser of objectives is narrowed to; empty means everything."""

    search: str = ""
    subject_area: str | None = None
    subject: str | None = None
    grade: str = ""
    competence: str = ""
    relevance: str = ""
    place: str = ""
    programme: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> "ObjectiveFilters":
        """Read the filters of an address; '-' asks for rows without that value."""
        return cls(
            search=query.get("q", "").strip()[:200],
            subject_area=query.get("subject_area") or None,
            subject=query.get("subject") or None,
            grade=query.get("grade", ""),
            competence=query.get("competence", ""),
            relevance=query.get("relevance", ""),
            place=query.get("place", ""),
            programme=query.get("programme", ""),
        )


def list_objectives(edition: Edition, filters: ObjectiveFilters, viewer: Any) -> QuerySet[Objective]:
    """Return the objectives of an edition in the document's order, narrowed by what the viewer may know."""
    objectives = edition.objectives.order_by("position")
    for word in search_key(filters.search).split():
        objectives = objectives.filter(search_key__contains=word)
    for name, value in (("subject_area", filters.subject_area), ("subject_id", filters.subject)):
        if value is not None:
            objectives = objectives.filter(**{name: "" if value == "-" else value})
    if filters.place:
        objectives = objectives.filter(place=filters.place)
    objectives = _with_grade(objectives, filters.grade)
    objectives = _of_programme(objectives, filters.programme)
    if not filters.competence and not filters.relevance:
        return objectives
    return lens().narrow(
        objectives, edition, viewer, competence=filters.competence, relevance=filters.relevance
    )


def _with_grade(objectives: QuerySet[Objective], grade: str) -> QuerySet[Objective]:
    if grade == "-":
        return objectives.filter(grade__isnull=True)
    return objectives.filter(grade=int(grade)) if grade.isdecimal() and len(grade) < 4 else objectives


def _of_programme(objectives: QuerySet[Objective], programme: str) -> QuerySet[Objective]:
    if not programme:
        return objectives
    try:
        return objectives.filter(programme_id=UUID(programme))
    except ValueError:
        return objectives.none()


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """The values that stand in an edition, for the selects of the browser."""

    areas: tuple[str, ...]
    subjects: tuple[str, ...]
    grades: tuple[int, ...]
    places: tuple[str, ...]


def filter_choices(edition: Edition) -> FilterChoices:
    """Return the areas, subjects, grades and places of an edition (one query)."""
    rows = list(
        edition.objectives.order_by().values_list("subject_area", "subject_id", "grade", "place").distinct()
    )
    return FilterChoices(
        areas=tuple(sorted({row[0] for row in rows})),
        subjects=tuple(sorted({row[1] for row in rows})),
        grades=tuple(sorted({row[2] for row in rows if row[2] is not None})),
        places=tuple(sorted({row[3] for row in rows})),
    )


def list_programmes(edition: Edition) -> QuerySet[SubjectProgramme]:
    """Return the programmes of an edition without their long texts."""
    return edition.programmes.defer("sections")


def count_oddities(edition: Edition) -> list[tuple[str, str, int]]:
    """Return (kind, severity, count), most frequent first."""
    counted = edition.oddities.order_by().values_list("kind", "severity").annotate(n=Count("pk"))
    return sorted(counted, key=lambda row: (-row[2], row[0]))


def list_oddities(edition: Edition, kind: str = "") -> QuerySet[Oddity]:
    """Return the oddities of an edition, of one kind where asked."""
    oddities = edition.oddities.order_by("position")
    return oddities.filter(kind=kind) if kind else oddities


def list_findings(edition: Edition) -> QuerySet[PairFinding]:
    """Return where this edition and the one in the other language disagree."""
    return (
        PairFinding.objects.filter(Q(edition_kk=edition) | Q(edition_ru=edition))
        .select_related("objective_kk", "objective_ru", "edition_kk", "edition_ru")
        .order_by("edition_kk", "edition_ru", "position")
    )


def list_siblings(edition: Edition) -> QuerySet[Edition]:
    """Return the other editions of the same document."""
    return Edition.objects.filter(document_id=edition.document_id).exclude(pk=edition.pk)


def find_twins(objective: Objective) -> list[Objective]:
    """Return the same objective in the other language: same document, subject, appendix and code."""
    if not objective.code:
        return []
    twins = Objective.objects.filter(
        edition__document_id=objective.edition.document_id,
        code=objective.code,
        subject_id=objective.subject_id,
        appendix=objective.appendix,
        place=objective.place,
    )
    return list(twins.exclude(edition=objective.edition_id).exclude(language=objective.language)[:3])


def list_objectives_by_id(ids: Iterable[UUID]) -> dict[UUID, Objective]:
    """Return objectives with their programmes by id, in one query; for callers that have checked the right."""
    rows = Objective.objects.filter(pk__in=list(ids)).select_related("programme").defer("programme__sections")
    return {row.pk: row for row in rows}


def find_neighbours(
    objectives: Iterable[Objective], n: int
) -> dict[UUID, tuple[list[Objective], list[Objective]]]:
    """Return the `n` objectives before and after each, within its programme (one query for each edition)."""
    found: dict[UUID, tuple[list[Objective], list[Objective]]] = {}
    by_edition: dict[UUID, list[Objective]] = {}
    for objective in objectives:
        by_edition.setdefault(objective.edition_id, []).append(objective)
    for edition_id, rows in by_edition.items():
        wanted = {
            row.position + step for row in rows for step in range(-n, n + 1) if row.position + step >= 0
        }
        near = Objective.objects.filter(edition=edition_id, position__in=sorted(wanted))
        at = {row.position: row for row in near.only("position", "code", "text", "programme", "edition")}
        for row in rows:
            before, after = (
                [at[place] for place in places if place in at and at[place].programme_id == row.programme_id]
                for places in (
                    range(row.position - n, row.position),
                    range(row.position + 1, row.position + n + 1),
                )
            )
            found[row.pk] = (before, after)
    return found


def find_twins_of(objectives: Iterable[Objective]) -> dict[UUID, Objective]:
    """Return the same objectives in the other language of the act, by id (one query for edition and language).

    Same document, subject, grade, appendix, place and code; of several editions the newest is taken.
    """
    found: dict[UUID, Objective] = {}
    groups: dict[tuple[UUID, str], list[Objective]] = {}
    for objective in objectives:
        if objective.code:
            groups.setdefault((objective.edition_id, objective.language), []).append(objective)
    for (edition_id, language), rows in groups.items():
        twins = Objective.objects.filter(
            edition__document__editions=edition_id,
            code__in={row.code for row in rows},
            subject_id__in={row.subject_id for row in rows},
        )
        others = twins.exclude(edition=edition_id).exclude(language=language)
        at = {_pair_key(twin): twin for twin in others.order_by("edition__stored_at", "-position")}
        found.update({row.pk: at[_pair_key(row)] for row in rows if _pair_key(row) in at})
    return found


def _pair_key(row: Objective) -> tuple[Any, ...]:
    return (row.code, row.subject_id, row.grade, row.appendix, row.place)


def editions_by_id(ids: Iterable[UUID]) -> dict[UUID, Edition]:
    """Return editions with their documents by id; for callers that have checked the right."""
    rows = Edition.objects.filter(pk__in=list(ids)).select_related("document")
    return {row.pk: row for row in rows}


def find_edition_by_id(edition_id: UUID) -> Edition | None:
    """Return an edition with its document, or None; for callers that have checked the right."""
    return editions_by_id([edition_id]).get(edition_id)


def list_demo_editions() -> QuerySet[Edition]:
    """Return the editions of the invented documents."""
    return Edition.objects.filter(document__is_demo=True).select_related("document")


def list_pair_editions(edition: Edition) -> QuerySet[Edition]:
    """Return the editions of the same document in other languages, newest first."""
    return list_siblings(edition).exclude(language=edition.language)


def list_later_editions(edition: Edition) -> QuerySet[Edition]:
    """Return the editions of the same document and language that were stored later, newest first."""
    return list_siblings(edition).filter(language=edition.language, stored_at__gt=edition.stored_at)


def find_findings_of(objective: Objective) -> list[PairFinding]:
    """Return the disagreements that name this objective."""
    return list(PairFinding.objects.filter(Q(objective_kk=objective) | Q(objective_ru=objective))[:10])


def list_objectives_of(programme: SubjectProgramme) -> list[Objective]:
    """Return the objectives of one programme in the document's order."""
    return list(programme.objectives.order_by("position"))


@dataclass(frozen=True, slots=True)
class Passage:
    """Objectives that stand under one section and subsection, in order."""

    section: str
    subsection: str
    objectives: tuple[Objective, ...]


def group_by_section(objectives: Iterable[Objective]) -> list[Passage]:
    """Cut a programme's objectives where section or subsection changes."""
    passages: list[tuple[str, str, list[Objective]]] = []
    for objective in objectives:
        if not passages or passages[-1][:2] != (objective.section, objective.subsection):
            passages.append((objective.section, objective.subsection, []))
        passages[-1][2].append(objective)
    return [Passage(section, subsection, tuple(rows)) for section, subsection, rows in passages]


def is_refused(upload_id: str) -> bool:
    """Whether the file of an upload was refused (its page then says why)."""
    return Upload.objects.filter(pk=upload_id, state=Upload.State.REFUSED).exists()


def twin_texts(programme: SubjectProgramme) -> dict[UUID, dict[str, str]]:
    """Return the wording of a programme's objectives in the other languages of the same document (two queries).

    An objective's twin has its code, subject, appendix and place; where several do, or the code stands twice in
    the programme, none is taken. Of several editions in one language the newest counts.
    """
    rows = list(programme.objectives.exclude(code="").values_list("pk", "code", "place", "appendix"))
    editions = Edition.objects.filter(document_id=programme.edition.document_id).exclude(
        language=programme.edition.language
    )
    newest = {edition.language: edition.pk for edition in editions.order_by("stored_at")}
    found: dict[tuple[str, str, str, str], set[str]] = {}
    twins = Objective.objects.filter(edition__in=newest.values(), subject_id=programme.subject_id)
    for code, place, appendix, language, text in twins.exclude(code="").values_list(
        "code", "place", "appendix", "language", "text"
    ):
        found.setdefault((code, place, appendix, language), set()).add(text)
    once = Counter(row[1:] for row in rows)
    return {
        pk: {
            language: next(iter(texts))
            for language in newest
            if len(texts := found.get((code, place, appendix, language), set())) == 1
        }
        for pk, code, place, appendix in rows
        if once[code, place, appendix] == 1
    }
