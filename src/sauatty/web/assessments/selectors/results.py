"""Who may look at results, and what a test came to, in figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import QuerySet
from django.http import Http404

from sauatty.core.psychometrics.attempt_results import shares_by
from sauatty.core.statistics import Interval
from sauatty.core.statistics.weighted import mean_interval
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.web.assessments.models import AttemptScore
from sauatty.web.assessments.selectors.keys import keyed_items
from sauatty.web.assessments.selectors.matrices import Taken, taken_of
from sauatty.web.base.models import Job
from sauatty.web.papers import selectors as papers

# Who sees pseudonymous points, and who letters and keys too.
POINTS, LETTERS = ("analyst", "researcher"), ("analyst",)


def access_results(actor: Any, test_id: UUID, roles: Sequence[str] = POINTS) -> Any:
    """Return a test whose results somebody may study: its coordinator, or with such a role in its programme (404)."""
    test = papers.access_test(actor, test_id)
    if not holds_one_of(actor, test, roles):
        raise Http404
    return test


def holds_one_of(actor: Any, test: Any, roles: Sequence[str]) -> bool:
    """Tell whether somebody coordinates a test or holds one of the roles in its programme or everywhere."""
    if papers.may_manage(actor, test):
        return True
    scopes = {row.scope_id for row in actor.grants.filter(role__in=roles)}
    return None in scopes or (test.programme_id is not None and test.programme_id in scopes)


def list_scores(test: Any) -> QuerySet[AttemptScore]:
    """List the graded attempts at a test with their people, by name; for its coordinators."""
    rows = AttemptScore.objects.filter(attempt__test=test).exclude(attempt__state="void")
    found = rows.select_related("attempt__person", "attempt__paper").defer(
        "attempt__answers", "attempt__paper__body"
    )
    return found.order_by("attempt__person__sort_key", "attempt__number")


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """What one paper of a test came to: people, mean share of the points with its interval, by component too."""

    code: str
    n: int
    most: int
    mean: Interval
    sd: float | None
    has_interval: bool
    components: tuple[tuple[str, float], ...]


def figures_by_paper(test: Any) -> list[PaperFigures]:
    """Return what each paper of a test came to, first attempts only (a query for each paper, and one)."""
    taken = taken_of([test])
    papers_seen = sorted(
        {(one.paper, one.paper_id) for one in taken}, key=lambda pair: (pair[0], str(pair[1]))
    )
    return [_figures(code, [one for one in taken if one.paper_id == id]) for code, id in papers_seen]


def _figures(code: str, taken: Sequence[Taken]) -> PaperFigures:
    items = [one for one in keyed_items(taken[0].paper_id) if not one.is_left_out]
    most = sum(one.key.max_score for one in items)
    shares = np.array([sum(row.points[one.id] for one in items) / (most or 1) for row in taken])
    sums = {one.id: sum(row.points[one.id] for row in taken) for one in items}
    parts = shares_by(items, sums, lambda one: one.component)
    sd = float(np.std(shares, ddof=1)) if len(shares) > 1 else None
    mean = mean_interval(shares, np.ones(len(shares)))
    return PaperFigures(
        code, len(taken), most, replace(mean, low=max(mean.low, 0.0), high=min(mean.high, 1.0)), sd,
        len(taken) >= MINIMUM_CELL,
        tuple((name, one["score"] / (one["max"] * len(taken))) for name, one in parts),
    )  # fmt: skip


def count_people(test: Any) -> int:
    """Count the people with a graded attempt at a test."""
    rows = AttemptScore.objects.filter(attempt__test=test).exclude(attempt__state="void")
    return int(rows.values("attempt__person").distinct().count())


def asker_of(kind: str, file_id: str) -> Any:
    """Return who asked for a file, as long as they can sign in."""
    job = Job.objects.select_related("created_by").filter(idempotency_key=f"{kind}:{file_id}").first()
    person = job.created_by if job else None
    return person if person is not None and person.is_active else None
