"""Organisations and regions."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.web.accounts import forms, selectors
from sauatty.web.accounts.services import places
from sauatty.web.base.forms import posted

PAGE_SIZE = 50


@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    """List the regions with their codes and names."""
    return render(request, "accounts/region_list.html", {"regions": selectors.list_regions()})


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """List organisations, searched by any of their names."""
    search = request.GET.get("q", "").strip()
    found = selectors.sort_organisations(search=search)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = selectors.load_organisations(page.object_list)
    return render(request, "accounts/organisation_list.html", {"page": page, "search": search})


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_add(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    return _organisation_form(request, forms.OrganisationForm(posted(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Correct an organisation."""
    organisation = selectors.access_organisation(organisation_id)
    initial = {name: getattr(organisation, name) for name in forms.OrganisationForm.base_fields}
    form = forms.OrganisationForm(posted(request), initial=initial)
    return _organisation_form(request, form, organisation)


def _organisation_form(
    request: HttpRequest, form: forms.OrganisationForm, organisation: object | None = None
) -> HttpResponse:
    if form.is_valid():
        places.save_organisation(actor=request.user, organisation=organisation, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("accounts:organisation_list")
    context = {"form": form, "organisation": organisation}
    return render(request, "accounts/organisation_form.html", context, status=422 if form.is_bound else 200)
