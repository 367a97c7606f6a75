"""The room of a session on the trainer's phone: who is here, materials, poll, feedback, test, what comes next."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.web.base.forms import posted
from sauatty.web.classrooms import selectors, services, showing
from sauatty.web.classrooms.forms import OffersForm
from sauatty.web.events import selectors as events
from sauatty.web.lessons import catalogue
from sauatty.web.papers import selectors as papers
from sauatty.web.surveys import selectors as surveys

FORM_METHODS = ["GET", "HEAD", "POST"]
# More names than a phone shows at a glance stand on the page of the attendance.
NAMES_SHOWN = 40


@require_safe
def room(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show the room; htmx asks every quarter of a minute for what has changed, and gets nothing where nothing has."""
    session = selectors.access_running(request.user, session_id)
    live = _live(session)
    if request.htmx:
        if request.GET.get("mark") == live["mark"]:
            return HttpResponse(status=204)
        return render(
            request, "classrooms/room.html#live", {"session": session, "event": session.event, **live}
        )
    context = {
        "session": session, "event": session.event, "materials": showing.materials_of(session),
        "offers": selectors.offers_of(session), "next_sessions": selectors.list_next_sessions(session, request.user),
        "may_manage": events.may_manage(request.user, session.event), **live,
    }  # fmt: skip
    return render(request, "classrooms/room.html", context)


def _live(session: Any) -> dict[str, Any]:
    presence, polls = selectors.presence_of(session), selectors.list_polls(session)
    said = "-".join(f"{one.poll.code}{one.n_votes}{one.poll.is_open:d}" for one in polls)
    return {
        "presence": presence, "here": presence.here[:NAMES_SHOWN], "away": presence.away[:NAMES_SHOWN],
        "is_shortened": max(len(presence.here), len(presence.away)) > NAMES_SHOWN, "polls": polls,
        "mark": f"{presence.mark}-{said}",
    }  # fmt: skip


@require_safe
def notes(request: HttpRequest, session_id: UUID, lesson_id: str) -> HttpResponse:
    """Show the facilitator's notes of a lesson of the session's module."""
    session = selectors.access_running(request.user, session_id)
    module = catalogue.shelf().module(session.module) if session.module else None
    found = [one for one in module.lessons if one.lesson.id == lesson_id] if module else []
    if not found:
        raise Http404
    context = {"session": session, "event": session.event, "module": module, "lesson": found[0].lesson}
    return render(request, "classrooms/notes.html", context)


@require_http_methods(FORM_METHODS)
def offers(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Attach the survey for feedback and the test in the room."""
    session = events.access_managed_session(request.user, session_id)
    if session.event.is_template:
        raise Http404
    now = selectors.offers_of(session)
    form = OffersForm(
        posted(request), surveys=selectors.feedback_choices(session), tests=selectors.test_choices(session),
        initial={"feedback": _id_of(now.feedback), "test": _id_of(now.test)},
    )  # fmt: skip
    if form.is_valid():
        services.attach(actor=request.user, session=session, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("classrooms:room", session_id=session.pk)
    context = {"session": session, "event": session.event, "form": form}
    return render(request, "classrooms/offers.html", context, status=422 if form.is_bound else 200)


def _id_of(row: Any) -> str:
    return str(row.pk) if row else ""


@require_safe
def screen(request: HttpRequest, session_id: UUID, kind: str) -> HttpResponse:
    """Show one address large, with its QR, for the wall: of the survey, of the test, or of the open poll."""
    session = selectors.access_running(request.user, session_id)
    context = {"session": session, "event": session.event, "kind": kind, "rail": None}
    if kind == "poll":
        return _poll_screen(request, session, context)
    found = selectors.offers_of(session)
    target = {"feedback": found.feedback, "test": found.test}.get(kind)
    if target is None:
        raise Http404
    view_name, phase = {
        "feedback": ("filling:welcome", surveys.phase), "test": ("attempts:welcome", papers.phase)
    }[kind]  # fmt: skip
    context |= {
        "target": target,
        "is_open": phase(target) == "open",
        "shown": showing.invitation(session, view_name, target.slug),
    }
    return render(request, "classrooms/screen.html", context)


def _poll_screen(request: HttpRequest, session: Any, context: dict[str, Any]) -> HttpResponse:
    polls = selectors.list_polls(session)
    if not polls:
        raise Http404
    result = next((one for one in polls if one.poll.is_open), polls[0])
    context |= {
        "result": result, "is_open": result.poll.is_open,
        "shown": showing.invitation(session, "classrooms:poll", result.poll.code),
    }  # fmt: skip
    if request.htmx:
        if request.GET.get("n") == str(result.n_votes):
            return HttpResponse(status=204)
        return render(request, "classrooms/screen.html#votes", context)
    return render(request, "classrooms/screen.html", context)
