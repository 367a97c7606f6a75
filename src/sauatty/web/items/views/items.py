"""One item: its page, its editor, publishing, reading, retiring."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.catalogue.item_checks import check_item
from sauatty.core.catalogue.item_drafts import as_item
from sauatty.core.catalogue.item_reading import language_sha256
from sauatty.core.catalogue.item_translations import STALE
from sauatty.core.errors import ItemDraftMoved, ItemTextsStale, SauattyError
from sauatty.core.languages import LANGUAGES
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.items import extensions, labels, presenting, selectors, services, showing
from sauatty.web.items.forms import HomeForm, ItemForm, PublishForm, ReadingForm, RetireForm
from sauatty.web.items.views.lists import chosen_programme, home_choices


@require_safe
def item_detail(request: HttpRequest, item_id: str) -> HttpResponse:
    """Show an item in its languages, and all that is known of it."""
    return _page(request, selectors.access_entry(request.user, item_id))


def _page(request: HttpRequest, entry: Any, **forms: Any) -> HttpResponse:
    door = presenting.key_door(request.user, entry)
    row = entry.row
    may_write = selectors.may_write_in(request.user, entry.programme_id)
    context = {
        "entry": entry, "facts": presenting.facts(entry.item), "door": door, "may_write": may_write,
        "views": showing.in_all_languages(entry.item, with_key=door == presenting.OPEN),
        "language": get_language() or "kk", "languages": presenting.language_rows(entry),
        "key_state": presenting.key_state(entry),
        "enemies": presenting.enemies(request.user, entry),
        "alike": presenting.alike(request.user, entry), "figures": presenting.figures(request.user, entry),
        "problems": labels.grouped_problems(check_item(entry.item)) if row else [],
        "versions": list(selectors.list_versions(row)) if row else [], "retired": _retired(request, entry),
        "publish_form": PublishForm(), "reading_form": ReadingForm(),
        "retire_form": RetireForm(homes=_homes(request, entry)),
        "source": presenting.source_notes(entry), "may_export": selectors.may_write(request.user),
        "may_retire": may_write or (entry.is_shipped and selectors.may_write(request.user)),
    } | extensions.context_for(request.user, entry, is_open=door == presenting.OPEN) | forms  # fmt: skip
    is_wrong = any(form.errors for form in forms.values())
    return render(request, "items/item_detail.html", context, status=422 if is_wrong else 200)


def _retired(request: HttpRequest, entry: Any) -> list[Any]:
    return list(selectors.list_retired(request.user, entry.id)) if entry.is_shipped else []


# --- the editor ---


@require_http_methods(["GET", "POST"])
def item_edit(request: HttpRequest, item_id: str) -> HttpResponse:
    """Write an item in three languages side by side; what breaks a rule is named at once."""
    row = selectors.access_own(request.user, item_id)
    entry = selectors.access_entry(request.user, item_id)
    if presenting.key_door(request.user, entry) != presenting.OPEN:
        return redirect("items:item_detail", row.slug)
    seen = services.draft_sha256(row)
    form = ItemForm(posted(request), body=row.body, leading=row.language, seen=seen)
    is_moved = False
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, row, form)
        except ItemDraftMoved as error:
            form.add_error(None, say(error))
            form.data, is_moved = form.with_what_stands(seen), True
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            return _kept(request, row)
    return _editor(request, row, form, is_moved=is_moved)


def _keep(request: HttpRequest, row: Any, form: ItemForm) -> None:
    found = form.cleaned_data
    services.write_draft(
        item=row, body=form.content(request.POST.get("action", "")), actor=request.user, seen=found["seen"],
        language=found["language"], fits=form.fitting_languages(),
    )  # fmt: skip


def _kept(request: HttpRequest, row: Any) -> HttpResponse:
    action = request.POST.get("action", "")
    messages.success(request, gettext("The draft is kept."))
    if action == "show":
        return redirect("items:item_detail", row.slug)
    see = request.POST.get("see", "")
    query = f"?see={see}" if see in LANGUAGES else ""
    return redirect(reverse("items:item_edit", args=[row.slug]) + query)


def _editor(request: HttpRequest, row: Any, form: ItemForm, *, is_moved: bool) -> HttpResponse:
    item = as_item(row.body, row.slug)
    stale = [one for one, state in row.states.items() if state == STALE]
    problems = labels.grouped_problems(check_item(item))
    context = {
        "row": row, "form": form, "problems": problems, "n_broken": sum(len(rows) for _one, rows in problems),
        "fits": form.fit_fields(stale), "stands": showing.in_all_languages(item, with_key=False) if is_moved else None,
        "uses_targets": item.kind == "match", "states": _states(row), "language": _seen_language(request),
    }  # fmt: skip
    return render(request, "items/item_edit.html", context, status=422 if form.errors else 200)


def _seen_language(request: HttpRequest) -> str:
    """Return the language that a narrow screen shows."""
    wanted = request.POST.get("see") or request.GET.get("see") or get_language() or "kk"
    return wanted if wanted in LANGUAGES else "kk"


def _states(row: Any) -> list[tuple[str, str, Any]]:
    return [(one, state, labels.named(labels.STATES, state)) for one, state in row.states.items()]


# --- publishing, reading, retiring ---


@require_POST
def item_publish(request: HttpRequest, item_id: str) -> HttpResponse:
    """Publish the draft as the next version; refused with the rules that are broken."""
    row = selectors.access_own(request.user, item_id)
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            version = services.publish(item=row, actor=request.user, **form.cleaned_data)
        except ItemTextsStale as error:
            form.add_error("accept_stale", say(error))
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            words = gettext("Version %(n)s is published: tests can use it. It never changes.")
            messages.success(request, words % {"n": version.number})
            return redirect("items:item_detail", row.slug)
    return _page(request, selectors.access_entry(request.user, item_id), publish_form=form)


@require_safe
def version_detail(request: HttpRequest, item_id: str, number: int) -> HttpResponse:
    """Show a version as it was published."""
    row = selectors.access_own(request.user, item_id)
    version = selectors.access_version(row, number)
    entry = selectors.access_entry(request.user, item_id)
    item = as_item(version.body, row.slug)
    is_open = presenting.key_door(request.user, entry) == presenting.OPEN
    context = {
        "row": row, "version": version, "views": showing.in_all_languages(item, with_key=is_open),
        "language": get_language() or "kk", "facts": presenting.facts(item),
    }  # fmt: skip
    return render(request, "items/version_detail.html", context)


@require_POST
def reading_add(request: HttpRequest, item_id: str) -> HttpResponse:
    """Keep that somebody has read the texts of one language."""
    entry = selectors.access_entry(request.user, item_id)
    if entry.row is None:
        raise Http404
    form = ReadingForm(request.POST)
    if form.is_valid():
        found = form.cleaned_data
        if request.POST.get(f"sha256_{found['language']}") not in (None, _sha256(entry, found["language"])):
            form.add_error(None, gettext("The text has changed since you opened the page. Read it again."))
        else:
            services.read_text(item=entry.row, actor=request.user, **found)
            messages.success(request, gettext("Kept. Your name stands under this text as it is now."))
            return redirect("items:item_detail", entry.id)
    return _page(request, entry, reading_form=form)


def _sha256(entry: Any, language: str) -> str:
    return language_sha256(entry.item, language)


@require_POST
def item_retire(request: HttpRequest, item_id: str) -> HttpResponse:
    """Let no further test use an item, with the reason; a shipped one in a programme, or on the whole site."""
    entry = _retirable(request, item_id)
    form = RetireForm(request.POST, homes=_homes(request, entry))
    if not form.is_valid():
        return _page(request, entry, retire_form=form)
    reason = form.cleaned_data["reason"]
    if entry.row:
        services.retire(item=entry.row, reason=reason, actor=request.user)
    else:
        programme = chosen_programme(request.user, form.cleaned_data["programme"])
        services.retire_shipped(item_id=entry.id, programme=programme, reason=reason, actor=request.user)
    messages.success(request, gettext("Retired: no new test uses it. Papers that hold it stay as they are."))
    return redirect("items:item_detail", entry.id)


@require_POST
def item_restore(request: HttpRequest, item_id: str) -> HttpResponse:
    """Let tests use a retired item again."""
    entry = _retirable(request, item_id)
    if entry.row:
        services.restore(item=entry.row, actor=request.user)
    else:
        homes = HomeForm(request.POST, homes=_homes(request, entry))
        if not homes.is_valid():
            raise Http404
        programme = chosen_programme(request.user, homes.cleaned_data["programme"])
        services.restore_shipped(item_id=entry.id, programme=programme, actor=request.user)
    messages.success(request, gettext("Tests can use it again."))
    return redirect("items:item_detail", entry.id)


def _homes(request: HttpRequest, entry: Any) -> list[tuple[str, Any]]:
    """Return where somebody may retire an item; an own item has one place, so there is nothing to choose."""
    return home_choices(request.user) if entry.is_shipped else []


def _retirable(request: HttpRequest, item_id: str) -> Any:
    entry = selectors.access_entry(request.user, item_id)
    if entry.row and not selectors.may_write_in(request.user, entry.programme_id):
        raise Http404
    if not selectors.may_write(request.user):
        raise Http404
    return entry


@require_POST
def item_delete(request: HttpRequest, item_id: str) -> HttpResponse:
    """Delete a draft that was never published."""
    row = selectors.access_own(request.user, item_id)
    if not request.POST.get("sure"):
        messages.error(request, gettext("Tick the box to delete the draft."))
        return redirect("items:item_detail", row.slug)
    try:
        services.delete_draft(item=row, actor=request.user)
    except SauattyError as error:
        messages.error(request, say(error))
        return redirect("items:item_detail", row.slug)
    messages.success(request, gettext("The draft is deleted."))
    return redirect("items:item_list")
