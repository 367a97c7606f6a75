"""Indicators are taken from the library or declared, changed and put away; targets by region."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sauatty.web.base.forms import posted
from sauatty.web.indicators import forms, selectors, services, showing

FORM = require_http_methods(["GET", "HEAD", "POST"])


def shown(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    """Show a form; one that was refused with status 422."""
    is_refused = form.is_bound and bool(form.errors)
    return render(request, template, {"form": form, **context}, status=422 if is_refused else 200)


@FORM
def ready_take(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Take ready indicators, several at once."""
    programme = selectors.access_written(request.user, programme_id)
    standing = {one.library for one in selectors.list_indicators(programme)}
    form = forms.ReadyForm(posted(request), taken=standing)
    if form.is_valid():
        services.take_ready(actor=request.user, programme=programme, ids=form.cleaned_data["ready"])
        messages.success(request, _("Saved."))
        return redirect("indicators:indicator_list", programme.pk)
    return shown(request, "indicators/ready_take.html", form, programme=programme)


@FORM
def indicator_new(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Declare an indicator of one's own."""
    programme = selectors.access_written(request.user, programme_id)
    form = forms.OwnForm(posted(request), programme=programme)
    if form.is_valid():
        one = services.declare(
            actor=request.user, programme=programme, texts=form.texts(), facts=form.facts()
        )
        messages.success(request, _("Saved."))
        return redirect("indicators:indicator_detail", programme.pk, one.pk)
    return shown(request, "indicators/indicator_form.html", form, programme=programme)


@FORM
def indicator_edit(request: HttpRequest, programme_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Change baseline, target and reviewer, and the words of an indicator of one's own."""
    programme = selectors.access_written(request.user, programme_id)
    one = selectors.access_indicator(programme, indicator_id)
    form = (forms.TargetForm if one.library else forms.OwnForm)(
        posted(request), programme=programme, indicator=one
    )
    if form.is_valid():
        services.change(actor=request.user, indicator=one, texts=form.texts(), facts=form.facts())
        messages.success(request, _("Saved."))
        return redirect("indicators:indicator_detail", programme.pk, one.pk)
    context = {"programme": programme, "indicator": one, "name": showing.name_of(one)}
    return shown(request, "indicators/indicator_form.html", form, **context)


@require_POST
def indicator_remove(request: HttpRequest, programme_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Delete an indicator, or archive it where it has values; bring an archived one back."""
    programme = selectors.access_written(request.user, programme_id)
    one = selectors.access_indicator(programme, indicator_id)
    if request.POST.get("back") == "1":
        services.bring_back(actor=request.user, indicator=one)
        messages.success(request, _("The indicator is back."))
    elif services.remove(actor=request.user, indicator=one):
        messages.success(request, _("The indicator is deleted."))
    else:
        messages.success(request, _("The indicator has values, so it is archived and its values stay."))
    return redirect("indicators:indicator_list", programme.pk)


@FORM
def region_targets(request: HttpRequest, programme_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Set a target for each region."""
    programme = selectors.access_written(request.user, programme_id)
    one = selectors.access_indicator(programme, indicator_id)
    selectors.refuse_unless(one.by_region)
    form = forms.RegionTargetsForm(posted(request), indicator=one)
    if form.is_valid():
        services.set_region_targets(actor=request.user, indicator=one, targets=form.targets())
        messages.success(request, _("Saved."))
        return redirect("indicators:indicator_detail", programme.pk, one.pk)
    context = {"programme": programme, "indicator": one, "name": showing.name_of(one)}
    return shown(request, "indicators/region_targets.html", form, **context)
