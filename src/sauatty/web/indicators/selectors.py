"""The only door to indicators: who may see them, their newest values, regions and the logframe."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.texts import in_language
from sauatty.web.evaluations import selectors as evaluations
from sauatty.web.indicators.models import Indicator, LogRow, RegionTarget, Snapshot, Value
from sauatty.web.programmes import selectors as programmes

REVIEWERS = ("coordinator", "analyst", "researcher")


def list_programmes(actor: Any) -> list[Any]:
    """List the programmes whose figures somebody may read."""
    return list(evaluations.list_threads(actor))


def access_programme(actor: Any, programme_id: UUID) -> Any:
    """Return a programme whose figures somebody may read, or 404."""
    return evaluations.access_thread(actor, programme_id)


def access_written(actor: Any, programme_id: UUID) -> Any:
    """Return a programme whose indicators somebody may declare, or 404."""
    return programmes.access_coordinated(actor, programme_id)


def may_write(actor: Any, programme: Any) -> bool:
    """Tell whether somebody may declare indicators of a programme."""
    return programmes.coordinates(actor, programme)


def sees_rows(actor: Any, programme: Any) -> bool:
    """Tell whether somebody works with the programme; others see no figure of few people."""
    return evaluations.sees_rows(actor, programme)


def list_indicators(programme: Any, *, is_archived: bool = False) -> list[Indicator]:
    """List indicators in the order in which they were declared."""
    rows = Indicator.objects.filter(programme=programme, archived_at__isnull=not is_archived)
    return list(rows.select_related("reviewer", "programme"))


def access_indicator(programme: Any, indicator_id: UUID) -> Indicator:
    """Return an indicator of a programme that was accessed before, or 404."""
    rows = Indicator.objects.select_related("reviewer", "programme")
    return get_object_or_404(rows, pk=indicator_id, programme=programme)


def standing_values(indicators: Iterable[Indicator]) -> QuerySet[Value]:
    """List the values that no correction has replaced, in the order of their days."""
    rows = Value.objects.filter(indicator__in=[one.pk for one in indicators], corrected_by__isnull=True)
    return rows.select_related("signature__by", "region", "entered_by")


def newest_values(indicators: Sequence[Indicator]) -> dict[UUID, Value]:
    """Return the newest value of each indicator of one's own, for all regions together (one query)."""
    own = [one for one in indicators if not one.library]
    rows = standing_values(own).filter(region=None, snapshot=None) if own else ()
    return {one.indicator_id: one for one in rows}


def newest_checked(indicators: Sequence[Indicator]) -> dict[UUID, Value]:
    """Return the newest value of each indicator that a reviewer has signed (one query)."""
    rows = standing_values(indicators).filter(region=None, signature__isnull=False) if indicators else ()
    return {one.indicator_id: one for one in rows}


def series_of(indicator: Indicator) -> list[Value]:
    """List the values of an indicator for all regions together, in the order of their days."""
    return list(standing_values([indicator]).filter(region=None).select_related("snapshot", "signature__by"))


def replaced_values(indicator: Indicator) -> list[Value]:
    """List the values that were corrected, newest first."""
    rows = Value.objects.filter(indicator=indicator, corrected_by__isnull=False)
    return list(
        rows.select_related("region", "entered_by", "corrected_by__entered_by").order_by("-entered_at")
    )


def region_values(indicator: Indicator) -> dict[str, Value]:
    """Return the newest value by hand of each region."""
    rows = standing_values([indicator]).filter(region__isnull=False, snapshot=None)
    return {str(one.region_id): one for one in rows}


def region_targets(indicator: Indicator) -> dict[str, float]:
    """Return the targets of an indicator by region."""
    return dict(RegionTarget.objects.filter(indicator=indicator).values_list("region", "target"))


def region_names() -> dict[str, str]:
    """Return the 20 regions by code in the language of the page."""
    return {one.code: in_language(one, "name") for one in accounts.list_regions()}


def access_value(indicator: Indicator, value_id: UUID | str) -> Value:
    """Return a value of an indicator, or 404."""
    return get_object_or_404(Value.objects.select_related("indicator"), pk=value_id, indicator=indicator)


def has_values(indicator: Indicator) -> bool:
    """Tell whether an indicator has values, so that it is archived and not deleted."""
    return Value.objects.filter(indicator=indicator).exists()


def list_reviewers(programme: Any) -> list[Any]:
    """List who can be named as reviewer: those who may read the figures of the programme, by name."""
    found = {
        one.pk: one
        for role in REVIEWERS
        for one in accounts.list_members(programmes.SCOPE, programme.pk, role=role).prefetch_related(None)
    }
    return sorted(found.values(), key=lambda one: (one.name, str(one.pk)))


def last_snapshot(programme: Any) -> Snapshot | None:
    """Return the newest moment at which the figures were written down."""
    return Snapshot.objects.filter(programme=programme).select_related("taken_by").last()


def months_missing() -> list[Any]:
    """List the programmes with ready indicators whose figures of this month nobody has written down (one query)."""
    month = this_month()
    with_ready = Indicator.objects.filter(archived_at=None).exclude(library="").order_by()
    done = Snapshot.objects.filter(month=month).values("programme")
    return list(with_ready.exclude(programme__in=done).values_list("programme", flat=True).distinct())


def this_month() -> date:
    """Return the first day of the month by the clock of the site."""
    return timezone.localdate().replace(day=1)


def list_rows(programme: Any) -> list[LogRow]:
    """List the rows of the logframe (two queries), in the order in which they were written."""
    return list(LogRow.objects.filter(programme=programme).prefetch_related("indicators"))


def access_row(programme: Any, row_id: UUID) -> LogRow:
    """Return a row of the logframe of a programme, or 404."""
    return get_object_or_404(LogRow.objects.prefetch_related("indicators"), pk=row_id, programme=programme)


def find_viewer(programme: Any) -> Any:
    """Return in whose name the figures of a month are written down: who coordinates the programme longest, or made it."""
    held = accounts.list_members(programmes.SCOPE, programme.pk, role="coordinator").prefetch_related(None)
    return held.order_by("pk").first() or programme.created_by


def count_values(programme: Any) -> dict[UUID, int]:
    """Count the values of each indicator (one query)."""
    rows = Indicator.objects.filter(programme=programme).order_by().annotate(n=Count("values"))
    return dict(rows.values_list("pk", "n"))


def taken_ready(programme: Any) -> set[str]:
    """Return the ready indicators that the programme has, archived ones too."""
    rows = Indicator.objects.filter(programme=programme).exclude(library="")
    return set(rows.values_list("library", flat=True))


def refuse_unless(condition: bool) -> None:
    """404 unless something holds."""
    if not condition:
        raise Http404
