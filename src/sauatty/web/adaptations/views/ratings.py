"""The experts' pages: where they are asked, what is left, one competence at a time, what came out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from sauatty.web.adaptations import selectors, services
from sauatty.web.adaptations.forms import RatingForm
from sauatty.web.adaptations.views.drafts import status_of
from sauatty.web.adaptations.views.rounds import result_tables
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.base.texts import in_language
from sauatty.web.frameworks.errors import RoundClosed


@require_safe
def rating_list(request: HttpRequest) -> HttpResponse:
    """List the national versions on which the visitor is asked as an expert."""
    seats = selectors.list_expert_seats(request.user)
    return render(request, "adaptations/rating_list.html", {"seats": seats})


@require_safe
def rating_overview(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """Show what is rated and what is left, and the closed rounds."""
    seat = selectors.access_expert_seat(request.user, seat_id)
    page = selectors.summarise_expert(seat)
    after = next((one for one in page.items if not one.is_done), None)
    return render(request, "adaptations/rating_overview.html", {"page": page, "seat": seat, "next": after})


def rating_edit(request: HttpRequest, seat_id: UUID, competence_id: UUID) -> HttpResponse:
    """Rate one competence, and change it as often as one likes while the round is open.

    Each choice is saved as it is made (htmx sends the form), and all of it with the button.
    """
    seat = selectors.access_expert_seat(request.user, seat_id)
    page = selectors.summarise_expert(seat)
    if page.current is None:
        return _closed(request, seat)
    one = page.item(competence_id)
    form = RatingForm(posted(request), initial=_given(one.rating))
    number = str(page.current.number)
    if request.method == "POST" and request.POST.get("round", number) != number:
        return _closed(request, seat)  # the text may be another one in the round that is open now
    if request.method == "POST" and form.is_valid():
        return _save(request, page, competence_id, form)
    place = 1 + next(n for n, other in enumerate(page.items) if other is one)
    context = {"page": page, "seat": seat, "one": one, "form": form, "place": place}
    return render(request, "adaptations/rating_edit.html", context, status=status_of(form))


def _given(rating: Any) -> dict[str, Any]:
    if rating is None:
        return {}
    return {"relevance": rating.relevance, "clarity": rating.clarity, "comment": rating.comment}


def _closed(request: HttpRequest, seat: Any) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return _saved_part(request, problem=say(RoundClosed()))
    messages.error(request, say(RoundClosed()))
    return redirect("adaptations:rating_overview", seat_id=seat.pk)


def _saved_part(request: HttpRequest, **context: Any) -> HttpResponse:
    """Return what stands above the form about what is kept."""
    status = 422 if context.get("problem") else 200
    return render(request, "adaptations/_rating_saved.html", context, status=status)


def _save(
    request: HttpRequest, page: selectors.ExpertPage, competence_id: UUID, form: RatingForm
) -> HttpResponse:
    seat, current = page.seat, page.current
    try:
        services.save_rating(seat=seat, round_id=current.pk, competence_id=competence_id, **form.cleaned_data)
    except RoundClosed:
        return _closed(request, seat)
    if request.htmx:  # type: ignore[attr-defined]
        now = selectors.summarise_expert(seat)
        rating = now.item(competence_id).rating
        return _saved_part(request, rating=rating, n=now.n_done, all=len(now.items))
    _say_saved(request, page.item(competence_id), form)
    after = page.after(competence_id)
    if after is None or "overview" in request.POST:
        return redirect("adaptations:rating_overview", seat_id=seat.pk)
    return redirect("adaptations:rating_edit", seat_id=seat.pk, competence_id=after.item.id)


def _say_saved(request: HttpRequest, one: Any, form: RatingForm) -> None:
    """Say that it is saved, and which answer is still missing: the next page shows another competence."""
    missing = [str(form[name].label) for name in ("relevance", "clarity") if form.cleaned_data[name] is None]
    if not missing:
        messages.success(request, gettext("Saved."))
        return
    words = gettext("Saved. Not answered yet of %(code)s: %(questions)s")
    messages.warning(request, words % {"code": one.item.code, "questions": " ".join(missing)})


@require_safe
def rating_result(request: HttpRequest, seat_id: UUID, number: int) -> HttpResponse:
    """Show the group's result of a closed round beside one's own ratings."""
    seat = selectors.access_expert_seat(request.user, seat_id)
    page, mine = selectors.summarise_round_for_expert(seat, number)
    rows = [(one, mine.get(one.item.id)) for one in page.items]
    context = {"seat": seat, "page": page, "rows": rows, "tables": result_tables(page)}
    return render(request, "adaptations/rating_result.html", context)


def rating_links(request: HttpRequest) -> list[tuple[str, str]]:
    """Offer the way to the ratings to whom they wait for."""
    return [
        (
            reverse("adaptations:rating_overview", args=[seat.pk]),
            gettext("You are asked to rate: %(title)s") % {"title": in_language(seat.adaptation, "title")},
        )
        for seat in selectors.list_expert_seats(request.user)
        if seat.open_round
    ]
