"""What visitors see: to ask for help, and to follow what became of it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base import limits
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.programmes import selectors as programmes
from sauatty.web.visits import codes, forms, selectors, services


@require_http_methods(["GET", "HEAD", "POST"])
def help_ask(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Let a school ask for help, without an account."""
    programme = programmes.find_programme(programme_id)
    if programme is None:
        raise Http404
    form = forms.AskForm(posted(request))
    if form.is_valid():
        if form.is_trap:
            return redirect("visits:help_follow")
        try:
            services.count_asking(limits.address_of(request))
            asked = services.ask(
                id=form.cleaned_data["id"], programme=programme, school=form.school(), facts=form.facts()
            )
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            return redirect(f"{reverse('visits:help_follow')}?code={codes.code_of(asked.pk)}&new=yes")
    context = {"form": form, "programme": programme}
    is_refused = form.is_bound and bool(form.errors)
    return render(request, "visits/help_ask.html", context, status=422 if is_refused else 200)


@require_safe
def help_follow(request: HttpRequest) -> HttpResponse:
    """Show what became of a request to whoever has its code."""
    code = request.GET.get("code", "").strip()[:40]
    is_free = not code or services.is_looking(limits.address_of(request))
    found = selectors.find_request(code) if code and is_free else None
    context = {"code": code, "found": found, "is_free": is_free, "is_new": "new" in request.GET}
    status = 429 if not is_free else 404 if code and found is None else 200
    return render(request, "visits/help_follow.html", context, status=status)
