"""Taking files in parts. Each step may come twice, in any order, from two tabs: it is done once."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from sauatty.core.errors import (
    AttachmentOther,
    AttachmentQuota,
    AttachmentTooLarge,
    AttachmentTooOften,
    AttachmentUnknown,
    AttachmentUnreadable,
    PartOther,
    PartUnfit,
)
from sauatty.web.accounts.models import Person
from sauatty.web.attachments import files, limits
from sauatty.web.attachments.models import Attachment, Part
from sauatty.web.base import audit, jobs
from sauatty.web.base.limits import is_within_limit

CHECK_JOB = "attachment-check"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DAY = 86_400


@transaction.atomic
def begin(*, actor: Any, id: UUID, kind: str, name: str, size: int, sha256: str, n_parts: int) -> Attachment:
    """Say that a file comes; the same again returns what is there, so that a device can go on where it stopped.

    Raises
    ------
    AttachmentOther
        The id is that of another file, or of another person.
    AttachmentUnreadable, AttachmentTooLarge, AttachmentQuota, AttachmentTooOften
    """
    told = {"kind": kind, "name": _clean_name(name), "size": size, "sha256": sha256, "n_parts": n_parts}
    found = Attachment.objects.select_for_update().filter(pk=id).first()
    if found is not None and (found.n_parts or found.owner_id != actor.pk):
        if found.owner_id != actor.pk or any(getattr(found, key) != value for key, value in told.items()):
            raise AttachmentOther(name=told["name"])
        return found
    _check_told(told)
    _check_room(actor, told)
    row, is_new = Attachment.objects.update_or_create(pk=id, defaults={**told, "owner": actor})
    audit.record("attachment.begun", actor=actor, target=row, kind=kind, size=size)
    return row


@transaction.atomic
def expect(*, actor: Any, ids: Iterable[UUID]) -> list[Attachment]:
    """Return the files with these ids, in their order; of one that did not begin yet a row that waits for it.

    A report names its photos and may come before them. Files of other people are left out.
    """
    found = []
    for id in ids:
        row, _new = Attachment.objects.get_or_create(
            pk=id, defaults={"owner": actor, "kind": Attachment.Kind.PHOTO, "size": 0, "n_parts": 0}
        )
        found += [row] if row.owner_id == actor.pk else []
    return found


@transaction.atomic
def take_part(*, actor: Any, id: UUID, number: int, raw: bytes, sha256: str | None = None) -> Attachment:
    """Take one part, counted from 0; with the last one the file goes to be checked.

    `sha256` is what the device says of the part: bytes that changed on the way are not taken.

    Raises
    ------
    AttachmentUnknown
        The file did not begin, or is another person's.
    PartOther, PartUnfit
    """
    # The lock makes the last two parts come one after the other: each alone would miss the other one
    row = Attachment.objects.select_for_update().filter(pk=id, owner=actor, n_parts__gt=0).first()
    if row is None:
        raise AttachmentUnknown(name=str(id))
    digest = hashlib.sha256(raw).hexdigest()
    if not 0 <= number < row.n_parts or (sha256 or digest) != digest:
        raise PartUnfit(name=row.name, number=number)
    if row.state != Attachment.State.COMING:
        return row
    known = row.parts.filter(number=number).values_list("sha256", flat=True).first()
    if known is not None and known != digest:
        raise PartOther(name=row.name, number=number)
    if len(raw) != limits.part_size(row.size, number):
        raise PartUnfit(name=row.name, number=number)
    if known is None:
        Part.objects.create(attachment=row, number=number, sha256=digest, raw=raw)
        _go_on(row)
    return row


def _go_on(row: Attachment) -> None:
    if row.parts.count() == row.n_parts:
        row.state = Attachment.State.CHECKING
        row.save(update_fields=["state"])
        jobs.enqueue(CHECK_JOB, key=str(row.pk), payload={"attachment": str(row.pk)}, actor=row.owner)


@transaction.atomic
def take_uploads(
    *, actor: Any, uploads: Iterable[Any], kind: str, seed: UUID | None = None
) -> list[Attachment]:
    """Take files that came with a plain form, all or none; with `seed`, the id of the form, a second send adds nothing."""
    return [_take_upload(actor, upload, kind, place, seed) for place, upload in enumerate(uploads)]


def _take_upload(actor: Any, upload: Any, kind: str, place: int, seed: UUID | None) -> Attachment:
    most = limits.MOST_MB.get(kind, 0)
    if upload.size > most * limits.MEGABYTE:  # before its hash is counted
        raise _too_large(_clean_name(upload.name), upload.size, most)
    content = upload.read()
    sha256 = hashlib.sha256(content).hexdigest()
    id = uuid5(seed, f"{place}:{upload.name}:{sha256}") if seed else uuid4()
    n_parts = limits.n_parts_of(len(content))
    row = begin(
        actor=actor, id=id, kind=kind, name=upload.name, size=len(content), sha256=sha256, n_parts=n_parts
    )
    for number in range(n_parts):
        at = number * limits.PART_BYTES
        row = take_part(actor=actor, id=id, number=number, raw=content[at : at + limits.PART_BYTES])
    return row


@transaction.atomic
def remove(*, actor: Any, attachment: Attachment) -> None:
    """Remove a file with all that was made of it; its file goes when the row is really gone."""
    audit.record("attachment.removed", actor=actor, target=attachment)
    stored = attachment.stored
    attachment.delete()
    transaction.on_commit(lambda: files.remove(stored))


def _clean_name(name: str) -> str:
    """Return the last step of a name, without signs that no name has or that turn the direction of writing."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in last)
    return plain.strip()[-limits.NAME_LENGTH :] or "-"


def _check_told(told: dict[str, Any]) -> None:
    name, size, most = told["name"], told["size"], limits.MOST_MB.get(told["kind"], 0)
    if not most or size < 1 or not _SHA256.fullmatch(told["sha256"]):
        raise AttachmentUnreadable(name=name)
    if size > most * limits.MEGABYTE:
        raise _too_large(name, size, most)
    if told["n_parts"] != limits.n_parts_of(size):
        raise AttachmentUnreadable(name=name)


def _too_large(name: str, size: int, most: int) -> AttachmentTooLarge:
    return AttachmentTooLarge(name=name, size=-(-size // limits.MEGABYTE), limit=most)


def _check_room(actor: Any, told: dict[str, Any]) -> None:
    """Count what a person sent this month, one asking at a time; what was refused took no room."""
    Person.objects.select_for_update().get(pk=actor.pk)
    begins = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    counted = Attachment.objects.filter(owner=actor, created_at__gte=begins)
    used = counted.exclude(state=Attachment.State.REFUSED).aggregate(n=Sum("size"))["n"] or 0
    if used + told["size"] > limits.QUOTA_MB * limits.MEGABYTE:
        raise AttachmentQuota(name=told["name"], used=used // limits.MEGABYTE, limit=limits.QUOTA_MB)
    if not is_within_limit(f"attachments:{actor.pk}", limit=limits.MOST_A_DAY, seconds=_DAY):
        raise AttachmentTooOften
