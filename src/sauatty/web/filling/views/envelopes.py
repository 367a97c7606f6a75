"""The door through which a browser sends a finished response: no session, no cookie, no token of a form.

It needs none: nothing is done in the name of anybody, and what may be stored is said by the campaign alone. So a
response is taken when the session is over, the form is older than the server's key, or the person is signed in as
somebody else: of a signed-in person nothing is looked at here.
"""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from sauatty.web.base import inbox
from sauatty.web.filling import limits, selectors
from sauatty.web.surveys.submission import KIND


@csrf_exempt
def response_put(request: HttpRequest, slug: str, response_id: UUID) -> HttpResponse:
    """Take one response into the inbox and answer with a receipt."""
    if request.method != "PUT":
        return HttpResponse(status=405, headers={"Allow": "PUT"})
    size = _length(request)
    if size > inbox.MAX_BYTES:
        return JsonResponse({"code": "envelope-too-large"}, status=413)
    wait = limits.seconds_to_wait(request, slug, is_known=selectors.is_known(slug), size=size)
    if wait:
        return JsonResponse({"code": "too-many"}, status=429, headers={"Retry-After": str(wait)})
    raw = request.body
    if not _is_ours(raw, slug):
        return JsonResponse({"code": "envelope-not-a-response"}, status=400)
    try:
        receipt = inbox.receive(response_id, raw)
    except RecursionError:  # nested just deeply enough to be read once, and not to be written again
        return JsonResponse({"code": "envelope-not-a-response"}, status=400)
    return JsonResponse(receipt.as_json(), status=receipt.http_status)


def _length(request: HttpRequest) -> int:
    try:
        return max(0, int(request.META.get("CONTENT_LENGTH") or 0))
    except ValueError:
        return inbox.MAX_BYTES + 1


def _is_ours(raw: bytes, slug: str) -> bool:
    """Tell whether a body is a response to this survey; what it answers is for the inbox to judge."""
    if len(raw) > inbox.MAX_BYTES:
        return False
    try:
        body: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return isinstance(body, dict) and body.get("kind") == KIND and body.get("campaign") == slug
