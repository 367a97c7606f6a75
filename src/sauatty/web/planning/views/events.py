"""The pages of those who plan trainings: the list, one training and its next step, making, changing, calling off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base.forms import posted
from sauatty.web.base.middleware import held_roles
from sauatty.web.base.sentences import say
from sauatty.web.events import pages, selectors, services
from sauatty.web.planning.forms import events as forms
from sauatty.web.planning.permissions import WITH_A_ROLE
from sauatty.web.planning.views.filters import Filter
from sauatty.web.programmes import selectors as programmes

PAGE_SIZE = 25
FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """List the trainings of one's programmes; whoever has no role finds those that are open to everybody."""
    if held_roles(request).isdisjoint(WITH_A_ROLE):
        return redirect("events:open_list")
    chosen = Filter.of(request)
    found = chosen.apply(selectors.list_visible(request.user))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    coordinated = programmes.list_coordinated(request.user).exists()
    context = {
        "page": page,
        "rows": [(one, selectors.phase_of_row(one)) for one in page],
        "filter": chosen,
        "may_add": coordinated,
        "board": selectors.summarise_board(request.user) if coordinated else None,
    }
    return render(request, "planning/event_list.html", context)


@require_http_methods(FORM_METHODS)
def event_begin(request: HttpRequest) -> HttpResponse:
    """Choose for which programme a training is made; with one programme there is nothing to choose."""
    mine = list(programmes.list_coordinated(request.user))
    if len(mine) == 1:
        return redirect("events:event_add", programme_id=mine[0].pk)
    form = forms.BeginForm(posted(request), programmes=mine)
    if form.is_valid():
        return redirect("events:event_add", programme_id=form.cleaned_data["programme"])
    context = {"form": form, "has_programmes": bool(mine)}
    return render(request, "planning/event_begin.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def event_add(request: HttpRequest, programme_id: UUID, is_template: bool = False) -> HttpResponse:
    """Prepare a training, or a template from which editions are made."""
    programme = programmes.access_coordinated(request.user, programme_id)
    cohorts = programmes.list_cohorts(programme)
    form = forms.EventForm(posted(request), cohorts=cohorts, is_template=is_template)
    if form.is_valid():
        try:
            event = services.create_event(
                actor=request.user, programme=programme, titles=form.titles, abouts=form.abouts,
                is_template=is_template, is_demo=programme.is_demo, **form.values(),
            )  # fmt: skip
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("Saved. Now add its sessions."))
            return redirect("events:event_detail", event_id=event.pk)
    templates = [] if is_template else list(selectors.list_templates(programme))
    context = {"form": form, "programme": programme, "is_template": is_template, "templates": templates}
    return render(request, "planning/event_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def event_detail(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Show how a training stands, and to its coordinator what can be done; participants get its public page."""
    event = selectors.access_event(request.user, event_id)
    if not selectors.reads(request.user, event):
        return redirect("events:event_public", slug=event.slug)
    may_manage = selectors.may_manage(request.user, event)
    sessions = list(event.sessions.all())
    context = {
        "event": event,
        "phase": selectors.phase(event),
        "entry_phase": selectors.entry_phase(event),
        "sessions": sessions,
        "overlaps": selectors.overlaps_of(sessions) if not event.is_template else [],
        "quotas": selectors.named_quotas(event),
        "may_manage": may_manage,
        "may_run": may_manage or selectors.is_trainer_of(request.user, event),
        "pages": pages.event_pages(event, held_roles(request), may_manage=may_manage),
        "facts": pages.event_facts(event, request.user),
        "editions": selectors.list_editions(event) if event.is_template else [],
        "requests": selectors.list_requests_of(event) if may_manage else [],
        "ready": selectors.readiness(event, sessions),
    }
    return render(request, "planning/event_detail.html", context)


@require_http_methods(FORM_METHODS)
def event_edit(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Change a training."""
    event = selectors.access_managed_event(request.user, event_id)
    cohorts = programmes.list_cohorts(event.programme)
    form = forms.EventForm(
        posted(request), cohorts=cohorts, is_template=event.is_template, initial=forms.initial_of(event)
    )
    if form.is_valid():
        try:
            services.change_event(
                actor=request.user, event=event, titles=form.titles, abouts=form.abouts, **form.values()
            )
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("events:event_detail", event_id=event.pk)
    context = {"form": form, "event": event, "programme": event.programme, "is_template": event.is_template}
    return render(request, "planning/event_form.html", context, status=422 if form.is_bound else 200)


def _stepped(request: HttpRequest, event: Any, step: Any, said: str) -> HttpResponse:
    """Do one step about an event and go back to its page, with what was done or why it was not."""
    try:
        step(actor=request.user, event=event)
    except SauattyError as error:
        messages.error(request, say(error))
    else:
        messages.success(request, said)
    return redirect("events:event_detail", event_id=event.pk)


@require_POST
def event_announce(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Let people know of a training."""
    event = selectors.access_managed_event(request.user, event_id)
    return _stepped(request, event, services.announce, _("The training is announced."))


@require_POST
def event_finish(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Say that a training is over."""
    event = selectors.access_managed_event(request.user, event_id)
    return _stepped(request, event, services.finish_event, _("The training is over."))


@require_http_methods(FORM_METHODS)
def event_cancel(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Call a training off, after saying what follows from it."""
    event = selectors.access_managed_event(request.user, event_id)
    form = forms.CancelForm(posted(request))
    if form.is_valid():
        try:
            services.cancel_event(actor=request.user, event=event, why=form.cleaned_data["why"])
        except SauattyError as error:
            messages.error(request, say(error))
        else:
            messages.success(request, _("The training is called off."))
        return redirect("events:event_detail", event_id=event.pk)
    context = {"form": form, "event": event}
    return render(request, "planning/event_cancel.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def event_delete(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Delete a template or a training that nobody knows of, after asking once more."""
    event = selectors.access_managed_event(request.user, event_id)
    if request.method != "POST":
        return render(request, "planning/event_delete.html", {"event": event})
    try:
        services.delete_event(actor=request.user, event=event)
    except SauattyError as error:
        messages.error(request, say(error))
        return redirect("events:event_detail", event_id=event.pk)
    messages.success(request, _("Deleted."))
    return redirect("events:event_list")


@require_http_methods(FORM_METHODS)
def event_quotas(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Say for whom places are kept."""
    event = selectors.access_managed_event(request.user, event_id)
    form = forms.QuotasForm(posted(request), quotas=selectors.list_quotas(event))
    if form.is_valid():
        try:
            services.set_quotas(actor=request.user, event=event, quotas=form.quotas)
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("events:event_detail", event_id=event.pk)
    context = {"form": form, "event": event}
    return render(request, "planning/event_quotas.html", context, status=422 if form.is_bound else 200)
