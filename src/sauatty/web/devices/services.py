"""Sessions on a computer that others use too: they end with the browser, and after a quarter of an hour without use."""

import secrets

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

COOKIE = "sauatty_shared"
IDLE_SECONDS = 15 * 60
_MARK, _USED = "shared_computer", "shared_used_at"
_NOTED_EVERY = 30


def begin_shared(request: HttpRequest) -> None:
    """Say of the session of this request that its computer is shared."""
    request.session[_MARK] = secrets.token_hex(8)
    request.session[_USED] = _now()
    request.session.set_expiry(0)


def mark_of(request: HttpRequest) -> str:
    """Return what tells the pages of this session from those of the next; empty where the computer is not shared."""
    session = getattr(request, "session", None)
    return str(session.get(_MARK, "")) if session is not None else ""


def end_if_idle(request: HttpRequest) -> bool:
    """End the session where nobody has used the computer for too long; else note that it is in use."""
    if not mark_of(request):
        return False
    used, now = request.session.get(_USED, 0), _now()
    if now - used > IDLE_SECONDS:
        logout(request)
        return True
    if now - used >= _NOTED_EVERY:
        request.session[_USED] = now
    return False


def tell_device(response: HttpResponse, mark: str) -> None:
    """Let the scripts of the pages know, until the browser is closed, that they keep nothing here."""
    response.set_cookie(COOKIE, mark, samesite="Lax", secure=settings.IS_HTTPS)


def forget_device(response: HttpResponse) -> None:
    """Take the mark away: the next page wipes what the tab still holds."""
    response.delete_cookie(COOKIE, samesite="Lax")


def _now() -> int:
    return int(timezone.now().timestamp())
