"""Reads of proposals and coverage: a few aggregates, never a row per objective."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sauatty.web.alignments.figures import Competence, competences_of
from sauatty.web.alignments.models import MatchResult, MatchRun
from sauatty.web.base.models import Job
from sauatty.web.curricula import selectors as curricula
from sauatty.web.curricula.models import Edition, SubjectProgramme
from sauatty.web.curricula.services import FOLLOW_JOB, STORE_JOB
from sauatty.web.curricula.titles import area_slugs, subject_slugs

AXES = ("subject_area", "subject", "grade")
_COLUMNS = {"subject_area": "subject_area", "subject": "subject_id", "grade": "grade"}
GRADES = tuple(range(1, 12))
Key = str | int | None


def current_run(edition: Edition) -> MatchRun | None:
    """Return the newest finished run, else the one under way (asked once per edition object)."""
    if not hasattr(edition, "_current_run"):
        runs = list(MatchRun.objects.filter(edition=edition))
        done = (run for run in runs if run.state == MatchRun.State.DONE)
        edition._current_run = next(done, runs[0] if runs else None)
    return edition._current_run


def finished_run(edition: Edition) -> MatchRun | None:
    """Return the newest finished run: a half one would call areas unread that merely wait."""
    run = current_run(edition)
    return run if run is not None and run.state == MatchRun.State.DONE else None


def job_under_way(edition: Edition) -> Job | None:
    """Return the job that matches the edition, or will; one whose worker has died is not under way."""
    keys = [f"{STORE_JOB}:{pk}" for pk in edition.uploads.values_list("pk", flat=True)]
    alive = Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, leased_until__gte=timezone.now())
    jobs = Job.objects.filter(alive, idempotency_key__in=[f"{FOLLOW_JOB}:{edition.pk}", *keys])
    return min(jobs, key=lambda job: job.state != Job.State.RUNNING, default=None)


def access_run(person: Any, run_id: UUID) -> MatchRun:
    """Return a run over an edition that the person may see (404)."""
    editions = curricula.list_editions(person).values("pk")
    return get_object_or_404(
        MatchRun.objects.select_related("edition__document").filter(edition__in=editions), pk=run_id
    )


def list_runs(edition: Edition) -> QuerySet[MatchRun]:
    """Return the runs over an edition, newest first."""
    return MatchRun.objects.filter(edition=edition)


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One area, subject or grade. `n_objectives` None means: not read; its counts say nothing then."""

    key: Key
    n_objectives: int | None
    counts: tuple[int, ...]
    expected: tuple[float, ...]

    @property
    def n_relevant(self) -> int:
        """Return how many objectives carry any competence."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Objectives of one edition by row and first proposed competence, above the run's threshold."""

    by: str
    competences: tuple[Competence, ...]
    rows: tuple[CoverageRow, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """Return the objectives of each competence over all rows."""
        return tuple(sum(row.counts[index] for row in self.rows) for index in range(len(self.competences)))

    @property
    def n_objectives(self) -> int:
        """Return how many objectives were read."""
        return sum(row.n_objectives or 0 for row in self.rows)

    @property
    def n_relevant(self) -> int:
        """Return how many objectives carry any competence."""
        return sum(self.totals)

    @property
    def empty_competences(self) -> tuple[Competence, ...]:
        """Return the competences that no objective of the edition carries."""
        return tuple(one for one, total in zip(self.competences, self.totals, strict=True) if not total)


def summarise_coverage(run: MatchRun, by: str, programme: SubjectProgramme | None = None) -> Coverage:
    """Count the objectives of a run by row and competence, in one query."""
    competences = competences_of(run.framework)
    results = MatchResult.objects.filter(run=run)
    if programme is not None:
        results = results.filter(objective__programme=programme)
    column = f"objective__{_COLUMNS[by]}"
    counted = results.values_list(column, "competence").annotate(
        n=Count("pk"), n_relevant=Count("pk", filter=Q(is_relevant=True)), expected=Sum("relevance")
    )
    by_row: dict[Key, list[tuple[str, int, int, float]]] = defaultdict(list)
    for key, competence, n, n_relevant, expected in counted.order_by():
        by_row[key].append((competence, n, n_relevant, expected))
    keys = _row_keys(by, set(by_row), with_unread=programme is None)
    return Coverage(by, competences, tuple(_row(key, by_row.get(key), competences) for key in keys))


def _row(
    key: Key, cells: list[tuple[str, int, int, float]] | None, competences: tuple[Competence, ...]
) -> CoverageRow:
    found = {competence: (n_relevant, expected) for competence, _, n_relevant, expected in cells or ()}
    pairs = [found.get(one.id, (0, 0.0)) for one in competences]
    return CoverageRow(
        key,
        sum(n for _, n, _, _ in cells) if cells else None,
        tuple(n_relevant for n_relevant, _ in pairs),
        tuple(expected for _, expected in pairs),
    )


def _row_keys(by: str, found: set[Key], *, with_unread: bool) -> list[Key]:
    """Return the rows in the order of the standard: all areas and grades, the subjects that were read."""
    ranks: dict[str, tuple[Key, ...]] = {
        "subject_area": area_slugs(), "subject": subject_slugs(), "grade": GRADES,
    }  # fmt: skip
    order = list(ranks[by])
    wanted = found | set(order) if with_unread and by != "subject" else found
    rank = {key: index for index, key in enumerate(order)}
    return sorted(wanted, key=lambda key: (rank.get(key, len(rank)), str(key)))


def list_relevant(run: MatchRun) -> QuerySet[MatchResult]:
    """Return the relevant results of a run with their objectives."""
    return (
        MatchResult.objects.filter(run=run, is_relevant=True)
        .select_related("objective")
        .order_by("objective__position")
    )
