"""The CASE 1.1 addresses: public JSON, read only, the same for everybody."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from sauatty.web.frameworks.case_selectors import get_library

DEFAULT_LIMIT = 100


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """List the frameworks, `limit` of them from `offset` on; the headers tell how many there are."""
    limit, offset = _number(request, "limit", DEFAULT_LIMIT), _number(request, "offset", 0)
    if limit is None or limit < 1 or offset is None:
        wrong = "offset" if offset is None else "limit"
        sentence = f"'{wrong}' is not a whole number of the size that it can have."
        return _status_info(400, wrong, "invalid_selection_field", sentence)
    documents = list(get_library().documents.values())
    response = _json(request, {"CFDocuments": documents[offset : offset + limit]})
    response.headers["X-Total-Count"] = str(len(documents))
    if links := _page_links(limit, offset, len(documents)):
        response.headers["Link"] = links
    return response


@require_safe
def document(request: HttpRequest, identifier: str) -> HttpResponse:
    """Give one framework without its parts."""
    return _one(request, get_library().documents, identifier)


@require_safe
def package(request: HttpRequest, identifier: str) -> HttpResponse:
    """Give one framework with all its parts and the crosswalks that start from it."""
    return _one(request, get_library().packages, identifier)


@require_safe
def item(request: HttpRequest, identifier: str) -> HttpResponse:
    """Give one competence."""
    return _one(request, get_library().items, identifier)


@require_safe
def item_associations(request: HttpRequest, identifier: str) -> HttpResponse:
    """Give one competence with all the links that start from it or lead to it."""
    return _one(request, get_library().item_associations, identifier)


@require_safe
def association(request: HttpRequest, identifier: str) -> HttpResponse:
    """Give one link."""
    return _one(request, get_library().associations, identifier)


def _one(request: HttpRequest, known: Mapping[str, Any], identifier: str) -> HttpResponse:
    try:
        found = known.get(str(UUID(identifier)))
    except ValueError:
        return _status_info(404, "sourcedId", "invalid_uuid", "The identifier is not a UUID.")
    if found is None:
        return _status_info(404, "sourcedId", "unknownobject", "There is no such object here.")
    return _json(request, found)


def _number(request: HttpRequest, name: str, default: int) -> int | None:
    """Return a whole number of the query, or None where it is something else."""
    text = request.GET.get(name, str(default))
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def _page_links(limit: int, offset: int, n_documents: int) -> str:
    starts = {"first": 0, "last": (n_documents - 1) // limit * limit}
    if offset + limit < n_documents:
        starts["next"] = offset + limit
    if offset > 0:
        starts["prev"] = max(0, offset - limit)
    address = settings.PUBLIC_ADDRESS + reverse("case_document_list")
    pages = ((rel, urlencode({"limit": limit, "offset": start})) for rel, start in starts.items())
    return ", ".join(f'<{address}?{query}>; rel="{rel}"' for rel, query in pages)


def _json(request: HttpRequest, content: Any) -> HttpResponse:
    """Answer with JSON that may be kept for an hour, or with 304 where the caller has it already."""
    body = json.dumps(content, ensure_ascii=False).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="application/json")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=3600"
    return get_conditional_response(request, etag=etag, response=response) or response


def _status_info(status: int, field: str, value: str, sentence: str) -> HttpResponse:
    """Answer in the words of the standard: what is wrong, and with which field."""
    minor = {"imsx_codeMinorFieldName": field, "imsx_codeMinorFieldValue": value}
    content = {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": sentence,
        "imsx_codeMinor": {"imsx_codeMinorField": [minor]},
    }
    return HttpResponse(json.dumps(content), status=status, content_type="application/json")
