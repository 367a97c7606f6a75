"""When a session ends by itself: twelve hours after it began, and for coordinators after half an hour without use.

Coordinators see the data of others; a participant whose hour of lessons is not over is not sent away.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sauatty.web.base.middleware import held_roles
from sauatty.web.base.roles import COORDINATORS

_BEGAN, _USED = "began_at", "used_at"
# Between two notes that a session is in use: one write each five minutes costs nothing, one for each page would
NOTED_EVERY = 5 * 60


def begin(sender: Any, request: HttpRequest, **_facts: Any) -> None:
    """Note when somebody signed in (called by the signal)."""
    request.session[_BEGAN] = request.session[_USED] = _now()


def session_ends(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """End what is over before any page is made."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            _look(request)
        return get_response(request)

    return middleware


def _look(request: HttpRequest) -> None:
    session, now = request.session, _now()
    if _BEGAN not in session:
        session[_BEGAN] = session[_USED] = now
    elif now - session[_BEGAN] > settings.SESSION_COOKIE_AGE or _is_idle(
        request, now - session.get(_USED, 0)
    ):
        logout(request)
    elif now - session.get(_USED, 0) >= NOTED_EVERY:
        session[_USED] = now


def _is_idle(request: HttpRequest, unused: int) -> bool:
    limit = settings.STAFF_IDLE_MINUTES * 60
    return bool(limit and unused > limit and held_roles(request) & COORDINATORS)


def _now() -> int:
    return int(timezone.now().timestamp())
