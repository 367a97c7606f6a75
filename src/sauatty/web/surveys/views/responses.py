"""Responses that wait: the coordinator sees why, and takes them in or sets them aside."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from sauatty.web.surveys import labels, selectors, services
from sauatty.web.surveys.views.campaigns import PAGE_SIZE, language


@require_safe
def waiting_list(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """List what was kept but not taken in."""
    campaign = selectors.access_managed(request.user, campaign_id)
    page = Paginator(selectors.list_waiting(campaign), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "page": page,
        "rows": [(one, labels.reason(one.problem)) for one in page],
        "counts": selectors.count_by_state(campaign),
    }
    return render(request, "surveys/waiting_list.html", context)


@require_safe
def waiting_detail(request: HttpRequest, campaign_id: UUID, response_id: UUID) -> HttpResponse:
    """Show one response that waits: the reason and what was answered."""
    campaign = selectors.access_managed(request.user, campaign_id)
    response = selectors.access_waiting(campaign, response_id)
    context = {
        "campaign": campaign,
        "response": response,
        "reason": labels.reason(response.problem),
        "rows": labels.answer_rows(campaign, response.version, response.answers, language()),
        "problems": [
            {"name": one.name, "said": labels.problem(one)} for one in selectors.problems_of(response)
        ],
    }
    return render(request, "surveys/waiting_detail.html", context)


@require_POST
def response_decide(request: HttpRequest, campaign_id: UUID, response_id: UUID) -> HttpResponse:
    """Take a response in, or set it aside."""
    campaign = selectors.access_managed(request.user, campaign_id)
    response = selectors.access_waiting(campaign, response_id)
    if request.POST.get("decision") == "take":
        services.take_in(actor=request.user, response=response)
        messages.success(request, _("The response is taken in."))
    else:
        services.set_aside(actor=request.user, response=response)
        messages.success(request, _("The response is set aside. It is kept and can be taken in later."))
    return redirect("surveys:waiting_list", campaign_id=campaign.pk)


@require_POST
def late_take(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Take in all responses that only came late."""
    campaign = selectors.access_managed(request.user, campaign_id)
    n = services.take_late_ones(actor=request.user, campaign=campaign)
    said = ngettext("%(n)d late response is taken in.", "%(n)d late responses are taken in.", n)
    messages.success(request, said % {"n": n})
    return redirect("surveys:waiting_list", campaign_id=campaign.pk)
