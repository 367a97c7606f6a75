"""The draft as a whole: its sections and questions side by side in three languages, and what was taken out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.languages import LANGUAGES
from sauatty.web.instruments import labels, outline, selectors, services

STEPS = {"up": -1, "down": 1}


def page_of(request: HttpRequest, instrument: Any) -> dict[str, Any]:
    """Return what every page of an instrument shows."""
    return {
        "instrument": instrument,
        "may_write": selectors.may_write(request.user, instrument),
        "is_machine": selectors.is_machine(instrument.body),
    }


@require_safe
def instrument_detail(request: HttpRequest, instrument_id: UUID) -> HttpResponse:
    """Show the draft: every question with its texts side by side, what is missing and what is out of date."""
    instrument = selectors.access_instrument(request.user, instrument_id)
    language = request.GET.get("language", "")
    language = language if language in (instrument.body.get("languages") or LANGUAGES) else ""
    is_open_only = "open" in request.GET
    context = page_of(request, instrument) | {
        "sections": outline.outline(instrument, language, is_open_only=is_open_only),
        "language": language,
        "is_open_only": is_open_only,
        "languages": outline.language_states(instrument),
        "head_cells": outline.head_cells(instrument),
        "kinds": list(labels.KINDS.items()),
        "last": selectors.last_version(instrument),
        "n_kept": selectors.count_kept(instrument),
    }
    return render(request, "instruments/instrument_detail.html", context)


@require_POST
def section_add(request: HttpRequest, instrument_id: UUID) -> HttpResponse:
    """Add an empty section and open it."""
    instrument = selectors.access_writable(request.user, instrument_id)
    name = services.add_section(
        instrument=instrument, actor=request.user, after=request.POST.get("after", "")
    )
    return redirect("instruments:section_edit", instrument.pk, name)


@require_POST
def question_add(request: HttpRequest, instrument_id: UUID) -> HttpResponse:
    """Add an empty question and open it."""
    instrument = selectors.access_writable(request.user, instrument_id)
    kind = request.POST.get("kind", "")
    if kind not in labels.KINDS:
        return HttpResponseBadRequest()
    name = services.add_question(
        instrument=instrument, section=request.POST.get("section", ""), kind=kind, actor=request.user,
        after=request.POST.get("after", ""),
    )  # fmt: skip
    return redirect("instruments:question_edit", instrument.pk, name)


@require_POST
def part_change(request: HttpRequest, instrument_id: UUID) -> HttpResponse:
    """Move, copy or take out a question or section, as the button says."""
    instrument = selectors.access_writable(request.user, instrument_id)
    action, name = request.POST.get("action", ""), request.POST.get("name", "")
    is_section = request.POST.get("part") == "section"
    if action in STEPS:
        services.move_part(
            instrument=instrument, name=name, step=STEPS[action], is_section=is_section, actor=request.user
        )
    elif action == "copy":
        copy = services.copy_part(instrument=instrument, name=name, is_section=is_section, actor=request.user)
        messages.success(request, gettext("Copied under the name %(name)s.") % {"name": copy})
        name = copy
    elif action == "remove":
        take_out = services.take_out_section if is_section else services.take_out_question
        take_out(instrument=instrument, name=name, actor=request.user)
        messages.success(request, gettext("Taken out. It is kept under 'Taken out' and can be put back."))
        name = ""
    else:
        return HttpResponseBadRequest()
    return _back(instrument, ("s-" if is_section else "q-") + name if name else "")


def _back(instrument: Any, anchor: str) -> HttpResponse:
    address = reverse("instruments:instrument_detail", args=[instrument.pk])
    return redirect(f"{address}#{anchor}" if anchor else address)


@require_safe
def kept_list(request: HttpRequest, instrument_id: UUID) -> HttpResponse:
    """List what was taken out of the draft."""
    instrument = selectors.access_instrument(request.user, instrument_id)
    context = page_of(request, instrument) | {"parts": list(selectors.list_kept(instrument))}
    return render(request, "instruments/kept_list.html", context)


@require_POST
def kept_restore(request: HttpRequest, instrument_id: UUID, part_id: UUID) -> HttpResponse:
    """Put back what was taken out."""
    instrument = selectors.access_writable(request.user, instrument_id)
    services.put_back(part=selectors.access_kept(instrument, part_id), actor=request.user)
    messages.success(request, gettext("Put back."))
    return _back(instrument, "")
