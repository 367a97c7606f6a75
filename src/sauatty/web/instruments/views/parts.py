"""One part of a draft on its page: the head, a section, a question, the choices of a question as lines."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from sauatty.core.catalogue import instrument_drafts as drafts
from sauatty.core.catalogue import instrument_texts as texts
from sauatty.core.catalogue.choice_lines import choices_as_lines
from sauatty.core.catalogue.instrument_changes import differences
from sauatty.core.errors import InstrumentNameTaken, InstrumentPartGone, InstrumentPartMoved
from sauatty.core.languages import LANGUAGES
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.instruments import checking, editing, selectors, services
from sauatty.web.instruments.forms import HeadForm, SectionForm, text_initial
from sauatty.web.instruments.grids import MAX_GRID, LinesForm
from sauatty.web.instruments.views.outlines import page_of

# Sent by the button that asks what the check holds of a condition: the page comes back, nothing is kept
LOOK = "look"


def _confirmed(places: Iterable[tuple[str, Any]], languages: Iterable[str]) -> list[str]:
    return [f"{place}:{language}" for place, _texts in places for language in languages]


def _columns(form: Any, instrument: Any, places: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    """Return the texts of a form by language, with what is missing and out of date among them."""
    counts = texts.count_states(places, instrument.sources, instrument.language)
    return [
        {
            "language": language,
            "is_leading": language == instrument.language,
            "is_declared": language in (instrument.body.get("languages") or LANGUAGES),
            "fields": [form[f"{name}_{language}"] for name in form.texts],
            "fits": form[f"fits_{language}"] if f"fits_{language}" in form.fields else None,
            "n_missing": counts[language][texts.MISSING],
            "n_stale": counts[language][texts.STALE],
        }
        for language in LANGUAGES
    ]


def _refuse(form: Any, error: Any, current: str) -> str:
    """Say on the form why it was not kept; returns the hash that the next try is made against.

    A form that says what is now there is sent again on purpose, so it carries the new hash.
    """
    form.add_error("id" if isinstance(error, InstrumentNameTaken) else None, say(error))
    is_moved = isinstance(error, InstrumentPartMoved)
    return current if is_moved else form.cleaned_data.get("seen", current)


def _with_seen(form: Any, seen: str) -> None:
    form.data = form.data.copy()
    form.data["seen"] = seen


# --- head and sections -------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def head_edit(request: HttpRequest, instrument_id: UUID) -> HttpResponse:
    """Write title, introduction, closing words, languages and purpose."""
    access = selectors.access_writable if request.method == "POST" else selectors.access_instrument
    instrument = access(request.user, instrument_id)
    body, now = instrument.body, []
    places = [one for one in texts.iter_texts(body) if one[0].startswith("head.")]
    initial = text_initial(body, HeadForm.texts) | {
        "seen": drafts.head_hash(body), "kind": instrument.kind, "audience": body.get("audience", "adults"),
        "languages": body.get("languages") or list(LANGUAGES), "leading": instrument.language,
    }  # fmt: skip
    form = HeadForm(posted(request), initial=initial, leading=instrument.language)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        head = form.text_values() | {name: found[name] for name in ("kind", "audience", "languages")}
        try:
            services.write_head(
                instrument=instrument, head=head, actor=request.user, seen=found["seen"], leading=found["leading"],
                confirmed=_confirmed(places, form.fitting_languages()),
            )  # fmt: skip
        except InstrumentPartMoved as error:
            _with_seen(form, _refuse(form, error, drafts.head_hash(body)))
            now = differences(head, {key: body.get(key) for key in head})
        else:
            messages.success(request, gettext("Kept."))
            return redirect("instruments:instrument_detail", instrument.pk)
    context = page_of(request, instrument) | {
        "form": form, "columns": _columns(form, instrument, places),
        "now": now,
    }  # fmt: skip
    return render(request, "instruments/head_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def section_edit(request: HttpRequest, instrument_id: UUID, name: str) -> HttpResponse:
    """Write the title, the text and the condition of a section."""
    access = selectors.access_writable if request.method == "POST" else selectors.access_instrument
    instrument = access(request.user, instrument_id)
    section = _section_or_404(instrument, name)
    places, now = list(texts.section_texts(section)), []
    initial = text_initial(section, SectionForm.texts) | {
        "seen": drafts.section_hash(section), "id": section["id"], "when": section.get("when", ""),
    }  # fmt: skip
    form = SectionForm(posted(request), initial=initial, leading=instrument.language)
    if request.method == "POST" and form.is_valid() and LOOK not in request.POST:
        found = form.cleaned_data
        written = form.text_values() | {"id": found["id"], "when": found["when"]}
        try:
            new = services.write_section(
                instrument=instrument, name=name, actor=request.user, seen=found["seen"], section=written,
                confirmed=_confirmed(places, form.fitting_languages()),
            )  # fmt: skip
        except (InstrumentPartMoved, InstrumentNameTaken) as error:
            _with_seen(form, _refuse(form, error, drafts.section_hash(section)))
            is_moved = isinstance(error, InstrumentPartMoved)
            now = differences(written, {key: section.get(key) for key in written}) if is_moved else []
        else:
            messages.success(request, gettext("Kept."))
            return redirect("instruments:section_edit", instrument.pk, new)
    context = page_of(request, instrument) | {
        "form": form, "section": section, "columns": _columns(form, instrument, places),
        "logic": {"when": checking.read_logic(instrument, name, "when", form["when"].value() or "")},
        "names": checking.answer_names(instrument),
        "now": now,
    }  # fmt: skip
    return render(request, "instruments/section_edit.html", context, status=422 if form.errors else 200)


def _section_or_404(instrument: Any, name: str) -> drafts.Part:
    try:
        return drafts.find_section(instrument.body, name)
    except InstrumentPartGone as error:
        raise Http404 from error


# --- questions -----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def question_edit(request: HttpRequest, instrument_id: UUID, name: str) -> HttpResponse:
    """Write a question: its texts side by side, choices, rows, logic, and what it is for."""
    access = selectors.access_writable if request.method == "POST" else selectors.access_instrument
    instrument = access(request.user, instrument_id)
    section, question = _question_or_404(instrument, name)
    sent = request.POST if request.method == "POST" else None
    page = editing.QuestionPage(instrument, question, sent, get_language() or "kk")
    is_moved = False
    if sent is not None and page.is_valid() and LOOK not in sent:
        try:
            new = services.write_question(
                instrument=instrument, name=name, question=page.question(), actor=request.user,
                seen=page.form.cleaned_data["seen"],
                confirmed=_confirmed(page.places, page.form.fitting_languages()),
            )  # fmt: skip
        except (InstrumentPartMoved, InstrumentNameTaken) as error:
            _with_seen(page.form, _refuse(page.form, error, page.seen))
            is_moved = isinstance(error, InstrumentPartMoved)
        else:
            messages.success(request, gettext("Kept."))
            follower = editing.neighbour(instrument.body, new, 1) if "next" in sent else ""
            return redirect("instruments:question_edit", instrument.pk, follower or new)
    return render(
        request, "instruments/question_edit.html",
        _question_context(request, instrument, page, section, is_moved=is_moved),
        status=422 if sent is not None and (page.has_errors or is_moved) else 200,
    )  # fmt: skip


def _question_context(
    request: HttpRequest,
    instrument: Any,
    page: editing.QuestionPage,
    section: drafts.Part,
    *,
    is_moved: bool,
) -> dict[str, Any]:
    body, question, name = instrument.body, page.stored, str(page.stored["id"])
    shared = drafts.list_of(question)
    return page_of(request, instrument) | {
        "page": page, "form": page.form, "question": question, "section": section,
        "columns": _columns(page.form, instrument, page.places),
        "logic": {
            key: checking.read_logic(instrument, name, key, page.form[key].value() or "") for key in ("when", "check")
        },
        "names": checking.answer_names(instrument), "lists": sorted(body.get("lists") or ()),
        "sharers": [one for one in drafts.sharers(body, shared) if one != name],
        "before": editing.neighbour(body, name, -1), "after": editing.neighbour(body, name, 1),
        "shown": editing.shown(instrument, name, get_language() or "kk"),
        "now": page.mine_and_now() if is_moved else [],
    }  # fmt: skip


def _question_or_404(instrument: Any, name: str) -> tuple[drafts.Part, drafts.Part]:
    try:
        return drafts.find_question(instrument.body, name)
    except InstrumentPartGone as error:
        raise Http404 from error


@require_http_methods(["GET", "POST"])
def choices_edit(request: HttpRequest, instrument_id: UUID, name: str) -> HttpResponse:
    """Write all choices of a question as lines."""
    access = selectors.access_writable if request.method == "POST" else selectors.access_instrument
    instrument = access(request.user, instrument_id)
    _section, question = _question_or_404(instrument, name)
    if question["kind"] not in drafts.WITH_CHOICES:
        raise Http404
    seen = drafts.question_hash(instrument.body, question)
    choices, now = drafts.choices_of(instrument.body, question), ""
    form = LinesForm(posted(request), initial={"seen": seen, "lines": choices_as_lines(choices)})
    if request.method == "POST" and form.is_valid():
        changed = dict(question) | {
            "choices": form.cleaned_data["lines"],
            "list_name": drafts.list_of(question),
        }
        try:
            services.write_question(
                instrument=instrument, name=name, question=changed, actor=request.user,
                seen=form.cleaned_data["seen"],
            )  # fmt: skip
        except InstrumentPartMoved as error:
            _with_seen(form, _refuse(form, error, seen))
            now = choices_as_lines(choices)
        else:
            messages.success(request, gettext("Kept."))
            return redirect("instruments:question_edit", instrument.pk, name)
    context = page_of(request, instrument) | {
        "form": form, "question": question, "now": now, "most": MAX_GRID, "n_choices": len(choices),
        "sharers": [one for one in drafts.sharers(instrument.body, drafts.list_of(question)) if one != name],
    }  # fmt: skip
    return render(request, "instruments/choices_edit.html", context, status=422 if form.errors else 200)
