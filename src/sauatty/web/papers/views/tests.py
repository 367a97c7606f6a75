"""The pages of those who run tests: the list, one test and its next step, making, changing, opening, closing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.base.forms import posted
from sauatty.web.base.middleware import held_roles
from sauatty.web.base.sentences import say
from sauatty.web.papers import forms, pages, selectors, services
from sauatty.web.programmes import selectors as programmes

PAGE_SIZE = 50
FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def test_list(request: HttpRequest) -> HttpResponse:
    """List the tests of one's programmes."""
    page = Paginator(selectors.list_visible(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    may_add = selectors.may_add_public(request.user) or programmes.list_coordinated(request.user).exists()
    rows = [(one, selectors.phase(one)) for one in page]
    return render(request, "papers/test_list.html", {"page": page, "rows": rows, "may_add": may_add})


@require_http_methods(FORM_METHODS)
def test_begin(request: HttpRequest) -> HttpResponse:
    """Choose for which programme a test is made; with one programme there is nothing to choose."""
    mine = list(programmes.list_coordinated(request.user))
    may_be_public = selectors.may_add_public(request.user)
    if len(mine) == 1 and not may_be_public:
        return redirect("papers:test_add", programme_id=mine[0].pk)
    form = forms.BeginForm(posted(request), programmes=mine, may_be_public=may_be_public)
    if form.is_valid():
        chosen = form.programmes.get(form.cleaned_data["programme"])
        return redirect("papers:test_add", chosen.pk) if chosen else redirect("papers:test_add_public")
    context = {"form": form, "has_programmes": bool(mine) or may_be_public}
    return render(request, "papers/test_begin.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def test_add(request: HttpRequest, programme_id: UUID | None = None) -> HttpResponse:
    """Prepare a test, of a programme or for everybody."""
    if programme_id is None:
        selectors.refuse_public(request.user)
    found = programmes.access_coordinated(request.user, programme_id) if programme_id else None
    form = forms.TestForm(
        posted(request), **_choices(found), initial={"purpose": "pre" if found else "practice"}
    )
    if form.is_valid():
        try:
            test = services.make_test(
                actor=request.user, programme=found, titles=form.titles, papers=form.chosen_papers,
                cohorts=form.chosen_cohorts, partner=form.chosen_partner, **form.values(),
            )  # fmt: skip
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("The test is prepared. Look at it, then open it."))
            return redirect("papers:test_detail", test_id=test.pk)
    context = {"form": form, "programme": found, "has_papers": bool(form.papers)}
    return render(request, "papers/test_form.html", context, status=422 if form.is_bound else 200)


def _choices(programme: Any, test: Any = None) -> dict[str, Any]:
    return {
        "papers": selectors.list_papers(programme),
        "cohorts": list(programmes.list_cohorts(programme)) if programme else [],
        "partners": selectors.list_partners(programme, test) if programme else [],
    }


@require_safe
def test_detail(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """Show how a test stands, and to its coordinator what can be done."""
    test = selectors.access_test(request.user, test_id)
    may_manage = selectors.may_manage(request.user, test)
    papers = selectors.papers_of(test)
    context = {
        "test": test,
        "phase": selectors.phase(test),
        "papers": papers,
        "languages": selectors.languages_of(papers),
        "cohorts": selectors.cohorts_of(test),
        "partner": selectors.partner_of(test),
        "may_manage": may_manage,
        "pages": pages.pages_of(test, held_roles(request), may_manage=may_manage),
        "facts": pages.facts_of(test, request.user),
        "reopen_form": forms.ReopenForm(),
        "untitled": [LANGUAGE_NAMES[code] for code in selectors.untitled_languages(test)],
    }
    return render(request, "papers/test_detail.html", context)


@require_http_methods(FORM_METHODS)
def test_edit(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """Change a test."""
    test = selectors.access_managed(request.user, test_id)
    form = forms.TestForm(posted(request), **_choices(test.programme, test), initial=_initial(test))
    if form.is_valid():
        try:
            services.remake_test(
                actor=request.user, test=test, titles=form.titles, papers=form.chosen_papers,
                cohorts=form.chosen_cohorts, partner=form.chosen_partner, **form.values(),
            )  # fmt: skip
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("papers:test_detail", test_id=test.pk)
    context = {"form": form, "test": test, "programme": test.programme, "has_papers": bool(form.papers)}
    return render(request, "papers/test_form.html", context, status=422 if form.is_bound else 200)


def _initial(test: Any) -> dict[str, Any]:
    papers = [str(one.pk) for one in selectors.papers_of(test)]
    partner = selectors.partner_of(test)
    return {
        **{name: getattr(test, name) for name in ("purpose", *forms.FIELDS)},
        **{f"title_{code}": getattr(test, f"title_{code}") for code in LANGUAGES},
        **dict(zip(("first_paper", "second_paper"), papers, strict=False)),
        "cohorts": [str(one.pk) for one in selectors.cohorts_of(test)],
        "partner": str(partner.pk) if partner else "",
    }


@require_POST
def test_open(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """Open a test, or open it again."""
    test = selectors.access_managed(request.user, test_id)
    form = forms.ReopenForm(request.POST)
    until = form.cleaned_data["closes_at"] if form.is_valid() else None
    try:
        opened = services.open_test(actor=request.user, test=test, closes_at=until)
        waits = selectors.phase(opened) == "waiting"
        messages.success(
            request, _("The test opens by itself at its time.") if waits else _("The test is open.")
        )
    except SauattyError as error:
        messages.error(request, say(error))
    return redirect("papers:test_detail", test_id=test.pk)


@require_POST
def test_close(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """Close a test."""
    test = selectors.access_managed(request.user, test_id)
    services.close_test(actor=request.user, test=test)
    messages.success(
        request,
        _("The test is closed. Attempts that were open are handed in within a minute, with what is there."),
    )
    return redirect("papers:test_detail", test_id=test.pk)


@require_POST
def test_delete(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """Delete a test that never was open."""
    test = selectors.access_managed(request.user, test_id)
    try:
        services.delete_test(actor=request.user, test=test)
    except SauattyError as error:
        messages.error(request, say(error))
        return redirect("papers:test_detail", test_id=test.pk)
    messages.success(request, _("The test is deleted."))
    return redirect("papers:test_list")
