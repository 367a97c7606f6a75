"""What a browser without JavaScript carries between two pages: the id of its draft and the token of its link, signed."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from sauatty.web.filling.permissions import DRAFT_DAYS

_SALT = "sauatty.filling"
_LONGEST_TOKEN = 64


@dataclass(frozen=True, slots=True)
class Key:
    """The draft that a browser has begun, the token it came with, and how its response was taken when it was sent."""

    draft: UUID
    token: str = ""
    sent: str = ""


def _name(slug: str) -> str:
    return f"sauatty_s_{slug}"


def key_of(request: HttpRequest, slug: str) -> Key | None:
    """Return what the browser carries for this survey; None where there is nothing, or nothing of ours."""
    try:
        found: dict[str, Any] = signing.loads(request.COOKIES.get(_name(slug), ""), salt=_SALT + slug)
        return Key(UUID(found["d"]), found["k"], found["s"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None


def carry(response: HttpResponse, slug: str, key: Key) -> None:
    """Give the browser its key: for the days that a draft lives; once sent, until the browser is closed."""
    value = signing.dumps({"d": str(key.draft), "k": key.token, "s": key.sent}, salt=_SALT + slug)
    response.set_cookie(
        _name(slug), value, max_age=None if key.sent else DRAFT_DAYS * 86_400, httponly=True, samesite="Lax",
        secure=settings.IS_HTTPS,
    )  # fmt: skip


def drop(response: HttpResponse, slug: str) -> None:
    """Take the key away."""
    response.delete_cookie(_name(slug), samesite="Lax")


def token_in(request: HttpRequest) -> str:
    """Return the token that an address or a form names."""
    return (request.POST.get("k") or request.GET.get("k") or "")[:_LONGEST_TOKEN]
