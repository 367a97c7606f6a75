"""What the page shell needs on every page. No query beyond the roles that the gate has read already."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from sauatty.web.base import box, navigation, roles
from sauatty.web.base.middleware import held_roles

_STAFF = roles.SIGNED_IN - {"participant", roles.SIGNED_IN_ONLY}
LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the rail, the language switch that stays on the page, and whether the address is this machine's own."""
    held = held_roles(request) if hasattr(request, "user") else frozenset({"anonymous"})
    view_name = request.resolver_match.view_name if request.resolver_match else ""
    return {
        # Put together when a page shows it, once: those of a survey or a test have none.
        "rail": cache(lambda: navigation.groups_for(held, view_name)),
        "language_links": _language_links(request),
        "page_language": get_language() or "kk",
        "is_local_address": urlsplit(settings.PUBLIC_ADDRESS).hostname in LOCAL_HOSTS,
        "public_address": settings.PUBLIC_ADDRESS,
        "held_roles": held,
        "reader_mark": _reader_mark(request),
        "box_here": box.this_box() if held & _STAFF else None,
    }


def _reader_mark(request: HttpRequest) -> str:
    """Return what tells a phone whether the reader is still the same, and nobody who it is; empty for a visitor."""
    user = getattr(request, "user", None)
    return (
        salted_hmac("sauatty.reader", str(user.pk)).hexdigest()[:16] if user and user.is_authenticated else ""
    )


def _language_links(request: HttpRequest) -> list[dict[str, Any]]:
    """Return each language's address of this very page, query included."""
    rest = request.get_full_path().split("/", 2)
    here = rest[1] if len(rest) > 1 else ""
    codes = [code for code, _name in settings.LANGUAGES]
    tail = "/" + rest[2] if here in codes and len(rest) > 2 else "/"
    shorts = {"kk": "Қаз", "ru": "Рус", "en": "Eng"}
    current = get_language()
    return [
        {
            "code": code,
            "name": name,
            "short": shorts[code],
            "href": f"/{code}{tail}",
            "is_current": code == current,
        }
        for code, name in settings.LANGUAGES
    ]


def absolute(path: str) -> str:
    """Return a link that works outside this page: the public address and the path."""
    return settings.PUBLIC_ADDRESS + path


def url_or_none(name: str) -> str | None:
    """Return the address of a page, or None where no app has it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
