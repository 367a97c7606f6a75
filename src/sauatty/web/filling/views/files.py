"""A response that was saved as a file, because a device could not keep or send it: sent from any other device."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from sauatty.web.base import inbox
from sauatty.web.filling import limits, selectors
from sauatty.web.filling.views.common import busy, elsewhere, language_links, show
from sauatty.web.surveys.submission import KIND


@dataclass(frozen=True, slots=True)
class SavedResponse:
    """One response as the script of the page writes it into a file: the very bytes, and their number."""

    id: UUID
    raw: bytes


@require_http_methods(["GET", "HEAD", "POST"])
def send_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the responses of a saved file in: the numbers are those of the device, so that none comes twice."""
    survey = selectors.access_survey(slug)
    moved = elsewhere(request, survey)
    if moved:
        return moved
    context: dict[str, Any] = {"language_links": language_links(survey, "file")}
    if request.method != "POST":
        return show(request, survey, "file", context)
    upload = request.FILES.get("file")
    content = upload.read(inbox.MAX_BYTES + 1) if upload else b""
    saved = _read(content, slug)
    wait = limits.seconds_to_wait(request, slug, size=len(content), number=len(saved))
    if wait:
        return busy(request, survey, "file", wait)
    if not saved:
        return show(request, survey, "file", context | {"is_refused": True}, status=422)
    context["n_sent"] = len([inbox.receive(one.id, one.raw) for one in saved])
    return show(request, survey, "file", context)


def _read(content: bytes, slug: str) -> list[SavedResponse]:
    """Read a saved file; nothing of it where any part is not what our page has written."""
    if len(content) > inbox.MAX_BYTES:
        return []
    try:
        rows = json.loads(content)["responses"]
        return [_one(row, slug) for row in rows[:50]]
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
        return []


def _one(row: dict[str, Any], slug: str) -> SavedResponse:
    raw = row["text"].encode()
    body = json.loads(raw)
    if hashlib.sha256(raw).hexdigest() != row["sha256"] or body["kind"] != KIND or body["campaign"] != slug:
        raise ValueError
    return SavedResponse(UUID(row["id"]), raw)
