"""Lists of people: upload, what was read, what each line means, and taking over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import in_words
from sauatty.web.events import selectors as events
from sauatty.web.programmes import selectors as programmes
from sauatty.web.rosters import presenting, selectors, services
from sauatty.web.rosters.forms import UploadForm

PER_PAGE, LISTED = 50, 25


def roster_list(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """List the lists of a programme, and take a new one."""
    programme = programmes.access_coordinated(request.user, programme_id)
    form = UploadForm(
        events.list_events(programme), programmes.list_cohorts(programme), posted(request), request.FILES or None,
        initial={"purpose": request.GET.get("purpose", "programme")},
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        roster, job = services.upload(
            actor=request.user, programme=programme, file=form.cleaned_data["file"], **form.target
        )
        if roster.state == roster.State.READING:
            return redirect("base:job_detail", job.pk)
        return redirect("rosters:roster_detail", roster.pk)
    page = Paginator(selectors.list_rosters(request.user, programme), LISTED).get_page(
        request.GET.get("page")
    )
    context = {"programme": programme, "form": form, "page": page}
    return render(request, "rosters/roster_list.html", context, status=422 if form.is_bound else 200)


@require_safe
def event_rosters(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Lead from a training to the lists of its programme, the training chosen as what the list is for."""
    event = events.access_managed_event(request.user, event_id)
    address = reverse("rosters:roster_list", args=[event.programme_id])
    return redirect(f"{address}?purpose=event:{event.pk}")


@require_safe
def roster_detail(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Show what was read of a list, and what each line means."""
    roster = selectors.access_roster(request.user, roster_id)
    counts = selectors.count_rows(roster)
    shown = selectors.shown_or_404(request.GET.get("show", "")) or ("open" if counts.open else "all")
    page = Paginator(selectors.list_rows(roster, shown), PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "roster": roster,
        "counts": counts,
        "shown": shown,
        "tabs": presenting.tabs(roster, counts),
        "page": page,
        "lines": presenting.lines(list(page), selectors.suggested_people(list(page), roster.programme)),
        "refusal": presenting.refusal(roster),
        "may_decide": roster.state == roster.State.READ,
        "is_stopped": services.is_stopped(roster),
    }
    return render(request, "rosters/roster_detail.html", context)


@require_POST
def roster_decide(request: HttpRequest, roster_id: UUID, number: int) -> HttpResponse:
    """Say what a line means."""
    roster = selectors.access_roster(request.user, roster_id)
    row = selectors.access_row(roster, number)
    said = request.POST.get("means", "")
    try:
        person = UUID(said) if said not in ("new", "left") else None
        services.decide(actor=request.user, row=row, decision="known" if person else said, person=person)
    except (SauattyError, ValueError) as error:
        told = in_words(error.message, error.params) if isinstance(error, SauattyError) else ""
        messages.error(request, told or _("Choose what the line means."))
    else:
        messages.success(request, _("Line %(number)s is decided.") % {"number": number})
    return _back(roster, request)


@require_POST
def roster_decide_open(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Decide all open lines at once."""
    roster = selectors.access_roster(request.user, roster_id)
    decision = "left" if request.POST.get("means") == "left" else "new"
    services.decide_open(actor=request.user, roster=roster, decision=decision)
    return _back(roster, request)


@require_POST
def roster_take(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Take the list over."""
    roster = selectors.access_roster(request.user, roster_id)
    try:
        job = services.take(actor=request.user, roster=roster)
    except SauattyError as error:
        messages.error(request, in_words(error.message, error.params))
        return redirect("rosters:roster_detail", roster.pk)
    return redirect("base:job_detail", job.pk)


@require_POST
def roster_remove(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Remove the list; the people stay."""
    roster = selectors.access_roster(request.user, roster_id)
    programme_id = roster.programme_id
    services.remove(actor=request.user, roster=roster)
    messages.success(request, _("The list was removed. The people whom it brought stay."))
    return redirect("rosters:roster_list", programme_id)


def _back(roster: Any, request: HttpRequest) -> HttpResponse:
    answer = redirect("rosters:roster_detail", roster.pk)
    shown = request.POST.get("show", "")
    answer["Location"] += (
        f"?show={shown}" if shown in {"open", "all", "wrong", "new", "known", "left"} else ""
    )
    return answer
