"""The mentor's queue, and one report with its rubric."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.catalogue.rubrics import rubric
from sauatty.core.errors import SauattyError
from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.accounts import selectors as accounts
from sauatty.web.activities import selectors as activities
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.base.texts import in_language
from sauatty.web.practice import selectors, services
from sauatty.web.practice.forms import ReviewForm

PAGE_SIZE = 25
STATES = ("reported", "more", "accepted")


@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """List the reports that wait for a mentor, the longest waiting first; the others by their state."""
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else STATES[0]
    regions = [(one.code, in_language(one, "name")) for one in accounts.list_regions()]
    competences = activities.competence_choices()
    programmes = selectors.mentored_programmes(request.user)
    choices: dict[str, Any] = {
        "region": dict(regions), "language": LANGUAGE_NAMES, "programme": programmes, "competence": dict(competences)
    }  # fmt: skip
    chosen = {name: _known(request, name, values) for name, values in choices.items()}
    page = Paginator(selectors.queue(request.user, state=state, **chosen), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page, "state": state, "regions": regions, "languages": list(LANGUAGE_NAMES.items()), **chosen,
        "competences": competences, "programmes": list(programmes.items()),
        "tabs": [(one, selectors.queue(request.user, state=one, **chosen).count()) for one in STATES],
        "objections": list(selectors.open_objections(request.user)[:PAGE_SIZE]),
    }  # fmt: skip
    return render(request, "practice/review_list.html", context)


def _known(request: HttpRequest, name: str, values: Any) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in values else ""


@require_safe
def review_next(request: HttpRequest) -> HttpResponse:
    """Lead to the report that waits longest."""
    found = selectors.next_waiting(request.user)
    if found is None:
        messages.success(request, _("No report waits for you."))
        return redirect("practice:review_list")
    return redirect("practice:review_detail", activity_id=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def review_detail(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """Show a report with what was said before, and take what the mentor says now."""
    activity = selectors.access_for_review(request.user, activity_id)
    form = ReviewForm(
        posted(request), rubric=rubric(services.RUBRIC), initial={"sequence": activity.sequence}
    )
    if form.is_bound and form.is_valid():
        try:
            services.review(
                actor=request.user, activity=activity, sequence=form.cleaned_data["sequence"], levels=form.levels,
                decision=form.cleaned_data["decision"], words=form.cleaned_data["words"],
            )  # fmt: skip
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("Your words went to the author."))
            return redirect("practice:review_next")
    context = {
        "activity": activity, "form": form, "reviews": selectors.reviews_of(activity),
        "is_own": activity.person_id == request.user.pk,
        "evidence": activities.list_evidence(activity), "audience": activities.audience_rows(activity),
        "competences": activities.competence_names(activity.competences),
    }  # fmt: skip
    return render(request, "practice/review_detail.html", context, status=422 if form.errors else 200)
