"""Reports of video services: uploading one, and the queue where somebody says whom a name means."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sauatty.core.errors import SauattyError
from sauatty.core.languages import search_key
from sauatty.web.attendances import minutes, selectors, words
from sauatty.web.attendances.forms import MinutesForm
from sauatty.web.attendances.views.common import back, session_for, show
from sauatty.web.base.sentences import say
from sauatty.web.curricula.receiving import refused_upload

# A phone fetches the page anew after each decision.
WAITING_SHOWN, DECIDED_SHOWN, PEOPLE_SHOWN = 15, 25, 100


@require_http_methods(["GET", "HEAD", "POST"])
def report_list(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show the names that wait, the reports with what was decided, and take in another report."""
    session = session_for(request, session_id)
    form = MinutesForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    refused = refused_upload(request)
    if refused is not None:
        form.errors["report"] = form.error_class([say(refused)])
    if form.is_bound and form.is_valid():
        try:
            file = minutes.take_report(
                actor=request.user, session=session, upload=form.cleaned_data["report"]
            )
        except SauattyError as error:
            form.add_error("report", say(error))
        else:
            n = file.rows.count()
            said = ngettext(
                "%(n)s name was read. Say below whom it means.",
                "%(n)s names were read. Say below whom they mean.",
                n,
            )
            return back(request, session, said=said % {"n": n}, to="minutes")
    return _page(request, session, form)


def _page(request: HttpRequest, session: Any, form: MinutesForm) -> HttpResponse:
    waiting, wanted = selectors.list_open_rows(session), request.GET.get("page")
    queue = Paginator(waiting, WAITING_SHOWN).get_page(wanted)
    reports = [
        (file, Paginator(_decided(file), DECIDED_SHOWN).get_page(wanted), selectors.report_span(file),
         selectors.is_of_another_time(file, session))
        for file in selectors.list_reports(session)
    ]  # fmt: skip
    pages = [queue, *(decided for _file, decided, _span, _is_other in reports)]
    context = {
        "form": form,
        "waiting": [(row, [(one, words.why(one.why)) for one in found]) for row, found in queue],
        "n_waiting": len(waiting),
        "n_sure": sum(sum(one.is_sure for one in found) == 1 for _row, found in waiting),
        "reports": reports,
        "page": max(pages, key=lambda one: one.paginator.num_pages),
    }
    return show(request, "minutes", session, context, status=422 if form.errors else 200)


def _decided(file: Any) -> list[Any]:
    return [row for row in file.rows.all() if row.is_nobody or row.matches.all()]


@require_POST
def match_sure(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Take all names over for which there is one sure suggestion."""
    session = session_for(request, session_id)
    n = minutes.match_sure(actor=request.user, session=session)
    said = ngettext("%(n)s name is matched.", "%(n)s names are matched.", n) % {"n": n}
    return back(request, session, said=said, to="minutes")


@require_http_methods(["GET", "HEAD", "POST"])
def row_match(request: HttpRequest, session_id: UUID, row_id: UUID) -> HttpResponse:
    """Say whom a name means: one person or several who sat before one device."""
    session = session_for(request, session_id)
    row = selectors.access_row(session, row_id)
    people = selectors.list_session(session)
    if request.method == "POST":
        wanted = set(request.POST.getlist("person"))
        chosen = [one.person for one in people if str(one.person.pk) in wanted]
        if chosen:
            minutes.match(actor=request.user, row=row, people=chosen)
            return redirect("attendances:minutes", session_id=session.pk)
    search = request.GET.get("q", "").strip()
    found = [
        one for one in people if all(word in one.person.search_key for word in search_key(search).split())
    ]
    taken = {one.person_id for one in row.matches.all()}
    context = {
        "row": row, "people": [(one, one.person.pk in taken) for one in found[:PEOPLE_SHOWN]], "search": search,
        "n_more": max(0, len(found) - PEOPLE_SHOWN), "is_empty": request.method == "POST",
    }  # fmt: skip
    return show(request, "row", session, context, status=422 if request.method == "POST" else 200)


@require_POST
def row_nobody(request: HttpRequest, session_id: UUID, row_id: UUID) -> HttpResponse:
    """Say that a name is nobody of this event."""
    session = session_for(request, session_id)
    minutes.set_nobody(actor=request.user, row=selectors.access_row(session, row_id))
    return redirect("attendances:minutes", session_id=session.pk)


@require_POST
def row_undo(request: HttpRequest, session_id: UUID, row_id: UUID) -> HttpResponse:
    """Put a name back into the queue."""
    session = session_for(request, session_id)
    minutes.undo(actor=request.user, row=selectors.access_row(session, row_id))
    return back(request, session, said=_("The name waits again."), to="minutes")


@require_POST
def report_remove(request: HttpRequest, session_id: UUID, file_id: UUID) -> HttpResponse:
    """Remove a report that is of another session."""
    session = session_for(request, session_id)
    minutes.remove_report(actor=request.user, file=selectors.access_report(session, file_id))
    return back(request, session, said=_("The report is removed; its minutes count no more."), to="minutes")
