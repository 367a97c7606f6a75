"""My path, and the days of a cohort's modules."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.web.base.forms import posted
from sauatty.web.base.texts import in_language
from sauatty.web.plans import forms, selectors, services
from sauatty.web.plans.dating import is_in_order


@require_safe
def my_path(request: HttpRequest) -> HttpResponse:
    """Show what the plan of my programme chose for my cohort, with days, and how far I am."""
    context = {
        "paths": selectors.list_paths(request.user),
        "programmes": selectors.programmes_of(request.user),
    }
    return render(request, "plans/my_path.html", context)


def path_links(request: HttpRequest) -> list[tuple[str, str]]:
    """Return a link to one's own path for whoever is in a cohort."""
    named = [in_language(one, "name") for one in selectors.cohorts_of(request.user)]
    said = _("My path: %(cohorts)s")
    return [(reverse("plans:my_path"), said % {"cohorts": ", ".join(named)})] if named else []


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_dates(request: HttpRequest, cohort_id: UUID) -> HttpResponse:
    """Set on which days a cohort begins its modules."""
    cohort = selectors.access_coordinated_cohort(request.user, cohort_id)
    rows = selectors.days_of_cohort(cohort)
    form = forms.DatesForm(posted(request), rows=rows)
    if form.is_valid():
        services.set_dates(actor=request.user, cohort=cohort, days=form.days)
        messages.success(request, _("Saved."))
        if not is_in_order([day.day for _step, day in selectors.days_of_cohort(cohort) if day.day]):
            messages.warning(
                request, _("A module begins before the one that stands above it. Look at the days.")
            )
        return redirect("plans:cohort_dates", cohort_id=cohort.pk)
    context = {"cohort": cohort, "form": form, "rows": form.rows(rows)}
    return render(request, "plans/cohort_dates.html", context, status=422 if form.is_bound else 200)
