"""The list of codings, and beginning one: a campaign, one of its open questions, a codebook."""

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.answers import forms, selectors, services
from sauatty.web.base import roles
from sauatty.web.base.forms import posted
from sauatty.web.base.middleware import held_roles
from sauatty.web.base.sentences import say
from sauatty.web.coding import selectors as coding

PAGE_SIZE = 50


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """List the codings of answers that one manages or sits in."""
    page = Paginator(selectors.list_codings(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": coding.summarise_projects(list(page)),
        "may_start": roles.is_allowed("answers:start", held_roles(request)),
    }
    return render(request, "answers/project_list.html", context)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the campaigns with their open questions, and what of them is coded already."""
    campaigns = Paginator(selectors.list_campaigns(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    known = selectors.codings_of([one.pk for one in campaigns])
    rows = [
        (
            one,
            [(asked, known.get((one.pk, asked.id), ())) for asked in selectors.codable_questions(one)],
        )
        for one in campaigns
    ]
    return render(request, "answers/start.html", {"page": campaigns, "rows": rows})


def _question(campaign: Any, name: str) -> Any:
    found = next((one for one in selectors.codable_questions(campaign) if one.id == name), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def start_coding(request: HttpRequest, campaign_id: UUID, question: str) -> HttpResponse:
    """Ask how a question is to be coded, and begin."""
    campaign = selectors.access_campaign(request.user, campaign_id)
    asked = _question(campaign, question)
    form = _form(request, campaign, asked)
    sentence = ""
    if form.is_valid():
        try:
            project = services.start_coding(campaign=campaign, draft=_draft(form, asked), actor=request.user)
            return redirect("coding:project_detail", project_id=project.pk)
        except SauattyError as error:
            sentence = say(error)
    context = {
        "campaign": campaign, "question": asked, "form": form, "sentence": sentence,
        "counts": selectors.count_answers(campaign, asked.id),
    }  # fmt: skip
    return render(request, "answers/start_coding.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, campaign: Any, asked: Any) -> forms.CodingForm:
    attributes = selectors.attribute_questions(campaign)
    initial = {f"title_{code}": getattr(campaign, f"title_{code}") for code in ("kk", "ru", "en")}
    return forms.CodingForm(
        posted(request), books=selectors.list_books(request.user, campaign.programme_id, asked.role),
        attributes=attributes,
        initial={**initial, "request_id": uuid.uuid4(), "attributes": [one.id for one in attributes]},
    )  # fmt: skip


def _draft(form: forms.CodingForm, asked: Any) -> services.CodingDraft:
    values = form.cleaned_data
    slug, version = form.book
    chosen = set(values["attributes"])
    names = [name for name, _label in form.fields["attributes"].choices if name in chosen]  # type: ignore[attr-defined]
    return services.CodingDraft(
        id=values["request_id"], titles=form.titles, question=asked.id, codebook=slug, codebook_version=version,
        attributes=tuple(names), is_grouped=values["is_grouped"], n_coders_wanted=values["n_coders_wanted"],
    )  # fmt: skip


@require_POST
def take_in(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Take in what was answered since the coding began."""
    project = selectors.access_managed(request.user, project_id)
    try:
        n = services.take_in_new(project=project, actor=request.user)
    except SauattyError as error:
        messages.error(request, say(error))
        return redirect("coding:project_detail", project_id=project.pk)
    sentence = ngettext("%(n)s answer came new.", "%(n)s answers came new.", n)
    messages.success(request, sentence % {"n": n} if n else gettext("There are no new answers."))
    return redirect("coding:project_detail", project_id=project.pk)
