"""Figures that took long to compute, kept under what they were computed from."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from sauatty.web.alignments.judged import Source
from sauatty.web.alignments.models import MeasureResult, TeachingHours
from sauatty.web.curricula.models import Edition

# Raised when the core computes something otherwise than before, so that old figures are not taken for new ones.
VERSION = 1
KEPT_FOR = timedelta(days=30)


def recall(
    edition: Edition,
    source: Source,
    measure: str,
    asked: Iterable[Any],
    compute: Callable[[], dict[str, Any]],
) -> dict[str, Any]:
    """Return a figure computed from the same decisions, hours and question before, else compute and keep it."""
    key = _key(edition, source, measure, asked)
    known = MeasureResult.objects.filter(key=key).values_list("value", flat=True).first()
    if known is not None:
        return known
    value = compute()
    MeasureResult.objects.bulk_create(
        [MeasureResult(edition=edition, measure=measure, key=key, value=value)], ignore_conflicts=True
    )
    return value


def _key(edition: Edition, source: Source, measure: str, asked: Iterable[Any]) -> str:
    parts = [
        str(VERSION),
        str(edition.pk),
        source.version(),
        _hours_stamp(edition),
        measure,
        *map(str, asked),
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _hours_stamp(edition: Edition) -> str:
    """Return what changes with every change of the hours (one query, kept on the edition object)."""
    if not hasattr(edition, "_hours_stamp"):
        hours = TeachingHours.objects.filter(edition=edition)
        found = hours.aggregate(last=Max("entered_at"))["last"]
        edition._hours_stamp = f"{found} {hours.count()}"
    stamp: str = edition._hours_stamp
    return stamp


def sweep() -> int:
    """Delete the figures that nobody has computed anew for a month; returns how many."""
    return int(MeasureResult.objects.filter(computed_at__lt=timezone.now() - KEPT_FOR).delete()[0])
