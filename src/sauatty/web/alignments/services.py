"""Matching an edition: batch by batch, each kept at once, so that a dead worker loses one batch at most."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sauatty.core.records import Match
from sauatty.web.alignments.cache import DatabaseEmbeddingCache
from sauatty.web.alignments.figures import FRAMEWORK, competences_of
from sauatty.web.alignments.models import MatchResult, MatchRun
from sauatty.web.alignments.selectors import summarise_coverage
from sauatty.web.base import audit
from sauatty.web.base.jobs import Report
from sauatty.web.curricula.models import Edition, Objective

BATCH = 125
TOP = 3


@lru_cache(maxsize=1)
def the_matcher(encoder: str) -> Any:
    """Load the matcher once per worker; numpy and the encoder come in only here."""
    from sauatty.core.matching.matcher import load_matcher
    from sauatty.encoders import find_encoder

    folder = Path(settings.MATCH_MODELS) if settings.MATCH_MODELS else None
    return load_matcher(find_encoder(encoder), folder=folder, cache=DatabaseEmbeddingCache())


def match_edition(edition: Edition, actor: Any, report: Report) -> MatchRun:
    """Propose competences for every objective of an edition; what is there already is not done again."""
    matcher = the_matcher(settings.MATCH_ENCODER)
    run = MatchRun.objects.get_or_create(
        edition=edition,
        framework=FRAMEWORK,
        model=matcher.name,
        defaults={"threshold": matcher.threshold, "created_by": actor},
    )[0]
    if run.state == MatchRun.State.DONE:
        return run
    done = set(run.results.values_list("objective_id", flat=True))
    waiting = edition.objectives.only("pk", "text", "language").order_by("position")
    # encoders are fastest on texts of one length
    rows = sorted((row for row in waiting if row.pk not in done), key=lambda row: len(row.text))
    total = len(rows) + len(done)
    report(len(done), total)
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        matches = matcher.match([row.text for row in batch], [row.language for row in batch], top=TOP)
        _store_results(run, batch, matches)
        report(len(done) + start + len(batch), total)
    return _finish_run(run, actor)


@transaction.atomic
def _store_results(run: MatchRun, objectives: Sequence[Objective], matches: Sequence[Match]) -> None:
    MatchResult.objects.bulk_create(
        [
            MatchResult(
                run=run,
                objective=objective,
                relevance=match.relevance,
                is_relevant=match.relevance >= run.threshold,
                competence=match.proposals[0].competence if match.proposals else "",
                proposals=[asdict(proposal) for proposal in match.proposals],
                why={**asdict(match.why), "against": list(match.extra.get("against", ()))},
            )
            for objective, match in zip(objectives, matches, strict=True)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def _finish_run(run: MatchRun, actor: Any) -> MatchRun:
    """Close a run with its figures."""
    coverage = summarise_coverage(run, "subject_area")
    run.n_objectives, run.n_relevant = coverage.n_objectives, coverage.n_relevant
    run.evenness = measure_evenness(coverage.totals)
    run.state, run.finished_at = MatchRun.State.DONE, timezone.now()
    run.save()
    audit.record(
        "match_run.finished", actor=actor, target=run, model=run.model, n_objectives=run.n_objectives,
        n_relevant=run.n_relevant,
    )  # fmt: skip
    return run


def measure_evenness(totals: Sequence[int]) -> dict[str, float]:
    """Return Pielou's J over the competences with its 95 % interval; empty where nothing was found."""
    from sauatty.core.coverage import evenness

    if not sum(totals) or len(totals) != len(competences_of(FRAMEWORK)):
        return {}
    found = evenness(totals)
    low, high = found.pielou.low, found.pielou.high
    return {"value": found.pielou.estimate, "low": low, "high": high, "gini": found.gini, "n": found.n}


def erase_authorship(person: Any) -> int:
    """Take a person's name off the runs that they asked for."""
    return MatchRun.objects.filter(created_by=person).update(created_by=None)
