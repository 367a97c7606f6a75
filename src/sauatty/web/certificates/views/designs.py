"""The pages of designs: logos, who signs, and a preview with the longest names."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.certificates import forms, previewing, selectors, services
from sauatty.web.curricula.admission import few_at_once
from sauatty.web.curricula.receiving import refused_upload
from sauatty.web.programmes import selectors as programmes

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def design_list(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """List the designs of a programme."""
    programme = programmes.access_coordinated(request.user, programme_id)
    context = {"programme": programme, "designs": selectors.list_designs(programme)}
    return render(request, "certificates/design_list.html", context)


@require_http_methods(FORM_METHODS)
def design_add(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Make a design."""
    programme = programmes.access_coordinated(request.user, programme_id)
    form = forms.DesignForm(posted(request), request.FILES or None)
    values = _values(request, form, programme)
    if values is not None:
        design = services.make_design(actor=request.user, programme=programme, values=values)
        return _saved(request, design)
    context = {"form": form, "programme": programme}
    return render(request, "certificates/design_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def design_edit(request: HttpRequest, design_id: UUID) -> HttpResponse:
    """Change a design; certificates that were given stay as they are."""
    design = selectors.access_design(request.user, design_id)
    form = forms.DesignForm(posted(request), request.FILES or None, design=design)
    values = _values(request, form, design.programme)
    if values is not None:
        return _saved(request, services.change_design(actor=request.user, design=design, values=values))
    context = {
        "form": form, "design": design, "programme": design.programme, "pictures": selectors.pictures_of(design)
    }  # fmt: skip
    return render(request, "certificates/design_form.html", context, status=422 if form.is_bound else 200)


def _values(request: HttpRequest, form: forms.DesignForm, programme: Any) -> dict[str, Any] | None:
    """Return what is to be kept; None where the form or one of its pictures is refused."""
    refused = refused_upload(request)
    if refused is not None:
        form.is_valid()
        form.add_error(None, say(refused))
    if not form.is_bound or not form.is_valid():
        return None
    kept = {}
    for name, upload in form.uploads().items():
        try:
            picture = services.keep_picture(actor=request.user, programme=programme, upload=upload)
            kept[name] = str(picture.pk)
        except SauattyError as error:
            form.add_error(name, say(error))
    return form.values(kept) if form.is_valid() else None


def _saved(request: HttpRequest, design: Any) -> HttpResponse:
    messages.success(request, _("Saved. Look at the preview before you give certificates."))
    return redirect("certificates:design_edit", design_id=design.pk)


@require_POST
def design_delete(request: HttpRequest, design_id: UUID) -> HttpResponse:
    """Delete a design that nothing uses."""
    design = selectors.access_design(request.user, design_id)
    try:
        services.delete_design(actor=request.user, design=design)
    except SauattyError as error:
        messages.error(request, say(error))
        return redirect("certificates:design_edit", design_id=design.pk)
    messages.success(request, _("Deleted."))
    return redirect("certificates:design_list", programme_id=design.programme_id)


@require_safe
@few_at_once
def design_preview(request: HttpRequest, design_id: UUID) -> HttpResponse:
    """Show a design as PDF, with the longest names that people really have."""
    design = selectors.access_design(request.user, design_id)
    response = HttpResponse(previewing.preview(design), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="preview.pdf"'
    return response
