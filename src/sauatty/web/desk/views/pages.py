"""The overview, the list of texts of a language, one text to read, the declaration, the corrections."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import LessonTextMoved, SauattyError
from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.desk import selectors, services, states
from sauatty.web.desk.forms import DeclareForm, ReadForm

SHOWN = 60
_MISSING = gettext_lazy(
    "Parts of this text are missing in this language, so it cannot be signed yet. You can correct and keep what is there."
)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show for each language and module how much is missing, out of date, unread and signed."""
    found = selectors.list_states(request.user)
    context = {
        "languages": states.count_languages(found), "modules": states.count_modules(found),
        "native": selectors.native_languages(request.user), "n_corrections": len(selectors.list_corrections()),
        "drafts": selectors.list_drafts(request.user),
    }  # fmt: skip
    return render(request, "desk/overview.html", context)


@require_safe
def text_list(request: HttpRequest, language: str) -> HttpResponse:
    """List the texts of a language: what waits for a reader first."""
    selectors.language_or_404(language)
    module, state = request.GET.get("module", ""), request.GET.get("state", "open")
    found = selectors.list_states(request.user)
    rows = selectors.queue(found, language, module=module, state="" if state == "all" else state)
    counts = next(one for one in states.count_languages(found) if one.language == language)
    context = {
        "language": language, "count": counts, "rows": rows[:SHOWN], "n_rows": len(rows), "module": module,
        "state": state, "titles": states.module_titles(), "labels": states.LABELS,
        "native": selectors.native_languages(request.user), "first": rows[0] if rows else None,
    }  # fmt: skip
    return render(request, "desk/text_list.html", context)


@require_http_methods(["GET", "POST"])
def text_read(request: HttpRequest, language: str, kind: str, key: str) -> HttpResponse:
    """Read one text, correct it, sign it or send it back."""
    selectors.language_or_404(language)
    text = selectors.access_text(request.user, kind, key)
    draft = selectors.reading_draft(request.user, text, language)
    pending = selectors.pending_texts(text, language)
    written = draft.texts if draft else pending
    form = ReadForm(
        posted(request), passages=selectors.passages(text, language, written), language=language,
        initial={"seen": text.sha256(language), "note": draft.note if draft else ""},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        answer = _decided(request, text, language, form)
        if answer is not None:
            return answer
    state = next(iter(states.states_of([text], [language])))
    context = {
        "text": text, "language": language, "form": form, "state": state, "beside": selectors.BESIDE[language],
        "native": selectors.native_languages(request.user), "draft": draft, "n_pending": len(pending),
        "titles": states.module_titles(), "module": text.module, "is_beside": "beside" in request.GET,
    }  # fmt: skip
    return render(request, "desk/text_read.html", context, status=422 if form.errors else 200)


def _decided(request: HttpRequest, text: Any, language: str, form: ReadForm) -> HttpResponse | None:
    """Do what the button says; None where the form has to be shown again."""
    reading = services.Reading(
        text, language, form.cleaned_data["seen"], form.corrections(), form.cleaned_data["note"]
    )
    action = request.POST.get("action", "")
    try:
        if action == "keep":
            services.keep_draft(actor=request.user, reading=reading)
            messages.success(request, gettext("Kept for you. Sign it when you have read it to the end."))
            return redirect("desk:text_read", language, text.kind, text.key)
        if action == "return":
            services.send_back(actor=request.user, reading=reading)
            messages.success(request, gettext("Sent back with your remark."))
        elif action == "sign" and text.missing[language]:
            form.add_error(None, _MISSING)
            return None
        elif action == "sign" and not form.refuse_lost_marks():
            services.sign(actor=request.user, reading=reading)
            messages.success(request, _signed_sentence(waits=bool(reading.texts) and text.row is None))
        else:
            return None
    except SauattyError as error:
        if isinstance(error, LessonTextMoved):
            form.data = form.data.copy() | {"seen": text.sha256(language)}
        form.add_error("note" if action == "return" else None, say(error))
        return None
    return _to_next(request, language, text.module)


def _signed_sentence(*, waits: bool) -> str:
    if waits:
        return gettext("Signed. Your corrections wait for the project; your name stands under them then.")
    return gettext("Signed. Your name stands under this text now.")


def _to_next(request: HttpRequest, language: str, module: str) -> HttpResponse:
    """Lead to the next text that waits, of the same module first; with none to the list."""
    found = selectors.list_states(request.user)
    following = selectors.next_open(found, language, module)
    if following is None:
        return redirect("desk:text_list", language)
    return redirect("desk:text_read", language, following.text.kind, following.text.key)


@require_http_methods(["GET", "POST"])
def language_declare(request: HttpRequest, language: str) -> HttpResponse:
    """Say that a language is one's own, or take that back."""
    selectors.language_or_404(language)
    known = selectors.native_languages(request.user)
    form = DeclareForm(posted(request), initial={"name": known.get(language, request.user.name)})
    if request.method == "POST" and request.POST.get("action") == "take-back":
        services.take_back_language(actor=request.user, language=language)
        return redirect("desk:overview")
    if request.method == "POST" and form.is_valid():
        services.declare_language(actor=request.user, language=language, name=form.cleaned_data["name"])
        words = gettext("You sign texts in %(language)s now.") % {"language": LANGUAGE_NAMES[language]}
        messages.success(request, words)
        return redirect("desk:text_list", language)
    context = {"form": form, "language": language, "is_declared": language in known}
    return render(request, "desk/language_declare.html", context, status=422 if form.errors else 200)


@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    """List the signed corrections that wait to go back into the project."""
    return render(request, "desk/correction_list.html", {"corrections": selectors.list_corrections()})


@require_POST
def correction_export(request: HttpRequest) -> HttpResponse:
    """Make one file of all corrections and signatures."""
    file = services.export_corrections(actor=request.user)
    return redirect("base:file_fetch", file.pk)
