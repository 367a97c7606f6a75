"""The thread of a programme: every competence from need to result."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from sauatty.web.evaluations import beside, selectors, showing, threads


@require_safe
def thread(request: HttpRequest) -> HttpResponse:
    """Show the programmes that have a thread; lead to it where there is only one."""
    found = list(selectors.list_threads(request.user))
    if len(found) == 1:
        return redirect("evaluations:programme_thread", programme_id=found[0].pk)
    return render(request, "evaluations/thread_list.html", {"programmes": found})


@require_safe
def programme_thread(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show the thread of a programme, of all competences or of one."""
    programme = selectors.access_thread(request.user, programme_id)
    before = threads.job_before(programme, request.user)
    if before is not None:
        return redirect("base:job_detail", job_id=before.pk)
    gathered, found = threads.evaluated(programme, request.user)
    hides_small = not selectors.sees_rows(request.user, programme)
    rows = showing.rows_of(gathered, found, request.user, hides_small=hides_small)
    context: dict[str, Any] = {
        "programme": programme, "is_blind": gathered.is_blind,
        "now": gathered.at, "rows": rows, "heads": showing.HEADS.values(),
        "n_people": gathered.n_people, "limits": showing.limits_of(found), "is_hidden": gathered.school.is_hidden,
        "edition": gathered.school.edition, "has_need": found.needs.needs is not None, "hides_small": hides_small,
        "may_board": selectors.coordinates(request.user, programme),
    }  # fmt: skip
    wanted = request.GET.get("competence", "")
    if not wanted:
        context |= beside.context_of(found, hides_small=hides_small)
        return render(request, "evaluations/thread.html", context)
    chosen = next((one for one in rows if one.id == wanted), None)
    if chosen is None:
        raise Http404
    lessons = showing.lessons_of(gathered, wanted)
    return render(request, "evaluations/thread_one.html", {**context, "row": chosen, "lessons": lessons})
