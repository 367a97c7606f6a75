"""Giving out the re-made files: never what was sent, never to be run by a browser."""

from collections.abc import Callable
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sauatty.web.attachments import files, selectors

SEALED = "default-src 'none'; sandbox"


@require_safe
def attachment_open(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """Give out a photo, or a document to be saved, to who may open it."""
    row = selectors.access_ready(request.user, attachment_id)
    return _sealed(files.open_file, row)


@require_safe
def attachment_small(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """Give out the small picture of a photo to who may open it."""
    row = selectors.access_ready(request.user, attachment_id)
    if row.kind != row.Kind.PHOTO:
        raise Http404
    return _sealed(files.open_small, row)


def _sealed(opened: Callable[[str], IO[bytes]], row: Any) -> HttpResponse:
    try:
        content = opened(row.stored)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, content_type=row.media_type)
    is_photo = row.kind == row.Kind.PHOTO
    response.headers["Content-Disposition"] = content_disposition_header(not is_photo, _name(row)) or ""
    response.headers["Content-Security-Policy"] = SEALED
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _name(row: Any) -> str:
    """Return the name with the ending of what the file is now; that of a photo says nothing."""
    suffix = files.SUFFIXES[row.media_type]
    is_photo = row.kind == row.Kind.PHOTO
    return f"photo-{row.pk.hex[:8]}{suffix}" if is_photo else f"{Path(row.name).stem[:100]}{suffix}"
