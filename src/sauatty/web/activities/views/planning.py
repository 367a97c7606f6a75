"""One's own activities: the list, the plan, and saying that one was not held."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.activities import arriving, ideas, selectors, services
from sauatty.web.activities.forms import PlanForm, plan_initial
from sauatty.web.activities.standing import SEEN, carry_on, mark_of, told_otherwise
from sauatty.web.activities.views.offline import draft_settings, keep_settings
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say

PAGE_SIZE = 25


@require_safe
def activity_list(request: HttpRequest) -> HttpResponse:
    """List one's own activities, and lead to what waits for a mentor."""
    page = Paginator(selectors.list_own(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page, "n_waiting": selectors.count_waiting(request.user),
        "is_mentor": selectors.is_mentor(request.user), "may_plan": bool(selectors.learnt_in(request.user)),
        "aside": [{**one, "link": _correction(one)} for one in arriving.kept_aside(request.user)],
        "keep": keep_settings(),
    }  # fmt: skip
    return render(request, "activities/activity_list.html", context)


def _correction(one: dict[str, Any]) -> str:
    if one["is_over"]:
        return ""
    if one["kind"] == arriving.PLAN:
        return f"{reverse('activities:activity_plan')}?kept={one['id']}"
    return (
        f"{reverse('activities:activity_report', args=[one['activity']])}?kept={one['id']}"
        if one["is_own"]
        else ""
    )


@require_safe
def idea_list(request: HttpRequest) -> HttpResponse:
    """List what a plan can begin with."""
    names = dict(selectors.competence_choices())
    groups: dict[str, list[tuple[str, str]]] = {}
    for source, competence, title in ideas.list_ideas(get_language() or "kk"):
        groups.setdefault(names.get(competence, competence), []).append((source, title))
    modules: dict[str, list[tuple[str, str]]] = {}
    for source, module, title in ideas.list_lessons(get_language() or "kk"):
        modules.setdefault(module, []).append((source, title))
    return render(request, "activities/idea_list.html", {"groups": groups, "modules": modules})


@require_http_methods(["GET", "HEAD", "POST"])
def activity_plan(request: HttpRequest) -> HttpResponse:
    """Plan an activity from an empty sheet, a suggested one, or a colleague's."""
    language = get_language() or "kk"
    begun = ideas.begun_with(request.GET.get("source") or request.GET.get("from", ""), language)
    initial = {"language": language, "region": str(request.user.region_id or ""), **begun, "id": uuid4()}
    return _plan_page(request, _plan_form(request, initial))


@require_http_methods(["GET", "HEAD", "POST"])
def activity_change(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """Change a plan that was not reported yet."""
    activity = selectors.access_own(request.user, activity_id)
    if activity.state != activity.State.PLANNED:
        return redirect("activities:activity_detail", activity_id=activity.pk)
    return _plan_page(request, _plan_form(request, plan_initial(activity)), activity)


def _plan_form(request: HttpRequest, initial: dict[str, Any]) -> PlanForm:
    kept = arriving.kept_values(request.user, request.GET.get("kept", ""))
    there = _standing(request, kept.get("id"))
    seen = {SEEN: mark_of(there)} if there else {}
    return arriving.plan_form(request.user, posted(request), initial={**initial, **kept, **seen})


def _standing(request: HttpRequest, id: Any) -> Any:
    """Return the plan that stands on the server under an id, None where there is none of the reader."""
    if not arriving.is_id(id):
        return None
    return selectors.list_own(request.user).filter(pk=id, state="planned").first()


def _plan_page(request: HttpRequest, form: PlanForm, activity: Any = None) -> HttpResponse:
    # What a device sent that was kept aside, or what came upon a newer plan, is shown beside what stands
    standing = None if form.is_bound or _is_fresh(request, form) else _standing(request, form["id"].value())
    if form.is_bound and form.is_valid():
        try:
            row = arriving.save_plan(request.user, form)
        except SauattyError as error:
            form.add_error(None, say(error))
            standing = _standing(request, form["id"].value())
            if standing:
                carry_on(form, SEEN, mark_of(standing))
        else:
            messages.success(request, _("The plan is saved."))
            return redirect("activities:activity_detail", activity_id=row.pk)
    draft = draft_settings(
        request, "plan", form["id"].value(), is_fresh=_is_fresh(request, form), is_new=activity is None
    )
    context = {
        "form": form, "activity": activity, "draft": draft, "keep": keep_settings(),
        "otherwise": told_otherwise(form, plan_initial(standing)) if standing else [],
    }  # fmt: skip
    return render(request, "activities/activity_plan.html", context, status=422 if form.errors else 200)


def _is_fresh(request: HttpRequest, form: PlanForm) -> bool:
    """Tell whether a page shows what the server has, not what somebody typed and is to correct."""
    return not form.is_bound and not request.GET.get("kept")


@require_POST
def activity_drop(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """Say that a planned activity was not held."""
    services.drop(actor=request.user, activity=selectors.access_own(request.user, activity_id))
    return redirect("activities:activity_list")
