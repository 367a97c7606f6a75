"""What coordinators and specialists see: the list, and one request with its steps."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.errors import HelpStepNotNow, SauattyError
from sauatty.web.base import roles
from sauatty.web.base.middleware import held_roles
from sauatty.web.base.sentences import say
from sauatty.web.programmes import selectors as programmes
from sauatty.web.specialists import selectors as specialists
from sauatty.web.specialists import services as directory
from sauatty.web.specialists.forms import competence_choices
from sauatty.web.specialists.labels import competence_name
from sauatty.web.visits import forms, labels, selectors, services

A_PAGE, LONGEST_QUERY = 25, 150
DAYS = (3, 7, 14, 30)


@dataclass(frozen=True, slots=True)
class Filter:
    """The choices of the list, and what there is to choose from; unknown choices count for nothing."""

    chosen: selectors.Narrowed
    regions: list[tuple[str, str]]
    competences: list[tuple[str, str]]
    states: Any = tuple(selectors.State.choices)
    languages: Any = tuple(settings.LANGUAGES)
    days: tuple[int, ...] = DAYS

    @classmethod
    def of(cls, request: HttpRequest) -> "Filter":
        """Read the choices."""
        regions, competences = sorted(selectors.region_names().items()), competence_choices()
        known = {
            "state": selectors.State.values, "region": dict(regions), "language": dict(settings.LANGUAGES),
            "competence": dict(competences),
        }  # fmt: skip
        asked = {name: request.GET.get(name, "") for name in known}
        days = request.GET.get("days", "")
        chosen = selectors.Narrowed(
            **{name: value for name, value in asked.items() if value in known[name]},
            text=request.GET.get("q", "").strip()[:LONGEST_QUERY],
            days=int(days) if days in map(str, DAYS) else 0,
        )
        return cls(chosen, regions, competences)

    @property
    def is_open(self) -> bool:
        """Tell whether more than the state is chosen."""
        return self.chosen != selectors.Narrowed(state=self.chosen.state)


@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """List requests, and what waits in each region."""
    rows, filter = selectors.list_requests(request.user), Filter.of(request)
    page = Paginator(selectors.narrow(rows, filter.chosen), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "waits": selectors.what_waits(rows), "filter": filter,
        "late": {one.pk for one in page if selectors.is_late(one)},
        "programmes": programmes.list_coordinated(request.user),
        "has_entry": specialists.standing_entry(request.user) is not None,
        "has_invented": selectors.has_invented(rows),
        "may_see_schools": roles.is_allowed("visits:school_list", held_roles(request)),
    }  # fmt: skip
    return render(request, "visits/request_list.html", context)


@require_safe
def request_detail(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show one request and what can be done next."""
    return _show(request, selectors.access_request(request.user, request_id))


def _show(request: HttpRequest, one: Any, sent: tuple[str, Any] | None = None) -> HttpResponse:
    is_at_work = selectors.is_at_work(request.user, one)
    blanks = {step: forms.STEP_FORMS[step](prefix=step) for step in labels.next_steps(one.state, is_at_work)}
    if sent is not None:
        blanks[sent[0]] = sent[1]
    context = {
        "one": one, "is_at_work": is_at_work, "is_late": selectors.is_late(one),
        "steps": [(step, labels.STEP_NAMES[step], form) for step, form in blanks.items()],
        "history": history_for(request.user, one.school, one),
        "competences": [competence_name(id) for id in one.competences],
        "near": selectors.list_near(request.user, one) if one.state == selectors.State.WAITING else [],
    }  # fmt: skip
    return render(request, "visits/request_detail.html", context, status=422 if sent else 200)


def history_for(actor: Any, school: Any, request: Any = None) -> list[Any]:
    """Return what happened, with the names that the reader may know."""
    steps = selectors.steps_of(school, request)
    return labels.named(steps, selectors.known_people(actor, school, [step.by_id for step in steps]))


@require_http_methods(["POST"])
def request_step(request: HttpRequest, request_id: UUID, step: str) -> HttpResponse:
    """Move a request on."""
    one = selectors.access_request(request.user, request_id)
    may = step == "take" or selectors.is_at_work(request.user, one)
    if step not in services.STEPS or not may:
        raise Http404
    form = forms.STEP_FORMS[step](request.POST, prefix=step)
    if not form.is_valid():
        return _show(request, one, (step, form))
    try:
        if step == "take" and not selectors.is_at_work(request.user, one):
            directory.count_contact(request.user)  # who takes it sees how to reach the school
        services.STEPS[step](actor=request.user, request=one, **form.cleaned_data)
    except SauattyError as error:
        is_second = step == "take" and isinstance(error, HelpStepNotNow)
        messages.warning(request, _who_was_first(request, one) if is_second else say(error))
    else:
        messages.success(request, _("Saved."))
    is_seen = selectors.sees(request.user, one)
    return redirect("visits:request_detail", one.pk) if is_seen else redirect("visits:request_list")


def _who_was_first(request: HttpRequest, one: Any) -> str:
    """Say that somebody else took a request, and who, if the reader may know it."""
    name = selectors.taker_known_to(request.user, one)
    if name:
        return _("%(name)s took this request a moment before you.") % {"name": name}
    return _("Somebody else has moved this request on a moment before you.")
