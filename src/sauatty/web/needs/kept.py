"""Figures that took long to compute, kept under what they were computed from."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from sauatty.web.needs import selectors
from sauatty.web.needs.models import KeptFigure

# Raised when the core computes something otherwise than before, so that old figures are not taken for new ones.
VERSION = 2
KEPT_FOR = timedelta(days=30)


def recall(
    campaign: Any, measure: str, asked: Iterable[Any], compute: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Return a figure computed from the same responses and question before, else compute and keep it."""
    parts = [str(VERSION), str(campaign.pk), selectors.stamp_of(campaign), measure, *map(str, asked)]
    key = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    known = KeptFigure.objects.filter(key=key).values_list("value", flat=True).first()
    if known is not None:
        return dict(known)
    value = compute()
    KeptFigure.objects.bulk_create(
        [KeptFigure(campaign=campaign, measure=measure, key=key, value=value)], ignore_conflicts=True
    )
    return value


def sweep() -> int:
    """Delete the figures that were computed more than a month ago; returns how many."""
    return int(KeptFigure.objects.filter(computed_at__lt=timezone.now() - KEPT_FOR).delete()[0])
