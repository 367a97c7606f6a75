"""Who of a test reaches the pass mark, and letting people know: a coordinator decides about every single one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sauatty.core.errors import SauattyError
from sauatty.web.assessments import selectors as assessments
from sauatty.web.base.sentences import say
from sauatty.web.papers import selectors as papers
from sauatty.web.standards import selectors, services
from sauatty.web.standards.verdicts import verdicts

PAGE_SIZE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def test_marks(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """Show who reaches the pass mark, who is near it, and release what is ticked."""
    test = papers.access_managed(request.user, test_id)
    rows = verdicts(
        list(assessments.list_scores(test)),
        selectors.marks_in_force(test.programme, [one.pk for one in papers.papers_of(test)]),
        selectors.releases_of(test), selectors.margins(test),
    )  # fmt: skip
    problem = ""
    if request.method == "POST":
        problem = _release(request, rows)
        if not problem:
            return redirect(request.get_full_path())
    return _page(request, test, rows, problem)


def _release(request: HttpRequest, rows: Any) -> str:
    """Release what is ticked; return what is wrong, or nothing."""
    ticked = set(request.POST.getlist("attempt"))
    chosen = [(one.score, one.mark) for one in rows if str(one.score.attempt_id) in ticked and one.mark]
    if not chosen:
        return _("Tick at least one person.")
    try:
        n = services.release_results(actor=request.user, rows=chosen)
    except SauattyError as error:
        return say(error)
    messages.success(request, _("Released: %(n)s.") % {"n": n})
    return ""


def _page(request: HttpRequest, test: Any, rows: Any, problem: str) -> HttpResponse:
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    marks = {one.mark.pk: one.mark for one in rows if one.mark}
    context = {
        "test": test, "rows": rows, "page": page, "problem": problem, "marks": list(marks.values()),
        "n_reached": sum(one.is_reached for one in rows), "n_near": sum(one.is_near for one in rows),
        "n_judged": sum(one.mark is not None for one in rows),
        "is_provisional": any(one.is_provisional for one in marks.values()),
    }  # fmt: skip
    return render(request, "standards/test_marks.html", context, status=422 if problem else 200)
