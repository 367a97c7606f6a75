"""The signed sheet: printing it, typing in who signed, and keeping its picture."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.attendances import door, printing, scans, selectors
from sauatty.web.attendances.forms import ScanForm, SheetForm
from sauatty.web.attendances.views.common import back, session_for, show
from sauatty.web.base.sentences import say
from sauatty.web.curricula.receiving import refused_upload


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show everything about the sheet of a session; take in the codes of those who signed."""
    session = session_for(request, session_id)
    form = SheetForm(request.POST) if request.method == "POST" else SheetForm()
    if not form.is_bound or not form.is_valid():
        return _page(request, session, form)
    found = door.note_codes(actor=request.user, session=session, typed=form.typed, source="sheet")
    wrong = [(one.typed, say(one.error)) for one in found if one.error is not None]
    outcome = {"noted": [one.enrolment.person.name for one in found if one.error is None], "wrong": wrong}
    # What could not be taken in stays in the field, to be corrected
    rest = SheetForm(initial={"codes": "\n".join(typed for typed, _said in wrong)})
    return _page(request, session, rest, outcome=outcome, status=422 if wrong else 200)


def _page(request: HttpRequest, session: Any, form: SheetForm, **more: Any) -> HttpResponse:
    status = more.pop("status", 422 if form.errors else 200)
    context = {
        "form": form, "scan_form": ScanForm(), "scans": selectors.list_scans(session),
        "languages": list(LANGUAGE_NAMES.items()),
        "n_people": len(selectors.list_registered(session.event)), **more,
    }  # fmt: skip
    return show(request, "sheet", session, context, status=status)


@require_POST
def sheet_print(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Ask for the sheet as a file."""
    session = session_for(request, session_id)
    language, format = (
        request.POST.get("language", get_language() or "kk"),
        request.POST.get("format", "docx"),
    )
    if language not in LANGUAGES or format not in printing.FORMATS:
        raise Http404
    job = printing.ask_sheet(actor=request.user, session=session, language=language, format=format)
    return redirect("base:job_detail", job_id=job.pk)


@require_POST
def scan_add(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Keep a photograph or scan of the signed sheet."""
    session = session_for(request, session_id)
    form, refused = ScanForm(request.POST, request.FILES), refused_upload(request)
    if refused is not None:
        form.errors["scan"] = form.error_class([say(refused)])
    if form.is_valid():
        try:
            scans.add_scan(actor=request.user, session=session, upload=form.cleaned_data["scan"])
            return back(request, session, said=_("The picture is kept with the session."), to="sheet")
        except SauattyError as error:
            form.add_error("scan", say(error))
    return _page(request, session, SheetForm(), scan_form=form, status=422)


@require_safe
def scan_show(request: HttpRequest, session_id: UUID, scan_id: UUID) -> HttpResponse:
    """Give a kept picture to who runs the session."""
    session = session_for(request, session_id)
    scan = selectors.access_scan(session, scan_id)
    try:
        content = scans.SHELF.read(scan.path)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=scan.media_type)
    way = "attachment" if scan.media_type == "application/pdf" else "inline"
    response.headers["Content-Disposition"] = f'{way}; filename="{scan.path}"'
    return response


@require_POST
def scan_remove(request: HttpRequest, session_id: UUID, scan_id: UUID) -> HttpResponse:
    """Remove a picture that does not belong here."""
    session = session_for(request, session_id)
    scans.remove_scan(actor=request.user, scan=selectors.access_scan(session, scan_id))
    return back(request, session, said=_("The picture is removed."), to="sheet")
