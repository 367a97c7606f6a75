"""The check of a draft, and its preview as a phone shows it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.catalogue.answers_check import answer_problems, relevant_names, visible_sections
from sauatty.core.catalogue.instruments import Instrument as CoreInstrument
from sauatty.core.errors import SauattyError
from sauatty.web.instruments import checking, rendering, selectors
from sauatty.web.instruments.bodies import draft_as_core
from sauatty.web.instruments.labels import PROBLEMS
from sauatty.web.instruments.views.outlines import page_of


@require_safe
def check(request: HttpRequest, instrument_id: UUID) -> HttpResponse:
    """Name every hole with a link to where it is mended, and how long answering takes in each language."""
    instrument = selectors.access_instrument(request.user, instrument_id)
    context = page_of(request, instrument) | {"check": checking.summarise_check(instrument)}
    return render(request, "instruments/check.html", context)


@require_POST
def logic_check(request: HttpRequest, instrument_id: UUID, name: str) -> HttpResponse:
    """Say what the check holds of a condition or constraint that is being written."""
    instrument = selectors.access_instrument(request.user, instrument_id)
    field = "check" if request.GET.get("field") == "check" else "when"
    answer = checking.read_logic(instrument, name, field, request.POST.get(field, "")[:1000])
    return render(request, "instruments/_logic.html", {"one": answer, "field": field})


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, instrument_id: UUID) -> HttpResponse:
    """Show the draft as a phone shows it, section by section; answers are tried out and kept nowhere."""
    instrument = selectors.access_instrument(request.user, instrument_id)
    core = draft_as_core(instrument)
    sent = request.POST if request.method == "POST" else request.GET
    language = sent.get("language", "")
    language = language if language in core.languages else _page_language(core)
    answers = rendering.all_answers_from(core, sent)
    context = page_of(request, instrument) | _preview_of(core, language, answers, sent)
    return render(request, "instruments/preview.html", context)


def _page_language(core: CoreInstrument) -> str:
    language = get_language() or "kk"
    return language if language in core.languages else core.languages[0]


def _preview_of(core: CoreInstrument, language: str, answers: dict[str, str], sent: Any) -> dict[str, Any]:
    """Return the section that is shown; expressions that cannot be read show everything and say so."""
    try:
        sections, relevant = visible_sections(core, answers), relevant_names(core, answers)
        problems = {one.name: one for one in answer_problems(core, answers)}
        is_readable = True
    except SauattyError:
        sections, relevant, problems, is_readable = core.sections, None, {}, False
    place = _place(sections, sent)
    section = sections[place] if sections else None
    own = {name for one in section.questions for name in one.names} if section else set()
    is_tried = "check" in sent
    errors = {name: _said(one) for name, one in problems.items() if name in own} if is_tried else {}
    pickers = rendering.Pickers(rendering.region_options(language))
    return {
        "core": core, "language": language, "section": section, "place": place + 1, "n_sections": len(sections),
        "title": rendering.words_of(section.title, language) if section else "",
        "text": rendering.words_of(section.text, language) if section else "",
        "about": rendering.words_of(core.about, language), "name": rendering.words_of(core.title, language),
        "closing": rendering.words_of(core.closing, language),
        "shown": rendering.show_section(
            section, language, answers, relevant=relevant, errors=errors, pickers=pickers
        ) if section else (),
        "carried": [(name, value) for name, value in _carried(core, answers) if name not in own],
        "is_readable": is_readable, "is_last": place + 1 >= len(sections), "n_errors": len(errors),
        "sections": [(one.id, rendering.words_of(one.title, language).text or one.id) for one in core.sections],
    }  # fmt: skip


def _place(sections: Any, sent: Any) -> int:
    names = [one.id for one in sections]
    wanted = sent.get("section", "")
    place = names.index(wanted) if wanted in names else 0
    step = 1 if "next" in sent else -1 if "back" in sent else 0
    return max(0, min(place + step, len(names) - 1))


def _said(problem: Any) -> str:
    return str(PROBLEMS.get(problem.code, problem.code)) % {"detail": problem.detail}


def _carried(core: CoreInstrument, answers: dict[str, str]) -> list[tuple[str, str]]:
    """Return the answers of the other sections as hidden fields: several of one name where it takes several."""
    several = {one.id for one in core.questions if one.kind in rendering.SEVERAL}
    return [
        (name, part) for name, value in answers.items() for part in (value.split() if name in several else [value])
    ]  # fmt: skip
