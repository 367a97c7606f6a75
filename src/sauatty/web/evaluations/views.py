"""The board of a programme: how far it is, what is due and what is late, and its numbers."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.web.base import exports
from sauatty.web.evaluations import due, selectors, stages, tables, totals

TASKS_SHOWN, SESSIONS_SHOWN = 12, 6


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the programmes that have a board; lead to it where there is only one."""
    found = selectors.list_boards(request.user)
    if len(found) == 1:
        return redirect("evaluations:programme_board", programme_id=found[0].pk)
    return render(request, "evaluations/board_list.html", {"programmes": found})


@require_safe
def programme_board(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show the board of a programme."""
    programme = selectors.access_programme(request.user, programme_id)
    facts = selectors.gather(programme)
    late, coming = due.tasks_of(facts)
    every = request.GET.get("all") == "1"
    context = {
        "programme": programme, "now": facts.now, "stages": stages.stages_of(facts),
        "late": late if every else late[:TASKS_SHOWN], "n_late": len(late),
        "due": coming if every else coming[:TASKS_SHOWN], "n_due": len(coming),
        "is_shortened": not every and max(len(late), len(coming)) > TASKS_SHOWN,
        "next_sessions": _next_sessions(facts), **_numbers(facts),
    }  # fmt: skip
    return render(request, "evaluations/programme_board.html", context)


def _numbers(facts: selectors.Facts) -> dict[str, Any]:
    places = totals.by_place(facts, selectors.region_names(), selectors.kind_names())
    return {"forms": totals.by_form(facts), "places": places}


def _next_sessions(facts: selectors.Facts) -> list[Any]:
    coming = (one for one in facts.trained.sessions if one.ends_at and one.ends_at > facts.now)
    return [one for one in coming if one.event.state == "open"][:SESSIONS_SHOWN]


@require_POST
def board_export(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Make the table of the board."""
    programme = selectors.access_programme(request.user, programme_id)
    facts = selectors.gather(programme)
    numbers = _numbers(facts)
    rows = tables.board_rows(facts, stages.stages_of(facts), numbers["forms"], numbers["places"])
    name = f"{'invented-' if programme.is_demo else ''}board-{timezone.localdate():%Y-%m-%d}.xlsx"
    file = exports.offer_file(
        owner=request.user, name=name, media_type=exports.XLSX,
        content=exports.write_xlsx(rows, sheet=_("Board")), programme=str(programme.pk),
    )  # fmt: skip
    return redirect("base:file_fetch", file.pk)
