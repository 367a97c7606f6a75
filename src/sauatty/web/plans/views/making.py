"""A programme and its cohorts made from a plan."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sauatty.web.base.forms import posted
from sauatty.web.plans import forms, selectors, services
from sauatty.web.plans.drafting import Draft
from sauatty.web.programmes import selectors as programmes


@require_http_methods(["GET", "HEAD", "POST"])
def cohorts_make(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Make cohorts from the newest version of the plan, in the survey's programme or a new one."""
    campaign = selectors.access_managed(request.user, campaign_id)
    if selectors.is_hidden_from(request.user, campaign):
        raise Http404
    version = selectors.access_version(campaign, request.POST.get("version", ""))
    sent = posted(request)
    choices = [(str(pk), title) for pk, title in programmes.scopes_for(request.user)]
    target = forms.TargetForm(sent, programmes=choices, initial={"programme": str(campaign.programme_id)})
    rows = forms.cohort_forms(sent, _initial(version))
    # Every form is asked, so that all problems are shown at once.
    if sent is not None and all([target.is_valid(), *[one.is_valid() for one in rows]]):
        return _made(request, version, target, rows)
    context = {
        "campaign": campaign, "version": version, "target": target, "rows": rows,
        "key": request.POST.get("key") or uuid4(), "is_wrong": sent is not None, "checked": [target, *rows],
    }  # fmt: skip
    return render(request, "plans/cohorts_make.html", context, status=422 if sent is not None else 200)


def _initial(version: Any) -> dict[str, Any]:
    budget = Draft.of(version.body).budget
    first = budget.languages[0] if budget.languages else "kk"
    return {"language": first, "form": budget.forms[0] if len(budget.forms) == 1 else "mixed"}


def _made(request: HttpRequest, version: Any, target: forms.TargetForm, rows: list[Any]) -> HttpResponse:
    chosen = target.cleaned_data["programme"]
    programme = programmes.access_coordinated(request.user, UUID(chosen)) if chosen else None
    wanted = [(one.names, one.facts) for one in rows if not one.is_left_out]
    made = services.make_cohorts(
        actor=request.user, version=version, programme=programme, titles=target.titles, wanted=wanted,
        key=_key(request.POST.get("key", "")),
    )  # fmt: skip
    messages.success(request, _("The cohorts are made."))
    for caution in (one.caution for one in rows if one.caution):
        messages.warning(request, caution)
    return redirect("programmes:programme_detail", programme_id=made.pk)


def _key(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
