"""Polls: the trainer opens and closes them, people vote on their phones."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sauatty.core.errors import TooManyCodes
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.classrooms import selectors, services, voters
from sauatty.web.classrooms.forms import CodeForm, PollForm, VoteForm
from sauatty.web.curricula.admission import may_try

FORM_METHODS = ["GET", "HEAD", "POST"]
# A whole room may sit behind one address, and each mistype once in a minute.
WRONG_CODES = 60


@require_http_methods(FORM_METHODS)
def poll_add(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Ask a question."""
    session = selectors.access_running(request.user, session_id)
    form = PollForm(posted(request))
    if form.is_valid():
        services.open_poll(actor=request.user, session=session, **form.cleaned_data)
        return redirect("classrooms:screen", session_id=session.pk, kind="poll")
    context = {"session": session, "event": session.event, "form": form}
    return render(request, "classrooms/poll_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def poll_close(request: HttpRequest, session_id: UUID, poll_id: UUID) -> HttpResponse:
    """Close a poll; its votes become numbers."""
    session = selectors.access_running(request.user, session_id)
    services.close_poll(actor=request.user, poll=selectors.access_poll(session, poll_id))
    messages.success(request, _("The poll is closed. Its votes are numbers alone now."))
    return redirect(f"{reverse('classrooms:room', args=[session.pk])}#polls")


@require_POST
def poll_remove(request: HttpRequest, session_id: UUID, poll_id: UUID) -> HttpResponse:
    """Delete a poll."""
    session = selectors.access_running(request.user, session_id)
    services.remove_poll(actor=request.user, poll=selectors.access_poll(session, poll_id))
    messages.success(request, _("The poll is deleted."))
    return redirect(f"{reverse('classrooms:room', args=[session.pk])}#polls")


@require_http_methods(FORM_METHODS)
def poll_find(request: HttpRequest) -> HttpResponse:
    """Take the code of a poll from somebody whose phone reads no QR."""
    form = CodeForm(posted(request))
    if form.is_valid():
        try:
            found = selectors.find_poll(form.cleaned_data["code"])
        except selectors.Http404:
            if not may_try(request, "poll-code", limit=WRONG_CODES):
                form.add_error("code", say(TooManyCodes()))
                return render(request, "classrooms/poll_find.html", {"form": form}, status=429)
            form.add_error("code", _("There is no poll with this code. Look at it again and type it."))
        else:
            return redirect("classrooms:poll", code=found.code)
    return render(request, "classrooms/poll_find.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(FORM_METHODS)
def poll(request: HttpRequest, code: str) -> HttpResponse:
    """Show a poll on somebody's phone, and take their vote while it is open."""
    found = selectors.find_poll(code.upper())
    key = voters.key_of(request, found)
    chosen = selectors.chosen_by(found, key) if key else None
    form = VoteForm(posted(request), poll=found, initial={"option": chosen})
    if key and form.is_valid():
        if services.vote(poll=found, voter_key=key, option=form.cleaned_data["option"]):
            messages.success(
                request, _("Thank you, your vote counts. You can change it until the poll is closed.")
            )
        return redirect("classrooms:poll", code=found.code)
    context = {
        "poll": found, "event": found.session.event, "form": form, "chosen": chosen, "rail": None,
        "needs_cookie": form.is_bound and key is None, "result": selectors.result_of(found),
    }  # fmt: skip
    answer = render(request, "classrooms/poll.html", context, status=422 if form.is_bound else 200)
    answer.headers["X-Robots-Tag"] = "noindex"
    return voters.carry(request, answer)
