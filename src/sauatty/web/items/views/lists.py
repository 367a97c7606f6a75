"""The bank as a list, and how an own item begins."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.catalogue import key_agreement
from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.base.forms import posted
from sauatty.web.base.texts import in_language
from sauatty.web.items import bank, extensions, labels, presenting, selectors, services
from sauatty.web.items.forms import HomeForm, StartForm

PER_PAGE = 25


@require_safe
def item_list(request: HttpRequest) -> HttpResponse:
    """List the bank with filters, own items first."""
    programmes = {str(one.pk): one for one in selectors.list_programmes_of_bank(request.user)}
    programme = programmes.get(request.GET.get("programme", ""))
    wanted = filter_of(request)
    rows = selectors.list_bank(request.user, programme)
    page = Paginator(bank.filtered(rows, wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "rows": [_shown(row) for row in page.object_list], "n_all": len(rows), "wanted": wanted,
        "keys": _keys(rows),
        "filters": filters(), "programmes": programmes, "programme": programme,
        "may_write": selectors.may_write(request.user), "link_parts": extensions.links_for(request.user),
    }  # fmt: skip
    return render(request, "items/item_list.html", context)


def _keys(rows: Sequence[bank.BankRow]) -> dict[str, int]:
    """Count how far the keys of the questions that tests may use are confirmed."""
    usable = [row for row in rows if row.standing == bank.USABLE]
    states = Counter(row.key_state for row in usable)
    return {
        "n_usable": len(usable),
        "n_confirmed": states[key_agreement.CONFIRMED],
        "n_disputed": states[key_agreement.DISPUTED],
    }


def filter_of(request: HttpRequest) -> bank.BankFilter:
    """Read what is looked for; a value that no list offers finds nothing."""
    names = ("competence", "kind", "demand", "origin", "standing", "language", "key", "words")
    return bank.BankFilter(**{name: request.GET.get(name, "")[:100] for name in names})


def filters() -> list[dict[str, Any]]:
    """Return the lists to choose from."""
    demands = [(str(n), f"{n}. {name}") for n, name in labels.demand_names().items()]
    return [
        {"name": "competence", "label": gettext("Competence"), "choices": labels.competence_choices()},
        {"name": "kind", "label": gettext("Kind"), "choices": list(labels.KINDS.items())},
        {"name": "demand", "label": gettext("Cognitive demand"), "choices": demands},
        {"name": "origin", "label": gettext("Origin"), "choices": list(labels.ORIGINS.items())},
        {"name": "standing", "label": gettext("State"), "choices": list(labels.STANDS.items())},
        {"name": "key", "label": gettext("Key"), "choices": list(labels.STANDINGS.items())},
        {"name": "language", "label": gettext("Not complete in"), "choices": list(LANGUAGE_NAMES.items())},
    ]


def _shown(row: bank.BankRow) -> dict[str, Any]:
    language = get_language() or "kk"
    stem = row.stem.get(language) or next(iter(row.stem.values()), "")
    return {
        "row": row, "stem": stem.replace("**", ""), "kind": labels.named(labels.KINDS, row.kind),
        "competence": labels.competence_name(row.competence), "key_name": labels.STANDINGS[row.key_state],
        "standing": labels.STANDS[row.standing], "demand": labels.demand_names().get(row.demand, ""),
        "states": [(code, state, labels.STATES.get(state, state)) for code, state in row.states.items() if state != "ready"],
    }  # fmt: skip


# --- how an own item begins ---


def home_choices(person: Any) -> list[tuple[str, Any]]:
    """Return where an item of this person may belong."""
    rows = selectors.list_programmes_to_write_in(person)
    homes: list[tuple[str, Any]] = [(str(row.pk), in_language(row, "title")) for row in rows]
    return [*homes, ("", gettext("the whole site"))] if selectors.writes_everywhere(person) else homes


def chosen_programme(person: Any, pk: str) -> Any:
    """Return the chosen programme; None for the whole site."""
    if not pk:
        if not selectors.writes_everywhere(person):
            raise Http404
        return None
    return next(one for one in selectors.list_programmes_to_write_in(person) if one.pk == UUID(pk))


@require_http_methods(["GET", "POST"])
def item_create(request: HttpRequest) -> HttpResponse:
    """Begin an item without texts."""
    if not selectors.may_write(request.user):
        raise Http404
    initial = {"language": get_language(), "competence": request.GET.get("competence")}
    form = StartForm(posted(request), initial=initial, homes=home_choices(request.user))
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        row = services.start_item(
            actor=request.user, kind=found["kind"], competence=found["competence"], language=found["language"],
            programme=chosen_programme(request.user, found["programme"]),
        )  # fmt: skip
        return redirect("items:item_edit", row.slug)
    return render(request, "items/item_create.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def item_copy(request: HttpRequest, item_id: str) -> HttpResponse:
    """Say where the copy of an item belongs, and make it."""
    entry = selectors.access_entry(request.user, item_id)
    if not selectors.may_write(request.user):
        raise Http404
    if presenting.key_door(request.user, entry) == presenting.CLOSED:
        messages.error(request, gettext("Keys are closed to you while you take a test."))
        return redirect("items:item_detail", entry.id)
    form = HomeForm(posted(request), homes=home_choices(request.user))
    if request.method == "POST" and form.is_valid():
        if presenting.key_door(request.user, entry) == presenting.ASKED:
            extensions.look(request.user, [entry.id])
        row = services.copy_item(
            actor=request.user, item=entry.item,
            programme=chosen_programme(request.user, form.cleaned_data["programme"]),
        )  # fmt: skip
        messages.success(
            request, gettext("The copy is yours. Change it: while it says the same, its key is known.")
        )
        return redirect("items:item_edit", row.slug)
    context = {"form": form, "entry": entry}
    return render(request, "items/item_copy.html", context, status=422 if form.errors else 200)
