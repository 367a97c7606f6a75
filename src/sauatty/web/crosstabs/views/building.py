"""Tables are built from lists, shown, saved, deleted and handed out as files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.core.evaluation.crosstab import PeopleTable, Specification, check_specification
from sauatty.web.base import exports
from sauatty.web.base.sentences import say
from sauatty.web.crosstabs import forms, labels, selectors, services, showing

PAGE_SIZE = 20


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """Show the programmes whose tables somebody may build; lead to them where there is only one."""
    found = selectors.list_programmes(request.user)
    if len(found) == 1:
        return redirect("crosstabs:builder", programme_id=found[0].pk)
    return render(request, "crosstabs/programme_list.html", {"programmes": found})


@require_safe
def builder(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show the table that an address asks for, what else may be chosen, and the saved ones."""
    programme = selectors.access_programme(request.user, programme_id)
    return _shown(request, programme, forms.specification(request.GET), forms.SaveForm())


def _shown(request: HttpRequest, programme: Any, asked: Specification, save: forms.SaveForm) -> HttpResponse:
    people, words = selectors.read_people(programme), labels.value_labels(programme)
    kept = Paginator(selectors.list_tables(request.user, programme), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    is_exact, refused = selectors.sees_exact(request.user, programme), ""
    context: dict[str, Any] = {"table": None}
    try:
        context = _table(selectors.build(people, asked, is_exact=is_exact), words)
    except SauattyError as error:
        refused = say(error)
    fields = forms.fields_of(asked)
    context |= {
        "programme": programme, "form": forms.TableForm(initial=fields, people=people, words=words), "save": save,
        "fields": fields, "refused": refused, "is_exact": is_exact, "n_people": len(people.labels["region"]),
        "saved": _saved(request.user, programme, kept), "page": kept,
        "surveys": selectors.list_surveys(request.user, programme),
    }  # fmt: skip
    return render(request, "crosstabs/builder.html", context, status=422 if refused or save.errors else 200)


def _table(table: PeopleTable, words: showing.Words) -> dict[str, Any]:
    asked, lines = table.specification, showing.lines_of(table, words)
    return {
        "table": table, "title": showing.title_of(asked), "only": showing.filter_of(asked, words),
        "row_label": labels.VARIABLE_LABELS[asked.row], "heads": showing.heads_of(table, words),
        "lines": lines, "bars": lines[:-1], "has_columns": bool(asked.column),
        "shows_n": asked.measure != "count",
    }  # fmt: skip


def _saved(actor: Any, programme: Any, kept: Page[Any]) -> list[dict[str, Any]]:
    may_all = selectors.coordinates(actor, programme)
    return [
        {
            "table": one, "title": showing.title_of(asked), "href": showing.address_of(programme, asked),
            "may_remove": one.made_by_id == actor.pk or (may_all and one.is_shared),
        }
        for one in kept
        for asked in [Specification(**one.asked)]
    ]  # fmt: skip


@require_POST
def table_save(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Keep a table under a name."""
    programme = selectors.access_programme(request.user, programme_id)
    asked, form = forms.specification(request.POST), forms.SaveForm(request.POST)
    if not form.is_valid():
        return _shown(request, programme, asked, form)
    try:
        check_specification(selectors.read_people(programme), asked)
    except SauattyError:
        return _shown(request, programme, asked, form)
    services.save(actor=request.user, programme=programme, asked=asked, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect(showing.address_of(programme, asked))


@require_POST
def table_remove(request: HttpRequest, programme_id: UUID, table_id: UUID) -> HttpResponse:
    """Delete a saved table."""
    programme = selectors.access_programme(request.user, programme_id)
    services.remove(actor=request.user, table=selectors.access_own(request.user, programme, table_id))
    messages.success(request, _("The saved table is deleted."))
    return redirect("crosstabs:builder", programme.pk)


@require_POST
def table_file(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Make the file of a table as it is asked for."""
    programme = selectors.access_programme(request.user, programme_id)
    asked = forms.specification(request.POST)
    is_exact = selectors.sees_exact(request.user, programme)
    try:
        table = selectors.build(selectors.read_people(programme), asked, is_exact=is_exact)
    except SauattyError:
        return _shown(request, programme, asked, forms.SaveForm())
    rows = showing.file_rows(programme, table, labels.value_labels(programme))
    made = exports.table_file(rows, request.POST.get("as", "xlsx"), sheet=_("Table"))
    name = f"{'invented-' if programme.is_demo else ''}table-{timezone.localdate():%Y-%m-%d}.{made.ending}"
    file = exports.offer_file(
        owner=request.user, name=name, media_type=made.media_type, content=made.content,
        programme=str(programme.pk), kind="table",
    )  # fmt: skip
    return redirect("base:file_fetch", file.pk)
