"""The register: every certificate of a programme, one of them, correcting and revoking."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.documents import certificate_codes as codes
from sauatty.core.errors import SauattyError
from sauatty.core.languages import LANGUAGES
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.certificates import forms, printing, selectors, services, showing, told
from sauatty.web.curricula.admission import few_at_once
from sauatty.web.programmes import selectors as programmes

PAGE_SIZE = 50
FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def register(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """List the certificates of a programme, with a search by name or number."""
    programme = programmes.access_coordinated(request.user, programme_id)
    wanted = wanted_of(request)
    rows = selectors.list_register(programme, **wanted)
    context = {
        "programme": programme, "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "states": selectors.State.choices, "awards": selectors.list_awards_of(programme),
        "counts": selectors.count_states(programme), "list_form": forms.ListForm(has_people=False), **wanted,
    }  # fmt: skip
    return render(request, "certificates/register.html", context)


def wanted_of(request: HttpRequest) -> dict[str, str]:
    """Return what the register is searched for; what is no state or no id is left out."""
    state, award = request.GET.get("state", ""), request.GET.get("award", "")
    return {
        "search": request.GET.get("q", "").strip()[:200],
        "state": state if state in selectors.State.values else "",
        "award": award if forms.ids_of([award]) else "",
    }


@require_safe
def certificate_detail(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Show one certificate to its coordinator: every field, what it stands on, and what became of it."""
    row = selectors.access_certificate(request.user, certificate_id)
    successor = selectors.successor_of(row)
    context = {
        "row": row, "shown": showing.shown(row, successor), "successor": successor, "code": codes.in_groups(row.code),
        "links": told.holder_links(row),
    }  # fmt: skip
    return render(request, "certificates/certificate_detail.html", context)


@require_safe
@few_at_once
def document(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Give the PDF of a certificate to its holder and to who coordinates its programme."""
    row = selectors.access_document(request.user, certificate_id)
    response = HttpResponse(services.file_of(row), content_type="application/pdf")
    name = quote(row.register_number, safe="")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}.pdf"
    return response


@require_http_methods(FORM_METHODS)
def certificate_correct(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Replace a certificate by a corrected one, or issue it anew as it is."""
    row = selectors.access_certificate(request.user, certificate_id)
    selectors.refuse_unless(row.state == selectors.VALID and row.erased_at is None)
    printed = printing.printed_of(row)
    form = forms.CorrectForm(posted(request), initial=_initial(printed))
    if form.is_valid():
        try:
            new = services.correct(
                actor=request.user,
                certificate=row,
                fields=form.changes(printed),
                why=form.cleaned_data["why"],
            )
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(
                request, _("The certificate %(number)s takes its place.") % {"number": new.register_number}
            )
            return redirect("certificates:certificate_detail", certificate_id=new.pk)
    context = {"row": row, "form": form}
    return render(
        request, "certificates/certificate_correct.html", context, status=422 if form.is_bound else 200
    )


def _initial(printed: Any) -> dict[str, Any]:
    names = ("holder", "academic_hours", "starts_on", "ends_on")
    return {
        **{name: getattr(printed, name) for name in names},
        **{f"title_{code}": getattr(printed.title, code) for code in LANGUAGES},
    }


@require_http_methods(FORM_METHODS)
def certificate_revoke(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Take a certificate out of force, with a reason."""
    row = selectors.access_certificate(request.user, certificate_id)
    selectors.refuse_unless(row.state == selectors.VALID)
    form = forms.RevokeForm(posted(request))
    if form.is_valid():
        try:
            services.revoke(actor=request.user, certificate=row, **form.cleaned_data)
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("The certificate holds no more. Whoever checks it sees that."))
            return redirect("certificates:certificate_detail", certificate_id=row.pk)
    context = {"row": row, "form": form}
    return render(
        request, "certificates/certificate_revoke.html", context, status=422 if form.is_bound else 200
    )
