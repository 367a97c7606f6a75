"""Experts and rounds, as the working group sees them: who is seated, how far they are, what came out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.agreement.content_validity import MIN_EXPERTS
from sauatty.web.adaptations import labels, selectors, services
from sauatty.web.adaptations.forms import SeatForm
from sauatty.web.adaptations.views.drafts import seat_named, status_of
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.frameworks.errors import RoundClosed, RoundNotEmpty, RoundNotPossible

EXPERT = "expert"


def expert_list(request: HttpRequest, adaptation_id: UUID) -> HttpResponse:
    """Show the experts with how many items each has rated, and the rounds; seat another one."""
    adaptation = selectors.access_adaptation(request.user, adaptation_id)
    form = SeatForm(posted(request))
    if request.method == "POST" and seat_named(request, adaptation, form, EXPERT):
        return redirect("adaptations:expert_list", adaptation_id=adaptation.pk)
    rounds = selectors.list_rounds(adaptation)
    current = rounds[0] if rounds and rounds[0].is_open else None
    done = selectors.count_ratings(current) if current else {}
    experts = selectors.list_seats(adaptation, EXPERT)
    context = {
        "adaptation": adaptation, "form": form, "experts": [(seat, done.get(seat.pk, 0)) for seat in experts],
        "rounds": rounds, "current": current, "n_items": len(current.items) if current else 0,
        "min_experts": MIN_EXPERTS, "is_few": len(experts) < MIN_EXPERTS,
    }  # fmt: skip
    return render(request, "adaptations/expert_list.html", context, status=status_of(form))


@require_POST
def expert_remove(request: HttpRequest, adaptation_id: UUID, seat_id: UUID) -> HttpResponse:
    """Take an expert's seat back; what they have rated stays and counts."""
    adaptation = selectors.access_adaptation(request.user, adaptation_id)
    services.unseat_person(actor=request.user, seat=selectors.access_group_seat(adaptation, seat_id))
    return redirect("adaptations:expert_list", adaptation_id=adaptation.pk)


@require_POST
def round_open(request: HttpRequest, adaptation_id: UUID) -> HttpResponse:
    """Open the next round on the texts as they stand."""
    adaptation = selectors.access_adaptation(request.user, adaptation_id)
    try:
        services.open_round(
            actor=request.user, adaptation=adaptation, only_open=request.POST.get("only_open") == "1"
        )
    except RoundNotPossible as error:
        messages.error(request, say(error))
    else:
        messages.success(request, gettext("The round is open. Tell the experts."))
    return redirect("adaptations:expert_list", adaptation_id=adaptation.pk)


@require_POST
def round_close(request: HttpRequest, adaptation_id: UUID, number: int) -> HttpResponse:
    """Close the round and show what came out; a round that nobody has rated in is closed after a question only."""
    adaptation = selectors.access_adaptation(request.user, adaptation_id)
    current = selectors.access_round(adaptation, number)
    if current.is_open and request.POST.get("sure") != "1" and not selectors.is_rated(current):
        context = {"adaptation": adaptation, "round": current, "is_empty": selectors.is_empty(current)}
        return render(request, "adaptations/round_close.html", context)
    services.close_round(actor=request.user, adaptation=adaptation, number=number)
    return redirect("adaptations:round_detail", adaptation_id=adaptation.pk, number=number)


@require_POST
def round_withdraw(request: HttpRequest, adaptation_id: UUID, number: int) -> HttpResponse:
    """Take an empty round back."""
    adaptation = selectors.access_adaptation(request.user, adaptation_id)
    try:
        services.withdraw_round(actor=request.user, adaptation=adaptation, number=number)
    except (RoundClosed, RoundNotEmpty) as error:
        messages.error(request, say(error))
    else:
        messages.success(request, gettext("The round is withdrawn, as if it had not been opened."))
    return redirect("adaptations:expert_list", adaptation_id=adaptation.pk)


@require_safe
def round_detail(request: HttpRequest, adaptation_id: UUID, number: int) -> HttpResponse:
    """Show the results of a closed round."""
    adaptation = selectors.access_adaptation(request.user, adaptation_id)
    page = selectors.summarise_round(selectors.access_round(adaptation, number))
    context: dict[str, Any] = {"adaptation": adaptation, "page": page, "tables": result_tables(page)}
    return render(request, "adaptations/round_detail.html", context)


def result_tables(page: selectors.RoundPage) -> list[tuple[str, Any, list[tuple[Any, Any]]]]:
    """Return a table of items with their figures for each aspect."""
    return [
        (aspect, label, [(one.item, getattr(one, aspect)) for one in page.items])
        for aspect, label in labels.ASPECTS.items()
    ]
