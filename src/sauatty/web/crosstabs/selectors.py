"""The only door to cross-tables: who may build which, exact or protected, and what was saved."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from sauatty.core.evaluation.crosstab import (
    PeopleColumns,
    PeopleTable,
    Specification,
    cross_table,
    people_columns,
    protected_table,
)
from sauatty.web.crosstabs.models import SavedTable
from sauatty.web.evaluations import selectors as evaluations
from sauatty.web.evaluations import services as gathering
from sauatty.web.surveys import selectors as surveys


def list_programmes(actor: Any) -> list[Any]:
    """List the programmes whose figures somebody may read."""
    return list(evaluations.list_threads(actor))


def access_programme(actor: Any, programme_id: UUID) -> Any:
    """Return a programme whose figures somebody may read, or 404."""
    return evaluations.access_thread(actor, programme_id)


def sees_exact(actor: Any, programme: Any) -> bool:
    """Tell whether somebody sees rows of the programme's people; the others see protected tables only."""
    return evaluations.sees_rows(actor, programme)


def coordinates(actor: Any, programme: Any) -> bool:
    """Tell whether somebody coordinates a programme."""
    return evaluations.coordinates(actor, programme)


def read_people(programme: Any) -> PeopleColumns:
    """Return the variables of a programme's people, in a number of queries that does not grow with them."""
    return people_columns(gathering.gather_people(programme))


def build(people: PeopleColumns, asked: Specification, *, is_exact: bool) -> PeopleTable:
    """Return the table that was asked for, exact or protected."""
    return cross_table(people, asked) if is_exact else protected_table(people, asked)


def list_tables(actor: Any, programme: Any) -> QuerySet[SavedTable]:
    """List one's own tables of a programme and those that were shared, the newest first."""
    seen = Q(is_shared=True) | Q(made_by=actor)
    return SavedTable.objects.filter(seen, programme=programme).select_related("made_by")


def list_surveys(actor: Any, programme: Any) -> list[Any]:
    """List the surveys of a programme that have answers, as far as somebody may read their figures (two queries)."""
    found = surveys.with_counts(surveys.list_campaigns(actor).filter(programme=programme))
    return [one for one in found if one.n_responses]


def access_own(actor: Any, programme: Any, table_id: UUID) -> SavedTable:
    """Return a table that somebody may delete: their own, or a shared one of a programme they coordinate; or 404."""
    mine = Q(made_by=actor)
    if evaluations.coordinates(actor, programme):
        mine |= Q(is_shared=True)
    return get_object_or_404(SavedTable.objects.filter(mine, programme=programme), pk=table_id)
