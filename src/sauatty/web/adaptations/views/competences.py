"""One decision of the working group: its page with all texts side by side."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from sauatty.core.languages import LANGUAGES
from sauatty.web.adaptations import selectors, services
from sauatty.web.adaptations.drafts import Action, CompetenceDraft
from sauatty.web.adaptations.forms import CompetenceForm, WithdrawForm
from sauatty.web.adaptations.texts_grid import text_groups
from sauatty.web.adaptations.views.drafts import status_of
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.frameworks.errors import (
    AdaptationRefused,
    CodeFixed,
    CodeTaken,
    EditedMeanwhile,
    SourceUnknown,
)

_PLACES: dict[type[AdaptationRefused], str] = {CodeTaken: "code", CodeFixed: "code", SourceUnknown: "sources"}


def competence_add(request: HttpRequest, adaptation_id: UUID) -> HttpResponse:
    """Decide on a source, or add a competence of the country's own."""
    adaptation = selectors.access_adaptation(request.user, adaptation_id)
    form = _form(request, adaptation, _first_values(request, adaptation))
    if request.method == "POST" and form.is_valid():
        try:
            row = services.decide_competence(actor=request.user, adaptation=adaptation, draft=form.draft)
        except AdaptationRefused as error:
            form.add_error(_PLACES.get(type(error)), say(error))
        else:
            return _saved(request, adaptation, row)
    return _page(request, adaptation, form)


def _first_values(request: HttpRequest, adaptation: Any) -> dict[str, Any]:
    """Begin with the action and the source that the link names; the source's texts come along."""
    action, source = request.GET.get("action", Action.ADD), request.GET.get("source", "")
    if action not in Action.values:
        action = Action.ADD
    if not source or action == Action.ADD:
        code = services.free_code(adaptation, "n1", "n")
        return CompetenceForm.initial_of_draft(CompetenceDraft(Action.ADD, (), "", code))
    draft = services.kept_draft(adaptation, selectors.source_frameworks(adaptation), source, "")
    return CompetenceForm.initial_of_draft(draft) | {"action": action, "relation": ""}


def competence_edit(request: HttpRequest, adaptation_id: UUID, competence_id: UUID) -> HttpResponse:
    """Change a decision; who comes second sees what the first has saved, and keeps their own words."""
    adaptation = selectors.access_adaptation(request.user, adaptation_id)
    row = selectors.access_competence(adaptation, competence_id)
    form = _form(request, adaptation, CompetenceForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            row = services.decide_competence(
                actor=request.user, adaptation=adaptation, draft=form.draft, competence=row,
                revision=form.cleaned_data["revision"] or 0,
            )  # fmt: skip
        except EditedMeanwhile as error:
            return _conflict(request, adaptation, row, form, say(error))
        except AdaptationRefused as error:
            form.add_error(_PLACES.get(type(error)), say(error))
        else:
            return _saved(request, adaptation, row)
    return _page(request, adaptation, form, row=row)


def _conflict(
    request: HttpRequest, adaptation: Any, row: Any, form: CompetenceForm, sentence: str
) -> HttpResponse:
    """Show both texts; saved again, this form stands on the revision that it shows."""
    row = selectors.access_competence(adaptation, row.pk)
    form.data = form.data.copy()
    form.data["revision"] = str(row.revision)
    form.add_error(None, sentence)
    return _page(request, adaptation, form, row=row, theirs=row)


def _saved(request: HttpRequest, adaptation: Any, row: Any) -> HttpResponse:
    messages.success(request, gettext("Saved."))
    if "next" in request.POST and (after := selectors.neighbours_in_list(adaptation, row)[1]):
        row = after
    elif "back" in request.POST or row.is_left_out:
        return redirect("adaptations:adaptation_detail", adaptation_id=adaptation.pk)
    return redirect("adaptations:competence_edit", adaptation_id=adaptation.pk, competence_id=row.pk)


def _form(request: HttpRequest, adaptation: Any, first: dict[str, Any]) -> CompetenceForm:
    language = get_language() or "kk"
    sources = [
        (node.id, f"{node.id} {node.name.text(language)}")
        for framework in selectors.source_frameworks(adaptation).values()
        for node in framework.competences
    ]
    parts = [
        (part["code"], f"{part['code']} {part.get(language) or part['code']}") for part in adaptation.parts
    ]
    return CompetenceForm(
        posted(request), parts=parts, sources=sources, levels=adaptation.levels, initial=first
    )


def _page(
    request: HttpRequest, adaptation: Any, form: CompetenceForm, *, row: Any = None, theirs: Any = None
) -> HttpResponse:
    shown = selectors.summarise_competence_texts(adaptation, row) if row else None
    nodes = shown.nodes if shown else _named_nodes(adaptation, form)
    before, after = selectors.neighbours_in_list(adaptation, row) if row else (None, None)
    context = {
        "adaptation": adaptation,
        "row": row,
        "form": form,
        "nodes": nodes,
        "groups": text_groups(form, nodes, shown.states if shown else {}, theirs),
        "languages": LANGUAGES,
        "changes": selectors.list_changes_of(row) if row else [],
        "before": before,
        "after": after,
        "withdraw": WithdrawForm(initial={"revision": row.revision}) if row else None,
        "theirs": theirs,
    }
    status = 409 if theirs else status_of(form)
    return render(request, "adaptations/competence_edit.html", context, status=status)


def _named_nodes(adaptation: Any, form: CompetenceForm) -> tuple[Any, ...]:
    ids = form["sources"].value() or []
    return tuple(selectors.nodes_of(selectors.source_frameworks(adaptation), ids))


@require_POST
def competence_withdraw(request: HttpRequest, adaptation_id: UUID, competence_id: UUID) -> HttpResponse:
    """Take a decision back; a published competence is left out instead."""
    adaptation = selectors.access_adaptation(request.user, adaptation_id)
    row = selectors.access_competence(adaptation, competence_id)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        services.withdraw_decision(
            actor=request.user, adaptation=adaptation, competence=row,
            revision=form.cleaned_data["revision"], reason=form.cleaned_data["reason"],
        )  # fmt: skip
        messages.success(request, gettext("The decision was taken back."))
        return redirect("adaptations:adaptation_detail", adaptation_id=adaptation.pk)
    messages.error(request, gettext("Say why: every decision on a competence needs a reason."))
    return redirect("adaptations:competence_edit", adaptation_id=adaptation.pk, competence_id=row.pk)
