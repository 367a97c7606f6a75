"""The only door to the rows of files."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sauatty.core.errors import SauattyError
from sauatty.web.attachments import opening
from sauatty.web.attachments.models import Attachment
from sauatty.web.base.sentences import in_words


def access_attachment(actor: Any, id: UUID) -> Attachment:
    """Return a file that one may see: one's own, or a checked one that its use opens; otherwise 404."""
    row = get_object_or_404(Attachment, pk=id)
    if row.owner_id == actor.pk:
        return row
    if row.state != Attachment.State.READY or not opening.may_open(actor, row):
        raise Http404
    return row


def access_ready(actor: Any, id: UUID) -> Attachment:
    """Return a checked file that one may see; otherwise 404, to its owner too."""
    row = access_attachment(actor, id)
    if row.state != Attachment.State.READY:
        raise Http404
    return row


def list_own(person: Any, ids: Iterable[UUID]) -> QuerySet[Attachment]:
    """Return those of a person's files that are named."""
    return Attachment.objects.filter(owner=person, pk__in=list(ids))


def missing_parts(attachment: Attachment) -> list[int]:
    """Return the numbers of the parts that still have to come, counted from 0."""
    if attachment.state != Attachment.State.COMING:
        return []
    here = set(attachment.parts.values_list("number", flat=True))
    return [number for number in range(attachment.n_parts) if number not in here]


def url_of(attachment: Attachment) -> str:
    """Return the address of a file."""
    return reverse("attachments:attachment_open", kwargs={"attachment_id": attachment.pk})


def thumbnail_url_of(attachment: Attachment) -> str:
    """Return the address of the small picture of a photo; of a document there is none."""
    is_photo = attachment.kind == Attachment.Kind.PHOTO
    return (
        reverse("attachments:attachment_small", kwargs={"attachment_id": attachment.pk}) if is_photo else ""
    )


def sentence_of(attachment: Attachment) -> str:
    """Return why a file was refused, in the language of the page; '' where it was not."""
    told = attachment.problem
    return in_words(told.get("message", SauattyError.message), told.get("params", {})) if told else ""
