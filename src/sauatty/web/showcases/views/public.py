"""What anybody sees: the page, its files and pictures. The same bytes for everybody, without cookies."""

import hashlib
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sauatty.web.base import exports
from sauatty.web.base.context import absolute
from sauatty.web.showcases import presenting, selectors

_SHORT = {"kk": "Қаз", "ru": "Рус", "en": "Eng"}


def _answer(request: HttpRequest, body: bytes, kind: str, *, name: str = "") -> HttpResponse:
    """Answer with a mark by which browsers keep it; they ask each time, so that a page that is off is gone at once."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "public, no-cache",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response = HttpResponse(body, content_type=kind, headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the published page."""
    return _answer(
        request, page_of(selectors.open_published(slug), slug).encode(), "text/html; charset=utf-8"
    )


def page_of(snapshot: Any, slug: str) -> str:
    """Return a page as everybody gets it: it knows nothing of who asks."""
    language = get_language() or "kk"
    address, picture = (link(name, slug, language) for name in ("page", "picture"))
    context = {
        "one": presenting.shown(snapshot.content), "slug": slug, "note": presenting.note(), "page_language": language,
        "language_links": [_language_link(slug, code, language) for code, _name in settings.LANGUAGES],
        "address": absolute(address), "picture": absolute(picture), "is_kept": False,
    }  # fmt: skip
    return render_to_string("showcases/page.html", context)


def link(name: str, slug: str, language: str) -> str:
    with override(language):
        return reverse(f"showcases:{name}", args=[slug])


def _language_link(slug: str, code: str, current: str) -> dict[str, object]:
    name = dict(settings.LANGUAGES)[code]
    href = link("page", slug, code)
    return {"code": code, "name": name, "short": _SHORT[code], "href": href, "is_current": code == current}


@require_safe
def table(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Hand out exactly the numbers of the page."""
    snapshot = selectors.open_published(slug)
    rows = presenting.rows_of(snapshot.content)
    mark = "invented-" if snapshot.content["is_invented"] else ""
    name = f"{mark}{slug}-{snapshot.content['day']}.{kind}"
    if kind not in ("csv", "xlsx"):
        raise Http404
    asked = "csv-plain" if kind == "csv" and request.GET.get("for") == "programs" else kind
    made = exports.table_file(rows, asked, sheet=_("Numbers"))
    return _answer(request, made.content, made.media_type, name=name)


@require_safe
def region_map(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw the map of the page."""
    return _answer(
        request, presenting.map_svg(selectors.open_published(slug).content).encode(), "image/svg+xml"
    )


@require_safe
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw the picture that other sites may show."""
    svg = presenting.picture_svg(selectors.open_published(slug).content)
    return _answer(request, svg.encode(), "image/svg+xml")
