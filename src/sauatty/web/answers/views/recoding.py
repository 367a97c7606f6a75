"""Moving a coding to another version of a codebook: choose it, say what became of each part, look, do it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from sauatty.core.errors import SauattyError
from sauatty.web.answers import books, forms, selectors, services
from sauatty.web.answers.views.blind import blind_still
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.coding import selectors as coding


@require_http_methods(["GET", "HEAD", "POST"])
def recode(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show the versions; with one chosen, the mapping, what it would do, and do it."""
    project = selectors.access_managed(request.user, project_id)
    if not coding.may_know_decisions(request.user, project):
        return blind_still(request, project)
    old = books.book_of(project)
    choices = [
        one
        for one in selectors.list_books(request.user, selectors.programme_of(project))
        if (one.id, one.version) != (old.id, old.version)
    ]
    wanted = request.GET.get("to", "")
    new = next((one for one in choices if f"{one.id} {one.version}" == wanted), None)
    if wanted and new is None:
        raise Http404
    context: dict[str, Any] = {
        "project": project, "old": old, "choices": choices, "new": new, "done": selectors.list_recodings(project),
    }  # fmt: skip
    return _with_mapping(request, context) if new else render(request, "answers/recode.html", context)


def _with_mapping(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    project, old, new = context["project"], context["old"], context["new"]
    form = forms.RecodeForm(posted(request), old=old, new=new, usual=services.usual_mapping(old, new))
    context["form"], status = form, 422 if form.is_bound else 200
    if form.is_valid():
        mapping = services.PartMapping(
            form.parts, frozenset(int(one) for one in form.cleaned_data["grades_again"]),
            form.cleaned_data["is_new_judged"],
        )  # fmt: skip
        try:
            if request.POST.get("do") == "move":
                return _move(request, project, new, mapping)
            context["plan"], status = services.plan_recoding(project=project, book=new, mapping=mapping), 200
        except SauattyError as error:
            context["sentence"] = say(error)
    return render(request, "answers/recode.html", context, status=status)


def _move(request: HttpRequest, project: Any, new: Any, mapping: Any) -> HttpResponse:
    made = services.recode(project=project, book=new, mapping=mapping, actor=request.user)
    told = {"kept": made.n_kept, "back": made.n_touched}
    messages.success(
        request, gettext("Moved. Decisions carried over: %(kept)s; to be decided again: %(back)s.") % told
    )
    return redirect("coding:project_detail", project_id=project.pk)
