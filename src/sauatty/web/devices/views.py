"""What browsers ask for to put the site on the home screen."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.web.devices.services import mark_of

THEME, PAPER = "#0b6377", "#fbfaf6"


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the site as an app, in the language of the address; it names nobody and sends no push."""
    answer = {
        "id": "/", "lang": get_language(), "dir": "ltr", "name": _("Sauatty"), "short_name": _("Sauatty"),
        "description": _("Media and information literacy: lessons, tests, trainings and surveys"),
        "start_url": reverse("base:home"), "scope": "/", "display": "minimal-ui",
        "theme_color": THEME, "background_color": PAPER, "icons": _icons(), "shortcuts": _shortcuts(),
        "share_target": {
            "action": reverse("lessons:shared"), "method": "GET",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
    }  # fmt: skip
    response = JsonResponse(answer, content_type="application/manifest+json")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _icons() -> list[dict[str, str]]:
    drawn = [{"src": static("sauatty/mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}]
    for size in (192, 512):
        for purpose, name in (("any", "icon"), ("maskable", "maskable")):
            src = static(f"devices/{name}-{size}.png")
            drawn.append({"src": src, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose})
    return drawn


def _shortcuts() -> list[dict[str, str]]:
    pages = (
        (_("Lessons"), "lessons:module_list"), (_("Modules on this phone"), "lessons:saved"),
        (_("My tests"), "attempts:my_tests"), (_("My activities"), "activities:activity_list"),
    )  # fmt: skip
    return [{"name": name, "url": reverse(page)} for name, page in pages]


@require_POST
def shared_end(request: HttpRequest) -> HttpResponse:
    """End the session of a shared computer that nobody touches; any other session stays."""
    if mark_of(request):
        logout(request)
    return HttpResponse(status=204)


@require_safe
def shared_here(request: HttpRequest) -> HttpResponse:
    """Hear that somebody is still writing on a long page; the middleware notes it."""
    return HttpResponse(status=204)
