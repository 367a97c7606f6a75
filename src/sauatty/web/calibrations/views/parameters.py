"""Versions of parameters: which one is in use, taking one into use, and which questions somebody should look at."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.web.calibrations import selectors, services, upkeep


@require_safe
def set_list(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """List the versions of parameters, and the questions that somebody should look at."""
    programme = selectors.access_programme(request.user, programme_id)
    context = {
        "programme": programme, "sets": list(selectors.list_sets(programme).select_related("analysis")),
        "upkeep": upkeep.upkeep_of(programme), "may_manage": selectors.may_manage(request.user, programme),
    }  # fmt: skip
    return render(request, "calibrations/set_list.html", context)


@require_POST
def set_make(request: HttpRequest, analysis_id: UUID) -> HttpResponse:
    """Take the parameters of a calibration into use."""
    analysis = selectors.access_own_calibration(request.user, analysis_id)
    row = services.take_into_use(actor=request.user, analysis=analysis)
    messages.success(
        request, _("Version %(number)s of the parameters is in use now.") % {"number": row.number}
    )
    return redirect("calibrations:set_list", programme_id=analysis.programme_id)


@require_POST
def set_use(request: HttpRequest, set_id: UUID) -> HttpResponse:
    """Use a version of parameters, or none when this one was in use."""
    row = selectors.access_set(request.user, set_id)
    if row.is_active:
        services.put_out_of_use(actor=request.user, row=row)
        messages.success(request, _("No parameters are in use: results are provisional again."))
    else:
        services.use_set(actor=request.user, row=row)
        messages.success(
            request, _("Version %(number)s of the parameters is in use now.") % {"number": row.number}
        )
    return redirect("calibrations:set_list", programme_id=row.programme_id)
