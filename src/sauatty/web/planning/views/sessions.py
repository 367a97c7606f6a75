"""The pages of a session: what it is, changing it, calling it off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base.forms import posted
from sauatty.web.base.middleware import held_roles
from sauatty.web.base.sentences import say
from sauatty.web.events import pages, selectors, services, wording
from sauatty.web.planning.forms import sessions as forms

FORM_METHODS = ["GET", "HEAD", "POST"]


def _form(request: HttpRequest, event: Any, **more: Any) -> forms.SessionForm:
    return forms.SessionForm(
        posted(request), event=event, trainers=selectors.list_trainers(event.programme),
        modules=selectors.module_choices(), **more,
    )  # fmt: skip


def _warn(request: HttpRequest, sessions: list[Any], form: forms.SessionForm) -> None:
    """Say what may not be meant: a day in the past, a trainer who would be at two places at once."""
    if form.caution:
        messages.warning(request, form.caution)
    for one in selectors.overlaps_of(sessions):
        said = _("%(person)s holds another session at that time: %(other)s.")
        other = wording.when_session(one.other)
        messages.warning(request, said % {"person": one.person.name, "other": other})


@require_http_methods(FORM_METHODS)
def session_add(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Add a session to a training or a template."""
    event = selectors.access_managed_event(request.user, event_id)
    form = _form(request, event, initial=selectors.next_session(event), is_new=True)
    if form.is_valid():
        try:
            added = services.add_sessions(
                actor=request.user, event=event, titles=form.titles, trainers=form.chosen_trainers, **form.repeats,
                **form.values(),
            )  # fmt: skip
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            said = ngettext("The session is added.", "%(n)s sessions are added.", len(added))
            messages.success(request, said % {"n": len(added)})
            _warn(request, added, form)
            return redirect("events:event_detail", event_id=event.pk)
    context = {"form": form, "event": event}
    return render(request, "planning/session_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def session_detail(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show a session to those who run it: when and where, who holds it, and the pages of the day."""
    session = selectors.access_session(request.user, session_id)
    if session.event.is_template:
        raise Http404
    may_manage = selectors.may_manage(request.user, session.event)
    context = {
        "session": session,
        "event": session.event,
        "module": dict(selectors.module_choices()).get(session.module, ""),
        "overlaps": selectors.overlaps_of([session]),
        "may_manage": may_manage,
        "reads": selectors.reads(request.user, session.event),
        "pages": pages.session_pages(session, held_roles(request), may_manage=may_manage),
        "facts": pages.session_facts(session, request.user),
    }
    return render(request, "planning/session_detail.html", context)


@require_http_methods(FORM_METHODS)
def session_edit(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Change a session: those who are registered are told when time or place are others."""
    session = selectors.access_managed_session(request.user, session_id)
    form = _form(request, session.event, initial=forms.initial_of(session))
    if form.is_valid():
        try:
            changed = services.change_session(
                actor=request.user,
                session=session,
                titles=form.titles,
                trainers=form.chosen_trainers,
                **form.values(),
            )
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _saved(session.event))
            _warn(request, [changed], form)
            return redirect("events:event_detail", event_id=session.event_id)
    context = {"form": form, "event": session.event, "session": session}
    return render(request, "planning/session_form.html", context, status=422 if form.is_bound else 200)


def _saved(event: Any) -> str:
    if event.state != event.State.OPEN:
        return _("Saved.")
    return _("Saved. If time, place or link changed, a letter goes to everybody who has a place.")


@require_http_methods(FORM_METHODS)
def session_cancel(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Call a session off, after saying what follows from it."""
    session = selectors.access_managed_session(request.user, session_id)
    if request.method != "POST":
        return render(request, "planning/session_cancel.html", {"session": session, "event": session.event})
    try:
        services.cancel_session(actor=request.user, session=session)
    except SauattyError as error:
        messages.error(request, say(error))
    else:
        messages.success(request, _("The session is called off."))
    return redirect("events:event_detail", event_id=session.event_id)


@require_POST
def session_delete(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Delete a session that nobody knows of."""
    session = selectors.access_managed_session(request.user, session_id)
    try:
        services.delete_session(actor=request.user, session=session)
    except SauattyError as error:
        messages.error(request, say(error))
    else:
        messages.success(request, _("The session is deleted."))
    return redirect("events:event_detail", event_id=session.event_id)
