"""Programmes: the list, the board, the title in three languages, the people."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.web.accounts import selectors as accounts
from sauatty.web.accounts.services import first, people
from sauatty.web.base import demo, roles
from sauatty.web.base.context import url_or_none
from sauatty.web.base.forms import posted
from sauatty.web.base.middleware import held_roles
from sauatty.web.programmes import board, cohort_views, forms, people_pages, selectors, services

PAGE_SIZE = 50
FOUND_SHOWN = 20


def home(request: HttpRequest) -> HttpResponse:
    """Lead a coordinator to the board: the only programme, or the list; a new site to its welcome."""
    if request.user.is_site_admin and not first.is_started():
        return redirect("accounts:welcome")
    mine = list(selectors.list_programmes(request.user)[:2])
    if len(mine) == 1:
        return redirect("programmes:programme_detail", programme_id=mine[0].pk)
    return redirect("programmes:programme_list")


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """List the programmes in which one has a role."""
    page = Paginator(selectors.list_programmes(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    counts = selectors.count_people_of(page.object_list)
    context = {
        "page": page,
        "rows": [(programme, counts.get(programme.pk, 0)) for programme in page],
        "demo": selectors.demo_programme(request.user),
        "may_make_demo": request.user.is_site_admin and not selectors.has_demo(),
    }
    return render(request, "programmes/programme_list.html", context)


@require_safe
def programme_detail(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show the board: how far the thread is, who does what, what waits."""
    programme = selectors.access_programme(request.user, programme_id)
    context = {
        "programme": programme,
        "thread": board.thread_of(request.user, programme, language=get_language() or "kk"),
        "groups": selectors.list_people_by_role(programme),
        "cohorts": cohort_views.rows_of(request.user, programme),
        "states": services.title_states(programme),
        "may_coordinate": selectors.coordinates(request.user, programme),
        "upload_address": _upload_address(request),
    }
    return render(request, "programmes/programme_detail.html", context)


def _upload_address(request: HttpRequest) -> str | None:
    """Return where the visitor may upload a curriculum, if the site has such a page for them."""
    name = "curricula:upload"
    return url_or_none(name) if roles.is_allowed(name, held_roles(request)) else None


@require_http_methods(["GET", "HEAD", "POST"])
def programme_add(request: HttpRequest) -> HttpResponse:
    """Make a programme."""
    form = forms.ProgrammeForm(posted(request))
    if form.is_valid():
        programme = services.add_programme(actor=request.user, titles=form.titles)
        return redirect("programmes:programme_detail", programme_id=programme.pk)
    status = 422 if form.is_bound else 200
    return render(request, "programmes/programme_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_edit(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Change the title, three languages side by side."""
    programme = selectors.access_coordinated(request.user, programme_id)
    initial = {f"title_{code}": getattr(programme, f"title_{code}") for code in ("kk", "ru", "en")}
    states = services.title_states(programme)
    form = forms.ProgrammeForm(posted(request), initial=initial, states=states)
    if form.is_valid():
        services.change_programme(
            actor=request.user, programme=programme, titles=form.titles, confirmed=form.confirmed
        )
        messages.success(request, _("Saved."))
        return redirect("programmes:programme_edit", programme_id=programme.pk)
    context = {"form": form, "programme": programme}
    return render(request, "programmes/programme_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def member_list(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """List the people of a programme; a search finds whom to add."""
    programme = selectors.access_coordinated(request.user, programme_id)
    page = Paginator(selectors.list_members(programme), PAGE_SIZE).get_page(request.GET.get("page"))
    search = request.GET.get("q", "").strip()
    found = accounts.list_people(request.user, search=search)[:FOUND_SHOWN] if search else []
    context = {
        "programme": programme,
        "page": page,
        "pages": people_pages.people_pages(programme),
        "search": search,
        "found": [
            (person, forms.MemberForm(initial={"person": person.pk}, auto_id=f"id_{n}_%s"))
            for n, person in enumerate(found)
        ],
    }
    return render(request, "programmes/member_list.html", context)


@require_POST
def member_add(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Give somebody a role in the programme."""
    programme = selectors.access_coordinated(request.user, programme_id)
    form = forms.MemberForm(request.POST)
    if not form.is_valid():
        raise Http404
    person = accounts.access_person(request.user, form.cleaned_data["person"])
    people.give_role(
        actor=request.user,
        person=person,
        role=form.cleaned_data["role"],
        scope_kind=selectors.SCOPE,
        scope_id=programme.pk,
    )
    messages.success(request, _("The role is given."))
    return redirect("programmes:member_list", programme_id=programme.pk)


@require_POST
def member_remove(request: HttpRequest, programme_id: UUID, grant_id: UUID) -> HttpResponse:
    """Take a role in the programme away."""
    programme = selectors.access_coordinated(request.user, programme_id)
    grant = selectors.access_member_grant(request.user, programme, grant_id)
    people.take_role(actor=request.user, grant=grant)
    messages.success(request, _("The role is taken away."))
    return redirect("programmes:member_list", programme_id=programme.pk)


@require_POST
def demo_make(request: HttpRequest) -> HttpResponse:
    """Ask for the invented data."""
    job = first.make_demo(actor=request.user)
    if job.created_by_id != request.user.pk:  # another administrator has asked already
        return redirect("programmes:programme_list")
    return redirect("base:job_detail", job_id=job.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def demo_remove(request: HttpRequest) -> HttpResponse:
    """Say what goes with the invented data of every part of the site; remove it when that is confirmed."""
    if selectors.demo_programme(request.user) is None:
        raise Http404
    if "sure" not in request.POST:
        return render(request, "programmes/demo_remove.html", {"rows": demo.count_demo()})
    first.remove_demo(actor=request.user)
    messages.success(request, _("The demonstration data are removed."))
    return redirect("programmes:programme_list")
