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
    """Rate one competence; saved at once, and changed as often as one likes while the round is open."""
    seat = selectors.access_expert_seat(request.user, seat_id)
    page = selectors.summarise_expert(seat)
    if page.current is None:
        messages.error(request, say(RoundClosed()))
        return redirect("adaptations:rating_overview", seat_id=seat.pk)
    one = page.item(competence_id)
    form = RatingForm(posted(request), initial=_given(one.rating))
    number = str(page.current.number)
    if request.method == "POST" and request.POST.get("round", number) != number:
        messages.error(
            request, say(RoundClosed())
        )  # the text may be another one in the round that is open now
        return redirect("adaptations:rating_overview", seat_id=seat.pk)
    if request.method == "POST" and form.is_valid():
        return _save(request, page, competence_id, form)
    context = {
        "page": page,
        "seat": seat,
        "one": one,
        "form": form,
        "place": 1 + next(n for n, other in enumerate(page.items) if other is one),
    }
    return render(request, "adaptations/rating_edit.html", context, status=status_of(form))


def _given(rating: Any) -> dict[str, Any]:
    if rating is None:
        return {}
    return {"relevance": rating.relevance, "clarity": rating.clarity, "comment": rating.comment}


def _save(
    request: HttpRequest, page: selectors.ExpertPage, competence_id: UUID, form: RatingForm
) -> HttpResponse:
    seat, current = page.seat, page.current
    try:
        services.save_rating(seat=seat, round_id=current.pk, competence_id=competence_id, **form.cleaned_data)
    except RoundClosed as error:
        messages.error(request, say(error))
        return redirect("adaptations:rating_overview", seat_id=seat.pk)
    messages.success(request, gettext("Saved."))
    after = page.after(competence_id)
    if after is None or "overview" in request.POST:
        return redirect("adaptations:rating_overview", seat_id=seat.pk)
    return redirect("adaptations:rating_edit", seat_id=seat.pk, competence_id=after.item.id)


@require_safe
def rating_result(request: HttpRequest, seat_id: UUID, number: int) -> HttpResponse:
    """Show the group's result of a closed round beside one's own ratings."""
    seat = selectors.access_expert_seat(request.user, seat_id)
    page, mine = selectors.summarise_round_for_expert(seat, number)
    rows = [(one, mine.get(one.item.id)) for one in page.items]
    context = {"seat": seat, "page": page, "rows": rows, "tables": result_tables(page)}
    return render(request, "adaptations/rating_result.html", context)


def rating_link(request: HttpRequest) -> tuple[str, str] | None:
    """Offer the way to the ratings to whom they wait for."""
    if any(seat.open_round for seat in selectors.list_expert_seats(request.user)):
        return reverse("adaptations:rating_list"), gettext("Rate a national version of a framework")
    return None
