"""Short links: what they open, their QR code, and the sheet to print."""

import io

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from sauatty.web.base.context import absolute
from sauatty.web.links import selectors, services
from sauatty.web.links.models import ShortLink

PER_PAGE = (1, 2, 4, 8)
_TITLE_LENGTH = 120


def short_address(link: ShortLink) -> str:
    """Return the address to print."""
    return absolute(f"/l/{link.code}")


@require_safe
def link_open(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the page of a short link, in the language of the visitor's device."""
    link = selectors.access_link(code)
    asked = translation.get_language_from_request(request)
    response = HttpResponseRedirect(
        selectors.target(link, asked if asked in dict(settings.LANGUAGES) else "kk")
    )
    if request.method == "GET":
        services.count_opening(link)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@require_safe
def link_qr(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the short address."""
    drawing = io.BytesIO()
    address = short_address(selectors.access_link(code))
    segno.make(address, error="m").save(drawing, kind="svg", scale=4, border=2)
    response = HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@require_POST
def link_make(request: HttpRequest) -> HttpResponse:
    """Give a page its short link and show it."""
    link = services.make_link(request.POST.get("address", ""))
    return redirect("links:link_detail", code=link.code)


@require_safe
def link_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show a short link, how often it was opened, and the way to a printed sheet."""
    link = selectors.access_link(code)
    page = selectors.target(link, translation.get_language() or "kk")
    context = {"link": link, "address": short_address(link), "page": page, "per_page": PER_PAGE}
    return render(request, "links/link_detail.html", context)


@require_safe
def link_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Show a sheet of A4 with the QR code once or several times, to print."""
    link = selectors.access_link(code)
    asked = request.GET.get("n", "")
    n = int(asked) if asked in {str(one) for one in PER_PAGE} else PER_PAGE[0]
    titles = [
        (one, request.GET.get(f"title_{one}", "").strip()[:_TITLE_LENGTH])
        for one, _name in settings.LANGUAGES
    ]
    context = {"link": link, "address": short_address(link), "n": n, "cards": range(n)}
    return render(request, "links/link_sheet.html", context | {"titles": [one for one in titles if one[1]]})
