"""What an event asks those who register."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sauatty.core.languages import LANGUAGES
from sauatty.web.base.forms import posted
from sauatty.web.enrolments import forms, questions, selectors
from sauatty.web.events import selectors as events


@require_http_methods(["GET", "HEAD", "POST"])
def question_list(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """List the questions of an event; add one."""
    event = events.access_managed_event(request.user, event_id)
    form = forms.QuestionForm(posted(request), initial={"kind": "text"})
    if form.is_valid():
        _save(request, event, form)
        return redirect("enrolments:question_list", event_id=event.pk)
    context = {"event": event, "form": form, "questions": selectors.list_questions(event)}
    return render(request, "enrolments/question_list.html", context, status=422 if form.is_bound else 200)


def _save(request: HttpRequest, event: Any, form: Any, question: Any = None) -> None:
    values = form.cleaned_data
    place = {} if values["place"] is None else {"place": values["place"]}
    questions.save_question(
        actor=request.user, event=event, question=question, labels=form.labels, options=values["options"],
        kind=values["kind"], is_required=values["is_required"], **place,
    )  # fmt: skip
    messages.success(request, _("Saved."))


@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request: HttpRequest, event_id: UUID, question_id: UUID) -> HttpResponse:
    """Change a question."""
    event = events.access_managed_event(request.user, event_id)
    question = selectors.access_question(event, question_id)
    initial = {f"label_{code}": getattr(question, f"label_{code}") for code in LANGUAGES} | {
        "kind": question.kind, "options": forms.options_text(question), "is_required": question.is_required,
        "place": question.place,
    }  # fmt: skip
    form = forms.QuestionForm(posted(request), initial=initial)
    if form.is_valid():
        _save(request, event, form, question)
        return redirect("enrolments:question_list", event_id=event.pk)
    context = {"event": event, "form": form, "question": question}
    return render(request, "enrolments/question_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def question_remove(request: HttpRequest, event_id: UUID, question_id: UUID) -> HttpResponse:
    """Ask a question no longer."""
    event = events.access_managed_event(request.user, event_id)
    questions.remove_question(actor=request.user, question=selectors.access_question(event, question_id))
    messages.success(request, _("The question is taken out. Answers that were given stay."))
    return redirect("enrolments:question_list", event_id=event.pk)
