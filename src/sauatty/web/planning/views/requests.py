"""The board of wishes for a training: oldest first, each with its next step."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base.context import absolute
from sauatty.web.base.sentences import say
from sauatty.web.base.texts import in_language
from sauatty.web.events import selectors, services, wording
from sauatty.web.events.addresses import public_address
from sauatty.web.planning.forms.editions import PlanForm
from sauatty.web.planning.forms.requests import AnswerForm, LinkForm
from sauatty.web.programmes import selectors as programmes

PAGE_SIZE = 25


@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """List the wishes that wait, the oldest first; the others by their state."""
    states = selectors.request_states()
    asked = request.GET.get("state", "")
    state, is_suspect = (asked if asked in dict(states) else ""), asked == "suspect"
    found = selectors.list_requests(request.user, state=state, suspect=is_suspect)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    board = selectors.summarise_board(request.user)
    context = {
        "page": page,
        "rows": [(one, selectors.is_late(one)) for one in page],
        "board": board,
        "state": "suspect" if is_suspect else state,
        "tabs": [
            (key, label, board.counts.get(key, 0)) for key, label in states if key not in ("new", "seen")
        ],
        "ask_addresses": _ask_addresses(request),
    }
    return render(request, "planning/request_list.html", context)


def _ask_addresses(request: HttpRequest) -> list[tuple[Any, str]]:
    """Return the programmes that the visitor coordinates, with the address of the public form of each."""
    mine = programmes.list_coordinated(request.user)[:10]
    return [(one, absolute(reverse("events:request_ask_programme", args=[one.pk]))) for one in mine]


@require_safe
def request_detail(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show one wish, and what can be done: look at it, answer it, make a training of it."""
    wish = selectors.access_request(request.user, request_id)
    return _detail(request, wish, AnswerForm(), _plan_form(wish), _link_form(wish))


def _plan_form(wish: Any, data: Any = None) -> PlanForm:
    templates = list(selectors.list_templates(wish.programme))
    initial = {"starts_on": wish.wished_from, "language": wish.language}
    return PlanForm(data, templates=templates, initial=initial)


def _link_form(wish: Any, data: Any = None) -> LinkForm:
    events = selectors.narrowed(selectors.list_events(wish.programme), state="ahead")[:100]
    return LinkForm(data, events=[(one, _named(one)) for one in events])


def _named(event: Any) -> str:
    where = in_language(event.region, "name") if event.region else ""
    days = wording.when_days(event.begins_at, event.over_at, event.timezone)
    return ", ".join(part for part in (in_language(event, "title"), where, days) if part)


def _detail(
    request: HttpRequest, wish: Any, answer: AnswerForm, plan: PlanForm, link: LinkForm, status: int = 200
) -> HttpResponse:
    forms = (answer, plan, link)
    context = {
        "wish": wish,
        "is_late": selectors.is_late(wish),
        "answer_form": answer,
        "plan_form": plan if plan.templates else None,
        "link_form": link if link.events else None,
        "refused": next((one for one in forms if one.is_bound), None),
    }
    return render(request, "planning/request_detail.html", context, status=status)


@require_POST
def request_seen(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Say that somebody looks at a wish."""
    wish = selectors.access_request(request.user, request_id)
    services.mark_seen(actor=request.user, request=wish)
    return redirect("events:request_detail", request_id=wish.pk)


@require_POST
def request_back(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Put a wish back among those that wait."""
    wish = selectors.access_request(request.user, request_id)
    services.take_back(actor=request.user, request=wish)
    messages.success(request, _("The request waits again."))
    return redirect("events:request_detail", request_id=wish.pk)


@require_POST
def request_answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Answer those who asked."""
    wish = selectors.access_request(request.user, request_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        link = public_address(wish.event, wish.language) if wish.event else ""
        services.answer_request(actor=request.user, request=wish, link=link, **form.cleaned_data)
        said = (
            _("The answer goes out by letter.")
            if wish.email
            else _("Kept. There is no e-mail address: call them.")
        )
        messages.success(request, said)
        return redirect("events:request_detail", request_id=wish.pk)
    return _detail(request, wish, form, _plan_form(wish), _link_form(wish), status=422)


@require_POST
def request_plan(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Make a training of a wish."""
    wish = selectors.access_request(request.user, request_id)
    form = _plan_form(wish, request.POST)
    if form.is_valid():
        try:
            cleaned = form.cleaned_data
            row = services.plan_training(
                actor=request.user, request=wish, template=form.chosen,
                edition={name: cleaned[name] for name in ("starts_on", "language", "place")} | {"region": wish.region_id},
            )  # fmt: skip
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("The training is prepared. Look at it, then announce it."))
            return redirect("events:event_detail", event_id=row.event_id)
    return _detail(request, wish, AnswerForm(), form, _link_form(wish), status=422)


@require_POST
def request_link(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Say which training, planned already, a wish leads to."""
    wish = selectors.access_request(request.user, request_id)
    form = _link_form(wish, request.POST)
    if form.is_valid():
        services.link_training(actor=request.user, request=wish, event=form.chosen)
        messages.success(request, _("Saved."))
        return redirect("events:request_detail", request_id=wish.pk)
    return _detail(request, wish, AnswerForm(), _plan_form(wish), form, status=422)
