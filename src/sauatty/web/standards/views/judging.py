"""The pages of a judge: what is asked, one question after another, each first answered, then rated."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.catalogue.key_json import key_from_json
from sauatty.core.errors import KeyAnsweredBefore, SauattyError
from sauatty.web.assessments import labels
from sauatty.web.base.sentences import say
from sauatty.web.standards import forms, selectors, services, showing
from sauatty.web.standards.selectors import ROUNDS


def _round(session: Any) -> int:
    """Return the round that is open, 0 outside of rounds."""
    return ROUNDS.get(session.state, 0)


@require_safe
def seat(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show what is asked, whether the person takes part, and how far they are."""
    judge = selectors.access_seat(request.user, session_id)
    session, ratings = judge.session, selectors.own_ratings(judge)
    number, language = _round(session), get_language() or "kk"
    rows = [
        {
            "id": one["id"], "stem": showing.short_stem(selectors.content_of(one), language),
            "first": ratings.get((one["id"], 1)), "second": ratings.get((one["id"], 2)),
            "is_done": (one["id"], number) in ratings,
        }
        for one in session.items
    ]  # fmt: skip
    n_done = sum(row["is_done"] for row in rows)
    context = {
        "judge": judge, "session": session, "round": number, "rows": rows, "n_done": n_done,
        "next": next((row["id"] for row in rows if not row["is_done"]), ""),
        "is_closed": selectors.takes_a_test(request.user),
    }  # fmt: skip
    return render(request, "standards/seat.html", context)


@require_POST
def seat_agree(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Take part."""
    services.agree(judge=selectors.access_seat(request.user, session_id))
    return redirect("standards:seat", session_id=session_id)


@require_POST
def seat_decline(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Take no part."""
    try:
        services.decline(judge=selectors.access_seat(request.user, session_id))
    except SauattyError as error:
        messages.error(request, say(error))
    return redirect("standards:seat", session_id=session_id)


def _entry(request: HttpRequest, session_id: UUID, item_id: str) -> tuple[Any, Any]:
    """Return the seat and the question; 404 for whoever has not agreed, or before the round."""
    judge = selectors.access_seat(request.user, session_id)
    if judge.agreed_at is None or judge.session.state == "draft":
        raise Http404
    return judge, selectors.question_of(judge.session, item_id)


def _is_shut(request: HttpRequest, judge: Any) -> bool:
    """Say that keys are closed to whoever is in the middle of a test, or has come to learn in the programme since."""
    if selectors.takes_a_test(request.user):
        messages.error(request, _("Keys are closed to you while you take a test."))
        return True
    if selectors.learns(request.user, judge.session):
        messages.error(request, _("Keys are closed to you: you take part in this programme."))
        return True
    return False


@require_safe
def seat_item(request: HttpRequest, session_id: UUID, item_id: str) -> HttpResponse:
    """Show a question as a participant sees it; after the answer its key, and the rating."""
    judge, entry = _entry(request, session_id, item_id)
    if _is_shut(request, judge):
        return redirect("standards:seat", session_id=session_id)
    return _page(request, judge, entry)


def _page(
    request: HttpRequest, judge: Any, entry: Any, *, problem: str = "", form: Any = None
) -> HttpResponse:
    session, language = judge.session, get_language() or "kk"
    own, ratings = selectors.own_answers(judge).get(entry["id"]), selectors.own_ratings(judge)
    item, number = selectors.content_of(entry), _round(session)
    ids = [one["id"] for one in session.items]
    context: dict[str, Any] = {
        "judge": judge, "session": session, "entry": entry, "round": number, "problem": problem, "own": own,
        "n": ids.index(entry["id"]) + 1, "n_all": len(ids), "shown": showing.shown_question(item, language),
        "chosen": showing.chosen_ids(item["kind"], own.answer if own else None),
        "competence": labels.competence_name(item["competence"]),
        "next": _next(ids, entry["id"], ratings, number),
        "first": ratings.get((entry["id"], 1)), "second": ratings.get((entry["id"], 2)),
    }  # fmt: skip
    if own is not None:
        key = selectors.key_of(entry)
        context |= {
            "key": showing.key_lines(item, key.key, key.whys, language), "max": entry["max"],
            "form": form or _form(entry, ratings, number),
            "shared": session.discussion.get(entry["id"]) if session.state in ("second", "closed") else None,
        }  # fmt: skip
    is_wrong = problem or (form is not None and form.errors)
    return render(request, "standards/seat_item.html", context, status=422 if is_wrong else 200)


def _next(ids: list[str], item_id: str, ratings: Any, number: int) -> str:
    """Return the next question that has no rating in this round yet, or nothing."""
    at = ids.index(item_id)
    turned = ids[at + 1 :] + ids[:at]
    return next((one for one in turned if (one, number) not in ratings), "")


def _form(entry: Any, ratings: Any, number: int, data: Any = None) -> Any:
    if entry["max"] == 1:
        label = _("Of 100 people who are just about competent, how many would solve this?")
    else:
        label = _("Of all points here, what share would people get who are just about competent?")
    held = ratings.get((entry["id"], number), ratings.get((entry["id"], 1)))
    return forms.RatingForm(data, label=label, initial={"percent": held})


@require_POST
def seat_answer(request: HttpRequest, session_id: UUID, item_id: str) -> HttpResponse:
    """Keep the judge's own answer, before the key is shown."""
    judge, entry = _entry(request, session_id, item_id)
    if _is_shut(request, judge):
        return redirect("standards:seat", session_id=session_id)
    answer = showing.read_answer(key_from_json(selectors.key_of(entry).key), request.POST)
    try:
        services.answer_question(judge=judge, entry=entry, answer=answer)
    except KeyAnsweredBefore:
        pass  # a second tab, or the button pressed twice: the first answer stands
    except SauattyError as error:
        return _page(request, judge, entry, problem=say(error))
    return redirect("standards:seat_item", session_id=session_id, item_id=item_id)


@require_POST
def seat_rate(request: HttpRequest, session_id: UUID, item_id: str) -> HttpResponse:
    """Keep a rating, and go on to the next question."""
    judge, entry = _entry(request, session_id, item_id)
    if _is_shut(request, judge):
        return redirect("standards:seat", session_id=session_id)
    form = _form(entry, {}, _round(judge.session), request.POST)
    if not form.is_valid():
        return _page(request, judge, entry, form=form)
    try:
        services.rate(judge=judge, entry=entry, percent=form.cleaned_data["percent"])
    except SauattyError as error:
        return _page(request, judge, entry, problem=say(error))
    ratings = selectors.own_ratings(judge)
    following = _next([one["id"] for one in judge.session.items], item_id, ratings, _round(judge.session))
    if following:
        return redirect("standards:seat_item", session_id=session_id, item_id=following)
    messages.success(request, _("All questions of this round are rated. Thank you."))
    return redirect("standards:seat", session_id=session_id)
