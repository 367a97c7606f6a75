"""Pages of the way through Word: what went out, what came back, and what is decided about each change."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.documents.guide_tokens import filled
from sauatty.core.exchange.word_changes import word_changes
from sauatty.web.base.sentences import in_words, say
from sauatty.web.curricula.receiving import refused_upload
from sauatty.web.guides import selectors as guides
from sauatty.web.guides.head import guide_context, languages_of, text_language
from sauatty.web.publications import selectors, services
from sauatty.web.publications.forms import ReturnForm, SendForm


@require_http_methods(["GET", "POST"])
def word(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """Show what went out to Word and what came back; send the guide out in one language."""
    guide = guides.access_guide(request.user, guide_id)
    if request.method == "GET":
        form = SendForm(languages=languages_of(guide), initial={"language": text_language(request, guide)})
        return _word_page(request, guide, form)
    form = SendForm(request.POST, languages=languages_of(guide))
    if not form.is_valid():
        return _word_page(request, guide, form, status=422)
    services.send_to_word(guide=guide, actor=request.user, language=form.cleaned_data["language"])
    messages.success(request, gettext("The file is being made. Load this page again in a moment."))
    return redirect("publications:word", guide.pk)


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
    return render(request, "publications/word.html", context, status=status)


@require_POST
def word_return(request: HttpRequest, guide_id: UUID, sent_id: UUID) -> HttpResponse:
    """Take a file that comes back and show what it changes."""
    guide = guides.access_authored(request.user, guide_id)
    sent = selectors.access_sent(guide, sent_id)
    form, refused = ReturnForm(request.POST, request.FILES), refused_upload(request)
    if refused is not None or not form.is_valid():
        sentence = say(refused) if refused is not None else gettext("Choose the file that you edited first.")
        return _word_page(
            request, guide, SendForm(languages=languages_of(guide)), sentence=sentence, status=422
        )
    uploaded = form.cleaned_data["file"]
    file, job = services.receive_return(
        sent=sent, name=uploaded.name or "", content=uploaded.read(), actor=request.user
    )
    if job is None:
        messages.info(request, gettext("This very file came back before. Here is what it changes."))
        return redirect("publications:returned", guide.pk, file.pk)
    return redirect("base:job_detail", job.pk)


@require_safe
def returned(request: HttpRequest, guide_id: UUID, file_id: UUID) -> HttpResponse:
    """Show paragraph by paragraph what a returned file changes."""
    guide = guides.access_guide(request.user, guide_id)
    file = selectors.access_returned(guide, file_id)
    facts, language = guides.facts_of(guide), file.sent.language
    shown = [_shown_change(one, facts, language) for one in selectors.summarise_return(file)]
    context = guide_context(request, guide) | {
        "file": file,
        "language": language,
        "changes": shown,
        "n_open": sum(one["change"].state == "open" for one in shown),
        "sentence": in_words(file.error_message, file.error_params) if file.is_refused else "",
    }
    return render(request, "publications/returned.html", context, status=422 if file.is_refused else 200)


def _shown_change(view: Any, facts: Any, language: str) -> dict[str, Any]:
    change = view.change
    before, after = (filled(text, facts, language) for text in (change.before, change.after))
    return {
        "change": change,
        "authors": [one | {"day": _day(one.get("date", ""))} for one in change.authors],
        "is_outdated": view.is_outdated,
        "now": filled(view.now, facts, language),
        "words": word_changes(before, after) if change.kind != "comment" else (),
        "anchor_text": before,
    }


def _day(written: str) -> date | None:
    """Return the day that Word wrote at a change, None where it wrote none."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


@require_POST
def change_decide(request: HttpRequest, guide_id: UUID, file_id: UUID, change_id: UUID) -> HttpResponse:
    """Accept or refuse one change."""
    guide = guides.access_authored(request.user, guide_id)
    file = selectors.access_returned(guide, file_id)
    change = selectors.access_change(file, change_id)
    decide = services.accept_change if request.POST.get("decision") == "accept" else services.refuse_change
    decide(change=change, actor=request.user)
    return redirect(f"{_returned_address(guide, file)}#change-{change.position}")


def _returned_address(guide: Any, file: Any) -> str:
    return reverse("publications:returned", args=[guide.pk, file.pk])
