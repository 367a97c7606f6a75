"""Who learns in a cohort: the list of its coordinator, and joining and leaving by oneself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sauatty.core.errors import CohortFull, NotOfTheProgramme
from sauatty.core.languages import format_number
from sauatty.web.base.sentences import say
from sauatty.web.programmes import members, selectors

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_members(request: HttpRequest, programme_id: UUID, cohort_id: UUID) -> HttpResponse:
    """Show who learns in a cohort, and add people of the programme to it."""
    programme = selectors.access_coordinated(request.user, programme_id)
    cohort, problem = selectors.access_cohort(programme, cohort_id), ""
    if request.method == "POST":
        try:
            return _added(request, cohort)
        except (CohortFull, NotOfTheProgramme) as error:
            problem = say(error)
    context = {
        "programme": programme, "cohort": cohort, "problem": problem,
        "members": selectors.list_cohort_members(cohort),
        "page": Paginator(selectors.list_candidates(cohort), PAGE_SIZE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "programmes/cohort_members.html", context, status=422 if problem else 200)


def _added(request: HttpRequest, cohort: Any) -> HttpResponse:
    wanted = [one for one in map(_uuid, request.POST.getlist("person")) if one]
    n_added = members.join_all(actor=request.user, cohort=cohort, people=wanted)
    if not n_added:
        messages.warning(request, _("Nobody is added: choose at least one person."))
        return redirect("programmes:cohort_members", programme_id=cohort.programme_id, cohort_id=cohort.pk)
    said = ngettext("%(shown)s person is added.", "%(shown)s people are added.", n_added)
    messages.success(request, said % {"shown": format_number(n_added, get_language() or "kk")})
    return redirect("programmes:cohort_members", programme_id=cohort.programme_id, cohort_id=cohort.pk)


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


@require_POST
def cohort_member_remove(
    request: HttpRequest, programme_id: UUID, cohort_id: UUID, person_id: UUID
) -> HttpResponse:
    """Take somebody out of a cohort."""
    programme = selectors.access_coordinated(request.user, programme_id)
    cohort = selectors.access_cohort(programme, cohort_id)
    member = selectors.access_cohort_member(cohort, person_id)
    members.leave_cohort(actor=request.user, cohort=cohort, person=member.person)
    messages.success(request, _("The person is no longer in the cohort."))
    return redirect("programmes:cohort_members", programme_id=programme.pk, cohort_id=cohort.pk)


@require_POST
def cohort_join(request: HttpRequest, programme_id: UUID, cohort_id: UUID) -> HttpResponse:
    """Learn in a cohort of a programme in which one has a role."""
    programme = selectors.access_programme(request.user, programme_id)
    cohort = selectors.access_cohort(programme, cohort_id)
    try:
        members.join_cohort(actor=request.user, cohort=cohort, person=request.user)
    except (CohortFull, NotOfTheProgramme) as error:
        messages.error(request, say(error))
    else:
        messages.success(request, _("You are in the cohort. Its lessons stand on the page of your path."))
    return redirect("programmes:cohort_list", programme_id=programme.pk)


@require_POST
def cohort_leave(request: HttpRequest, programme_id: UUID, cohort_id: UUID) -> HttpResponse:
    """Leave a cohort; what was learnt stays."""
    programme = selectors.access_programme(request.user, programme_id)
    members.leave_cohort(
        actor=request.user, cohort=selectors.access_cohort(programme, cohort_id), person=request.user
    )
    messages.success(request, _("You have left the cohort. Your progress stays."))
    return redirect("programmes:cohort_list", programme_id=programme.pk)
