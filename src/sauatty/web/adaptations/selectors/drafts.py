"""National versions in the making: who may see them, what is decided, what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.core.catalogue import Framework, FrameworkNode
from sauatty.core.errors import UnknownCompetence
from sauatty.web.adaptations.drafts import in_order
from sauatty.web.adaptations.models import Adaptation, ChangeNote, NationalCompetence, Seat
from sauatty.web.base.texts import states_of
from sauatty.web.frameworks.fields import FIELDS, LEVEL_FIELDS
from sauatty.web.frameworks.selectors import get_library

States = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class CompetenceRow:
    """One decision with its sources and the state of its texts; `n_*` count texts in that state."""

    row: NationalCompetence
    nodes: tuple[FrameworkNode, ...]
    states: States
    n_missing: int
    n_stale: int
    n_machine: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One competence of a source, and the decisions that use it."""

    node: FrameworkNode
    decisions: tuple[NationalCompetence, ...]


@dataclass(frozen=True, slots=True)
class AdaptationPage:
    """All that the page of a national version in the making shows."""

    competences: tuple[CompetenceRow, ...]
    left_out: tuple[CompetenceRow, ...]
    sources: tuple[tuple[Framework, tuple[SourceRow, ...]], ...]
    undecided: tuple[FrameworkNode, ...]

    @property
    def n_missing(self) -> int:
        """Return how many texts are missing."""
        return sum(one.n_missing for one in self.competences)


def list_adaptations(person: Any) -> QuerySet[Adaptation]:
    """List the national versions whose working group a person belongs to; an administrator sees all."""
    decided = ~Q(competences__action="leave-out")
    rows = Adaptation.objects.annotate(n_competences=Count("competences", filter=decided, distinct=True))
    if person.is_site_admin:
        return rows
    mine = Seat.objects.filter(person=person, role=Seat.Role.MEMBER, left_at__isnull=True)
    return rows.filter(pk__in=mine.values("adaptation"))


def _has_seat(person: Any, role: str) -> Q:
    return Q(seats__person=person, seats__role=role, seats__left_at__isnull=True)


def access_adaptation(person: Any, adaptation_id: UUID) -> Adaptation:
    """Return a national version whose working group a person belongs to; otherwise it does not exist (404)."""
    rows = Adaptation.objects.all()
    if not person.is_site_admin:
        rows = rows.filter(_has_seat(person, Seat.Role.MEMBER))
    found = rows.filter(pk=adaptation_id).first()
    if found is None:
        raise Http404
    return found


def access_competence(adaptation: Adaptation, competence_id: UUID) -> NationalCompetence:
    """Return a decision of a national version that the caller may see, or 404."""
    return get_object_or_404(adaptation.competences, pk=competence_id)


def access_group_seat(adaptation: Adaptation, seat_id: UUID) -> Seat:
    """Return a seat of a national version that the caller may see, or 404."""
    return get_object_or_404(adaptation.seats, pk=seat_id)


def list_seats(adaptation: Adaptation, role: str) -> list[Seat]:
    """List who sits as member or expert now; each expert carries `is_member` (one query)."""
    seats = adaptation.seats.filter(left_at__isnull=True).select_related("person__organisation")
    members = {one.person_id for one in seats if one.role == Seat.Role.MEMBER}
    found = [one for one in seats if one.role == role]
    for one in found:
        one.is_member = one.person_id in members
    return found


def list_changes(adaptation: Adaptation, *, limit: int = 50) -> list[ChangeNote]:
    """List the latest decisions with who took them."""
    return list(adaptation.changes.select_related("actor")[:limit])


def list_changes_of(competence: NationalCompetence) -> list[ChangeNote]:
    """List the decisions on one competence, the latest first."""
    return list(ChangeNote.objects.filter(competence_id=competence.pk).select_related("actor"))


def source_frameworks(adaptation: Adaptation) -> dict[str, Framework]:
    """Return the sources by slug; a source that is there no more is left out (one query)."""
    known = {one.id: one for one in get_library().frameworks}
    return {slug: known[slug] for slug in adaptation.sources if slug in known}


def summarise_adaptation(adaptation: Adaptation) -> AdaptationPage:
    """Return every decision with its texts' states, and what is undecided (three queries)."""
    frameworks = source_frameworks(adaptation)
    rows = competence_rows(adaptation, frameworks)
    using: dict[str, list[NationalCompetence]] = {}
    for one in rows:
        for source in one.row.sources:
            using.setdefault(source, []).append(one.row)
    sources = tuple(
        (
            framework,
            tuple(SourceRow(node, tuple(using.get(node.id, ()))) for node in framework.competences),
        )
        for framework in frameworks.values()
    )
    return AdaptationPage(
        competences=tuple(one for one in rows if not one.row.is_left_out),
        left_out=tuple(one for one in rows if one.row.is_left_out),
        sources=sources,
        undecided=tuple(row.node for _one, found in sources for row in found if not row.decisions),
    )


def competence_rows(
    adaptation: Adaptation, frameworks: Mapping[str, Framework] | None = None
) -> tuple[CompetenceRow, ...]:
    """Return the decisions of a national version with the states of their texts."""
    known = source_frameworks(adaptation) if frameworks is None else frameworks
    rows = in_order(adaptation, adaptation.competences.all())
    states = states_of(rows, FIELDS)
    return tuple(_competence_row(adaptation, one, known, states[str(one.pk)]) for one in rows)


def summarise_competence_texts(adaptation: Adaptation, competence: NationalCompetence) -> CompetenceRow:
    """Return one decision with the states of its texts."""
    states = states_of([competence], FIELDS)[str(competence.pk)]
    return _competence_row(adaptation, competence, source_frameworks(adaptation), states)


def _competence_row(
    adaptation: Adaptation,
    row: NationalCompetence,
    frameworks: Mapping[str, Framework],
    states: Mapping[str, dict[str, str]],
) -> CompetenceRow:
    wanted = {field: states[field] for field in needed_fields(adaptation, row)}
    counted = [state for field in wanted.values() for state in field.values()]
    return CompetenceRow(
        row,
        tuple(nodes_of(frameworks, row.sources)),
        {field: dict(by_language) for field, by_language in states.items()},
        *(counted.count(state) for state in ("missing", "stale", "machine")),
    )


def needed_fields(adaptation: Adaptation, row: NationalCompetence) -> list[str]:
    """Return the texts that a competence must have before it can be published."""
    if row.is_left_out:
        return []
    levels = [level for level in adaptation.levels if level not in row.skipped_levels]
    return ["name", "description", *(LEVEL_FIELDS[level] for level in levels)]


def nodes_of(frameworks: Mapping[str, Framework], ids: Iterable[str]) -> Iterable[FrameworkNode]:
    """Give the source competences that are still there."""
    for node_id in ids:
        framework = frameworks.get(node_id.partition(".")[0])
        try:
            if framework is not None:
                yield framework.node(node_id)
        except UnknownCompetence:
            continue


def neighbours_in_list(
    adaptation: Adaptation, competence: NationalCompetence
) -> tuple[NationalCompetence | None, NationalCompetence | None]:
    """Return the competences before and after one, for going through them one by one."""
    rows = in_order(adaptation, adaptation.competences.exclude(action="leave-out"))
    place = next((index for index, one in enumerate(rows) if one.pk == competence.pk), None)
    if place is None:
        return None, None
    return (rows[place - 1] if place else None, rows[place + 1] if place + 1 < len(rows) else None)
