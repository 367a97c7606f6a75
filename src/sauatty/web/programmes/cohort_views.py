"""Cohorts of a programme: the list, one added, changed, removed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SeatsTaken
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.programmes import cohorts, forms, selectors


def rows_of(actor: Any, programme: Any) -> list[tuple[Any, str]]:
    """Return the cohorts of a programme, each with the address of its plan ('' where there is none to see)."""
    found = list(selectors.list_cohorts(programme))
    addresses = cohorts.plan_addresses(actor, {one.plan for one in found if one.plan})
    return [(one, addresses.get(one.plan, "")) for one in found]


@require_safe
def cohort_list(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """List the cohorts of a programme."""
    programme = selectors.access_programme(request.user, programme_id)
    context = {
        "programme": programme,
        "cohorts": rows_of(request.user, programme),
        "may_coordinate": selectors.coordinates(request.user, programme),
        "may_join": selectors.has_role(request.user, programme),
        "mine": {one.pk for one in selectors.cohorts_of(request.user, programme)},
    }
    return render(request, "programmes/cohort_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_add(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Add a cohort by hand."""
    programme = selectors.access_coordinated(request.user, programme_id)
    form = forms.CohortForm(posted(request))
    if form.is_valid():
        cohorts.add_cohort(actor=request.user, programme=programme, names=form.names, **form.facts)
        messages.success(request, _("Saved."))
        _caution(request, form)
        return redirect("programmes:cohort_list", programme_id=programme.pk)
    context = {"form": form, "programme": programme}
    return render(request, "programmes/cohort_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_edit(request: HttpRequest, programme_id: UUID, cohort_id: UUID) -> HttpResponse:
    """Change a cohort."""
    programme = selectors.access_coordinated(request.user, programme_id)
    cohort = selectors.access_cohort(programme, cohort_id)
    names = ("name_kk", "name_ru", "name_en", "language", "form", "starts_on", "seats")
    initial = {**{name: getattr(cohort, name) for name in names}, "region": cohort.region_id or ""}
    form = forms.CohortForm(posted(request), initial=initial)
    if form.is_valid() and _is_changed(request, cohort, form):
        messages.success(request, _("Saved."))
        _caution(request, form)
        return redirect("programmes:cohort_list", programme_id=programme.pk)
    context = {"form": form, "programme": programme, "cohort": cohort}
    return render(request, "programmes/cohort_form.html", context, status=422 if form.is_bound else 200)


def _is_changed(request: HttpRequest, cohort: Any, form: forms.CohortForm) -> bool:
    try:
        cohorts.change_cohort(actor=request.user, cohort=cohort, names=form.names, **form.facts)
    except SeatsTaken as error:
        form.add_error("seats", say(error))
        return False
    return True


def _caution(request: HttpRequest, form: forms.CohortForm) -> None:
    if form.caution:
        messages.warning(request, form.caution)


@require_POST
def cohort_remove(request: HttpRequest, programme_id: UUID, cohort_id: UUID) -> HttpResponse:
    """Remove a cohort."""
    programme = selectors.access_coordinated(request.user, programme_id)
    cohorts.remove_cohort(actor=request.user, cohort=selectors.access_cohort(programme, cohort_id))
    messages.success(request, _("The cohort is removed."))
    return redirect("programmes:cohort_list", programme_id=programme.pk)
