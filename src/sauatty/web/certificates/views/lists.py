"""Lists that go out as Word, Excel and CSV, and come back signed."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from sauatty.core.catalogue.words import words
from sauatty.core.errors import SauattyError
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.certificates import forms, selectors, services
from sauatty.web.curricula.receiving import refused_upload
from sauatty.web.programmes import selectors as programmes


@require_POST
def award_papers(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Ask for a list about one kind of certificate."""
    award = selectors.access_award(request.user, award_id)
    return _ask(request, award.programme, award)


@require_POST
def register_list(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Ask for a list of all certificates of a programme."""
    return _ask(request, programmes.access_coordinated(request.user, programme_id), None)


def _ask(request: HttpRequest, programme: Any, award: Any) -> HttpResponse:
    form = forms.ListForm(request.POST, has_people=award is not None)
    selectors.refuse_unless(form.is_valid())
    job = services.ask_for_list(actor=request.user, programme=programme, award=award, **form.cleaned_data)
    return redirect("base:job_detail", job_id=job.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def register_return(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Take a list that comes back: compare it with the register, line by line."""
    programme = programmes.access_coordinated(request.user, programme_id)
    form = forms.ReturnForm(posted(request), request.FILES or None, initial={"which": "signatures"})
    refused, compared = refused_upload(request), None
    if refused is not None:
        form.is_valid()
        form.add_error("file", say(refused))
    elif form.is_valid():
        told = form.cleaned_data
        try:
            compared = services.take_back(
                actor=request.user, programme=programme, which=told["which"], upload=told["file"]
            )
        except SauattyError as error:
            form.add_error("file", say(error))
    context = {"programme": programme, "form": form, "compared": compared, "columns": words("certificates")}
    status = 422 if form.is_bound and compared is None else 200
    return render(request, "certificates/register_return.html", context, status=status)
