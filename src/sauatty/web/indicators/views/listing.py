"""The indicators of a programme, by level, and the snapshot that somebody asks for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.web.indicators import forms, measuring, selectors, showing, snapshots


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """Show the programmes that have indicators to read; lead to them where there is only one."""
    found = selectors.list_programmes(request.user)
    if len(found) == 1:
        return redirect("indicators:indicator_list", programme_id=found[0].pk)
    return render(request, "indicators/programme_list.html", {"programmes": found})


def looking(request: HttpRequest, programme: Any) -> showing.Looking:
    """Return who looks at a programme."""
    return showing.Looking(
        request.user, programme, hides_small=not selectors.sees_rows(request.user, programme)
    )


def cards(request: HttpRequest, programme: Any) -> list[showing.Card]:
    """Return all indicators that stand, with their values."""
    rows = selectors.list_indicators(programme)
    if not rows:
        return []
    return showing.cards_of(
        rows, measuring.live_of(programme, request.user), looking(request, programme),
        newest=selectors.newest_values(rows), checked=selectors.newest_checked(rows),
    )  # fmt: skip


@require_safe
def indicator_list(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show the indicators of a programme under their levels."""
    programme = selectors.access_programme(request.user, programme_id)
    found = cards(request, programme)
    may_write = selectors.may_write(request.user, programme)
    context = {
        "programme": programme, "levels": showing.levels_of(found), "n": len(found), "may_write": may_write,
        "n_reached": sum(one.state == "reached" for one in found),
        "n_with_target": sum(one.state != "no-target" for one in found),
        "form": forms.ReadyForm() if may_write and not found else None,
        "archived": [(one, showing.name_of(one)) for one in selectors.list_indicators(programme, is_archived=True)],
        "snapshot": selectors.last_snapshot(programme),
        "hides_small": not selectors.sees_rows(request.user, programme),
    }  # fmt: skip
    return render(request, "indicators/indicator_list.html", context)


@require_POST
def snapshot_take(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Write the figures down as they stand now."""
    programme = selectors.access_written(request.user, programme_id)
    snapshots.take(programme=programme, viewer=request.user)
    messages.success(request, _("The values of today are written down."))
    return redirect("indicators:indicator_list", programme.pk)
