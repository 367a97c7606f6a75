"""Blueprints: the list, a new one, one with its forms, and asking for forms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.catalogue.forms import form_set, load_form_sets
from sauatty.core.psychometrics.form_rules import Rules
from sauatty.web.assessments import labels, presenting, selectors, services
from sauatty.web.assessments.forms import BlueprintForm, PairForm, initial_of
from sauatty.web.base.forms import posted
from sauatty.web.programmes import selectors as programmes

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def blueprint_list(request: HttpRequest) -> HttpResponse:
    """List the blueprints of one's programmes, and the ways to a test."""
    context = {
        "blueprints": selectors.list_blueprints(request.user),
        "programmes": list(programmes.list_coordinated(request.user)),
        "sets": load_form_sets(),
    }
    return render(request, "assessments/blueprint_list.html", context)


@require_http_methods(FORM_METHODS)
def blueprint_add(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Write a new blueprint; where a plan knows the needs of the programme, they are filled in."""
    programme = programmes.access_coordinated(request.user, programme_id)
    needs = selectors.needs_of(request.user, programme) if request.method != "POST" else {}
    form = BlueprintForm(posted(request), initial=initial_of(services.suggested_rules(programme, needs)))
    if form.is_valid():
        return _saved(request, form, programme)
    context = {"form": form, "programme": programme, "has_needs": bool(needs)}
    return render(request, "assessments/blueprint_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def blueprint_edit(request: HttpRequest, blueprint_id: UUID) -> HttpResponse:
    """Change a blueprint."""
    blueprint = selectors.access_blueprint(request.user, blueprint_id)
    initial = initial_of(Rules.from_json(blueprint.rules), blueprint.name)
    form = BlueprintForm(posted(request), initial=initial)
    if form.is_valid():
        return _saved(request, form, blueprint.programme, blueprint)
    context = {"form": form, "programme": blueprint.programme, "blueprint": blueprint}
    return render(request, "assessments/blueprint_form.html", context, status=422 if form.is_bound else 200)


def _saved(request: HttpRequest, form: BlueprintForm, programme: Any, blueprint: Any = None) -> HttpResponse:
    name = form.cleaned_data["name"]
    row = services.save_blueprint(
        actor=request.user, programme=programme, name=name, rules=form.rules, blueprint=blueprint
    )
    messages.success(request, _("The blueprint is saved. Now let forms be assembled."))
    return redirect("assessments:blueprint_detail", blueprint_id=row.pk)


@require_safe
def blueprint_detail(request: HttpRequest, blueprint_id: UUID) -> HttpResponse:
    """Show a blueprint and what was assembled from it."""

    blueprint = selectors.access_blueprint(request.user, blueprint_id)
    context = {
        "blueprint": blueprint, "programme": blueprint.programme,
        "asked": presenting.rules_in_words(Rules.from_json(blueprint.rules)),
        "assemblies": selectors.list_assemblies(blueprint),
    }  # fmt: skip
    return render(request, "assessments/blueprint_detail.html", context)


@require_POST
def forms_assemble(request: HttpRequest, blueprint_id: UUID) -> HttpResponse:
    """Ask for the forms of a blueprint."""
    blueprint = selectors.access_blueprint(request.user, blueprint_id)
    _assembly, job = services.ask_for_forms(actor=request.user, blueprint=blueprint)
    return redirect("base:job_detail", job_id=job.pk)


@require_http_methods(FORM_METHODS)
def pair_take(request: HttpRequest, pair_id: str) -> HttpResponse:
    """Show a set of forms that Sauatty comes with, and take it for a programme."""

    found = form_set(pair_id)
    form = PairForm(
        posted(request), programmes=programmes.scopes_for(request.user),
        initial={"programme": request.GET.get("programme", "")},
    )  # fmt: skip
    if form.is_valid():
        programme = programmes.access_coordinated(request.user, UUID(form.cleaned_data["programme"]))
        pair = services.take_shipped_pair(actor=request.user, programme=programme, pair_id=pair_id)
        said = _("The pre-test and the final test are prepared. Look at them, then open the pre-test.")
        messages.success(request, said if pair.is_new else _("These tests are there already."))
        return redirect("papers:test_detail", test_id=pair.pre.pk)
    context = {"found": found, "form": form, "asked": _set_in_words(found)}
    return render(request, "assessments/pair_take.html", context, status=422 if form.is_bound else 200)


def _set_in_words(found: Any) -> dict[str, Any]:

    return {
        "competences": [(labels.competence_name(id), n) for id, n in found.competences.items()],
        "kinds": [(labels.KINDS[kind], n) for kind, n in found.kinds.items()],
    }
