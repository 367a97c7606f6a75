"""Who attended a whole event, who is about to fall short, and the table of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.web.attendances import printing, rules, selectors, warnings, words
from sauatty.web.events import selectors as events

PAGE_SIZE = 100


def facts(event: Any, actor: Any) -> list[tuple[Any, str]]:
    """Say in few words on the page of an event how many have attended it, to who runs it."""
    if event.is_template or not events.is_trainer_of(actor, event):
        return []
    people = selectors.list_attendance(event)
    n = sum(one.attendance.is_enough for one in people)
    return (
        [(_("Have attended enough"), _("%(n)s of %(all)s") % {"n": n, "all": len(people)})] if people else []
    )


@require_safe
def event(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Show how far everybody is, session by session."""
    found = events.access_managed_event(request.user, event_id)
    people = selectors.list_attendance(found)
    sessions = selectors.counted_sessions(found)
    in_danger = [one for one in people if one.attendance.n_over and one.attendance.outlook in warnings.WARNED]
    rows = in_danger if request.GET.get("show") == "short" else people
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    counts = selectors.count_present(one.pk for one in sessions)
    context = {
        "event": found, "page": page, "n": len(people),
        "n_enough": sum(one.attendance.is_enough for one in people), "n_danger": len(in_danger),
        "rows": [_row(one, sessions) for one in page],
        "sessions": [(one, counts[one.pk]) for one in sessions],
        "asked": words.asked(rules.read_needs(found.needs), get_language() or "kk"),
        "shows_short": request.GET.get("show") == "short",
    }  # fmt: skip
    return render(request, "attendances/event.html", context)


def _row(one: selectors.PersonAttendance, sessions: list[Any]) -> tuple[Any, ...]:
    cells = [one.by_session.get(session.pk) for session in sessions]
    return one, cells, words.missing(one.attendance), words.outlook(one.attendance.outlook)


@require_POST
def event_warn(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Write to those who are about to fall short."""
    found = events.access_managed_event(request.user, event_id)
    n = warnings.warn(actor=request.user, event=found)
    said = ngettext("%(n)s letter is planned.", "%(n)s letters are planned.", n) % {"n": n}
    messages.success(request, said)
    return redirect("attendances:event", event_id=found.pk)


@require_POST
def event_export(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Ask for the table of who attended."""
    found = events.access_managed_event(request.user, event_id)
    job = printing.ask_list(actor=request.user, event=found, language=get_language() or "kk")
    return redirect("base:job_detail", job_id=job.pk)
