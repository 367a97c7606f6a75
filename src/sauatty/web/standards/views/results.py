"""What a session comes to, and the decision about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base import exports
from sauatty.web.base.sentences import say
from sauatty.web.papers import selectors as papers
from sauatty.web.standards import figures, forms, presenting, selectors, services


@require_safe
def session_results(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show the cut of each round, its error, the judges by number, who would pass, how surely."""
    return _page(request, selectors.access_session(request.user, session_id))


def _page(
    request: HttpRequest, session: Any, *, adopting: Any = None, refusing: Any = None, problem: str = ""
) -> HttpResponse:
    is_shown = session.state not in ("draft", "first")
    found = figures.session_figures(session) if is_shown else []
    tests = {one.pk: one for one in papers.list_tests(session.programme)} if found else {}
    may_decide = session.state == "closed" and any(one.found for one in found)
    is_wrong = problem or any(form is not None and form.errors for form in (adopting, refusing))
    context = {
        "session": session, "is_shown": is_shown, "shown": presenting.shown_papers(session, found, tests),
        "may_decide": may_decide, "problem": problem, "marks": selectors.marks_of(session),
        "adopting": adopting or (forms.AdoptForm(figures=found) if may_decide else None),
        "refusing": refusing or (forms.RefuseForm() if may_decide else None),
        "is_public": may_decide and selectors.has_public_keys(session),
        "is_calibrated": bool(found) and all(one.is_calibrated for one in found),
    }  # fmt: skip
    return render(request, "standards/session_results.html", context, status=422 if is_wrong else 200)


@require_POST
def ratings_file(request: HttpRequest, session_id: UUID, paper_id: UUID, number: int) -> HttpResponse:
    """Hand out the ratings of a round, judges under numbers, as `sauatty test cut-score` reads them."""
    session = selectors.access_session(request.user, session_id)
    paper = next((one for one in selectors.papers_of(session) if one.pk == paper_id), None)
    is_over = session.state not in ("draft", "first")
    rows = figures.rating_rows(session, paper_id, number) if paper and is_over else None
    if paper is None or rows is None:
        raise Http404
    file = exports.offer_file(
        owner=request.user, name=f"ratings-{paper.code}-round-{number}.csv", media_type="text/csv",
        content=exports.write_csv(rows, for_excel=False), session=str(session.pk), n_judges=len(rows) - 1,
    )  # fmt: skip
    return redirect("base:file_fetch", file.pk)


@require_POST
def mark_adopt(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Adopt a pass mark for each paper."""
    session = selectors.access_session(request.user, session_id)
    found = figures.session_figures(session) if session.state == "closed" else []
    form = forms.AdoptForm(request.POST, figures=found)
    if not form.is_valid():
        return _page(request, session, adopting=form)
    try:
        services.adopt_marks(
            actor=request.user, session=session, points=form.points, reason=form.cleaned_data["reason"],
            knows=form.cleaned_data.get("knows", False),
        )  # fmt: skip
    except SauattyError as error:
        return _page(request, session, problem=say(error))
    messages.success(
        request, _("The pass mark is adopted. Nobody is told anything until you release results.")
    )
    return redirect("standards:session_results", session_id=session.pk)


@require_POST
def mark_refuse(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Keep that the cut is not adopted, and why."""
    session = selectors.access_session(request.user, session_id)
    form = forms.RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, session, refusing=form)
    try:
        services.refuse_marks(actor=request.user, session=session, reason=form.cleaned_data["reason"])
    except SauattyError as error:
        return _page(request, session, problem=say(error))
    messages.success(request, _("Kept: this cut is not adopted."))
    return redirect("standards:session_results", session_id=session.pk)
