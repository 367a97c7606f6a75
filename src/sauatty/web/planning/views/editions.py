"""Making editions of a template in one step, a template of a training, and the page of a series."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.events import selectors, services
from sauatty.web.planning.forms.editions import MOST_ROWS, ROWS, EditionsForm


def _form(request: HttpRequest, template: Any) -> EditionsForm:
    """Return the table as it was sent; asked for more rows, the same with what was typed and some empty ones."""
    asked = request.POST.get("n_rows", "")
    n_rows = int(asked) if asked.isdecimal() and 0 < int(asked[:3]) <= MOST_ROWS else ROWS
    if "more" not in request.POST:
        return EditionsForm(posted(request), template=template, n_rows=n_rows)
    n_rows = min(MOST_ROWS, n_rows + ROWS)
    typed = {**request.POST.dict(), "n_rows": n_rows}
    return EditionsForm(template=template, n_rows=n_rows, initial=typed)


@require_http_methods(["GET", "HEAD", "POST"])
def event_editions(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Make the same training for several regions: all rows, or none."""
    template = selectors.access_template(request.user, event_id)
    form = _form(request, template)
    if form.is_valid():
        try:
            made = services.make_editions(
                actor=request.user, template=template, editions=form.editions, key=form.cleaned_data["key"]
            )
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            said = ngettext("%(n)s training is prepared.", "%(n)s trainings are prepared.", len(made))
            messages.success(request, said % {"n": len(made)})
            if made[0].series_id:
                return redirect("events:series_detail", series_id=made[0].series_id)
            return redirect("events:event_detail", event_id=made[0].pk)
    context = {
        "form": form,
        "event": template,
        "sessions": [one for one in template.sessions.all() if not one.cancelled_at],
        "has_more_rows": form.n_rows < MOST_ROWS,
    }
    return render(request, "planning/event_editions.html", context, status=422 if form.is_bound else 200)


@require_POST
def event_as_template(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Keep a training as a template."""
    event = selectors.access_managed_event(request.user, event_id)
    template = services.save_as_template(actor=request.user, event=event)
    messages.success(request, _("The template is made. Days are counted from its first one."))
    return redirect("events:event_detail", event_id=template.pk)


@require_safe
def series_detail(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """Show the trainings of a series side by side."""
    series = selectors.access_series(request.user, series_id)
    rows = [(one, selectors.phase_of_row(one)) for one in selectors.list_series_events(request.user, series)]
    may_manage = selectors.coordinates_series(request.user, series)
    context = {
        "series": series,
        "rows": rows,
        "may_manage": may_manage,
        "n_drafts": sum(phase == "draft" for _event, phase in rows),
        "n_taken": sum(event.taken for event, _phase in rows),
        "is_demo": any(event.is_demo for event, _phase in rows),
    }
    return render(request, "planning/series_detail.html", context)


@require_POST
def series_announce(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """Announce every training of a series that is ready; those that are not are named."""
    series = selectors.access_managed_series(request.user, series_id)
    n_announced = 0
    for event in selectors.list_series_events(request.user, series):
        if event.state != "draft":
            continue
        try:
            services.announce(actor=request.user, event=event)
            n_announced += 1
        except SauattyError as error:
            messages.error(request, say(error))
    if n_announced:
        said = ngettext("%(n)s training is announced.", "%(n)s trainings are announced.", n_announced)
        messages.success(request, said % {"n": n_announced})
    return redirect("events:series_detail", series_id=series.pk)
