"""The list of instruments, and the ways to begin one: empty, from the shipped ones, from a file."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.base.texts import in_language
from sauatty.web.instruments import files, selectors, services
from sauatty.web.instruments.forms import FileForm, StartForm, TakeOverForm

SITE = "site"
LEFT_OUT_SHOWN = 20


def home_choices(person: Any) -> list[tuple[str, str]]:
    """Return where an instrument of this person may belong: the site, or a programme."""
    rows = selectors.list_programmes_to_write_in(person)
    programmes = [(str(row.pk), in_language(row, "title")) for row in rows]
    site = [(SITE, gettext("the whole site"))] if selectors.belongs_to_site(person) else []
    return [*programmes, *site]


def chosen_programme(person: Any, value: str) -> Any:
    """Return the programme that was chosen, or None for the site."""
    if value == SITE:
        return None
    return selectors.list_programmes_to_write_in(person).get(pk=value)


@require_safe
def instrument_list(request: HttpRequest) -> HttpResponse:
    """List own and shipped instruments."""
    may_start = selectors.may_start(request.user)
    homes = home_choices(request.user) if may_start else []
    context = {
        "instruments": list(selectors.list_with_versions(request.user)),
        "shipped": selectors.list_shipped(),
        "may_start": may_start,
        "homes": homes,
    }
    return render(request, "instruments/instrument_list.html", context)


@require_http_methods(["GET", "POST"])
def instrument_create(request: HttpRequest) -> HttpResponse:
    """Begin an instrument with one empty section."""
    homes = home_choices(request.user)
    form = StartForm(posted(request), programmes=homes, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        row = services.start_instrument(
            actor=request.user, slug=services.free_slug(found["title_en"] or found["kind"]),
            titles=form.titles(), kind=found["kind"], language=found["language"],
            programme=chosen_programme(request.user, found["programme"]),
        )  # fmt: skip
        return redirect("instruments:instrument_detail", row.pk)
    context = {"form": form, "file_form": FileForm(programmes=homes), "homes": homes}
    return render(request, "instruments/instrument_create.html", context, status=422 if form.errors else 200)


@require_POST
def shipped_take_over(request: HttpRequest, slug: str) -> HttpResponse:
    """Copy a shipped instrument into a draft of one's own."""
    form = TakeOverForm(request.POST, programmes=home_choices(request.user))
    if not form.is_valid():
        messages.error(request, gettext("Choose where the instrument belongs."))
        return redirect("instruments:instrument_list")
    row = services.take_over_shipped(
        actor=request.user,
        slug=slug,
        programme=chosen_programme(request.user, form.cleaned_data["programme"]),
    )
    messages.success(request, gettext("The instrument is yours now. Read it, change it, then publish it."))
    return redirect("instruments:instrument_detail", row.pk)


@require_POST
def instrument_import(request: HttpRequest) -> HttpResponse:
    """Begin an instrument with what a file says."""
    homes = home_choices(request.user)
    form = FileForm(request.POST, request.FILES, programmes=homes)
    if not form.is_valid():
        return _import_refused(request, form, homes)
    try:
        body, left_out = files.read_upload(form.cleaned_data["file"])
        row = services.start_from_body(
            actor=request.user, body=body,
            programme=chosen_programme(request.user, form.cleaned_data["programme"]),
        )  # fmt: skip
    except SauattyError as error:
        form.add_error("file", say(error))
        return _import_refused(request, form, homes)
    messages.success(request, gettext("The file is read. The check says what is missing."))
    _say_what_was_left_out(request, left_out)
    return redirect("instruments:instrument_detail", row.pk)


def _import_refused(request: HttpRequest, form: FileForm, homes: list[tuple[str, str]]) -> HttpResponse:
    context = {
        "form": StartForm(programmes=homes, initial={"language": get_language()}), "file_form": form, "homes": homes,
    }  # fmt: skip
    return render(request, "instruments/instrument_create.html", context, status=422)


@require_http_methods(["GET", "POST"])
def draft_replace(request: HttpRequest, instrument_id: Any) -> HttpResponse:
    """Put what a file says in the place of the draft, which is kept."""
    instrument = selectors.access_writable(request.user, instrument_id)
    form = FileForm(posted(request), request.FILES or None, is_replacing=True)
    if request.method == "POST" and form.is_valid() and _replaced(request, instrument, form):
        messages.success(request, gettext("The file is read. The draft before it is kept under 'Taken out'."))
        return redirect("instruments:instrument_detail", instrument.pk)
    context = {"instrument": instrument, "may_write": True, "form": form}
    return render(request, "instruments/draft_replace.html", context, status=422 if form.errors else 200)


def _replaced(request: HttpRequest, instrument: Any, form: FileForm) -> bool:
    file = form.cleaned_data["file"]
    try:
        body, left_out = files.read_upload(file)
        services.draft_from_file(instrument=instrument, body=body, actor=request.user, name=file.name)
    except SauattyError as error:
        form.add_error("file", say(error))
        return False
    _say_what_was_left_out(request, left_out)
    return True


def _say_what_was_left_out(request: HttpRequest, left_out: list[str]) -> None:
    if left_out:
        words = gettext("Left out, because it changes neither questions nor answers: %(what)s.")
        messages.warning(request, words % {"what": "; ".join(left_out[:LEFT_OUT_SHOWN])})
