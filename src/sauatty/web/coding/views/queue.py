"""The coder's screen: one unit after the other, with or without JavaScript, with or without a connection."""

import uuid
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.web.coding import extensions, forms, labels, schemes, selectors, services

PREFETCH, PREFETCH_MOST = 20, 100
PAGE_SIZE = 50
_SKIPPED = "coding_skipped"
_SKIPPED_MOST = 200


def _seat(request: HttpRequest, project_id: UUID) -> Any:
    return selectors.access_seat(request.user, project_id, "coder")


def _skipped(request: HttpRequest, seat: Any) -> list[str]:
    return list(request.session.get(_SKIPPED, {}).get(str(seat.pk), ()))


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show the next unit, or take the decision about one and go on to the next."""
    seat = _seat(request, project_id)
    if request.method == "POST":
        return _decide(request, seat)
    unit, earlier = _unit_to_show(request, seat)
    form = forms.fresh_decision(seat.project, unit, earlier) if unit else None
    return _queue_page(request, seat, unit, form)


def _unit_to_show(request: HttpRequest, seat: Any) -> tuple[Any, Any]:
    """Return the unit that the address names, with one's own decision, or the next one that waits."""
    if not seat.is_active or not seat.project.is_open:
        return None, None
    wanted = request.GET.get("unit", "")
    if wanted:
        try:
            return selectors.access_unit_of(seat, UUID(wanted))
        except ValueError:
            raise Http404 from None
    skip = _skipped(request, seat)
    found = selectors.next_units(seat, 1, skip=skip) or (selectors.next_units(seat, 1) if skip else [])
    return (found[0] if found else None), None


def _decide(request: HttpRequest, seat: Any) -> HttpResponse:
    form = forms.DecisionForm(request.POST, project=seat.project)
    if not form.is_valid():
        unit_id = form.cleaned_data.get("unit")
        if unit_id is None or not seat.is_active:
            raise Http404
        unit, _earlier = selectors.access_unit_of(seat, unit_id)
        return _queue_page(request, seat, unit, form, status=422)
    receipt = services.submit(
        envelope_id=form.cleaned_data["envelope_id"], body=form.body, actor=request.user
    )
    _say_receipt(request, receipt)
    return redirect("coding:queue", project_id=seat.project_id)


def _say_receipt(request: HttpRequest, receipt: Any) -> None:
    if receipt.status == "quarantined":
        messages.warning(
            request,
            gettext(
                "Your decision was kept, but could not be taken in. The coordinator of the review sees it."
            ),
        )
    elif receipt.status == "conflict":
        messages.warning(
            request,
            gettext("This form was sent before. The first answer stands; to change it, decide again."),
        )


def _queue_page(request: HttpRequest, seat: Any, unit: Any, form: Any, *, status: int = 200) -> HttpResponse:
    project = seat.project
    view = labels.unit_views([unit], project, with_proposals=seat.sees_proposals)[0] if unit else None
    last = selectors.last_decision(seat)
    context = {
        "project": project,
        "words": schemes.words_of(project.kind),
        "scheme": schemes.scheme_of(project),
        "manual_address": schemes.manual_address(project),
        "seat": seat,
        "unit": view,
        "form": form,
        "count": selectors.count_queue(seat),
        "last": last,
        "undo_form": forms.UndoForm(initial={"envelope_id": uuid.uuid4()}, auto_id="undo_%s"),
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "envelopes": reverse("envelope_put", args=[uuid.UUID(int=0)]).removesuffix(str(uuid.UUID(int=0))),
    }
    return render(request, "coding/queue.html", context, status=status)


@require_safe
def queue_units(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Give the next units to the page, so that it can go on without a connection. Kept by nobody else."""
    seat = _seat(request, project_id)
    asked = request.GET.get("n", "")
    n = min(int(asked), PREFETCH_MOST) if asked.isdecimal() and len(asked) < 4 else PREFETCH
    is_on = seat.is_active and seat.project.is_open
    units = selectors.next_units(seat, n) if is_on else []
    count = selectors.count_queue(seat)
    answer = {
        "person": str(request.user.pk),
        "units": labels.unit_views(units, seat.project, with_proposals=seat.sees_proposals),
        "n_left": count.n_left if is_on else 0,
        "n_decided": count.n_decided,
        "n_today": count.n_today,
    }
    return JsonResponse(answer, headers={"Cache-Control": "private, no-store"})


@require_POST
def queue_skip(request: HttpRequest, project_id: UUID, unit_id: UUID) -> HttpResponse:
    """Put a unit aside for this sitting; it comes again when the others are done."""
    seat = _seat(request, project_id)
    skipped = [one for one in _skipped(request, seat) if one != str(unit_id)]
    request.session[_SKIPPED] = {
        **request.session.get(_SKIPPED, {}),
        str(seat.pk): [*skipped, str(unit_id)][-_SKIPPED_MOST:],
    }
    return redirect("coding:queue", project_id=project_id)


@require_POST
def decision_undo(request: HttpRequest, project_id: UUID, decision_id: UUID) -> HttpResponse:
    """Take back a decision of one's own and show its unit again."""
    decision = selectors.access_decision(request.user, decision_id)
    form = forms.UndoForm(request.POST)
    if decision.seat.project_id != project_id or not form.is_valid():
        raise Http404
    body = {"kind": services.UNDO, "decision": str(decision.pk)}
    receipt = services.submit(envelope_id=form.cleaned_data["envelope_id"], body=body, actor=request.user)
    _say_receipt(request, receipt)
    if receipt.status != "accepted":
        return redirect("coding:queue", project_id=project_id)
    messages.success(request, gettext("Taken back. Decide again when you are ready."))
    return redirect(reverse("coding:queue", args=[project_id]) + f"?unit={decision.unit_id}")


@require_safe
def decision_list(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show a coder what they decided, and where an adjudicator decided otherwise, with the reason."""
    seat = _seat(request, project_id)
    only = request.GET.get("only", "")
    page = Paginator(selectors.list_own_decisions(seat, only=only), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    scheme = schemes.scheme_of(seat.project)
    steps, names = {code: word for code, word, _text in scheme.steps}, scheme.names
    reasons = extensions.reasons_for([decision.unit for decision in page])
    context = {
        "project": seat.project,
        "seat": seat,
        "only": only,
        "page": page,
        "rows": [_own_row(decision, steps, names, reasons.get(decision.unit_id, "")) for decision in page],
        "may_change": seat.is_active and seat.project.is_open,
    }
    return render(request, "coding/decision_list.html", context)


def _own_row(decision: Any, steps: dict[int, str], names: dict[str, str], reason: str) -> dict[str, Any]:
    unit = decision.unit
    is_settled = unit.state == unit.State.ADJUDICATED
    return {
        "decision": decision,
        "unit": unit,
        "where": " · ".join(labels.where_of(unit)),
        "own": labels.judgement(decision, steps, names),
        "settled": labels.judgement(unit, steps, names) if is_settled else None,
        "reason": reason,
        "undo": forms.UndoForm(initial={"envelope_id": uuid.uuid4()}, auto_id=f"undo_{decision.pk}_%s"),
    }
