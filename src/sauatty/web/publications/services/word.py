"""A guide out to Word and back: sent with an identifier, read in the sandbox, decided change by change."""

import hashlib
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from sauatty.core.documents.guide_snapshot import document_as_json, document_from_json
from sauatty.core.errors import (
    FileTypeMismatch,
    FileTypeUnknown,
    GuideChangeLocked,
    GuideTextMoved,
    ImportRefused,
    ReturnedFileForeign,
    ReturnedFileNotForReview,
    ReturnedFileNoWord,
    ReturnedFileOfOtherRound,
    ReturnedFileUnknown,
    SauattyError,
)
from sauatty.web.base import audit, exports, jobs
from sauatty.web.base.jobs import Report
from sauatty.web.base.models import ExportedFile, Job
from sauatty.web.guides import services as guides
from sauatty.web.guides.models import BlockText, Guide, TextRevision
from sauatty.web.guides.selectors import list_blocks
from sauatty.web.publications import rendering, returning, writing
from sauatty.web.publications.models import ReturnedChange, ReturnedFile, SentFile
from sauatty.web.publications.services.output import working_cover

SEND_JOB, RETURN_JOB = "publications.send", "publications.return"
_REFUSALS = (
    ImportRefused,
    ReturnedFileForeign,
    ReturnedFileNotForReview,
    ReturnedFileOfOtherRound,
    ReturnedFileUnknown,
)
_OPEN, _ACCEPTED, _REFUSED = (
    ReturnedChange.State.OPEN,
    ReturnedChange.State.ACCEPTED,
    ReturnedChange.State.REFUSED,
)


@transaction.atomic
def send_to_word(*, guide: Guide, actor: Any, language: str) -> SentFile:
    """Note the guide as it stands in one language under an identifier; `do_send` writes the file."""
    from dataclasses import replace

    Guide.objects.select_for_update().get(pk=guide.pk)
    views = list_blocks(guide)
    number = (guide.sent_files.aggregate(last=Max("number"))["last"] or 0) + 1
    identifier = f"SG-{guide.slug}-w{number}-{language}"
    cover = replace(working_cover(guide, views, language), identifier=identifier)
    document = writing.document_of(guide, views, language, cover)
    sent = SentFile.objects.create(
        guide=guide, number=number, identifier=identifier, language=language, sent_by=actor,
        document=document_as_json(document), sent_at=timezone.now(),
        revisions={view.block.anchor: view.in_language(language).revision for view in views},
    )  # fmt: skip
    audit.record("guide.sent_to_word", actor=actor, target=sent, guide=str(guide.pk), language=language)
    jobs.enqueue(SEND_JOB, key=str(sent.pk), payload={"sent": str(sent.pk)}, actor=actor, total=1)
    return sent


def do_send(payload: dict[str, Any], report: Report) -> None:
    """Write the DOCX that goes out and offer it to whoever asked (job)."""
    from sauatty.core.documents.docx import render_docx

    sent = SentFile.objects.select_related("sent_by").filter(pk=UUID(payload["sent"])).first()
    if sent is None or sent.sent_by is None or ExportedFile.objects.filter(pk=sent.pk).exists():
        return
    report(0, 1)
    content = render_docx(document_from_json(sent.document), is_for_review=True)
    exports.offer_file(
        owner=sent.sent_by, name=f"{sent.identifier}.docx", media_type=rendering.DOCX, content=content,
        file_id=sent.pk, guide=str(sent.guide_id),
    )  # fmt: skip
    report(1, 1)


@transaction.atomic
def receive_return(
    *, sent: SentFile, name: str, content: bytes, actor: Any
) -> tuple[ReturnedFile, Job | None]:
    """Keep a file that came back and ask for its reading; the same bytes again are the same file."""
    sha256 = hashlib.sha256(content).hexdigest()
    file, is_new = ReturnedFile.objects.get_or_create(
        sent=sent, sha256=sha256,
        defaults={"guide": sent.guide, "name": name[-200:], "content": content, "returned_by": actor},
    )  # fmt: skip
    if not is_new and file.state != ReturnedFile.State.RECEIVED:
        return file, None
    if is_new:
        audit.record(
            "guide.returned_from_word", actor=actor, target=file, guide=str(sent.guide_id), sha256=sha256
        )
    payload = {"file": str(file.pk), "guide": str(sent.guide_id)}
    return file, jobs.enqueue(RETURN_JOB, key=str(file.pk), payload=payload, actor=actor, total=1)


def do_return(payload: dict[str, Any], report: Report) -> None:
    """Read a file that came back (job); why it is refused stands on its page."""
    file = ReturnedFile.objects.select_related("sent__guide").filter(pk=UUID(payload["file"])).first()
    if file is None or file.sent is None or file.state != ReturnedFile.State.RECEIVED:
        return
    report(0, 1)
    try:
        returned = _read(file)
        _refuse_foreign(file, returned)
    except (FileTypeUnknown, FileTypeMismatch):
        _note_refusal(file, ReturnedFileNoWord(name=file.name))
        return
    except _REFUSALS as error:
        _note_refusal(file, error)
        return
    with transaction.atomic():
        ReturnedChange.objects.bulk_create(returning.changes_of(file, returned))
        ReturnedFile.objects.filter(pk=file.pk).update(state=ReturnedFile.State.READ)
    report(1, 1)


def _read(file: ReturnedFile) -> Any:
    from sauatty.core.documents.sending import sent_paragraphs
    from sauatty.core.exchange.docx_sent import compare_with_sent
    from sauatty.sandbox import read_returned_in_sandbox

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "returned.docx"
        path.write_bytes(bytes(file.content))
        returned = read_returned_in_sandbox(path, name=file.name)
    document = document_from_json(file.sent.document)
    return compare_with_sent(returned, sent_paragraphs(document))


def _refuse_foreign(file: ReturnedFile, returned: Any) -> None:
    """Refuse a file that is not the one that went out: another guide, another round, another language."""
    if not returned.identifier:
        raise ReturnedFileUnknown(name=file.name)
    if returned.identifier != file.sent.identifier or returned.language != file.sent.language:
        raise _foreign(file, returned.identifier, returned.language)


def _foreign(file: ReturnedFile, identifier: str, language: str) -> SauattyError:
    """Say what a file is that came back at the wrong place: another round, a file for readers, another guide."""
    guide, sent = file.guide, file.sent
    known = SentFile.objects.filter(identifier=identifier).first()
    if known is not None and known.guide_id == guide.pk and known.pk != sent.pk:
        return ReturnedFileOfOtherRound(name=file.name, found=identifier, expected=sent.identifier)
    is_published = guide.versions.filter(identifier=identifier).exists()
    if is_published or identifier == f"SG-{guide.slug}":
        return ReturnedFileNotForReview(name=file.name, found=identifier)
    expected = f"{sent.identifier} ({sent.language})"
    return ReturnedFileForeign(name=file.name, found=f"{identifier} ({language})", expected=expected)


def _note_refusal(file: ReturnedFile, error: SauattyError) -> None:
    ReturnedFile.objects.filter(pk=file.pk).update(
        state=ReturnedFile.State.REFUSED, error_code=error.code, error_message=error.message,
        error_params={name: str(value) for name, value in error.params.items()},
    )  # fmt: skip


@transaction.atomic
def accept_change(*, change: ReturnedChange, actor: Any) -> None:
    """Take a change over: the words become the paragraph's text, by the person who accepts them.

    Raises
    ------
    GuideChangeLocked
        It alters figures, or a part that is computed.
    GuideTextMoved
        The paragraph has been changed here since the file went out.
    """
    change = ReturnedChange.objects.select_for_update().get(pk=change.pk)
    if change.state != _OPEN:
        return
    if change.locked or change.is_computed or change.block is None:
        raise GuideChangeLocked(figures=", ".join(change.locked) or "–")
    _ACTIONS[change.kind](change, actor)
    _decide(change, _ACCEPTED, actor)


def _accept_text(change: ReturnedChange, actor: Any) -> None:
    row = _text_row(change)
    if row is None or row.text != change.before:
        raise GuideTextMoved
    guides.write_text(
        guide=change.file.guide, block=change.block, language=change.file.sent.language, text=change.after,
        actor=actor, revision=row.revision, how=TextRevision.How.WORD, note=_origin(change),
        is_new_meaning=change.file.sent.language == change.file.guide.leading_language,
    )  # fmt: skip


def _accept_added(change: ReturnedChange, actor: Any) -> None:
    guides.add_block(
        guide=change.file.guide, after=change.block, kind="paragraph", language=change.file.sent.language,
        text=change.after, actor=actor,
    )  # fmt: skip


def _accept_deleted(change: ReturnedChange, actor: Any) -> None:
    guides.remove_block(guide=change.file.guide, block=change.block, actor=actor)


def _accept_comment(change: ReturnedChange, actor: Any) -> None:
    name = change.authors[0]["author"] if change.authors else ""
    guides.add_word_comment(
        block=change.block, language=change.file.sent.language, text=change.after, word_author=name
    )


_ACTIONS = {
    ReturnedChange.Kind.TEXT: _accept_text,
    ReturnedChange.Kind.ADDED: _accept_added,
    ReturnedChange.Kind.DELETED: _accept_deleted,
    ReturnedChange.Kind.COMMENT: _accept_comment,
}


@transaction.atomic
def refuse_change(*, change: ReturnedChange, actor: Any) -> None:
    """Leave the paragraph as it is; the refused words stay in its history."""
    change = ReturnedChange.objects.select_for_update().get(pk=change.pk)
    if change.state != _OPEN:
        return
    row = _text_row(change)
    if row is not None and change.kind == ReturnedChange.Kind.TEXT:
        guides.keep_refused(row=row, text=change.after, actor=actor, note=_origin(change))
    _decide(change, _REFUSED, actor)


def _text_row(change: ReturnedChange) -> BlockText | None:
    language = change.file.sent.language
    return BlockText.objects.filter(block=change.block, language=language).first() if change.block else None


def _origin(change: ReturnedChange) -> str:
    names = ", ".join(dict.fromkeys(one["author"] for one in change.authors if one["author"]))
    return f"{change.file.name}: {names}" if names else change.file.name


def _decide(change: ReturnedChange, state: str, actor: Any) -> None:
    change.state, change.decided_by, change.decided_at = state, actor, timezone.now()
    change.save(update_fields=["state", "decided_by", "decided_at"])
    audit.record(
        "guide.word_change_decided",
        actor=actor,
        target=change,
        state=str(state),
        guide=str(change.file.guide_id),
    )
