"""What the coordinator of a test sees: who took it and who did not, one attempt, a paper as participants see it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.attempts import arriving, selectors, services, words
from sauatty.web.attempts.keying import letters_of
from sauatty.web.attempts.showing import text_of
from sauatty.web.attempts.showing_attempts import sheet_of, whole_paper
from sauatty.web.attempts.views.common import language, language_links, show
from sauatty.web.base.sentences import say
from sauatty.web.papers import selectors as papers

PAGE_SIZE = 100


def facts(test: Any, actor: Any) -> list[tuple[Any, str]]:
    """Say in few words how many have taken a test, on the page of the test."""
    counts = selectors.count_states(test)
    n_open, n_void = counts.get("open", 0), counts.get("void", 0)
    done = sum(counts.values()) - n_open - n_void
    rows = [(_("Attempts handed in"), str(done)), (_("Attempts being made"), str(n_open))]
    return [*rows, (_("Attempts set aside"), str(n_void))] if n_void else rows


@require_safe
def takers(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """List who took a test, who is taking it, and who was asked and has not begun."""
    test = papers.access_managed(request.user, test_id)
    rows = selectors.list_takers(test)
    waiting = [one for one in rows if one.state == "none"]
    context = {
        "test": test,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "counts": {state: sum(one.state == state for one in rows) for state in ("done", "open", "none")},
        "n": len(rows),
        "remind": "\n".join(_remind_line(one.person) for one in waiting),
        "n_remind": len(waiting),
    }
    return render(request, "attempts/takers.html", context)


def _remind_line(person: Any) -> str:
    return f"{person.name} <{person.email}>" if person.email else str(person.name)


@require_safe
def attempt_detail(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Show one attempt: answers with their times, what another window had answered, what came late."""
    attempt = selectors.access_anybodys(request.user, attempt_id)
    sheet = sheet_of(attempt, language() if language() in attempt.paper.languages else attempt.language)
    items = {str(one["id"]): one for one in attempt.paper.body["items"]}
    is_paper = attempt.mode == attempt.Mode.PAPER
    order = [one.item for one in sheet.places] if not is_paper else list(items)
    rows = [
        _answered(attempt, items[item], number, sheet.language) for number, item in enumerate(order, start=1)
    ]
    context = {"attempt": attempt, "test": attempt.test, "rows": rows, "sheet": sheet, "is_paper": is_paper}
    context["problem"] = words.problem(attempt.problem)
    return render(request, "attempts/attempt_detail.html", context)


def _answered(attempt: Any, item: Any, number: int, code: str) -> dict[str, Any]:
    """Return one line of an attempt: every answer in the letters of the printed paper."""
    record, late = attempt.answers.get(str(item["id"])), attempt.late.get(str(item["id"]))
    return {
        "number": number, "asked": text_of(item["stem"], code), "record": record,
        "answer": letters_of(item, record and record.get("answer")),
        "others": [letters_of(item, one.get("answer")) for one in (record or {}).get("others", ())],
        "late": letters_of(item, late and late.get("answer")),
    }  # fmt: skip


@require_POST
def set_aside(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Set an attempt aside, so that it counts for nothing; its person can then begin anew."""
    attempt = selectors.access_anybodys(request.user, attempt_id)
    try:
        services.set_aside(actor=request.user, attempt=attempt)
        messages.success(
            request, _("The attempt is set aside. It counts for nothing, and nothing of it is deleted.")
        )
    except SauattyError as error:
        messages.error(request, say(error))
    return redirect("attempts:takers", test_id=attempt.test_id)


@require_POST
def count(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Let an attempt count that was set aside."""
    attempt = selectors.access_anybodys(request.user, attempt_id)
    arriving.count_after_all(actor=request.user, attempt=attempt)
    messages.success(request, _("The attempt counts now."))
    return redirect("attempts:attempt_detail", attempt_id=attempt.pk)


@require_safe
def preview(request: HttpRequest, test_id: UUID, code: str) -> HttpResponse:
    """Show a paper as participants see it; nothing can be answered here."""
    test = papers.access_test(request.user, test_id)
    found = next((one for one in papers.papers_of(test) if one.code == code), None)
    if found is None:
        raise Http404
    here = language() if language() in found.languages else found.languages[0]
    context = {
        "test": test, "paper": found, "items": whole_paper(found.pk, here, 0, is_turned=False),
        "language_links": language_links(list(found.languages), "preview", test.pk, code),
    }  # fmt: skip
    return show(request, "preview", context)
