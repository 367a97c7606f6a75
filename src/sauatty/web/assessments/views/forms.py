"""Assembled forms: the proposal, its chart, a change by hand, publishing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.catalogue.words import word
from sauatty.core.documents.form_charts import information_svg
from sauatty.core.errors import FormItemChanged, FormItemGone, FormMovedOn, SwapRefused
from sauatty.core.psychometrics.form_rules import Rules
from sauatty.web.assessments import labels, presenting, selectors, services
from sauatty.web.base.sentences import say

REFUSALS = (FormMovedOn, FormItemChanged, FormItemGone, SwapRefused)


@require_safe
def form_detail(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    """Show which questions stand in each form, how alike the forms are, or which rule stands in the way."""
    return form_page(request, selectors.access_assembly(request.user, assembly_id))


def form_page(request: HttpRequest, assembly: Any, *, problem: str = "") -> HttpResponse:
    """Render the page of assembled forms."""
    figures = assembly.figures
    context = {
        "assembly": assembly, "blueprint": assembly.blueprint, "programme": assembly.blueprint.programme,
        "problem": problem, "asked": presenting.rules_in_words(Rules.from_json(assembly.rules)),
        "forms": presenting.shown_forms(assembly), "figures": figures,
        "information": presenting.information_rows(figures),
        "notes": labels.note_words(figures.get("notes", ())),
        "broken": labels.note_words(assembly.problem.get("broken", ())),
        "job": selectors.job_of(assembly) if assembly.state == "waiting" else None,
        "has_public": any(
            one["is_shipped"] for form in assembly.forms.all() for one in form.items
        ),
    }  # fmt: skip
    return render(request, "assessments/form_detail.html", context, status=422 if problem else 200)


@require_safe
def form_chart(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    """Draw the information of the forms."""
    figures = selectors.access_assembly(request.user, assembly_id).figures
    if not figures:
        raise Http404
    language = labels.language()
    note = word("test_forms", "provisional", language)
    svg = information_svg(figures["thetas"], figures["information"], language, note=note)
    return HttpResponse(svg, content_type="image/svg+xml")


@require_http_methods(["GET", "HEAD", "POST"])
def form_swap(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    """Choose another question in the place of one; only those are offered that keep every rule."""
    assembly = selectors.access_assembly(request.user, assembly_id)
    sent = request.POST if request.method == "POST" else request.GET
    code, old = sent.get("form", ""), sent.get("item", "")
    if request.method == "POST":
        return _swapped(request, assembly, code, old)
    desk = services.desk_of(assembly)
    if assembly.state != "proposed" or old not in desk.forms.get(code, ()):
        raise Http404
    rows = [
        {"known": one.known, "stem": presenting.stem_of(one.entry), "is_shipped": one.entry.is_shipped,
         "competence_name": labels.competence_name(one.known.competence), "apart": one.apart,
         "kind_name": labels.KINDS[one.known.kind], "demand_name": labels.demand_name(one.known.demand)}
        for one in services.candidates(desk, code, old)
    ]  # fmt: skip
    own = desk.bank.get(old)
    context = {
        "assembly": assembly, "blueprint": assembly.blueprint, "programme": assembly.blueprint.programme,
        "code": code, "old": old, "rows": rows, "known": desk.items.get(old),
        "stem": presenting.stem_of(own) if own else "",
        "is_anchor": old in desk.rules.anchors,
    }  # fmt: skip
    return render(request, "assessments/form_swap.html", context)


def _swapped(request: HttpRequest, assembly: Any, code: str, old: str) -> HttpResponse:
    new = request.POST.get("new", "")
    try:
        services.swap_item(
            actor=request.user, assembly=assembly, code=code, old=old, new=new, revision=_revision(request)
        )
    except REFUSALS as error:
        return form_page(request, assembly, problem=say(error))
    messages.success(
        request, _("The question is changed. The figures below are those of the forms as they are now.")
    )
    return redirect("assessments:form_detail", assembly_id=assembly.pk)


def _revision(request: HttpRequest) -> int:
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() and len(sent) < 9 else -1


@require_POST
def form_publish(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    """Publish the forms as papers."""
    assembly = selectors.access_assembly(request.user, assembly_id)
    try:
        services.publish_forms(actor=request.user, assembly=assembly, revision=_revision(request))
    except REFUSALS as error:
        return form_page(request, assembly, problem=say(error))
    messages.success(
        request, _("The forms are published: they can be used in tests and do not change any more.")
    )
    return redirect("assessments:form_detail", assembly_id=assembly.pk)
