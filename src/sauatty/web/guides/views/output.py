"""Pages of files: made for a reader, sent out to Word, taken back from it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.documents.guide_changes import word_changes
from sauatty.core.documents.guide_tokens import filled
from sauatty.core.languages import LANGUAGE_NAMES, Translated
from sauatty.web.base.sentences import in_words, say
from sauatty.web.curricula.receiving import refused_upload
from sauatty.web.guides import rendering, selectors, services, writing
from sauatty.web.guides.forms import OutputForm, ReturnForm, SendForm
from sauatty.web.guides.fragments import Fragment
from sauatty.web.guides.views.common import guide_context, page_language, text_language


def _languages(guide: Any) -> list[tuple[str, str]]:
    return [(one, LANGUAGE_NAMES[one]) for one in guide.languages]


def _scopes(guide: Any) -> list[tuple[str, str]]:
    tables = selectors.tables_of(guide)
    return [
        (name.partition(":")[2], Translated.from_mapping(table["subject"]).text(page_language()))
        for name, table in tables.items()
        if name.startswith("map:")
    ]


@require_http_methods(["GET", "POST"])
def output(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Ask for files of the guide as it stands, and show those that were made."""
    guide = selectors.access_guide(request.user, guide_id)
    sent = request.POST if request.method == "POST" else None
    form = OutputForm(
        sent, languages=_languages(guide), scopes=_scopes(guide),
        initial={"language": text_language(request, guide)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        job = services.ask_for_file(guide=guide, actor=request.user, **form.cleaned_data)
        return redirect("base:job_detail", job.pk)
    context = guide_context(request, guide) | {
        "form": form,
        "outputs": selectors.list_outputs(request.user, guide, services.OUTPUT_JOB),
        "languages": _languages(guide),
    }
    return render(request, "guides/output.html", context, status=422 if sent is not None else 200)


@require_safe
def preview(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Show the guide as it stands as one page, as it would be published."""
    guide = selectors.access_guide(request.user, guide_id)
    language, views = text_language(request, guide), selectors.list_blocks(guide)
    document = writing.document_of(guide, views, language, services.working_cover(guide, views, language))
    context = guide_context(request, guide) | {
        "language": language,
        "title": document.title,
        "body": Fragment(rendering.render(document, "html").decode()),
    }
    return render(request, "guides/preview.html", context)


# --- Word -------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def word(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Show what went out to Word and what came back; send the guide out in one language."""
    guide = selectors.access_guide(request.user, guide_id)
    if request.method == "GET":
        form = SendForm(languages=_languages(guide), initial={"language": text_language(request, guide)})
        return _word_page(request, guide, form)
    form = SendForm(request.POST, languages=_languages(guide))
    if not form.is_valid():
        return _word_page(request, guide, form, status=422)
    services.send_to_word(guide=guide, actor=request.user, language=form.cleaned_data["language"])
    messages.success(request, gettext("The file is being made. Load this page again in a moment."))
    return redirect("guides:word", guide.pk)


def _word_page(
    request: HttpRequest, guide: Any, form: SendForm, *, sentence: str = "", status: int = 200
) -> HttpResponse:
    context = guide_context(request, guide) | {
        "form": form,
        "sent": selectors.list_sent(request.user, guide),
        "return_form": ReturnForm(),
        "sentence": sentence,
        "limit": settings.UPLOAD_LIMIT_MB,
    }
    return render(request, "guides/word.html", context, status=status)


@require_POST
def word_return(request: HttpRequest, guide_id: UUID, sent_id: UUID) -> HttpResponse:
    """Take a file that comes back and show what it changes."""
    guide = selectors.access_authored(request.user, guide_id)
    sent = selectors.access_sent(guide, sent_id)
    form, refused = ReturnForm(request.POST, request.FILES), refused_upload(request)
    if refused is not None or not form.is_valid():
        sentence = say(refused) if refused is not None else gettext("Choose the file that you edited first.")
        return _word_page(
            request, guide, SendForm(languages=_languages(guide)), sentence=sentence, status=422
        )
    uploaded = form.cleaned_data["file"]
    file, job = services.receive_return(
        sent=sent, name=uploaded.name or "", content=uploaded.read(), actor=request.user
    )
    if job is None:
        messages.info(request, gettext("This very file came back before. Here is what it changes."))
        return redirect("guides:returned", guide.pk, file.pk)
    return redirect("base:job_detail", job.pk)


@require_safe
def returned(request: HttpRequest, guide_id: UUID, file_id: UUID) -> HttpResponse:
    """Show paragraph by paragraph what a returned file changes."""
    guide = selectors.access_guide(request.user, guide_id)
    file = selectors.access_returned(guide, file_id)
    facts, language = selectors.facts_of(guide), file.sent.language
    shown = [_shown_change(one, facts, language) for one in selectors.summarise_return(file)]
    context = guide_context(request, guide) | {
        "file": file,
        "language": language,
        "changes": shown,
        "n_open": sum(one["change"].state == "open" for one in shown),
        "sentence": in_words(file.error_message, file.error_params) if file.is_refused else "",
    }
    return render(request, "guides/returned.html", context, status=422 if file.is_refused else 200)


def _shown_change(view: Any, facts: Any, language: str) -> dict[str, Any]:
    change = view.change
    before, after = (filled(text, facts, language) for text in (change.before, change.after))
    return {
        "change": change,
        "is_outdated": view.is_outdated,
        "now": filled(view.now, facts, language),
        "words": word_changes(before, after) if change.kind != "comment" else (),
        "anchor_text": before,
    }


@require_POST
def change_decide(request: HttpRequest, guide_id: UUID, file_id: UUID, change_id: UUID) -> HttpResponse:
    """Accept or refuse one change."""
    guide = selectors.access_authored(request.user, guide_id)
    file = selectors.access_returned(guide, file_id)
    change = selectors.access_change(file, change_id)
    decide = services.accept_change if request.POST.get("decision") == "accept" else services.refuse_change
    decide(change=change, actor=request.user)
    return redirect(f"{_returned_address(guide, file)}#change-{change.position}")


def _returned_address(guide: Any, file: Any) -> str:
    return reverse("guides:returned", args=[guide.pk, file.pk])
