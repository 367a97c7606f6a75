"""The door for files in parts. Its answers are for the script of the page; what a person reads is in `sentence`."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from sauatty.core.errors import (
    AttachmentOther,
    AttachmentTooLarge,
    AttachmentUnknown,
    PartOther,
    SauattyError,
)
from sauatty.web.attachments import limits, selectors, services
from sauatty.web.base.sentences import say

MOST_TOLD = 10_000
STATUSES: dict[type[SauattyError], int] = {
    AttachmentUnknown: 404,
    AttachmentOther: 409,
    PartOther: 409,
    AttachmentTooLarge: 413,
}


def attachment_put(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """Begin a file, or tell which parts of it are missing and what became of it."""
    refused = _refused(request, MOST_TOLD)
    if refused is not None:
        return refused
    told = _told(request.body)
    if told is None:
        return JsonResponse({"code": "attachment-unreadable"}, status=400)
    try:
        row = services.begin(actor=request.user, id=attachment_id, **told)
    except SauattyError as error:
        return _error(error)
    return _answer(row)


def part_put(request: HttpRequest, attachment_id: UUID, number: int) -> HttpResponse:
    """Take one part, whose hash stands in a header."""
    refused = _refused(request, limits.PART_BYTES)
    if refused is not None:
        return refused
    sha256 = request.headers.get("X-Sauatty-Sha256", "")
    if not sha256:
        return JsonResponse({"code": "part-without-hash"}, status=400)
    try:
        row = services.take_part(
            actor=request.user, id=attachment_id, number=number, raw=request.body, sha256=sha256
        )
    except SauattyError as error:
        return _error(error)
    return JsonResponse({"id": str(row.pk), "number": number, "sha256": sha256, "state": row.state})


def _refused(request: HttpRequest, most: int) -> HttpResponse | None:
    if request.method != "PUT":
        return HttpResponse(status=405, headers={"Allow": "PUT"})
    # A shared device: what one person chose is not sent in the name of the next one who signed in
    if request.headers.get("X-Sauatty-Person", str(request.user.pk)) != str(request.user.pk):
        return JsonResponse({"code": "another-person"}, status=401)
    if len(request.body) > most:
        return JsonResponse({"code": "too-large"}, status=413)
    return None


def _told(raw: bytes) -> dict[str, Any] | None:
    """Return what the device says of a file; None where that is not what can be said of one."""
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    wanted = {"kind": str, "name": str, "size": int, "sha256": str, "n_parts": int}
    if not isinstance(told, dict) or any(type(told.get(key)) is not kind for key, kind in wanted.items()):
        return None
    return {key: told[key] for key in wanted}


def _answer(row: Any) -> JsonResponse:
    is_ready = row.state == row.State.READY
    return JsonResponse(
        {
            "id": str(row.pk),
            "state": row.state,
            "missing": selectors.missing_parts(row),
            "sentence": selectors.sentence_of(row),
            "url": selectors.url_of(row) if is_ready else "",
            "thumbnail": selectors.thumbnail_url_of(row) if is_ready else "",
        }
    )


def _error(error: SauattyError) -> JsonResponse:
    return JsonResponse({"code": error.code, "sentence": say(error)}, status=STATUSES.get(type(error), 422))
