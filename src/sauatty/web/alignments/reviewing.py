"""Starting a review: objectives of an edition become the units of a coding project."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from sauatty.web.alignments import ranking
from sauatty.web.alignments.blindness import SOURCE_KIND
from sauatty.web.alignments.models import ReviewScope
from sauatty.web.alignments.scoping import Scope, list_scope
from sauatty.web.base import jobs
from sauatty.web.base.models import Job
from sauatty.web.coding import selectors as coding
from sauatty.web.coding import services as coding_services
from sauatty.web.coding.services import UnitDraft
from sauatty.web.curricula import selectors as curricula
from sauatty.web.curricula.models import Edition, Objective
from sauatty.web.curricula.services import person_of

KIND = "objectives"
START_JOB = "alignments.start-review"
AT_ONCE = 2_000
RELEVANT_FIRST = "relevant-first"


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """What a review is asked to be. `id` is made by the client: sent twice, the review begins once."""

    id: UUID
    titles: dict[str, str]
    scope: Scope
    framework: str
    codebook: str
    codebook_version: str
    order: str = "given"
    is_blind: bool = True
    target_recall: float = 0.95
    n_coders_wanted: int = 2

    def as_json(self) -> dict[str, Any]:
        """Return the draft as plain JSON."""
        return {**asdict(self), "id": str(self.id)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "ReviewDraft":
        """Read a draft from plain JSON."""
        scope = stored["scope"]
        return cls(
            **{
                **stored,
                "id": UUID(stored["id"]),
                "scope": Scope(scope["subject_area"], scope["subject_id"], tuple(scope["grades"])),
            }
        )


def start_review(*, edition: Edition, draft: ReviewDraft, actor: Any) -> Any | Job:
    """Begin a review at once, or ask for it where there are many objectives; returns the review or the job."""
    if list_scope(edition, draft.scope).count() <= AT_ONCE:
        return begin_review(edition=edition, draft=draft, actor=actor)
    payload = {"edition": str(edition.pk), "draft": draft.as_json(), "actor": str(actor.pk)}
    total = edition.n_objectives
    return jobs.enqueue(START_JOB, key=str(draft.id), payload=payload, actor=actor, total=total)


def do_start(payload: dict[str, Any], report: jobs.Report) -> None:
    """Begin a review (job)."""
    edition = curricula.find_edition_by_id(UUID(payload["edition"]))
    if edition is not None:
        draft = ReviewDraft.from_json(payload["draft"])
        begin_review(edition=edition, draft=draft, actor=person_of(payload["actor"]), report=report)


@transaction.atomic
def begin_review(
    *,
    edition: Edition,
    draft: ReviewDraft,
    actor: Any,
    report: jobs.Report | None = None,
    is_demo: bool = False,
) -> Any:
    """Store a review with its units; the same draft again gives the first review."""
    objectives = list_scope(edition, draft.scope).only(*FIELDS)
    project = coding_services.create_project(
        actor=actor,
        kind=KIND,
        titles=draft.titles,
        source_kind=SOURCE_KIND,
        source_id=edition.pk,
        framework=draft.framework,
        codebook=draft.codebook,
        codebook_version=draft.codebook_version,
        order=draft.order,
        is_blind=draft.is_blind,
        target_recall=draft.target_recall,
        n_coders_wanted=draft.n_coders_wanted,
        units=_reported(units_of(objectives.iterator()), report, edition.n_objectives),
        is_demo=is_demo,
        project_id=draft.id,
    )
    made = ReviewScope.objects.get_or_create(
        project=project,
        defaults={
            "edition": edition,
            "subject_area": draft.scope.subject_area,
            "subject_id": draft.scope.subject_id,
            "grades": list(draft.scope.grades),
        },
    )[1]
    if made and draft.order == RELEVANT_FIRST:
        ranking.ask_for_ranking(project, 0)
    return project


# The edition stands among them because its own manager looks at it: left out, it would be asked for row by row.
FIELDS = (
    "pk",
    "edition",
    "position",
    "language",
    "text",
    "subject_area",
    "subject_id",
    "grade",
    "code",
    "ref",
)


def units_of(objectives: Iterable[Objective]) -> Iterator[UnitDraft]:
    """Return the units that objectives become."""
    for row in objectives:
        yield UnitDraft(
            ref_id=row.pk,
            position=row.position,
            language=row.language,
            text=row.text,
            group=row.subject_area,
            subject_id=row.subject_id,
            grade=row.grade,
            code=row.code,
            ref=row.ref,
        )


def _reported(units: Iterator[UnitDraft], report: jobs.Report | None, total: int) -> Iterator[UnitDraft]:
    for done, unit in enumerate(units):
        if report and done % 500 == 0:
            report(done, total)
        yield unit


def project_of_job(payload: dict[str, Any]) -> Any | None:
    """Return the review that a job made."""
    return coding.find_project(payload["draft"]["id"])
