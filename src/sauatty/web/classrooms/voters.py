"""Who votes: a keyed hash for each poll, of the person or of the browser; nothing joins it across polls."""

import secrets
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "sauatty_voter"
_DAY = 86_400
_LONGEST = 64


def key_of_person(poll: Any, person: Any) -> str:
    """Return the key of somebody who is signed in: the same on every device."""
    return _hashed(poll, f"person:{person.pk}")


def key_of(request: HttpRequest, poll: Any) -> str | None:
    """Return the key of a visitor; None where the browser has none yet."""
    if request.user.is_authenticated:
        return key_of_person(poll, request.user)
    mark = request.COOKIES.get(COOKIE, "")[:_LONGEST]
    return _hashed(poll, f"browser:{mark}") if mark else None


def _hashed(poll: Any, text: str) -> str:
    return salted_hmac("sauatty.classrooms.vote", f"{poll.pk}|{text}", algorithm="sha256").hexdigest()


def carry(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give a browser without an account its mark for a day: a number that says nothing about the person."""
    if not request.user.is_authenticated and not request.COOKIES.get(COOKIE):
        response.set_cookie(
            COOKIE, secrets.token_urlsafe(24), max_age=_DAY, httponly=True, samesite="Lax",
            secure=settings.IS_HTTPS,
        )  # fmt: skip
    return response
