"""The plan of a survey: the list, the page with its table, edits, versions, the syllabus."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.catalogue.modules import load_modules
from sauatty.core.catalogue.words import word
from sauatty.core.documents.need_charts import plan_svg
from sauatty.core.errors import NoNeedsToPlan, PlanImpossible, PlanMovedOn
from sauatty.core.languages import LANGUAGES, format_share
from sauatty.web.base.sentences import say
from sauatty.web.plans import forms, presenting, selectors, services
from sauatty.web.plans.drafting import Draft, on_top
from sauatty.web.plans.restoring import plan_from_json

N_VERSIONS = 20
_MOVED_ON = gettext_lazy(
    "What you wrote stands in the fields below. Keeping it puts it in the place of what stands now."
)
_REFUSALS = (NoNeedsToPlan, PlanImpossible, PlanMovedOn)


@require_safe
def survey_list(request: HttpRequest) -> HttpResponse:
    """List the surveys on needs with their plans."""
    context = {
        "campaigns": selectors.list_campaigns(request.user),
        "hidden": selectors.hidden_campaigns(request.user),
    }
    return render(request, "plans/survey_list.html", context)


@require_safe
def plan_detail(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show the plan: budget, modules with their reasons, need against hours, what stays unanswered."""
    campaign = selectors.access_campaign(request.user, campaign_id)
    return plan_page(request, campaign)


def plan_page(
    request: HttpRequest,
    campaign: Any,
    *,
    budget_form: forms.BudgetForm | None = None,
    problem: str = "",
    typed: Draft | None = None,
) -> HttpResponse:
    """Render the page of a plan, or why it is not to be seen; `typed` stands in the table and is not stored."""
    status = 422 if problem or budget_form else 200
    sees_rows = selectors.sees_rows(request.user, campaign)
    refused = _refused(request, campaign)
    if refused:
        return render(request, refused, {"campaign": campaign})
    versions = list(selectors.list_versions(campaign)[:N_VERSIONS])
    version = selectors.find_version(campaign, request.GET.get("version", ""))
    context: dict[str, Any] = {
        "campaign": campaign, "version": version, "versions": versions, "problem": problem,
        "may_write": selectors.may_manage(request.user, campaign), "languages": LANGUAGES,
        "is_newest": version is not None and version.number == versions[0].number,
        "newest": versions[0].number if versions else "",
        "budget_form": budget_form or _budget_form(campaign, version),
        **(_figures(campaign, version, sees_rows, typed) if version else {}),
    }  # fmt: skip
    return render(request, "plans/plan_detail.html", context, status=status)


def _budget_form(campaign: Any, version: Any) -> forms.BudgetForm:
    draft = Draft.of(version.body) if version else None
    return forms.BudgetForm(initial=forms.budget_initial(draft, campaign.languages))


def _figures(campaign: Any, version: Any, sees_rows: bool, typed: Draft | None) -> dict[str, Any]:
    shown = presenting.Shown(campaign, version, get_language() or "kk", sees_rows=sees_rows, typed=typed)
    needs = shown.needs()
    used, budget = version.figures["hours_used"], shown.draft.budget
    sessions = version.figures["sessions_used"]
    return {
        "ranking": shown.ranking,
        "modules": shown.modules(), "gone": shown.gone(), "needs": needs, "others": shown.others(),
        "trade_off": shown.trade_off(),
        "unanswered": [one for one in needs if not one["is_answered"] and one["need"] > 0], "budget": budget,
        "is_behind": selectors.is_behind(version, campaign),
        "hours_used": used, "sessions_used": sessions, "best": version.figures.get("best"),
        "is_over": used > budget.hours + 1e-9, "is_best": version.figures["gap"] <= 1e-9,
        "too_many_sessions": budget.sessions is not None and sessions > budget.sessions,
    }  # fmt: skip


def _changes(view: Callable[[HttpRequest, Any], HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a change the survey it is about; what is refused is said on the page of the plan."""

    @require_POST
    @wraps(view)
    def changed(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
        campaign = selectors.access_managed(request.user, campaign_id)
        if selectors.is_hidden_from(request.user, campaign):
            raise Http404
        try:
            return view(request, campaign)
        except _REFUSALS as error:
            return plan_page(request, campaign, problem=say(error))

    return changed


def _base(request: HttpRequest) -> int | None:
    """Return the version that the change was made on."""
    sent = request.POST.get("base", "")
    return int(sent) if sent.isdecimal() else None


@_changes
def plan_suggest(request: HttpRequest, campaign: Any) -> HttpResponse:
    """Let the best plan within a budget be chosen; marked modules stay."""
    form = forms.BudgetForm(request.POST)
    if not form.is_valid():
        return plan_page(request, campaign, budget_form=form)
    keep = request.POST.getlist("keep")
    services.suggest_plan(
        actor=request.user, campaign=campaign, budget=form.budget, keep=keep, base=_base(request)
    )
    return redirect("plans:plan_detail", campaign_id=campaign.pk)


@_changes
def plan_edit(request: HttpRequest, campaign: Any) -> HttpResponse:
    """Take the table as it was edited."""
    base = _base(request)
    version = selectors.access_version(campaign, str(base or ""))
    before = version.answered
    draft = forms.draft_from_table(request.POST, Draft.of(version.body), load_modules())
    try:
        stored = services.edit_plan(actor=request.user, campaign=campaign, draft=draft, base=version.number)
    except PlanMovedOn:
        newest = selectors.access_version(campaign, "")
        merged = on_top(draft, Draft.of(version.body), Draft.of(newest.body))
        return plan_page(request, campaign, problem=str(_MOVED_ON), typed=merged)
    if stored.number != version.number:
        language = get_language() or "kk"
        facts = {"before": format_share(before, language), "after": format_share(stored.answered, language)}
        said = _("Saved as a new version: %(after)s of the need is answered, before it was %(before)s.")
        messages.success(request, said % facts)
    return redirect("plans:plan_detail", campaign_id=campaign.pk)


@_changes
def plan_restore(request: HttpRequest, campaign: Any) -> HttpResponse:
    """Make an older version the newest."""
    version = selectors.access_version(campaign, request.POST.get("version", "") or "none")
    services.restore_plan(actor=request.user, campaign=campaign, version=version, base=_base(request))
    return redirect("plans:plan_detail", campaign_id=campaign.pk)


def _access_told(request: HttpRequest, campaign_id: UUID) -> Any:
    """Return a survey whose plan may be told to the visitor, or 404."""
    campaign = selectors.access_campaign(request.user, campaign_id)
    if not selectors.may_be_told(request.user, campaign):
        raise Http404
    return campaign


@require_safe
def needs_and_content(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show each need with the lessons that answer it and its hours, and the holes in both directions."""
    campaign = selectors.access_campaign(request.user, campaign_id)
    refused = _refused(request, campaign)
    if refused:
        return render(request, refused, {"campaign": campaign})
    version = selectors.find_version(campaign, request.GET.get("version", ""))
    found, language = selectors.content_of(campaign, version), get_language() or "kk"
    context = {
        "campaign": campaign, "version": version, "found": found,
        "rows": [(one, presenting.name_of(one.competence, language)) for one in found.rows],
        "unknown": [(one, presenting.name_of(one.competence, language)) for one in found.unknown],
    }  # fmt: skip
    return render(request, "plans/needs_and_content.html", context)


def _refused(request: HttpRequest, campaign: Any) -> str:
    """Return the page that says why figures are not to be seen; '' where they are."""
    if selectors.is_hidden_from(request.user, campaign):
        return "plans/hidden.html"
    return "" if selectors.may_be_told(request.user, campaign) else "plans/too_few.html"


@require_safe
def plan_chart(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Draw need against hours."""
    campaign = _access_told(request, campaign_id)
    version = selectors.access_version(campaign, request.GET.get("version", ""))
    language = get_language() or "kk"
    note = word("documents", "label_invented", language) if campaign.is_demo else ""
    svg = plan_svg(
        plan_from_json(version.figures), language, word("needs", "title_plan", language), note=note
    )
    return HttpResponse(svg, content_type="image/svg+xml")


@require_POST
def syllabus_file(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Ask for the syllabus in one language; the file is made by a job."""
    campaign = _access_told(request, campaign_id)
    version = selectors.access_version(campaign, request.POST.get("version", ""))
    language, kind = request.POST.get("language", ""), request.POST.get("format", "")
    if language not in LANGUAGES or kind not in services.FORMATS:
        raise Http404
    job = services.ask_for_syllabus(actor=request.user, version=version, language=language, kind=kind)
    return redirect("base:job_detail", job_id=job.pk)
