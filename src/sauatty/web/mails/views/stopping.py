"""The page that ends letters a person may do without; it needs no sign-in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sauatty.web.mails import selectors, services


# A mail program presses this button without ever having seen the page; the signed token is the right to do so.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether letters shall end, and end them."""
    found = services.read_stop(token)
    if found is None:
        raise Http404
    label = selectors.label_of_stop(found.kind)
    is_all = not label or "all" in request.POST
    is_done = request.method == "POST" and services.refuse(token=token, is_all=is_all)
    return render(request, "mails/stop.html", {"is_done": is_done, "is_all": is_all, "label": label})
