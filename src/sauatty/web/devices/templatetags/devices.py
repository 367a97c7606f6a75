"""What a page says of the browser it is open in, before the first answer is given."""

from typing import Any
from urllib.parse import quote, urlsplit

from django import template
from django.conf import settings
from django.http import HttpRequest

from sauatty.web.base.context import LOCAL_HOSTS
from sauatty.web.devices import browsers, services

register = template.Library()


@register.inclusion_tag("devices/_browser_note.html", takes_context=True)
def browser_note(context: dict[str, Any]) -> dict[str, Any]:
    """Say that the page is open inside an app, or at an address that keeps nothing; the script sees what is left."""
    request = context.get("request")
    return note_of(request) if request else {"address": ""}


def note_of(request: HttpRequest) -> dict[str, Any]:
    """Return what the note needs: the app by its mark, whether the address is safe, and the address to open."""
    agent = request.headers.get("User-Agent", "")
    address, is_kept = _address(request), "kept" in request.GET
    # A device keeps one copy for all its programs, so that copy says nothing of the one that asked for it.
    app = "" if is_kept else browsers.app_of(agent)
    return {
        "app": app,
        "has_name": app not in ("", browsers.SOME_APP),
        "is_insecure": not is_kept and not app and _is_insecure(request),
        "secure_address": address if settings.IS_HTTPS else "",
        "address": address,
        "intent": _intent(address) if app and browsers.is_android(agent) else "",
    }


def _address(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("kept", None)
    return settings.PUBLIC_ADDRESS + quote(request.path) + (f"?{query.urlencode()}" if query else "")


def _is_insecure(request: HttpRequest) -> bool:
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    return not request.is_secure() and host not in LOCAL_HOSTS


def _intent(address: str) -> str:
    """Return the link by which Android hands an address to the browser of its owner."""
    parts = urlsplit(address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    action = "action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE"
    fallback = quote(address, safe="")
    return f"intent://{parts.netloc}{path}#Intent;scheme={parts.scheme};{action};S.browser_fallback_url={fallback};end"


@register.inclusion_tag("devices/_shared.html", takes_context=True)
def shared_head(context: dict[str, Any]) -> dict[str, Any]:
    """The script that keeps nothing on a shared computer, and where it ends a session; stands before all other scripts."""
    request = context.get("request")
    is_shared = bool(request and not context.get("is_kept") and services.mark_of(request))
    return {"is_shared": is_shared, "csrf_token": context.get("csrf_token", "") if is_shared else ""}
