"""Versions of item parameters: taking a calibration into use, going back to an earlier version."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import EquatingImpossible
from sauatty.core.psychometrics.drift import drift
from sauatty.core.psychometrics.equating_links import Link
from sauatty.web.base import audit
from sauatty.web.calibrations import selectors
from sauatty.web.calibrations.models import Analysis, ParameterSet
from sauatty.web.calibrations.working.parameters import items_from, linked_groups
from sauatty.web.calibrations.working.plain import plain

Json = dict[str, Any]


@transaction.atomic
def take_into_use(*, actor: Any, analysis: Analysis) -> ParameterSet:
    """Make a new version of the parameters of a programme from a calibration, and use it.

    Where a version is in use, the new one is put onto its scale by the items that both hold and that have not moved.
    The old version stays.
    """
    found = analysis.result["calibration"]
    before = selectors.list_sets(analysis.programme).select_for_update().first()
    link = _link(before, found["items"]) if before else None
    items = plain(link.items(items_from(found["items"]))) if link else found["items"]
    row = ParameterSet.objects.create(
        programme=analysis.programme, number=before.number + 1 if before else 1, analysis=analysis,
        model=found["model"], method=found["method"], items=items,
        groups=linked_groups(found["groups"], link) if link else found["groups"],
        link=_link_json(before, link) if before else {}, n_persons=analysis.n_persons, made_by=actor,
        made_at=timezone.now(),
    )  # fmt: skip
    return use_set(actor=actor, row=row)


def _link(before: ParameterSet, items: list[Json]) -> Link | None:
    try:
        return drift(items_from(before.items), items_from(items)).link
    except EquatingImpossible:
        return None


def _link_json(before: ParameterSet, link: Link | None) -> Json:
    """Return how a version hangs together with the one before; without common items it stands alone."""
    return {
        "to": before.number,
        **(plain(link) if link else {"slope": None, "intercept": None, "common": []}),
    }


@transaction.atomic
def use_set(*, actor: Any, row: ParameterSet) -> ParameterSet:
    """Use a version of parameters instead of any other."""
    ParameterSet.objects.filter(programme=row.programme_id, is_active=True).update(is_active=False)
    ParameterSet.objects.filter(pk=row.pk).update(is_active=True)
    row.refresh_from_db()
    audit.record("parameters.used", actor=actor, target=row, number=row.number, analysis=str(row.analysis_id))
    return row


@transaction.atomic
def put_out_of_use(*, actor: Any, row: ParameterSet) -> None:
    """Use no parameters at all: results are provisional again."""
    ParameterSet.objects.filter(pk=row.pk).update(is_active=False)
    audit.record("parameters.unused", actor=actor, target=row, number=row.number)
