"""Carrying the decisions of a whole act on: too much for a page, so a job does it."""

import hashlib
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sauatty.web.alignments import carrying
from sauatty.web.alignments.reviewing import AT_ONCE
from sauatty.web.base import jobs
from sauatty.web.base.models import Job
from sauatty.web.coding import selectors as coding
from sauatty.web.curricula import selectors as curricula
from sauatty.web.curricula.models import Edition
from sauatty.web.curricula.services import person_of

EDITION_JOB, PAIR_JOB = "alignments.go-on", "alignments.confirm-pairs"


def start_going_on(*, project: Any, earlier: Edition, later: Edition, actor: Any) -> Any | Job:
    """Go on with a review in a later edition, in a job where it is long; returns the review or the job."""
    if project.n_units <= AT_ONCE:
        return carrying.go_on(project=project, earlier=earlier, later=later, actor=actor)
    key = f"{project.pk}:{later.pk}"
    payload = _payload(project, later, actor)
    return jobs.enqueue(EDITION_JOB, key=key, payload=payload, actor=actor, total=1)


def start_confirming(
    *, project: Any, edition: Edition, other: Edition, chosen: Iterable[UUID] | None, actor: Any
) -> int | Job:
    """Confirm pairs, all of a long review in a job; returns how many took a decision over, or the job."""
    if chosen is not None or project.n_units <= AT_ONCE:
        return carrying.confirm_pairs(
            project=project, edition=edition, other=other, chosen=chosen, actor=actor
        )
    stamp = hashlib.sha256(coding.results_stamp(project).encode()).hexdigest()[:16]
    key = f"{project.pk}:{other.pk}:{stamp}"
    payload = _payload(project, other, actor)
    return jobs.enqueue(PAIR_JOB, key=key, payload=payload, actor=actor, total=1, again=True)


def _payload(project: Any, edition: Edition, actor: Any) -> dict[str, str]:
    return {"project": str(project.pk), "edition": str(edition.pk), "actor": str(actor.pk)}


def do_go_on(payload: dict[str, Any], report: jobs.Report) -> None:
    """Go on with a review in a later edition (job)."""
    project, earlier, later = _named(payload)
    if project is not None and earlier is not None and later is not None:
        report(0, 1)
        actor = person_of(payload["actor"])
        carrying.go_on(project=project, earlier=earlier, later=later, actor=actor)


def do_confirm(payload: dict[str, Any], report: jobs.Report) -> None:
    """Confirm every pair of a review (job)."""
    project, edition, other = _named(payload)
    if project is not None and edition is not None and other is not None:
        report(0, 1)
        actor = person_of(payload["actor"])
        carrying.confirm_pairs(project=project, edition=edition, other=other, chosen=None, actor=actor)


def _named(payload: dict[str, Any]) -> tuple[Any, Edition | None, Edition | None]:
    project = coding.find_project(payload["project"])
    own = curricula.find_edition_by_id(project.source_id) if project else None
    return project, own, curricula.find_edition_by_id(UUID(payload["edition"]))


def made_by(payload: dict[str, Any]) -> Any | None:
    """Return the review that a job made or filled."""
    project, _, edition = _named(payload)
    if project is None or edition is None:
        return None
    return coding.find_project(carrying.later_project_id(project, edition))
