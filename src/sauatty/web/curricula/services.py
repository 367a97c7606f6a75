"""Uploads on their way to editions: receive, read in the sandbox, show, store. Every step can be repeated."""

import uuid
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sauatty.core.errors import ImportRefused, SauattyError, UploadNotRead
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.core.records import CurriculumDocument
from sauatty.sandbox import read_in_sandbox
from sauatty.web.base import audit, jobs
from sauatty.web.base.models import Job
from sauatty.web.curricula import conversion, files, lenses, pairing, titles
from sauatty.web.curricula.models import Document, Edition, Objective, Oddity, SubjectProgramme, Upload

READ_JOB, STORE_JOB, FOLLOW_JOB = "curricula.read", "curricula.store", "curricula.follow"
BATCH = 500


def receive_upload(*, upload_id: UUID, file: UploadedFile, actor: Any) -> Upload:
    """Keep a file and ask for its reading; the same file by the same person gives the first upload back."""
    found = files.hash_of(file.chunks())
    first = Upload.objects.filter(owner=actor, sha256=found.sha256).first()
    if first is not None and _is_whole(first):
        return first
    files.keep(found.sha256, file.chunks())
    return _begin_upload(upload_id, found, file.name or "", actor)


def _is_whole(upload: Upload) -> bool:
    """Tell whether an upload has what its next step needs; a refused one has not."""
    if upload.is_waiting:
        return files.has(upload.sha256)
    return upload.is_stored or (upload.state == Upload.State.READ and files.has_read(upload.sha256))


@transaction.atomic
def _begin_upload(upload_id: UUID, found: files.KeptFile, name: str, actor: Any) -> Upload:
    """Make the row and its job together; a refused or lost file is tried again under its first row."""
    is_taken = Upload.objects.filter(pk=upload_id).exists()
    upload, is_new = Upload.objects.get_or_create(
        owner=actor,
        sha256=found.sha256,
        defaults={"id": uuid.uuid4() if is_taken else upload_id, "name": name[:300], "size": found.size},
    )
    if not is_new:
        Upload.objects.filter(pk=upload.pk).exclude(state=Upload.State.STORED).update(
            state=Upload.State.RECEIVED, error_code="", error_message="", error_params={}, name=name[:300]
        )
        upload.refresh_from_db()
    audit.record("upload.received", actor=actor, target=upload, name=name, sha256=found.sha256)
    read_job(upload, actor)
    return upload


def read_job(upload: Upload, actor: Any) -> Job:
    """Return the job that reads an upload, asking for it where nobody has.

    An id can come back after its upload was discarded: a job that is done has not read this file.
    """
    payload = {"upload": str(upload.pk)}
    return jobs.enqueue(READ_JOB, key=str(upload.pk), payload=payload, actor=actor, total=1, again=True)


def do_read(payload: dict[str, Any], report: jobs.Report) -> None:
    """Read one upload in the sandbox (job); a refusal is written down, its file removed, and shown."""
    upload = Upload.objects.filter(pk=payload["upload"], state=Upload.State.RECEIVED).first()
    if upload is None:
        return
    report(0, 1)
    if not files.has(upload.sha256):
        raise UploadNotRead(name=upload.name)
    try:
        with files.local(upload.sha256) as path:
            document = conversion.storable(read_in_sandbox(path, name=upload.name))
    except ImportRefused as error:
        _refuse(upload, error)
        raise
    files.keep_read(upload.sha256, document)
    Upload.objects.filter(pk=upload.pk, state=Upload.State.RECEIVED).update(
        state=Upload.State.READ, preview=conversion.preview_of(document)
    )
    report(1, 1)


@transaction.atomic
def _refuse(upload: Upload, error: SauattyError) -> None:
    params = {
        name: value if isinstance(value, int | float) else str(value) for name, value in error.params.items()
    }
    Upload.objects.filter(pk=upload.pk).update(
        state=Upload.State.REFUSED, error_code=error.code, error_message=error.message, error_params=params
    )
    audit.record("upload.refused", actor=None, target=upload, code=error.code)
    _forget_file(upload)


def _forget_file(upload: Upload) -> None:
    """Remove a file that no other upload stands on."""
    others = (
        Upload.objects.filter(sha256=upload.sha256).exclude(pk=upload.pk).exclude(state=Upload.State.REFUSED)
    )
    if not others.exists():
        files.remove(upload.sha256)


@transaction.atomic
def discard_upload(*, upload: Upload, actor: Any) -> bool:
    """Forget an upload with its file; False where it was stored meanwhile, and stays."""
    rows = Upload.objects.select_for_update()
    found = rows.filter(pk=upload.pk).exclude(state=Upload.State.STORED).first()
    if found is None:
        return False
    audit.record("upload.discarded", actor=actor, target=found, name=found.name)
    found.delete()
    _forget_file(upload)
    return True


def accept_upload(*, upload: Upload, actor: Any) -> Job:
    """Ask for storing and matching what the preview showed; asking twice gives the same job."""
    if upload.state not in {Upload.State.READ, Upload.State.STORED}:
        raise UploadNotRead(name=upload.name)
    payload = {"upload": str(upload.pk), "actor": str(actor.pk)}
    total = upload.preview.get("n_objectives", 0)
    return jobs.enqueue(STORE_JOB, key=str(upload.pk), payload=payload, actor=actor, total=total)


def do_store(payload: dict[str, Any], report: jobs.Report) -> None:
    """Store one upload and run the steps after it (job); each step begins where a dead worker stopped."""
    upload = Upload.objects.filter(pk=payload["upload"]).select_related("edition").first()
    if upload is None:
        return
    actor = person_of(payload["actor"])
    edition = upload.edition or store_upload(upload=upload, actor=actor)
    if edition is not None:
        lenses.run_after_stored(edition, actor, report)


def follow_edition(*, edition: Edition, actor: Any) -> Job:
    """Ask for the steps after storing: of an edition that came in without an upload, or once more."""
    payload, total = {"edition": str(edition.pk), "actor": str(actor.pk)}, edition.n_objectives
    key = str(edition.pk)
    return jobs.enqueue(FOLLOW_JOB, key=key, payload=payload, actor=actor, total=total, again=True)


def do_follow(payload: dict[str, Any], report: jobs.Report) -> None:
    """Run the steps after storing (job)."""
    edition = Edition.objects.filter(pk=payload["edition"]).first()
    if edition is not None:
        lenses.run_after_stored(edition, person_of(payload["actor"]), report)


def person_of(identity: str) -> Any:
    """Return the person that a job names, or None where they are gone."""
    return get_user_model()._default_manager.filter(pk=identity).first()


@transaction.atomic
def store_upload(*, upload: Upload, actor: Any) -> Edition | None:
    """Store what was read of an upload; nothing where its owner has discarded it meanwhile."""
    if Upload.objects.select_for_update().filter(pk=upload.pk).first() is None:
        return None
    document = files.load_read(upload.sha256, upload.name)
    edition = store_edition(document=document, actor=actor)
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.STORED, edition=edition)
    return edition


@transaction.atomic
def store_edition(
    *, document: CurriculumDocument, actor: Any, is_demo: bool = False, names: Translated | None = None
) -> Edition:
    """Store an edition with all its rows, or return the one that says the same already."""
    content_sha256 = conversion.content_hash(document)
    known = Edition.objects.filter(content_sha256=content_sha256).first()
    if known is not None:
        return known
    edition = conversion.edition_row(document, content_sha256)
    edition.document = _document_of(document, content_sha256, actor, names, is_demo=is_demo)
    edition.stored_by = actor
    edition.save(force_insert=True)
    SubjectProgramme.objects.bulk_create(conversion.programme_rows(edition, document), batch_size=BATCH)
    for rows in _batches(conversion.objective_rows(edition, document)):
        Objective.objects.bulk_create(rows)
    Oddity.objects.bulk_create(conversion.oddity_rows(edition, document), batch_size=BATCH)
    pairing.find_findings(edition)
    audit.record(
        "edition.stored",
        actor=actor,
        target=edition,
        n_objectives=edition.n_objectives,
        sha256=content_sha256,
    )
    return edition


def _batches(rows: Iterable[Objective]) -> Iterator[list[Objective]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _document_of(
    document: CurriculumDocument, content_sha256: str, actor: Any, names: Translated | None, *, is_demo: bool
) -> Document:
    """Find the family that an edition belongs to: the same act; a text without an act is its own family."""
    number = document.edition.number
    key = f"{document.kind}:{number}" if number else f"{document.kind}:{content_sha256[:16]}"
    names = names or titles.document_titles(document)
    fields = {f"title_{language}": names.text(language)[:300] for language in LANGUAGES}
    defaults = {"kind": document.kind, "created_by": actor, "is_demo": is_demo, **fields}
    return Document.objects.get_or_create(key="demo:" + key if is_demo else key, defaults=defaults)[0]


@transaction.atomic
def remove_demo() -> int:
    """Delete every demonstration document with all that hangs on it; returns how many documents went."""
    documents = list(Document.objects.filter(is_demo=True))
    for document in documents:
        audit.record("document.demo_removed", actor=None, target=document, key=document.key)
        document.delete()
    return len(documents)


def sweep_files() -> int:
    """Remove the files that no upload needs: its row went with its time, its edition or its owner."""
    needed = Upload.objects.exclude(state=Upload.State.REFUSED)
    return files.remove_unnamed(set(needed.values_list("sha256", flat=True)))


def erase_uploads(person: Any) -> int:
    """Delete the uploads of a person, with the files that nobody else uploaded; stored editions stay."""
    uploads = list(Upload.objects.filter(owner=person))
    for upload in uploads:
        _forget_file(upload)
        upload.delete()
    return len(uploads)


def erase_authorship(person: Any) -> int:
    """Take a person's name off the documents and editions that they brought in."""
    documents = Document.objects.filter(created_by=person).update(created_by=None)
    return documents + Edition.objects.filter(stored_by=person).update(stored_by=None)


def edition_of_job(payload: dict[str, Any]) -> Edition | None:
    """Return the edition that a job stored or followed."""
    if "edition" in payload:
        return Edition.objects.filter(pk=payload["edition"]).first()
    upload = Upload.objects.filter(pk=payload["upload"]).select_related("edition").first()
    return upload.edition if upload else None
