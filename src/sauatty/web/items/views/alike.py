"""Questions that say nearly the same."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.languages import Translated
from sauatty.core.matching.likeness import ONLY_LETTERS
from sauatty.web.items import selectors, services
from sauatty.web.items.views.lists import PER_PAGE


@require_safe
def alike_list(request: HttpRequest) -> HttpResponse:
    """List pairs of questions that are alike, the most alike first."""
    page = Paginator(selectors.list_alike(request.user), PER_PAGE).get_page(request.GET.get("page"))
    stems = {row.id: Translated.from_mapping(row.stem) for row in selectors.list_bank(request.user)}
    language = get_language() or "kk"
    rows: list[dict[str, Any]] = [
        {"pair": one, "first": stems[one.first].text(language), "second": stems[one.second].text(language)}
        for one in page.object_list
    ]
    context = {
        "page": page, "rows": rows, "job": selectors.last_search(), "may_write": selectors.may_write(request.user),
        "by_letters": any(one["pair"].encoder == ONLY_LETTERS for one in rows),
    }  # fmt: skip
    return render(request, "items/alike_list.html", context)


@require_POST
def look_for_alike(request: HttpRequest) -> HttpResponse:
    """Ask for a search of questions that say nearly the same."""
    if not selectors.may_write(request.user):
        raise Http404
    services.ask_for_alike(actor=request.user)
    messages.success(request, gettext("The search runs. Look at this page again in a few minutes."))
    return redirect("items:alike_list")
