"""The cascade of a programme: its generations and tree, its reach, and what coordinators state."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.documents.region_map import region_map_svg
from sauatty.core.errors import BondClosesCircle, BondPersonUnclear
from sauatty.core.evaluation.reach import unique_reach
from sauatty.web.base import exports
from sauatty.web.base.sentences import in_words
from sauatty.web.cascades import selectors, services, tables
from sauatty.web.cascades.forms import BondForm

PAGE_SIZE = 50


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """Show the programmes that have a cascade; lead to it where there is only one."""
    found = selectors.list_programmes(request.user)
    if len(found) == 1:
        return redirect("cascades:tree", programme_id=found[0].pk)
    return render(request, "cascades/programme_list.html", {"programmes": found})


@require_safe
def tree(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show the generations and with whom it began, or whom a name means."""
    programme = selectors.access_programme(request.user, programme_id)
    facts, text = selectors.Facts(programme), request.GET.get("q", "").strip()
    numbers = selectors.find_in_tree(facts, text) if text else facts.tree.roots()
    rows = selectors.rows_of(facts)
    first = rows[1] if len(rows) > 1 else None
    context = {
        "programme": programme,
        "rows": rows,
        "first": first,
        "q": text,
        "has_map": bool(selectors.values_of(facts)),
        **_page(request, facts, numbers),
    }
    return render(request, "cascades/tree.html", context)


def _page(request: HttpRequest, facts: selectors.Facts, numbers: Any) -> dict[str, Any]:
    page = Paginator(numbers, PAGE_SIZE).get_page(request.GET.get("page"))
    return {"page": page, "nodes": selectors.nodes_of(facts, [int(one) for one in page])}


@require_safe
def branch(request: HttpRequest, programme_id: UUID, person_id: UUID) -> HttpResponse:
    """Show one person of the tree: the way to them, and whom they passed it on to."""
    programme = selectors.access_programme(request.user, programme_id)
    facts = selectors.Facts(programme)
    number = selectors.open_person(facts, person_id)
    way = selectors.nodes_of(facts, facts.tree.path(number))
    context = {
        "programme": programme, "way": way[:-1], "node": way[-1],
        **_page(request, facts, facts.tree.children(number)),
    }  # fmt: skip
    return render(request, "cascades/branch.html", context)


@require_safe
def own_list(request: HttpRequest) -> HttpResponse:
    """Show the programmes in which somebody passed it on; lead to it where there is only one."""
    found = selectors.list_own_programmes(request.user)
    if len(found) == 1:
        return redirect("cascades:own", programme_id=found[0].pk)
    return render(request, "cascades/own_list.html", {"programmes": found})


@require_safe
def own(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show somebody whom they passed it on to: by name whom they met, and for trainers their whole branches."""
    programme = selectors.access_own_programme(request.user, programme_id)
    found = selectors.own_facts(programme, request.user)
    text = request.GET.get("q", "").strip()
    is_whole = selectors.sees_branches(request.user, programme)
    context: dict[str, Any] = {"programme": programme, "node": None, "q": text, "is_whole": is_whole}
    if found is not None:
        facts, number = found
        shown = selectors.find_own(facts, text, is_whole=is_whole) if text else facts.tree.children(number)
        context |= {
            "node": selectors.nodes_of(facts, [number])[0], "has_map": bool(selectors.values_of(facts, is_own=True)),
            **_page(request, facts, shown),
        }  # fmt: skip
    return render(request, "cascades/own.html", context)


def _access_branch(request: HttpRequest, programme_id: UUID) -> tuple[Any, selectors.Facts, int]:
    """Return a programme in which the reader trains, and what began with them; otherwise there is nothing (404)."""
    programme = selectors.access_own_programme(request.user, programme_id)
    found = selectors.own_facts(programme, request.user)
    if found is None or not selectors.sees_branches(request.user, programme):
        raise Http404
    return programme, *found


@require_safe
def own_branch(request: HttpRequest, programme_id: UUID, person_id: UUID) -> HttpResponse:
    """Show a trainer one person of their own branches, and whom that person passed it on to."""
    programme, facts, _me = _access_branch(request, programme_id)
    number = selectors.open_below(facts, person_id)
    way = selectors.nodes_of(facts, facts.tree.path(number))
    context = {
        "programme": programme, "way": way[1:-1], "node": way[-1],
        **_page(request, facts, facts.tree.children(number)),
    }  # fmt: skip
    return render(request, "cascades/own_branch.html", context)


@require_safe
def own_map(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Draw the map of the activities of the reader and of those who have it from them."""
    found = selectors.own_facts(selectors.access_own_programme(request.user, programme_id), request.user)
    if found is None:
        raise Http404
    return _map(selectors.values_of(found[0], is_own=True))


def _map(values: dict[str, float]) -> HttpResponse:
    svg = region_map_svg(values, get_language() or "kk", _("Activities held, by region"))
    return HttpResponse(svg, content_type="image/svg+xml")


@require_safe
def reach(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show how many different people were reached, from–to, and by region."""
    programme = selectors.access_programme(request.user, programme_id)
    facts = selectors.Facts(programme)
    told = selectors.occasions_of(facts)
    context = {
        "programme": programme, "reach": unique_reach(told), "regions": selectors.regions_of(facts),
        "n_activities": len(facts.held), "n_trainings": len(told) - len(facts.held),
        "n_uncounted": sum(1 for one in told if not one.most),
        **_compared(request, facts),
    }  # fmt: skip
    return render(request, "cascades/reach.html", context)


def _compared(request: HttpRequest, facts: selectors.Facts) -> dict[str, Any]:
    """Compare with the programme that was chosen, or with the first few."""
    others = selectors.comparable(facts.programme, request.user)
    asked = request.GET.get("with", "")
    chosen = [one for one in others if str(one.pk) == asked]
    return {
        "overlaps": selectors.overlaps_of(facts, chosen or others), "with": asked if chosen else "",
        "others": others if len(others) > selectors.COMPARED else [],
    }  # fmt: skip


@require_safe
def region_map(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Draw the map of the activities by region."""
    facts = selectors.Facts(selectors.access_programme(request.user, programme_id))
    return _map(selectors.values_of(facts))


@require_POST
def cascade_export(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Make the table: with names as a workbook, without names as CSV."""
    programme = selectors.access_programme(request.user, programme_id)
    facts = selectors.Facts(programme)
    stem = f"{'invented-' if programme.is_demo else ''}cascade-{timezone.localdate():%Y-%m-%d}"
    if request.POST.get("names") == "1":
        rows = tables.said_of(programme) + tables.people_rows(facts)
        content = exports.write_xlsx(rows, sheet=_("Cascade"))
        name, media_type = f"{stem}-people.xlsx", exports.XLSX
    else:
        numbers = tables.summary_rows(selectors.rows_of(facts), selectors.regions_of(facts))
        rows = tables.said_of(programme) + numbers
        content, name, media_type = exports.write_csv(rows), f"{stem}.csv", "text/csv"
    file = exports.offer_file(
        owner=request.user, name=name, media_type=media_type, content=content, programme=str(programme.pk)
    )
    return redirect("base:file_fetch", file.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def bond_list(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show what was stated, and state more."""
    programme = selectors.access_programme(request.user, programme_id)
    form = BondForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_stated(request, programme, form):
        messages.success(request, _("This is part of the cascade now."))
        return redirect("cascades:bond_list", programme_id=programme.pk)
    context = {"programme": programme, "form": form, "bonds": selectors.list_bonds(programme)}
    return render(request, "cascades/bond_list.html", context, status=422 if form.errors else 200)


def _is_stated(request: HttpRequest, programme: Any, form: BondForm) -> bool:
    try:
        services.state_bond(actor=request.user, programme=programme, **form.cleaned_data)
    except (BondClosesCircle, BondPersonUnclear) as error:
        form.add_error(None, in_words(error.message, error.params))
    return not form.errors


@require_POST
def bond_delete(request: HttpRequest, programme_id: UUID, bond_id: UUID) -> HttpResponse:
    """Take a stated bond back."""
    programme = selectors.access_programme(request.user, programme_id)
    services.take_back_bond(actor=request.user, bond=selectors.access_bond(programme, bond_id))
    return redirect("cascades:bond_list", programme_id=programme.pk)
