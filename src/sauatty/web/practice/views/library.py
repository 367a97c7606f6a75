"""The library of good practice: finding, reading, giving, withdrawing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.accounts import selectors as accounts
from sauatty.web.activities import selectors as activities
from sauatty.web.activities.kinds import AUDIENCES
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.base.texts import in_language
from sauatty.web.curricula.admission import may_try
from sauatty.web.practice import selectors, services
from sauatty.web.practice.forms import LibraryForm, ObjectionForm, PublishForm

PAGE_SIZE = 20
OBJECTIONS_A_DAY = 10


def _regions() -> list[tuple[str, str]]:
    return [(one.code, in_language(one, "name")) for one in accounts.list_regions()]


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Show what was given, narrowed by words, competence, audience, language and region."""
    form = LibraryForm(
        request.GET,
        competences=activities.competence_choices(),
        audiences=list(AUDIENCES.items()),
        regions=_regions(),
    )
    found = selectors.library(**_chosen(form))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "form": form,
        "regions": dict(_regions()),
        "is_narrowed": any(_chosen(form).values()),
    }
    return render(request, "practice/library.html", context)


def _chosen(form: LibraryForm) -> dict[str, str]:
    """Return what the library is narrowed to; a value that nobody knows narrows nothing."""
    form.is_valid()
    known = form.cleaned_data
    return {
        "text": known.get("q", ""),
        **{key: known.get(key, "") for key in ("competence", "audience", "language", "region")},
    }


@require_safe
def published_detail(request: HttpRequest, published_id: UUID) -> HttpResponse:
    """Show one activity of the library."""
    return _detail(request, selectors.access_published(published_id), ObjectionForm())


def _detail(request: HttpRequest, published: Any, form: ObjectionForm) -> HttpResponse:
    content = published.content
    there = {str(one.attachment_id) for one in activities.open_pictures(published.activity)}
    context = {
        "published": published, "content": content, "form": form,
        "pictures": [one for one in content["pictures"] if one["id"] in there],
        "competences": activities.competence_names(content["competences"]),
        "kinds": [AUDIENCES.get(one, one) for one in content["kinds"]],
        "region": dict(_regions()).get(content["region"], ""), "is_foreign": content["language"] != get_language(),
        "may_withdraw": selectors.may_withdraw(request.user, published),
        "source": f"practice:{published.pk}",
    }  # fmt: skip
    return render(request, "practice/published_detail.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """Let an author give an accepted activity to the library."""
    activity = activities.access_own(request.user, activity_id)
    form = PublishForm(posted(request), pictures=activities.open_pictures(activity))
    if form.is_bound and form.is_valid():
        chosen = [UUID(one) for one in form.cleaned_data.get("photos", [])]
        try:
            row = services.publish(
                actor=request.user, activity=activity, with_name=form.cleaned_data["with_name"], photos=chosen
            )
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("Your activity stands in the library. Thank you."))
            return redirect("practice:published_detail", published_id=row.pk)
    context = {"activity": activity, "form": form, "published": selectors.published_of(activity)}
    return render(request, "practice/publish.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, published_id: UUID) -> HttpResponse:
    """Take an activity out of the library."""
    services.withdraw(actor=request.user, published=selectors.access_withdrawable(request.user, published_id))
    messages.success(request, _("It stands in the library no more."))
    return redirect("practice:library")


@require_POST
def object_to(request: HttpRequest, published_id: UUID) -> HttpResponse:
    """Take what a reader has against an entry."""
    published, form = selectors.access_published(published_id), ObjectionForm(request.POST)
    if not form.is_valid():
        return _detail(request, published, form)
    if not may_try(request, "objection", limit=OBJECTIONS_A_DAY, seconds=86_400):
        form.add_error(None, _("Too many objections came from here today. Try again tomorrow."))
        return _detail(request, published, form)
    if not form.cleaned_data["site"]:
        services.object_to(published=published, words=form.cleaned_data["words"])
    messages.success(request, _("Thank you. A coordinator will look at it."))
    return redirect("practice:published_detail", published_id=published.pk)


@require_POST
def objection_settle(request: HttpRequest, objection_id: UUID) -> HttpResponse:
    """Decide on an objection."""
    objection = selectors.access_objection(request.user, objection_id)
    services.settle_objection(
        actor=request.user, objection=objection, is_right=request.POST.get("is_right") == "1"
    )
    return redirect("practice:review_list")
