"""Overload: who would wait too long is told so at once, and what people have written is the last to be sent away.

The web server before us says when a request came (`X-Request-Start: t=<seconds>`). What has waited longer than its kind may
is answered with 503 in a fraction of a millisecond, so that the line before the site gets short again. Whoever asks for a
report or a file goes first, then pages, then answers; the word of whether the site lives is always given.
"""

import re
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

REPORT, PAGE, ANSWER = "report", "page", "answer"
# Seconds in the line. A pupil reloads a page after a few seconds, so one that comes later is work for nobody.
PATIENCE = {REPORT: 1.0, PAGE: 2.0, ANSWER: 8.0}
_SAFE = {"GET", "HEAD", "OPTIONS"}
_HEAVY = re.compile(r"\.(?:pdf|docx|pptx|xlsx|csv|zip|sav)$|/(?:reports?|files?|export)/")
_TOLD = re.compile(r"t=(\d{9,11}(?:\.\d+)?)")
_ALWAYS = ("/health/",)


def kind_of(method: str, path: str) -> str:
    """Tell what is asked for: what somebody sends is an answer, a made file a report, all else a page."""
    if method not in _SAFE:
        return ANSWER
    return REPORT if _HEAVY.search(path) else PAGE


def waited(request: HttpRequest) -> float:
    """Return how long a request stood in the line; 0 where no web server says so, or its clock goes wrong."""
    told = _TOLD.fullmatch(request.META.get("HTTP_X_REQUEST_START", ""))
    return max(0.0, time.time() - float(told[1])) if told else 0.0


def admission(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Send away what waited too long."""

    def middleware(request: HttpRequest) -> HttpResponse:
        patience = PATIENCE[kind_of(request.method or "", request.path)]
        if waited(request) > patience and not request.path.startswith(_ALWAYS):
            return _come_again(request)
        return get_response(request)

    return middleware


def _come_again(request: HttpRequest) -> HttpResponse:
    """Name a moment of each one's own, so that not all come back together."""
    after = 2 + secrets.randbelow(9)
    if request.path.startswith("/api/"):
        response: HttpResponse = JsonResponse(
            {"code": "busy", "retry": "jittered", "after": after}, status=503
        )
    else:
        response = HttpResponse(render_to_string("base/error_503.html"), status=503)
    response.headers["Retry-After"] = str(after)
    return response
