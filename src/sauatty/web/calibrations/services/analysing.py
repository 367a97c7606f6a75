"""Asking for an analysis, and working it out in a job."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

import sauatty
from sauatty.core.errors import SauattyError
from sauatty.web.base import audit, jobs
from sauatty.web.base.models import Job
from sauatty.web.calibrations import selectors
from sauatty.web.calibrations.gathering import canonical, gathered
from sauatty.web.calibrations.models import Analysis
from sauatty.web.calibrations.working import work_out

ANALYSIS_JOB = "calibrations.analysis"
Json = dict[str, Any]


@transaction.atomic
def ask_for_analysis(
    *, actor: Any, programme: Any, kind: str, tests: Sequence[Any], choices: Mapping[str, Any]
) -> tuple[Analysis, Job]:
    """Ask for an analysis; while the same one waits already, that is returned."""
    named = [_named(test) for test in tests]
    waiting = selectors.find_waiting(programme, kind, named, choices)
    analysis = waiting or Analysis.objects.create(
        programme=programme, kind=kind, tests=named, choices=dict(choices), created_by=actor
    )
    if waiting is None:
        audit.record("analysis.asked", actor=actor, target=analysis, kind=kind, programme=str(programme.pk))
    payload = {"analysis": str(analysis.pk)}
    return analysis, jobs.enqueue(ANALYSIS_JOB, key=str(analysis.pk), payload=payload, actor=actor, total=2)


def _named(test: Any) -> Json:
    titles = {code: getattr(test, f"title_{code}") for code in ("kk", "ru", "en")}
    return {"id": str(test.pk), "purpose": test.purpose, "title": titles}


def do_analysis(payload: Json, report: jobs.Report) -> None:
    """Work an analysis out (job). What is impossible is no failure: its page says what stands in the way."""
    analysis = Analysis.objects.select_related("programme").filter(pk=payload["analysis"]).first()
    if analysis is None or analysis.state != Analysis.State.WAITING:
        return
    report(0, 2)
    answers = gathered(selectors.tests_of(analysis))
    more = selectors.material_of(analysis)
    analysis.inputs_sha256 = answers.digest(analysis.kind, analysis.choices, more)
    analysis.n_persons, analysis.code_version = answers.n_persons, sauatty.__version__
    report(1, 2)
    try:
        result = work_out(analysis.kind, answers, {**analysis.choices, **more})
    except SauattyError as error:
        _keep_problem(analysis, error)
    else:
        keep_result(analysis, result)
    report(2, 2)


@transaction.atomic
def keep_result(analysis: Analysis, result: Json) -> None:
    """Store a result, once and for all."""
    analysis.result = result
    analysis.result_sha256 = hashlib.sha256(canonical(result).encode()).hexdigest()
    analysis.state, analysis.made_at = Analysis.State.DONE, timezone.now()
    analysis.save()
    audit.record("analysis.done", actor=None, target=analysis, result=analysis.result_sha256)


def _keep_problem(analysis: Analysis, error: SauattyError) -> None:
    facts = {
        name: value if isinstance(value, int | float | str) else str(value)
        for name, value in error.params.items()
    }
    analysis.problem = {"code": error.code, "message": error.message, "params": facts}
    analysis.state, analysis.made_at = Analysis.State.IMPOSSIBLE, timezone.now()
    analysis.save()


def analysis_address(job: Job) -> str:
    """Return the page of an analysis."""
    return reverse("calibrations:analysis_detail", args=[job.payload["analysis"]])
