"""Reads of files: what was made, what went out to Word, and what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sauatty.web.base.models import ExportedFile, Job
from sauatty.web.guides.models import BlockText, Guide
from sauatty.web.publications.models import ReturnedChange, ReturnedFile, SentFile

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file that somebody asked for: the job that makes it, and the file once it is there and lives."""

    job: Job
    file: ExportedFile | None


def list_outputs(person: Any, guide: Guide, kind: str) -> list[OutputFile]:
    """Return the newest files that a person asked for of a guide (two queries)."""
    jobs = list(
        Job.objects.filter(kind=kind, created_by=person, payload__guide=str(guide.pk)).order_by(
            "-created_at"
        )[:_SHOWN]
    )
    files = _living_files(person, [job.payload["file"] for job in jobs])
    return [OutputFile(job, files.get(UUID(job.payload["file"]))) for job in jobs]


def _living_files(person: Any, ids: Sequence[Any]) -> dict[UUID, ExportedFile]:
    living = ExportedFile.objects.filter(pk__in=ids, owner=person, expires_at__gt=timezone.now())
    return {file.pk: file for file in living.defer("content")}


def list_sent(person: Any, guide: Guide) -> list[tuple[SentFile, ExportedFile | None]]:
    """Return what went out to Word, newest first, with what came back; a file lives a day for who asked."""
    n_open = Count("changes", filter=Q(changes__state=ReturnedChange.State.OPEN))
    returns = ReturnedFile.objects.defer("content").annotate(n_open=n_open, n_changes=Count("changes"))
    returns = returns.order_by("-returned_at", "-pk")  # counting lets the order of the model fall
    sent = guide.sent_files.defer("document").select_related("sent_by")
    rows = list(sent.prefetch_related(Prefetch("returns", queryset=returns))[:50])
    files = _living_files(person, [row.pk for row in rows])
    return [(row, files.get(row.pk)) for row in rows]


def access_change(file: ReturnedFile, change_id: UUID) -> ReturnedChange:
    """Return a change of a returned file (404)."""
    changes = file.changes.select_related("file__guide__edition__document", "file__sent", "block")
    return get_object_or_404(changes.defer("file__content", "file__sent__document"), pk=change_id)


def list_changes(file: ReturnedFile) -> list[ReturnedChange]:
    """Return the changes of a returned file in its order, with the texts of their blocks (two queries)."""
    texts = Prefetch("block__texts", queryset=BlockText.objects.filter(language=file.sent.language))
    return list(file.changes.select_related("block", "decided_by").prefetch_related(texts))


def has_open_changes(guide: Guide) -> bool:
    """Tell whether something that came back from Word waits for a decision."""
    return ReturnedChange.objects.filter(file__guide=guide, state=ReturnedChange.State.OPEN).exists()


@dataclass(frozen=True, slots=True)
class ReturnView:
    """One change as its page shows it. `is_outdated`: the paragraph was changed here since the file went out."""

    change: ReturnedChange
    is_outdated: bool
    now: str


def summarise_return(file: ReturnedFile) -> list[ReturnView]:
    """Return the changes of a file, each held against the text as it stands now."""
    return [_return_view(change) for change in list_changes(file)]


def _return_view(change: ReturnedChange) -> ReturnView:
    rows = list(change.block.texts.all()) if change.block else []
    now = rows[0].text if rows else ""
    is_text = change.kind == ReturnedChange.Kind.TEXT and not change.is_computed
    return ReturnView(
        change, is_text and change.state == ReturnedChange.State.OPEN and now != change.before, now
    )


def access_returned(guide: Guide, file_id: UUID) -> ReturnedFile:
    """Return a file that came back (404)."""
    return get_object_or_404(guide.returned_files.defer("content").select_related("sent"), pk=file_id)


def access_sent(guide: Guide, file_id: UUID) -> SentFile:
    """Return a file that went out (404)."""
    return get_object_or_404(guide.sent_files.defer("document"), pk=file_id)
