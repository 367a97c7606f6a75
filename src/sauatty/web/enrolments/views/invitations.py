"""Inviting people to an event."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sauatty.core.errors import SauattyError
from sauatty.core.languages import format_number
from sauatty.web.base.forms import posted
from sauatty.web.enrolments import addresses, forms, inviting, selectors
from sauatty.web.events import selectors as events
from sauatty.web.mails import selectors as mails

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_list(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """List who is invited, with the links to hand over; invite more."""
    event = events.access_managed_event(request.user, event_id)
    form = forms.InviteForm(posted(request), initial={"language": event.language})
    if form.is_valid():
        try:
            return _invited(request, event, form)
        except SauattyError as error:
            forms.add_problem(form, error)
    page = Paginator(selectors.list_invitations(event), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "event": event, "form": form, "page": page, "is_open": event.state == event.State.OPEN,
        "rows": [(row, addresses.invitation_address(row.pk, row.language)) for row in page],
        "text": _text(request, event),
    }  # fmt: skip
    return render(request, "enrolments/invitation_list.html", context, status=422 if form.is_bound else 200)


def _invited(request: HttpRequest, event: Any, form: Any) -> HttpResponse:
    values = form.cleaned_data
    n = inviting.invite(
        actor=request.user, event=event, invited=values["people"], language=values["language"]
    )
    left_out = len(values["people"]) - n
    language = get_language() or "kk"
    said = ngettext("%(shown)s person is invited.", "%(shown)s people are invited.", n)
    messages.success(request, said % {"shown": format_number(n, language)})
    if left_out:
        known = _("Left out, because they are invited or registered already: %(shown)s.")
        messages.warning(request, known % {"shown": format_number(left_out, language)})
    return redirect("enrolments:invitation_list", event_id=event.pk)


def _text(request: HttpRequest, event: Any) -> tuple[Any, str] | None:
    """Return the invitation whose text was asked for, as words for a messenger."""
    try:
        pk = UUID(request.GET.get("text", ""))
    except ValueError:
        return None
    row = selectors.access_invitation(event, pk)
    facts = inviting.messenger_facts(row, event)
    return row, mails.text_for_messenger("event-invited", event.programme, row.language, facts)


@require_POST
def invitation_withdraw(request: HttpRequest, event_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    event = events.access_managed_event(request.user, event_id)
    invitation = selectors.access_invitation(event, invitation_id)
    if inviting.withdraw(actor=request.user, invitation=invitation):
        messages.success(request, _("The invitation is taken back; its link does not hold any more."))
    else:
        messages.warning(request, _("This invitation was used or taken back before."))
    return redirect("enrolments:invitation_list", event_id=event.pk)
