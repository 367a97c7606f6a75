"""Taking a test: my tests, what a test is, its page, handing in, the result."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import AttemptUnreadable, SauattyError
from sauatty.web.attempts import reading, results, selectors, services, told, words
from sauatty.web.attempts.showing import shown_paper
from sauatty.web.attempts.showing_attempts import Sheet, for_script, seconds_left, sheet_of
from sauatty.web.attempts.views import offline
from sauatty.web.attempts.views.common import (
    address,
    attempt_languages,
    elsewhere,
    is_large,
    language,
    language_links,
    remember_print,
    show,
)
from sauatty.web.base.sentences import say
from sauatty.web.papers import selectors as papers

MAX_BODY = 200_000


@require_safe
def my_tests(request: HttpRequest) -> HttpResponse:
    """List the tests that somebody is asked to take, and those for practice."""
    rows = selectors.list_standings(request.user)
    context = {
        "own": [one for one in rows if one.test.programme_id],
        "public": [one for one in rows if not one.test.programme_id and papers.phase(one.test) == "open"],
    }
    return render(request, "attempts/my_tests.html", context)


@require_safe
def welcome(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what a test is before it is begun: how long, how many questions, what is kept, how often."""
    test = papers.find_open_test(request.user, slug)
    if test is None:
        return not_for_you(request, slug)
    found = papers.papers_of(test)
    languages = papers.languages_of(found)
    moved = elsewhere(request, languages)
    if moved:
        return moved
    standing = selectors.standing_of(test, selectors.attempts_of(request.user, test))
    context = {
        "test": test,
        "standing": standing,
        "phase": papers.phase(test),
        "n_items": max((one.n_items for one in found), default=0),
        "languages": languages,
        "language_links": language_links(languages, "welcome", slug),
        "is_provisional": any(one.is_provisional for one in found),
        "blocked": words.blocked(standing),
        "keep": offline.keep_settings(test) if test.may_be_offline else None,
    }
    return show(request, "welcome", context)


def not_for_you(request: HttpRequest, slug: str) -> HttpResponse:
    """Say why a test cannot be taken: not open yet, or the reader runs it and is not asked to take it."""
    test = papers.access_named(request.user, slug)
    return show(request, "not_for_you", {"test": test, "is_asked": papers.is_asked(request.user, test)})


@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin, or go on where the last window stopped."""
    test = papers.access_open_test(request.user, slug)
    try:
        attempt = services.start(person=request.user, test=test, language=language())
    except SauattyError as error:
        messages.error(request, say(error))
        return redirect("attempts:welcome", slug=slug)
    return redirect("attempts:page", attempt_id=attempt.pk)


# --- the page ---


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Show the questions, all or one; a form that was sent is saved before anything else."""
    if request.method == "POST":
        return _saved(request, selectors.access_brief(request.user, attempt_id))
    attempt = selectors.access_attempt(request.user, attempt_id)
    if attempt.state == "open" and services.is_past(attempt, words.now()):
        attempt = services.expire(attempt=attempt)
    if attempt.state != "open":
        return redirect("attempts:result", attempt_id=attempt.pk)
    languages = attempt_languages(attempt)
    moved = elsewhere(request, languages)
    if moved:
        return moved
    attempt = services.switch_language(attempt=attempt, language=language())
    sheet = sheet_of(attempt, language())
    return show(request, "page", _page_context(request, sheet, languages))


def _page_context(request: HttpRequest, sheet: Sheet, languages: list[str]) -> dict[str, Any]:
    attempt = sheet.attempt
    is_one = attempt.test.navigation == "one"
    number = _number(request.GET.get("n"), len(sheet.places)) if is_one else 0
    shown = sheet.places[number - 1 : number] if is_one else sheet.places
    addresses = {"save": address("save", attempt.pk), "page": address("page", attempt.pk)}
    return {
        "test": attempt.test,
        "attempt": attempt,
        "sheet": sheet,
        "items": sheet.html(shown),
        "number": number,
        "language_links": language_links(languages, "page", attempt.pk),
        "left": words.time_left(seconds_left(attempt)),
        "settings": for_script(sheet, addresses) | {"words": words.for_script()},
        "conflicts": request.GET.get("changed") == "1",
    }


def _number(text: str | None, most: int) -> int:
    return min(max(int(text), 1), most) if text and text.isascii() and text.isdigit() and len(text) < 5 else 1


def _saved(request: HttpRequest, attempt: Any) -> HttpResponse:
    """Save a form of the page without JavaScript, and go where its button leads."""
    shapes = shown_paper(attempt.paper_id, attempt.language).shapes
    said = request.POST.get("language", "")
    sent: dict[str, Any] = {
        "attempt": attempt, "given": reading.read_form(shapes, request.POST),
        "language": said if said in attempt_languages(attempt) else attempt.language,
        "revision": _revision(request.POST.get("revision", "")),
    }  # fmt: skip
    hands_in = request.POST.get("go") == "submit"
    found = services.hand_in(**sent) if hands_in else services.save_answers(**sent)
    if found.is_over:
        return _over(request, found.attempt)
    for one in found.conflicts:
        messages.warning(request, words.conflict(found.attempt, one, language()))
    return _onward(request, found.attempt)


def _revision(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _over(request: HttpRequest, attempt: Any) -> HttpResponse:
    if attempt.state == "open":
        attempt = services.expire(attempt=attempt)
    messages.warning(
        request,
        _("The time is over. What was saved before is handed in; what came later is kept and not counted."),
    )
    return redirect("attempts:result", attempt_id=attempt.pk)


def _onward(request: HttpRequest, attempt: Any) -> HttpResponse:
    go, number = request.POST.get("go", "save"), _number(request.POST.get("number"), reading.MOST_ITEMS)
    if go == "submit":
        return redirect(
            "attempts:check" if attempt.state == "open" else "attempts:result", attempt_id=attempt.pk
        )
    if go in ("large", "small"):
        response = redirect(f"{address('page', attempt.pk)}?n={number}")
        remember_print(response, is_large=go == "large")
        return response
    if go in ("kk", "ru", "en"):
        return redirect(f"{address('page', attempt.pk, language=go)}?n={number}")
    if go == "save":
        messages.success(request, _("Your answers are saved."))
    step = {"next": 1, "back": -1}.get(go, 0)
    target = _number(go, reading.MOST_ITEMS) if go.isdigit() else number + step
    return redirect(f"{address('page', attempt.pk)}?n={max(target, 1)}")


@require_POST
def save(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Save answers that the script of the page sends, and say what other windows have changed."""
    attempt = selectors.access_brief(request.user, attempt_id)
    try:
        body = json.loads(request.body) if len(request.body) <= MAX_BODY else None
        if not isinstance(body, dict):
            raise AttemptUnreadable
        shapes = shown_paper(attempt.paper_id, attempt.language).shapes
        given = reading.read_json(shapes, body.get("answers"))
    except (ValueError, RecursionError, SauattyError):
        return JsonResponse({"code": AttemptUnreadable.code}, status=400)
    said, revision = body.get("language"), body.get("revision")
    found = services.save_answers(
        attempt=attempt, given=given, language=said if said in attempt_languages(attempt) else attempt.language,
        revision=revision if isinstance(revision, int) else None,
    )  # fmt: skip
    return _told(found)


def _told(found: services.Saved) -> HttpResponse:
    if found.is_over:
        return JsonResponse({"code": "attempt-is-over", "kept": True}, status=409)
    conflicts = {one.item: one.other for one in found.conflicts}
    body = {"revision": found.attempt.revision, "changed": dict(found.changed), "conflicts": conflicts}
    return JsonResponse(body | {"left": seconds_left(found.attempt)})


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Say which questions are open before an attempt is handed in."""
    attempt = selectors.access_attempt(request.user, attempt_id)
    if request.method == "POST":
        services.submit(attempt=attempt)
        return redirect("attempts:result", attempt_id=attempt.pk)
    if attempt.state != "open":
        return redirect("attempts:result", attempt_id=attempt.pk)
    sheet = sheet_of(attempt, attempt.language)
    links = language_links(attempt_languages(attempt), "check", attempt.pk)
    context = {"test": attempt.test, "attempt": attempt, "sheet": sheet, "language_links": links}
    context["left"] = words.time_left(seconds_left(attempt))
    return show(request, "check", context)


@require_safe
def result(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Show what came out, or when it will be shown."""
    attempt = selectors.access_attempt(request.user, attempt_id)
    if attempt.state == "open":
        return redirect("attempts:page", attempt_id=attempt.pk)
    standing = selectors.standing_after(attempt)
    context = {
        "test": attempt.test,
        "attempt": attempt,
        "standing": standing,
        "blocked": words.blocked(standing),
        "shown": results.shown_result(attempt, language()) if selectors.is_released(attempt) else None,
        "waiting": words.release(attempt),
        "told": told.told_about(attempt),
        "n_late": len(attempt.late),
        "language_links": language_links(attempt_languages(attempt), "result", attempt.pk),
    }
    return show(request, "result", context)


@require_POST
def print_size(request: HttpRequest, slug: str) -> HttpResponse:
    """Turn large print on or off, and remember it in this browser."""
    response = redirect("attempts:welcome", slug=slug)
    remember_print(response, is_large=not is_large(request))
    return response
