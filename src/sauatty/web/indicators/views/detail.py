"""One indicator: its value, its way over time, its regions; values by hand and their checks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base.sentences import say
from sauatty.web.indicators import forms, measuring, regions, selectors, series, services, showing
from sauatty.web.indicators.views.listing import looking


@require_safe
def indicator_detail(request: HttpRequest, programme_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Show one indicator."""
    programme = selectors.access_programme(request.user, programme_id)
    one = selectors.access_indicator(programme, indicator_id)
    corrected = request.GET.get("correct", "")
    form = None
    if selectors.may_write(request.user, programme) and not one.library and one.archived_at is None:
        value = series.find(one, corrected)
        initial = {"initial": forms.value_initial(value)} if value is not None else {}
        form = forms.ValueForm(indicator=one, **initial)
    return _show(request, programme, one, form, corrected)


def _show(
    request: HttpRequest, programme: Any, one: Any, form: Any = None, corrected: str = ""
) -> HttpResponse:
    looks = looking(request, programme)
    live = measuring.live_of(programme, request.user)
    newest, checked = selectors.newest_values([one]), selectors.newest_checked([one])
    card = showing.cards_of([one], live, looks, newest=newest, checked=checked)[0]
    by_region = regions.rows_of(one, live, looks) if one.by_region else []
    points = series.points_of(one, live, looks)
    context = {
        "programme": programme, "indicator": one, "card": card, "form": form, "points": points[::-1],
        "has_chart": series.has_steps(points),
        "regions": by_region, "has_regions": regions.has_any(by_region), "hides_small": looks.hides_small,
        "replaced": series.replaced_of(one, looks), "corrected": series.find(one, corrected) if form else None,
        "may_write": selectors.may_write(request.user, programme),
        "region_points": series.region_points_of(one, looks),
    }  # fmt: skip
    is_refused = form is not None and form.is_bound and bool(form.errors)
    return render(request, "indicators/indicator_detail.html", context, status=422 if is_refused else 200)


@require_safe
def chart(request: HttpRequest, programme_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Draw the values of an indicator over time."""
    programme = selectors.access_programme(request.user, programme_id)
    one = selectors.access_indicator(programme, indicator_id)
    live = measuring.live_of(programme, request.user)
    svg = series.draw(one, series.points_of(one, live, looking(request, programme)))
    return HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")


@require_POST
def value_add(request: HttpRequest, programme_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Enter a value by hand, or correct one."""
    programme = selectors.access_written(request.user, programme_id)
    one = selectors.access_indicator(programme, indicator_id)
    selectors.refuse_unless(not one.library and one.archived_at is None)
    corrected = request.POST.get("corrects", "")
    value = series.find(one, corrected)
    form = forms.ValueForm(request.POST, indicator=one)
    if not form.is_valid():
        return _show(request, programme, one, form, corrected)
    try:
        services.enter(actor=request.user, indicator=one, corrects=value, **form.facts())
    except SauattyError as error:
        messages.warning(request, say(error))
    else:
        messages.success(request, _("Saved."))
    return redirect("indicators:indicator_detail", programme.pk, one.pk)


@require_POST
def value_sign(request: HttpRequest, programme_id: UUID, indicator_id: UUID, value_id: UUID) -> HttpResponse:
    """Say that a value was checked."""
    programme = selectors.access_programme(request.user, programme_id)
    one = selectors.access_indicator(programme, indicator_id)
    value = selectors.access_value(one, value_id)
    try:
        services.sign(actor=request.user, value=value)
    except SauattyError as error:
        messages.warning(request, say(error))
    else:
        messages.success(request, _("The value is marked as checked."))
    return redirect("indicators:indicator_detail", programme.pk, one.pk)
