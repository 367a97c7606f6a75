"""Search in lessons, glossary and services: open to everybody."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sauatty.web.lessons import searching
from sauatty.web.lessons.views.common import show


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found, best first; without a query only the box."""
    query = request.GET.get("q", "").strip()[: searching.LONGEST_QUERY]
    kind = request.GET.get("kind", "")
    kind = kind if kind in searching.KINDS else ""
    n = _how_many(request.GET.get("n", ""))
    context = {
        "search_query": query, "kind": kind, "kinds": searching.KINDS.items(), "next_n": n + searching.STEP,
        "found": searching.find(query, get_language() or "kk", kind=kind, n=n) if query else None,
        "may_show_more": n < searching.MOST,
    }  # fmt: skip
    return show(request, "lessons/search.html", context)


def _how_many(written: str) -> int:
    """Return how many finds are asked for, within reason."""
    asked = int(written) if written.isdecimal() and len(written) < 6 else searching.STEP
    return min(max(asked, searching.STEP), searching.MOST)
