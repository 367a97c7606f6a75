"""Where coders differ: the list, and one unit with every decision, every note and the machine's proposal."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.errors import AdjudicationTaken, SauattyError
from sauatty.web.agreements import forms, selectors, services
from sauatty.web.agreements.words import words_of
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.coding import labels, schemes
from sauatty.web.coding import selectors as coding

PAGE_SIZE = 50
LISTS = ("open", "demand", "settled")


def _seat(request: HttpRequest, project_id: UUID) -> Any:
    return coding.access_active_seat(request.user, project_id, "adjudicator")


@require_safe
def adjudication_list(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """List the units where coders differ, those where only the demand differs, and the settled ones."""
    seat = _seat(request, project_id)
    if coding.codes_the_same_elsewhere(request.user, seat.project):
        return render(request, "agreements/blind_still.html", {"project": seat.project}, status=403)
    only = request.GET.get("only", "open")
    only = only if only in LISTS else "open"
    units = selectors.list_units_to_adjudicate(seat, only=only)
    page = Paginator(units, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "project": seat.project,
        "words": words_of(seat.project.kind),
        "scheme": schemes.scheme_of(seat.project),
        "only": only,
        "page": page,
        "rows": [(unit, " · ".join(labels.where_of(unit))) for unit in page],
    }
    return render(request, "agreements/adjudication_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def adjudication(request: HttpRequest, project_id: UUID, unit_id: UUID) -> HttpResponse:
    """Show one unit with all decisions, and settle it with a reason."""
    seat = _seat(request, project_id)
    if coding.codes_the_same_elsewhere(request.user, seat.project):
        return render(request, "agreements/blind_still.html", {"project": seat.project}, status=403)
    unit = selectors.access_adjudication_unit(seat, unit_id)
    if selectors.has_coded(seat.person_id, unit):
        return render(request, "agreements/adjudication_own.html", {"project": seat.project}, status=403)
    page = selectors.summarise_adjudication(unit)
    initial = _initial(page)
    form = forms.AdjudicationForm(posted(request), project=seat.project, initial=initial)
    sentence = ""
    if form.is_valid():
        try:
            return _settle(request, seat, unit, form)
        except SauattyError as error:
            sentence = say(error)
            page = selectors.summarise_adjudication(unit)
            if isinstance(error, AdjudicationTaken):
                form = _with_present_revision(request, seat, page)
    status = 200 if not form.is_bound else 409 if sentence else 422
    return render(
        request, "agreements/adjudication.html", _context(seat, page, form, sentence), status=status
    )


def _settle(request: HttpRequest, seat: Any, unit: Any, form: Any) -> HttpResponse:
    values = form.cleaned_data
    services.adjudicate(
        seat=seat, unit=unit, body=form.judgement, reason=values["reason"], revision=values["revision"],
        actor=request.user,
    )  # fmt: skip
    messages.success(request, gettext("Settled. Both coders will see the result and your reason."))
    following = selectors.list_units_to_adjudicate(seat).first()
    if following is None:
        return redirect("agreements:adjudication_list", project_id=seat.project_id)
    return redirect("agreements:adjudication", project_id=seat.project_id, unit_id=following.pk)


def _initial(page: Any) -> dict[str, Any]:
    if page.present is None:
        return {"revision": 0}
    one = page.present
    return {
        "revision": one.revision, "relevance": one.relevance, "competences": one.competences,
        "chosen": " ".join(one.competences), "demand": one.demand,
    }  # fmt: skip


def _with_present_revision(request: HttpRequest, seat: Any, page: Any) -> Any:
    """Keep what the second adjudicator wrote, under the revision that they see now."""
    sent = request.POST.copy()
    sent["revision"] = str(page.revision)
    return forms.AdjudicationForm(sent, project=seat.project)


def _context(seat: Any, page: Any, form: Any, sentence: str) -> dict[str, Any]:
    project = seat.project
    scheme = schemes.scheme_of(project)
    steps, names = {code: word for code, word, _text in scheme.steps}, scheme.names
    proposal = page.proposal
    return {
        "project": project,
        "words": words_of(project.kind),
        "page": page,
        "form": form,
        "sentence": sentence,
        "view": labels.unit_view(page.unit, page.place),
        "coders": [(one, labels.judgement(one.decision, steps, names)) for one in page.coders],
        "present": labels.judgement(page.present, steps, names) if page.present else None,
        "history": [(one, labels.judgement(one, steps, names)) for one in page.history],
        "proposal": proposal,
        "proposal_names": [names.get(code, code) for code in proposal.competences] if proposal else [],
    }
