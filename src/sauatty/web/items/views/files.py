"""Questions from files and to files: read, looked at, taken over; chosen, told what is lost, handed out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from sauatty.core.catalogue.item_checks import check_item
from sauatty.core.catalogue.item_reading import item_from_mapping
from sauatty.core.catalogue.items import Item
from sauatty.core.errors import SauattyError
from sauatty.core.exchange.item_files import FORMATS, write_items
from sauatty.web.base import exports
from sauatty.web.base.sentences import say
from sauatty.web.items import bank, extensions, files, labels, selectors, services
from sauatty.web.items.forms import ExportForm, UploadForm
from sauatty.web.items.views.lists import chosen_programme, filter_of, home_choices


@require_http_methods(["GET", "POST"])
def item_import(request: HttpRequest) -> HttpResponse:
    """Read a file of questions; nothing of it stands in the bank before somebody has looked at it."""
    if not selectors.may_write(request.user):
        raise Http404
    homes = home_choices(request.user)
    form = (
        UploadForm(request.POST, request.FILES, homes=homes)
        if request.method == "POST"
        else UploadForm(homes=homes)
    )
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            read = files.read_upload(found["file"], found["language"])
        except SauattyError as error:
            form.add_error("file", say(error))
        else:
            row = services.keep_upload(
                actor=request.user, programme=chosen_programme(request.user, found["programme"]),
                name=found["file"].name, found=read,
            )  # fmt: skip
            return redirect("items:upload_detail", row.pk)
    context = {"form": form, "uploads": list(selectors.list_uploads(request.user))}
    return render(request, "items/item_import.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def upload_detail(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Show what a file says, what was not read and why; take the chosen questions over, or drop the file."""
    row = selectors.access_upload(request.user, upload_id)
    if request.method == "POST":
        return _decide(request, row)
    context = {
        "row": row, "items": [_previewed(n, one) for n, one in enumerate(row.items)],
        "not_read": [files.remark_words(one) for one in row.not_read],
        "oddities": [files.remark_words(one) for one in row.oddities],
        "format_name": labels.named(files.FORMAT_NAMES, row.format),
    }  # fmt: skip
    return render(request, "items/upload_detail.html", context)


def _previewed(place: int, body: dict[str, Any]) -> dict[str, Any]:
    item = item_from_mapping(body, str(body["id"]))
    text, language = item.stem.pick(get_language() or "kk")
    return {
        "place": place, "item": item, "stem": text, "language": language, "kind": labels.named(labels.KINDS, item.kind),
        "n_options": len(item.options), "n_broken": len(check_item(item)), "is_known": item.id in bank.items_by_id(),
    }  # fmt: skip


def _decide(request: HttpRequest, row: Any) -> HttpResponse:
    if request.POST.get("action") == "drop":
        services.drop_upload(upload=row, actor=request.user)
        messages.success(request, gettext("The file is forgotten. The bank has nothing of it."))
        return redirect("items:item_import")
    chosen = {int(one) for one in request.POST.getlist("take") if one.isdecimal() and len(one) < 6}
    if not chosen & set(range(len(row.items))):
        messages.error(request, gettext("Choose at least one question."))
        return redirect("items:upload_detail", row.pk)
    made = services.take_over(upload=row, actor=request.user, chosen=chosen)
    messages.success(
        request, gettext("Questions taken over as drafts: %(n)s. The check of each says what is missing.") % {"n": len(made)}
    )  # fmt: skip
    return redirect("items:item_list")


# --- out ---


@require_http_methods(["GET", "POST"])
def item_export(request: HttpRequest) -> HttpResponse:
    """Say what a format cannot hold of the chosen questions, then hand them out."""
    if selectors.takes_a_test(request.user):
        messages.error(request, gettext("Keys are closed to you while you take a test."))
        return redirect("items:item_list")
    sent = request.POST if request.method == "POST" else request.GET
    asks = extensions.is_keyer(request.user)
    form = ExportForm(sent if "format" in sent else None, asks=asks and request.POST.get("action") == "give")
    items = _chosen(request)
    if form.is_bound and form.is_valid() and request.POST.get("action") == "give" and items:
        return _handed_out(request, items, form.cleaned_data)
    context = {"form": form, "n_items": len(items), "query": request.GET.urlencode(), "asks": asks} | _told(
        form, items
    )
    return render(request, "items/item_export.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest) -> list[Item]:
    """Return the items that the address names, or those that the filters of the list would show."""
    programmes = {str(one.pk): one for one in selectors.list_programmes_of_bank(request.user)}
    programme = programmes.get(request.GET.get("programme", ""))
    ids = {one for one in request.GET.get("ids", "").split(",") if one}
    rows = selectors.list_bank(request.user, programme)
    wanted = ids or {row.id for row in bank.filtered(rows, filter_of(request))}
    return [one for one in selectors.visible_items(request.user, programme) if one.id in wanted]


def _told(form: ExportForm, items: list[Item]) -> dict[str, Any]:
    if not form.is_bound or "format" not in form.cleaned_data or not form.cleaned_data.get("languages"):
        return {}
    found = form.cleaned_data
    kept, torn = files.exportable(items, found["format"])
    told = files.grouped_losses(kept, found["format"], found["languages"])
    return {"losses": told, "torn": torn, "is_told": True, "n_kept": len(kept)}


def _handed_out(request: HttpRequest, items: list[Item], found: dict[str, Any]) -> HttpResponse:
    format = FORMATS[found["format"]]
    kept, _torn = files.exportable(items, found["format"])
    if extensions.is_keyer(request.user):
        extensions.look(request.user, [one.id for one in kept])
    file = exports.offer_file(
        owner=request.user, name=f"questions{format.suffix}", media_type=format.media_type,
        content=write_items(kept, found["format"], found["languages"]), n_items=len(kept), format=found["format"],
    )  # fmt: skip
    return redirect("base:file_fetch", file.pk)
