"""How many may come in: to pages that make a document while somebody waits, and from one network address."""

import hashlib
import hmac
import threading
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sauatty.core.errors import DocumentsAwaited
from sauatty.web.base.limits import address_of, is_within_limit
from sauatty.web.base.sentences import say

AT_ONCE, SECONDS_IN_LINE, COME_BACK = 2, 0.3, 5
_places = threading.BoundedSemaphore(AT_ONCE)
View = Callable[..., HttpResponse]


def few_at_once(view: View) -> View:
    """Let a few requests of a process into a view; who finds no place at once is asked to come back."""

    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _places.acquire(timeout=SECONDS_IN_LINE):
            error = DocumentsAwaited()
            page = render(
                request, "base/error.html", {"code": error.code, "sentence": say(error)}, status=503
            )
            page.headers["Retry-After"] = str(COME_BACK)
            return page
        try:
            return view(request, *args, **kwargs)
        finally:
            _places.release()

    return limited


def may_try(request: HttpRequest, what: str, *, limit: int, seconds: int = 60) -> bool:
    """Count one try of a network address, which is kept as a keyed hash; False where there were too many of them."""
    name = hmac.new(settings.SECRET_KEY.encode(), address_of(request).encode(), hashlib.sha256).hexdigest()[
        :40
    ]
    return is_within_limit(f"{what}:{name}", limit=limit, seconds=seconds)
