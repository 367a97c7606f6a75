"""Letting people see their results when the time has come: a chore that looks, and a job that writes."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sauatty.core.psychometrics.attempt_results import Json
from sauatty.web.assessments import selectors
from sauatty.web.assessments.models import AttemptScore
from sauatty.web.assessments.services.grading import put_result
from sauatty.web.base import audit, jobs

RELEASE_JOB = "assessments.release"
AT_ONCE = 100


def look_for_results() -> int:
    """Enqueue the tests of which results or reasons may go out now and have not; the chore of every minute."""
    now = timezone.now()
    waiting = selectors.tests_to_release(now)
    for test in waiting:
        key = f"{test}:{selectors.count_waiting(test, now)}"
        jobs.enqueue(RELEASE_JOB, key=key, payload={"test": str(test)}, again=True)
    return len(waiting)


def do_release(payload: Json, report: jobs.Report) -> None:
    """Write the results of a test that may be seen now into its attempts (job)."""
    ids = list(AttemptScore.objects.filter(_waits(payload["test"])).values_list("pk", flat=True))
    report(0, len(ids))
    for start in range(0, len(ids), AT_ONCE):
        _release(ids[start : start + AT_ONCE])
        report(min(start + AT_ONCE, len(ids)), len(ids))
    if ids:
        audit.record(
            "results.released", actor=None, target=("papers.Test", payload["test"]), attempts=len(ids)
        )


def _waits(test_id: str) -> Q:
    return Q(attempt__test=test_id, attempt__state="graded") & (Q(is_released=False) | Q(is_explained=False))


@transaction.atomic
def _release(ids: list[Any]) -> None:
    now = timezone.now()
    # locked: a key may be corrected at the same moment, and an old result must not go out over the new one
    rows = AttemptScore.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    for row in rows.select_related("attempt__test"):
        put_result(row, row.attempt, now)
        row.save(update_fields=["is_released", "is_explained"])
        row.attempt.save(update_fields=["result"])
