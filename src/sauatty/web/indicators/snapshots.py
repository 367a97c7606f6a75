"""The figures of ready indicators as they stood on a day: written down once a month by a chore, and when asked for."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.evaluation.figures import Figure
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base import audit, jobs
from sauatty.web.indicators import measuring, selectors
from sauatty.web.indicators.models import Snapshot, Value
from sauatty.web.programmes import selectors as programmes

KIND = "indicators.snapshot"


def ask_for_months() -> int:
    """Ask for the figures of this month where nobody has written them down; returns for how many programmes."""
    missing = selectors.months_missing()
    for programme in missing:
        key = f"{programme}:{selectors.this_month():%Y-%m}"
        if jobs.is_over(KIND, key=key):
            jobs.enqueue(KIND, key=key, payload={"programme": str(programme)})
    return len(missing)


def do(payload: dict[str, Any], report: jobs.Report) -> None:
    """Write the figures of this month down, in the name of who coordinates the programme."""
    programme = programmes.find_programme(payload["programme"])
    viewer = selectors.find_viewer(programme) if programme is not None else None
    if viewer is not None:
        take(programme=programme, viewer=viewer, is_monthly=True)
    report(1, 1)


def take(*, programme: Any, viewer: Any, is_monthly: bool = False) -> Snapshot | None:
    """Write the figures down as they stand now; of a month they are written down once, and then None comes back."""
    live = measuring.live_of(programme, viewer)
    with transaction.atomic():
        month = selectors.this_month() if is_monthly else None
        if month and Snapshot.objects.filter(programme=programme, month=month).exists():
            return None
        actor = None if is_monthly else viewer
        snapshot = Snapshot.objects.create(programme=programme, month=month, taken_by=actor)
        rows = [
            row
            for one in selectors.list_indicators(programme)
            if one.library and one.library not in live.hidden
            for row in _rows(one, snapshot, live)
        ]
        Value.objects.bulk_create(rows, batch_size=500)
        audit.record("indicator.snapshot", actor=actor, target=snapshot, n=len(rows))
    return snapshot


def _rows(indicator: Any, snapshot: Snapshot, live: measuring.Live) -> Iterator[Value]:
    figure = live.figure(indicator.library)
    if figure is None:
        return
    yield _row(indicator, snapshot, figure)
    known = {one.code for one in accounts.list_regions()}
    for code, one in live.regions(indicator.library).items():
        if code in known:
            yield _row(indicator, snapshot, one, code)


def _row(indicator: Any, snapshot: Snapshot, figure: Figure, region: str | None = None) -> Value:
    return Value(
        indicator=indicator, snapshot=snapshot, region_id=region, day=timezone.localdate(), n=figure.n,
        value=figure.value, low=figure.low, high=figure.high, why_missing=figure.why_missing,
    )  # fmt: skip
