"""The pages of a coordinator who prepares and leads a session."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.papers import selectors as papers
from sauatty.web.programmes import selectors as programmes
from sauatty.web.standards import forms, selectors, services
from sauatty.web.standards.services.sessions import STEPS

PAGE_SIZE = 50
FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """List the sessions of one's programmes."""
    page = Paginator(selectors.list_sessions(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    may_add = programmes.list_coordinated(request.user).exists()
    return render(request, "standards/session_list.html", {"page": page, "may_add": may_add})


@require_safe
def session_begin(request: HttpRequest) -> HttpResponse:
    """Choose for which programme a session is prepared; with one there is nothing to choose."""
    mine = list(programmes.list_coordinated(request.user))
    if len(mine) == 1:
        return redirect("standards:session_add", programme_id=mine[0].pk)
    return render(request, "standards/session_begin.html", {"programmes": mine})


@require_http_methods(FORM_METHODS)
def session_add(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Prepare a session."""
    programme = programmes.access_coordinated(request.user, programme_id)
    form = forms.SessionForm(posted(request), papers=papers.list_papers(programme))
    if form.is_valid():
        session = services.add_session(actor=request.user, programme=programme, **form.values)
        messages.success(request, _("The session is prepared. Invite the judges next."))
        return redirect("standards:session_detail", session_id=session.pk)
    context = {"form": form, "programme": programme, "session": None}
    return render(request, "standards/session_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def session_edit(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Change a session before its first round."""
    session = selectors.access_session(request.user, session_id)
    initial = {
        "name": session.name, "papers": [str(one.pk) for one in selectors.papers_of(session)],
        "shows_difficulty": session.shows_difficulty,
        **{f"description_{code}": getattr(session, f"description_{code}") for code in ("kk", "ru", "en")},
    }  # fmt: skip
    form = forms.SessionForm(posted(request), papers=papers.list_papers(session.programme), initial=initial)
    if form.is_valid():
        try:
            services.change_session(actor=request.user, session=session, **form.values)
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("Kept."))
            return redirect("standards:session_detail", session_id=session.pk)
    context = {"form": form, "programme": session.programme, "session": session}
    return render(request, "standards/session_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def session_detail(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show how far a session is and what comes next."""
    return _page(request, selectors.access_session(request.user, session_id))


def _page(
    request: HttpRequest, session: Any, *, problem: str = "", form: Any = None, status: int = 200
) -> HttpResponse:
    holes: list[Any] = []
    if session.state == "draft":
        try:
            holes = selectors.holes(session)
        except SauattyError as error:
            holes = [say(error)]
    may_invite = session.state in ("draft", "first")
    if may_invite and form is None:
        form = forms.InviteForm(people=selectors.list_possible_judges(session))
    judges = selectors.list_judges(session)
    context = {
        "session": session, "papers": selectors.papers_of(session), "judges": judges, "holes": holes,
        "problem": problem, "form": form, "n_items": len(session.items), "marks": selectors.marks_of(session),
        "n_unfinished": sum(_is_unfinished(one, session) for one in judges),
    }  # fmt: skip
    return render(request, "standards/session_detail.html", context, status=status)


def _is_unfinished(judge: Any, session: Any) -> bool:
    done = judge.n_second if session.state == "second" else judge.n_first
    return judge.declined_at is None and done < len(session.items)


@require_POST
def session_delete(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Delete a session that never began."""
    session = selectors.access_session(request.user, session_id)
    try:
        services.delete_session(actor=request.user, session=session)
    except SauattyError as error:
        return _page(request, session, problem=say(error), status=422)
    messages.success(request, _("The session is deleted."))
    return redirect("standards:session_list")


@require_POST
def session_move(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Open or close a round."""
    session = selectors.access_session(request.user, session_id)
    step = request.POST.get("step", "")
    if step not in STEPS:
        raise Http404
    try:
        services.move(actor=request.user, session=session, step=step)
    except SauattyError as error:
        return _page(request, session, problem=say(error), status=422)
    return redirect("standards:session_detail", session_id=session.pk)


@require_POST
def judge_add(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Invite judges."""
    session = selectors.access_session(request.user, session_id)
    form = forms.InviteForm(request.POST, people=selectors.list_possible_judges(session))
    if form.is_valid():
        try:
            services.invite(actor=request.user, session=session, people=form.chosen)
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("Invited. Send them the address of their page."))
            return redirect("standards:session_detail", session_id=session.pk)
    return _page(request, session, form=form, status=422)


@require_POST
def judge_remove(request: HttpRequest, session_id: UUID, judge_id: UUID) -> HttpResponse:
    """Take back an invitation."""
    session = selectors.access_session(request.user, session_id)
    judge = selectors.access_judge(session, judge_id)
    try:
        services.remove_judge(actor=request.user, judge=judge)
    except SauattyError as error:
        return _page(request, session, problem=say(error), status=422)
    return redirect("standards:session_detail", session_id=session.pk)
