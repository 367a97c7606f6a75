"""Links for directors, and the page that such a link opens."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.context import absolute
from sauatty.web.base.forms import posted
from sauatty.web.needs import directing, selectors, services
from sauatty.web.needs.asking import ask, page_language
from sauatty.web.needs.forms import DirectorForm
from sauatty.web.needs.tokens import hash_of
from sauatty.web.surveys import selectors as surveys

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
def director_links(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """List the links of a survey; make one for an institution, and show it this once."""
    asked = ask(request, campaign_id)
    if not surveys.may_manage(request.user, asked.campaign):
        raise Http404
    form = DirectorForm(posted(request), organisations=_organisations(asked.campaign))
    context: dict[str, Any] = {"form": form, "address": ""}
    if form.is_valid():
        organisation = accounts.access_organisation(form.cleaned_data["organisation"])
        token = services.make_director_link(
            actor=request.user, campaign=asked.campaign, organisation=organisation
        )
        context |= {
            "address": absolute(reverse("needs:director", args=[token])),
            "made_for": accounts.organisation_label(organisation),
        }
    links = selectors.list_director_links(asked.campaign)
    context["links"] = [(one, accounts.organisation_label(one.organisation)) for one in links]
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "needs/director_links.html", asked.context("directors", **context), status=status)


def _organisations(campaign: Any) -> list[tuple[str, str]]:
    """Return the institutions that somebody of this survey works at."""
    ids = {one.organisation for one in surveys.respondents(campaign) if one.organisation}
    found = [(str(one.pk), accounts.organisation_label(one)) for one in accounts.load_organisations(ids)]
    return sorted(found, key=lambda one: one[1])


@require_POST
def director_revoke(request: HttpRequest, campaign_id: UUID, link_id: UUID) -> HttpResponse:
    """Take a link back."""
    asked = ask(request, campaign_id)
    if not surveys.may_manage(request.user, asked.campaign):
        raise Http404
    link = selectors.access_director_link(asked.campaign, link_id)
    services.revoke_director_link(actor=request.user, link=link)
    messages.success(request, _("The link does not open anything any more."))
    return redirect("needs:director_links", campaign_id=asked.campaign.pk)


@require_safe
def director(request: HttpRequest, token: str) -> HttpResponse:
    """Show a director what the institution's people said they were offered."""
    link = selectors.find_director_link(hash_of(token))
    if link is None:
        raise Http404
    found = directing.view_of(link.campaign, link.organisation_id, page_language())
    context = {
        "campaign": link.campaign,
        "organisation": accounts.organisation_label(link.organisation),
        "found": found,
        "minimum": directing.MINIMUM_CELL,
    }
    response = render(request, "needs/director.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
