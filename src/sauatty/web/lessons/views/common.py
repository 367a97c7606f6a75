"""What the pages of lessons share: text only or with pictures, and pages that a browser may keep."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from sauatty.web.lessons import catalogue
from sauatty.web.lessons.describing import described_sync

TEXT_COOKIE = "sauatty_text"
MARK = "X-Sauatty-Lessons"  # tells a page of ours from that of a hotel's network
_YEAR = 365 * 24 * 3600


def wants_text(request: HttpRequest) -> bool:
    """Tell whether the reader wants words alone: asked for in the address, or remembered."""
    asked = request.GET.get("text", "")
    return asked == "1" if asked in ("0", "1") else request.COOKIES.get(TEXT_COOKIE) == "1"


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer with a page. A visitor's browser may keep it and ask whether it has changed; others keep nothing."""
    shelf = context.get("shelf") or catalogue.shelf()
    shared = {
        "is_text": wants_text(request),
        "is_signed_in": request.user.is_authenticated,
        "sync_state": described_sync(request),
        "reviewed": shelf.reviewed[get_language() or "kk"],
    }
    response = render(request, template, {**shared, **context}, status=status)
    _remember(request, response)
    response.headers[MARK] = "live"
    if not request.user.is_authenticated and status == 200:
        return _kept_by_browser(request, response)
    return response


def _remember(request: HttpRequest, response: HttpResponse) -> None:
    """Keep the choice of words alone where the address made it."""
    asked = request.GET.get("text", "")
    if asked == "1":
        response.set_cookie(
            TEXT_COOKIE, "1", max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    elif asked == "0":
        response.delete_cookie(TEXT_COOKIE, samesite="Lax")


def _kept_by_browser(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the browser keep the page, to be asked for anew each time: an unchanged one costs some bytes only."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    patch_vary_headers(response, ["Cookie"])
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
