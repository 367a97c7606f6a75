"""One's own trainings."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.web.enrolments import selectors, services, showing
from sauatty.web.enrolments.views.registering import CODE
from sauatty.web.events import selectors as events

PAGE_SIZE = 20


@require_safe
def my_trainings(request: HttpRequest) -> HttpResponse:
    """List what one is registered for: what is to come first."""
    page = Paginator(showing.own_trainings(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "enrolments/my_trainings.html", {"page": page})


@require_safe
def registration(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """Show one registration of one's own: the place, when and where, what to do next."""
    enrolment = selectors.access_own_enrolment(request.user, enrolment_id)
    event = events.find_event(enrolment.event_id)
    context = {
        "enrolment": enrolment, "event": event, "place": selectors.waiting_place(enrolment),
        "links": showing.door_links(enrolment, event),
        "may_cancel": showing.may_cancel(enrolment, event), "code": request.session.pop(CODE, ""),
        "answers": showing.answers_of(enrolment),
    }  # fmt: skip
    return render(request, "enrolments/registration.html", context)


@require_POST
def registration_cancel(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """Give one's own place back."""
    enrolment = selectors.access_own_enrolment(request.user, enrolment_id)
    if showing.may_cancel(enrolment, events.find_event(enrolment.event_id)):
        services.cancel(actor=request.user, enrolment=enrolment)
        messages.success(request, _("Your registration is cancelled."))
    return redirect("enrolments:registration", enrolment_id=enrolment.pk)
