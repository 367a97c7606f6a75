"""Reviews: the list, one review with its figures, its settings, its people, its manual, its problems."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base import homes, roles
from sauatty.web.base.context import url_or_none
from sauatty.web.base.forms import posted
from sauatty.web.base.middleware import held_roles
from sauatty.web.base.sentences import say
from sauatty.web.base.templatetags.house import number
from sauatty.web.coding import extensions, forms, kinds, labels, schemes, selectors, services
from sauatty.web.coding.frameworks import framework_of

PAGE_SIZE = 50
FOUND_SHOWN = 20


def home_link(request: HttpRequest) -> tuple[str, str] | None:
    """Offer 'Your coding' to whoever sits in a review."""
    if not selectors.has_seats(request.user):
        return None
    return reverse("coding:seat_list"), gettext("Your coding")


def home_without_role(request: HttpRequest) -> HttpResponse:
    """Lead somebody who has a seat but no role to their seats; others to the front page."""
    if selectors.has_seats(request.user):
        return redirect("coding:seat_list")
    return homes.front_page(request)


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """List the reviews that one may read."""
    page = Paginator(selectors.list_projects(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": selectors.summarise_projects(list(page)),
        "starts": _starts(request),
        "seats": selectors.list_seats_of(request.user),
    }
    return render(request, "coding/project_list.html", context)


def _starts(request: HttpRequest) -> list[tuple[str, Any]]:
    """Return where a review of each kind begins, if the visitor may begin one."""
    held = held_roles(request)
    return [
        (address, hooks.start_label or gettext("Start a review"))
        for hooks in kinds.all_kinds().values()
        if hooks.start_view
        and roles.is_allowed(hooks.start_view, held)
        and (address := url_or_none(hooks.start_view))
    ]


@require_safe
def seat_list(request: HttpRequest) -> HttpResponse:
    """Show where one codes or settles differences, with what is left to do."""
    seats = selectors.list_seats_of(request.user)
    rows = [(seat, selectors.count_queue(seat) if seat.role == "coder" else None) for seat in seats]
    return render(request, "coding/seat_list.html", {"rows": rows, "desks": extensions.desks()})


@require_safe
def project_detail(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show how far a review is, what is probably unfound, and what to do next."""
    project = selectors.access_project(request.user, project_id)
    hooks = kinds.hooks_of(project.kind)
    source, words = hooks.source_of, schemes.words_of(project.kind)
    progress = selectors.summarise_progress(project)
    context = {
        "project": project,
        "words": words,
        "settled": words["settled"]
        % {"settled": number(progress.n_settled), "all": number(progress.n_units)},  # fmt: skip
        "actions": hooks.actions,
        "seat_actions": hooks.seat_actions,
        "results_address": hooks.results_of(project) if hooks.results_of else "",
        "progress": progress,
        "may_manage": selectors.may_manage(request.user, project),
        "own_roles": selectors.own_roles(request.user, project),
        "source": dict(source([project])).get(project.pk) if source else None,
        "manual": schemes.manual_of(project),
        "manual_address": schemes.manual_address(project),
        "framework": framework_of(project.framework),
        **extensions.context_for(request.user, project),
    }
    return render(request, "coding/project_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def project_edit(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Change the title, the stated recall, the number of coders."""
    project = selectors.access_managed(request.user, project_id)
    initial = {
        **{f"title_{code}": getattr(project, f"title_{code}") for code in ("kk", "ru", "en")},
        "target_recall": round(project.target_recall * 100),
        "n_coders_wanted": project.n_coders_wanted,
    }
    form = forms.ProjectForm(posted(request), initial=initial, words=schemes.words_of(project.kind))
    if form.is_valid():
        values = initial | form.cleaned_data
        services.change_project(
            actor=request.user, project=project, titles=form.titles,
            target_recall=values["target_recall"] / 100, n_coders_wanted=values["n_coders_wanted"],
        )  # fmt: skip
        messages.success(request, gettext("Saved."))
        return redirect("coding:project_detail", project_id=project.pk)
    context = {"form": form, "project": project}
    return render(request, "coding/project_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def project_close(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """End a review."""
    project = selectors.access_managed(request.user, project_id)
    services.close_project(actor=request.user, project=project)
    messages.success(
        request, gettext("The review is closed. Results and figures stay; you can open it again.")
    )
    return redirect("coding:project_detail", project_id=project.pk)


@require_POST
def project_reopen(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Open a closed review again."""
    project = selectors.access_managed(request.user, project_id)
    services.reopen_project(actor=request.user, project=project)
    messages.success(request, gettext("The review is open again."))
    return redirect("coding:project_detail", project_id=project.pk)


@require_safe
def manual(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show the coding manual of a review, in the version that its decisions name."""
    project = selectors.access_project(request.user, project_id)
    if kinds.hooks_of(project.kind).manual_address is not None:
        return redirect(schemes.manual_address(project))
    context = {"project": project, "manual": schemes.manual_of(project)}
    return render(request, "coding/manual.html", context)


# --- people ----------------------------------------------------------------------------------------------


@require_safe
def seats(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show who sits in a review; a search finds whom to add."""
    project = selectors.access_managed(request.user, project_id)
    return _seats_page(request, project)


def _whom(visitor: Any, search: str) -> list[Any]:
    """Return whom a search means: those the visitor looks after, and anybody whose whole name or e-mail it is."""
    if not search:
        return []
    near = list(accounts.list_people(visitor, search=search)[:FOUND_SHOWN])
    return [*near, *(one for one in accounts.find_people(search) if one not in near)]


def _seats_page(request: HttpRequest, project: Any, sentence: str = "", status: int = 200) -> HttpResponse:
    search = request.GET.get("q", "").strip()
    found = _whom(request.user, search)
    context = {
        "project": project,
        "seats": selectors.list_seats(project),
        "search": search,
        "sentence": sentence,
        "found": [
            (person, forms.SeatForm(initial={"person": person.pk}, auto_id=f"id_{n}_%s"))
            for n, person in enumerate(found)
        ],
    }
    return render(request, "coding/seats.html", context, status=status)


@require_POST
def seat_add(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Give a place in the review to somebody whom the visitor may see, or has named in full."""
    project = selectors.access_managed(request.user, project_id)
    form = forms.SeatForm(request.POST)
    if not form.is_valid():
        raise Http404
    wanted = form.cleaned_data["person"]
    named = (one for one in _whom(request.user, request.GET.get("q", "").strip()) if one.pk == wanted)
    person = next(named, None) or accounts.access_person(request.user, wanted)
    try:
        services.seat_person(
            actor=request.user, project=project, person=person, role=form.cleaned_data["role"],
            sees_proposals=form.cleaned_data["sees_proposals"],
        )  # fmt: skip
    except SauattyError as error:
        return _seats_page(request, project, say(error), 422)
    messages.success(request, gettext("%(name)s has a place in the review now.") % {"name": person.name})
    return redirect("coding:seats", project_id=project.pk)


@require_POST
def seat_remove(request: HttpRequest, project_id: UUID, seat_id: UUID) -> HttpResponse:
    """Let somebody leave; their decisions stay."""
    project = selectors.access_managed(request.user, project_id)
    services.unseat_person(actor=request.user, seat=selectors.access_seat_of(project, seat_id))
    messages.success(request, gettext("The place is free. The decisions made from it stay."))
    return redirect("coding:seats", project_id=project.pk)


# --- problems --------------------------------------------------------------------------------------------


@require_safe
def problem_list(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show the submissions that were kept but not taken in."""
    project = selectors.access_managed(request.user, project_id)
    page = Paginator(selectors.list_problems(project), PAGE_SIZE).get_page(request.GET.get("page"))
    is_readable = selectors.may_know_decisions(request.user, project)
    context = {
        "project": project,
        "page": page,
        "rows": [
            (one, labels.problem_words(one.code), selectors.content_of(one) if is_readable else None)
            for one in page
        ],
    }
    return render(request, "coding/problem_list.html", context)


@require_POST
def problem_settle(request: HttpRequest, project_id: UUID, envelope_id: UUID) -> HttpResponse:
    """Take a kept submission in all the same, or set it aside."""
    project = selectors.access_managed(request.user, project_id)
    problem = selectors.access_problem(project, envelope_id)
    take_in = request.POST.get("do") == "take-in"
    try:
        services.settle_problem(actor=request.user, problem=problem, take_in=take_in)
    except SauattyError as error:
        messages.error(request, say(error))
    else:
        messages.success(request, gettext("Taken in.") if take_in else gettext("Set aside. It stays stored."))
    return redirect("coding:problem_list", project_id=project.pk)
