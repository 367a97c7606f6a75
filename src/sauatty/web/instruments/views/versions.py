"""Published versions: made, compared, gone on from; and every form in which an instrument leaves the house."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.catalogue import instrument_changes as comparing
from sauatty.core.catalogue.instruments import Instrument as CoreInstrument
from sauatty.core.errors import InstrumentNotPublishable, InstrumentTextsStale, InstrumentUnchanged
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.instruments import checking, files, outline, selectors, services
from sauatty.web.instruments.bodies import draft_as_core
from sauatty.web.instruments.forms import PublishForm
from sauatty.web.instruments.views.outlines import page_of


@require_http_methods(["GET", "POST"])
def version_list(request: HttpRequest, instrument_id: UUID) -> HttpResponse:
    """List the versions; publish the draft as the next one."""
    access = selectors.access_writable if request.method == "POST" else selectors.access_instrument
    instrument = access(request.user, instrument_id)
    form = PublishForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            version = services.publish(
                instrument=instrument, actor=request.user, note=form.cleaned_data["note"],
                accept_stale=form.cleaned_data["accept_stale"],
            )  # fmt: skip
        except InstrumentTextsStale as error:
            form.add_error("accept_stale", say(error))
        except (InstrumentNotPublishable, InstrumentUnchanged) as error:
            form.add_error(None, say(error))
        else:
            messages.success(
                request, gettext("Version %(n)s is published. It never changes.") % {"n": version.number}
            )
            return redirect("instruments:version_detail", instrument.pk, version.number)
    last = selectors.last_version(instrument)
    context = page_of(request, instrument) | {
        "form": form, "versions": list(selectors.list_versions(instrument)), "last": last,
        "check": checking.summarise_check(instrument),
        "changes": comparing.compare(last.body, instrument.body) if last else (),
    }  # fmt: skip
    return render(request, "instruments/version_list.html", context, status=422 if form.errors else 200)


@require_safe
def version_detail(request: HttpRequest, instrument_id: UUID, number: int) -> HttpResponse:
    """Show a version, its hash, and what differs from the one before."""
    instrument = selectors.access_instrument(request.user, instrument_id)
    version = selectors.access_version(instrument, number)
    before = selectors.version_before(version)
    instrument.body, instrument.sources = version.body, {}
    context = page_of(request, instrument) | {
        "version": version, "before": before, "sections": outline.outline(instrument),
        "has_paper": services.has_paper_forms(),
        "changes": comparing.compare(before.body, version.body) if before else (),
    }  # fmt: skip
    return render(request, "instruments/version_detail.html", context)


@require_POST
def version_draft(request: HttpRequest, instrument_id: UUID, number: int) -> HttpResponse:
    """Go on from a version: it becomes the draft, and the draft that stood is kept."""
    instrument = selectors.access_writable(request.user, instrument_id)
    version = selectors.access_version(instrument, number)
    services.draft_from_version(instrument=instrument, version=version, actor=request.user)
    messages.success(
        request,
        gettext("The draft is version %(n)s now. What stood before is kept under 'Taken out'.")
        % {"n": number},
    )
    return redirect("instruments:instrument_detail", instrument.pk)


# --- files ---------------------------------------------------------------------------------------------------------

Writer = Callable[[CoreInstrument], bytes]
_FORMATS: dict[str, tuple[str, Writer]] = {
    "yaml": (files.YAML, files.as_yaml),
    "xlsx": (files.XLSX, files.as_xlsform),
}


@require_safe
def draft_file(request: HttpRequest, instrument_id: UUID, form: str) -> HttpResponse:
    """Hand out the draft as XLSForm or YAML."""
    instrument = selectors.access_instrument(request.user, instrument_id)
    return _file(draft_as_core(instrument), f"{instrument.slug}-draft", form)


@require_safe
def version_file(request: HttpRequest, instrument_id: UUID, number: int, form: str) -> HttpResponse:
    """Hand out a version as XLSForm or YAML."""
    instrument = selectors.access_instrument(request.user, instrument_id)
    version = selectors.access_version(instrument, number)
    return _file(selectors.core_instrument(version), f"{instrument.slug}-{number}", form)


def _file(core: CoreInstrument, name: str, form: str) -> HttpResponse:
    if form not in _FORMATS:
        raise Http404
    media_type, write = _FORMATS[form]
    return _attachment(write(core), f"{name}.{form}", media_type)


@require_POST
def paper_form(request: HttpRequest, instrument_id: UUID, number: int) -> HttpResponse:
    """Ask for a version as a paper form in one language; the file is made by a job."""
    instrument = selectors.access_instrument(request.user, instrument_id)
    version = selectors.access_version(instrument, number)
    language, kind = request.POST.get("language", ""), request.POST.get("format", "")
    if language not in version.languages or kind not in services.FORMATS or not services.has_paper_forms():
        raise Http404
    job = services.ask_for_paper(actor=request.user, version=version, language=language, kind=kind)
    return redirect("base:job_detail", job_id=job.pk)


def _attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
