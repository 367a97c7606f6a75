"""The form without JavaScript: one section a page, what was answered stays on the server until it is sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.catalogue.answers_check import relevant_names
from sauatty.core.catalogue.instruments import Section
from sauatty.web.filling import limits, selectors, services, steps
from sauatty.web.filling.keys import Key, carry, drop, key_of, token_in
from sauatty.web.filling.selectors import Survey
from sauatty.web.filling.views.common import (
    address,
    busy,
    elsewhere,
    language_links,
    language_of,
    need_of,
    show,
)
from sauatty.web.filling.views.sections import SectionPage
from sauatty.web.instruments.rendering import answers_from

# Where a question shows what its person named as need before
NEED = b"[[need]]"


@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin, once the person has agreed."""
    survey = selectors.access_survey(slug)
    token = token_in(request)
    if not survey.takes_responses:
        return redirect(address("welcome", survey, token=token))
    if "agree" not in request.POST:
        links = language_links(survey, "welcome", token=token)
        context = {"token": token, "language_links": links, "must_agree": True}
        return show(request, survey, "agree", context, status=422)
    wait = limits.seconds_to_wait(request, slug)
    if wait:
        return busy(request, survey, "welcome", wait, token=token)
    agreed = request.POST.get("consent", "")[:64] or survey.consent.sha256
    draft = services.begin(campaign=survey.campaign, consent=agreed)
    response = redirect(address("section", survey, survey.instrument.sections[0].id))
    carry(response, slug, Key(draft.pk, token, is_shared="shared" in request.POST))
    return response


def _begun(request: HttpRequest, slug: str) -> SectionPage | HttpResponse:
    """Return where a browser stands in a survey, or where it is to go instead."""
    survey = selectors.access_survey(slug)
    moved = elsewhere(request, survey)
    if moved:
        return moved
    key = key_of(request, slug)
    if key and key.sent:
        return redirect(address("thanks", survey))
    draft = selectors.find_draft(survey, key.draft) if key else None
    if key is None or draft is None:
        return redirect(address("welcome", survey, token=key.token if key else ""))
    return SectionPage(survey, draft, selectors.asked_in(draft), language_of(survey), key)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, slug: str, section_id: str) -> HttpResponse:
    """Show the questions of one section; keep what was answered whichever way the person goes on."""
    here = _begun(request, slug)
    if isinstance(here, HttpResponse):
        return here
    found = next((one for one in here.instrument.sections if one.id == section_id), None)
    if found is None:
        return redirect(address("section", here.survey, here.instrument.sections[0].id))
    answer = _leave(request, here, found) if request.method == "POST" else _show_section(request, here, found)
    if here.key.is_shared:
        carry(answer, slug, here.key)
    return answer


def _show_section(
    request: HttpRequest, here: SectionPage, found: Section, *, is_checked: bool = False
) -> HttpResponse:
    context = here.context(found, is_checked=is_checked)
    if not context["questions"]:
        onward = steps.neighbour(here.instrument, here.draft.answers, found.id, 1)
        return redirect(_page_of(here.survey, onward))
    context["back"] = steps.neighbour(here.instrument, here.draft.answers, found.id, -1)
    context["language_links"] = language_links(here.survey, "section", found.id)
    response = show(request, here.survey, "section", context, status=422 if is_checked else 200)
    need = escape(need_of(here.survey, here.key.token) or "…")
    response.content = response.content.replace(NEED, need.encode())
    return response


def _page_of(survey: Survey, section: Section | None, language: str = "") -> str:
    if section is None:
        return address("check", survey, language=language)
    return address("section", survey, section.id, language=language)


def _leave(request: HttpRequest, here: SectionPage, found: Section) -> HttpResponse:
    """Keep the answers of a page, then go where the pressed button says."""
    shown = set(request.POST.getlist("shown"))
    asked = [one for one in found.questions if one.id in shown]
    answers = answers_from(asked, request.POST)
    names = [name for one in asked for name in one.names]
    kept = services.keep_answers(draft_id=here.draft.pk, names=names, answers=answers, language=here.language)
    if kept is None:
        return redirect(address("welcome", here.survey, token=here.key.token))
    here = here.with_draft(kept)
    go = request.POST.get("go", "next")
    if go in here.survey.languages:
        return redirect(_page_of(here.survey, found, go))
    if go == "back":
        before = steps.neighbour(here.instrument, kept.answers, found.id, -1)
        return redirect(_page_of(here.survey, before or found))
    return _go_on(request, here, found, shown)


def _go_on(request: HttpRequest, here: SectionPage, found: Section, shown: set[str]) -> HttpResponse:
    """Go to the next page; stay where an answer is wrong, or where an answer has led to another question."""
    answers = here.draft.answers
    if steps.faults(here.instrument, answers, here.language, within=found):
        return _show_section(request, here, found, is_checked=True)
    fresh = [
        one for one in steps.asked_in(found, here.instrument, answers) if one.names and one.id not in shown
    ]
    if fresh:
        return redirect(f"{_page_of(here.survey, found)}#q-{fresh[0].id}")
    return redirect(_page_of(here.survey, steps.neighbour(here.instrument, answers, found.id, 1)))


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is still open; send."""
    here = _begun(request, slug)
    if isinstance(here, HttpResponse):
        return here
    open_ends = steps.open_ends(here.instrument, here.draft.answers, here.language)
    if request.method == "POST" and not open_ends:
        return _send(here)
    n_asked, n_open = steps.count_open(here.instrument, here.draft.answers)
    last = here.instrument.sections[-1]
    names = relevant_names(here.instrument, here.draft.answers)
    is_last = any(name in names for one in last.questions for name in one.names)
    before = last if is_last else steps.neighbour(here.instrument, here.draft.answers, last.id, -1)
    context = {"open_ends": open_ends, "n_asked": n_asked, "n_open": n_open, "back": before}
    context["language_links"] = language_links(here.survey, "check")
    return show(request, here.survey, "check", context, status=422 if request.method == "POST" else 200)


def _send(here: SectionPage) -> HttpResponse:
    receipt = services.send(draft_id=here.draft.pk, token=here.key.token, language=here.language)
    response = redirect(address("thanks", here.survey))
    # Nothing that leads to the response stays with an anonymous one: not even its number
    number = here.key.draft if not here.survey.campaign.is_anonymous else type(here.key.draft)(int=0)
    carry(response, here.survey.slug, Key(number, "", receipt.status if receipt else "accepted"))
    return response


@require_safe
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the response has arrived."""
    survey = selectors.access_survey(slug)
    moved = elsewhere(request, survey)
    if moved:
        return moved
    key = key_of(request, slug)
    if key is None or not key.sent:
        return redirect(address("welcome", survey))
    number = "" if survey.campaign.is_anonymous else str(key.draft)
    context = {"language_links": language_links(survey, "thanks"), "number": number, "title": _("Thank you")}
    return show(request, survey, "thanks", context)


@require_POST
def anew(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin with an empty form: nothing of the one before stays."""
    survey = selectors.access_survey(slug)
    key = key_of(request, slug)
    if key and not key.sent:
        services.discard(draft_id=key.draft)
    response = redirect(address("welcome", survey))
    drop(response, slug)
    return response
