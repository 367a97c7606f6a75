"""The logframe as a page and a file, and its rows."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base import exports
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.indicators import forms, logframes, selectors, sheets
from sauatty.web.indicators.views.declaring import FORM, shown
from sauatty.web.indicators.views.listing import cards


@require_safe
def logframe(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show the logframe of a programme."""
    programme = selectors.access_programme(request.user, programme_id)
    found = cards(request, programme)
    lines = logframes.lines_of(selectors.list_rows(programme), found)
    context = {
        "programme": programme, "lines": lines, "left_over": logframes.left_over(lines, found),
        "may_write": selectors.may_write(request.user, programme), "languages": settings.LANGUAGES,
        "n": len(found),
    }  # fmt: skip
    return render(request, "indicators/logframe.html", context)


@require_POST
def logframe_file(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Make the logframe as a workbook in the language that was asked for."""
    programme = selectors.access_programme(request.user, programme_id)
    language = request.POST.get("language", "")
    selectors.refuse_unless(language in dict(settings.LANGUAGES))
    with translation.override(language):
        found = cards(request, programme)
        lines = logframes.lines_of(selectors.list_rows(programme), found)
        content = exports.write_xlsx(sheets.logframe_cells(programme, lines, found), sheet=_("Logframe"))
    invented = "invented-" if programme.is_demo else ""
    file = exports.offer_file(
        owner=request.user, name=f"{invented}logframe-{timezone.localdate():%Y-%m-%d}-{language}.xlsx",
        media_type=exports.XLSX, content=content, programme=str(programme.pk), kind="logframe",
    )  # fmt: skip
    return redirect("base:file_fetch", file_id=file.pk)


@FORM
def row_new(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Write a row of the logframe."""
    programme = selectors.access_written(request.user, programme_id)
    form = forms.LogRowForm(posted(request), programme=programme)
    if form.is_valid():
        facts = {"texts": form.texts(), "facts": form.facts()}
        logframes.write_row(actor=request.user, programme=programme, **facts)
        messages.success(request, _("Saved."))
        return redirect("indicators:logframe", programme.pk)
    return shown(request, "indicators/row_form.html", form, programme=programme)


@FORM
def row_edit(request: HttpRequest, programme_id: UUID, row_id: UUID) -> HttpResponse:
    """Change a row of the logframe."""
    programme = selectors.access_written(request.user, programme_id)
    row = selectors.access_row(programme, row_id)
    form = forms.LogRowForm(posted(request), programme=programme, row=row)
    if form.is_valid():
        facts = {"texts": form.texts(), "facts": form.facts()}
        logframes.write_row(actor=request.user, programme=programme, row=row, **facts)
        messages.success(request, _("Saved."))
        return redirect("indicators:logframe", programme.pk)
    return shown(request, "indicators/row_form.html", form, programme=programme, row=row)


@require_POST
def row_delete(request: HttpRequest, programme_id: UUID, row_id: UUID) -> HttpResponse:
    """Delete a row of the logframe."""
    programme = selectors.access_written(request.user, programme_id)
    try:
        logframes.delete_row(actor=request.user, row=selectors.access_row(programme, row_id))
    except SauattyError as error:
        messages.warning(request, say(error))
    else:
        messages.success(request, _("The row is deleted."))
    return redirect("indicators:logframe", programme.pk)
