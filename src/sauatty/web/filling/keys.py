"""What a browser without JavaScript carries between two pages: the id of its draft and the token of its link, signed."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from sauatty.web.devices.services import IDLE_SECONDS
from sauatty.web.filling.permissions import DRAFT_DAYS

_SALT = "sauatty.filling"
_LONGEST_TOKEN = 64


@dataclass(frozen=True, slots=True)
class Key:
    """The draft that a browser has begun, the token it came with, and how its response was taken when it was sent."""

    draft: UUID
    token: str = ""
    sent: str = ""
    is_shared: bool = False


def _name(slug: str) -> str:
    return f"sauatty_s_{slug}"


def key_of(request: HttpRequest, slug: str) -> Key | None:
    """Return what the browser carries for this survey; None where there is nothing, or nothing of ours."""
    try:
        value, salt = request.COOKIES.get(_name(slug), ""), _SALT + slug
        found: dict[str, Any] = signing.loads(value, salt=salt)
        if found.get("h"):  # a shared computer: who comes a quarter of an hour later is somebody else
            signing.loads(value, salt=salt, max_age=IDLE_SECONDS)
        return Key(UUID(found["d"]), found["k"], found["s"], bool(found.get("h")))
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None


def carry(response: HttpResponse, slug: str, key: Key) -> None:
    """Give the browser its key: for the days that a draft lives; until it is closed once sent, or where it is shared."""
    told = {"d": str(key.draft), "k": key.token, "s": key.sent} | ({"h": 1} if key.is_shared else {})
    value, ends = signing.dumps(told, salt=_SALT + slug), key.sent or key.is_shared
    response.set_cookie(
        _name(slug), value, max_age=None if ends else DRAFT_DAYS * 86_400, httponly=True, samesite="Lax",
        secure=settings.IS_HTTPS,
    )  # fmt: skip


def drop(response: HttpResponse, slug: str) -> None:
    """Take the key away."""
    response.delete_cookie(_name(slug), samesite="Lax")


def token_in(request: HttpRequest) -> str:
    """Return the token that an address or a form names."""
    return (request.POST.get("k") or request.GET.get("k") or "")[:_LONGEST_TOKEN]
