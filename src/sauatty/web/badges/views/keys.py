"""The keys that sign badges, for administrators of the site."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.web.badges import selectors, services


@require_safe
def key_list(request: HttpRequest) -> HttpResponse:
    """Show the keys."""
    return render(request, "badges/key_list.html", {"keys": selectors.list_keys()})


@require_http_methods(["POST"])
def key_rotate(request: HttpRequest) -> HttpResponse:
    """Let a new key sign from now on."""
    services.rotate_key(actor=request.user)
    messages.success(request, _("A new key signs from now on. Badges of the old key stay good."))
    return redirect("badges:key_list")
