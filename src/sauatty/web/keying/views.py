"""Keys that experts confirm: what waits, the question as a participant sees it, then the key and a decision."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.catalogue import key_agreement
from sauatty.core.catalogue.key_json import shown_sha256
from sauatty.core.errors import SauattyError
from sauatty.core.languages import LANGUAGES
from sauatty.web.base.sentences import say
from sauatty.web.items import bank, labels, presenting, showing
from sauatty.web.items import selectors as items
from sauatty.web.keying import answering, selectors, services
from sauatty.web.keying.forms import DecisionForm

PER_PAGE = 25
WAITS, BEGUN, DECIDED, SEEN = "waits", "begun", "decided", "seen"


@require_safe
def keying_list(request: HttpRequest) -> HttpResponse:
    """List the questions whose keys this expert can confirm, and how many are done."""
    rows = _rows(request.user)
    wanted = request.GET.get("show", WAITS)
    competence = request.GET.get("competence", "")
    kept = [
        row
        for row in rows
        if (row["mine"] == wanted or (wanted == WAITS and row["mine"] == BEGUN))
        and competence in ("", row["row"].competence)
    ]
    counts = {one: sum(row["mine"] == one for row in rows) for one in (WAITS, BEGUN, DECIDED, SEEN)}
    page = Paginator(kept, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "rows": page.object_list, "counts": counts, "wanted": wanted, "n_all": len(rows),
        "competence": competence, "competences": labels.competence_choices(), "n_experts": key_agreement.N_EXPERTS,
        "is_closed": items.takes_a_test(request.user),
    }  # fmt: skip
    return render(request, "keying/keying_list.html", context)


def _rows(person: Any) -> list[dict[str, Any]]:
    """Return every published item with where this expert stands; never what others answered."""
    answered, seen = selectors.answered_by(person), selectors.looked_at_by(person)
    language = get_language() or "kk"
    return [
        {
            "row": row, "mine": _mine(row, answered, seen), "competence": labels.competence_name(row.competence),
            "stem": (row.stem.get(language) or next(iter(row.stem.values()), "")).replace("**", ""),
            "kind": labels.named(labels.KINDS, row.kind),
        }
        for row in items.list_bank(person) if row.standing == bank.USABLE
    ]  # fmt: skip


def _mine(row: bank.BankRow, answered: dict[tuple[str, str], bool | None], seen: set[str]) -> str:
    place = (row.id, row.key_sha256)
    if place in answered:
        return BEGUN if answered[place] is None else DECIDED
    return SEEN if row.id in seen else WAITS


def _entry(request: HttpRequest, item_id: str) -> Any:
    """Return a published item that this person may confirm, or 404."""
    entry = items.access_entry(request.user, item_id)
    if entry.published is None or not selectors.is_keyer(request.user):
        raise Http404
    return entry


def _is_shut(request: HttpRequest) -> bool:
    """Say that keys are closed to whoever is in the middle of a test."""
    if not items.takes_a_test(request.user):
        return False
    messages.error(request, gettext("Keys are closed to you while you take a test."))
    return True


@require_http_methods(["GET", "POST"])
def keying_item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Show the question as a participant sees it; after the answer, the key."""
    entry = _entry(request, item_id)
    if _is_shut(request):
        return redirect("keying:keying_list")
    own = selectors.own_confirmation(request.user, entry.id, shown_sha256(entry.published))
    problem = ""
    if request.method == "POST" and own is None:
        problem = _answer(request, entry)
        if not problem:
            return redirect("keying:keying_item", entry.id)
    return _page(request, entry, own, problem=problem)


def _answer(request: HttpRequest, entry: Any) -> str:
    """Keep the answer; return what is wrong with it, or nothing."""
    answer = answering.read_answer(entry.published, request.POST)
    if request.POST.get("sha256") != shown_sha256(entry.published):
        return gettext("The question has changed since you opened the page. Read it again.")
    if not answer:
        return gettext("Answer the question first. The key is shown afterwards.")
    is_known = selectors.knows_key(request.user, entry)
    try:
        services.answer_item(
            item=entry.published, answer=answer, language=_language(request), actor=request.user,
            is_independent=not is_known, is_demo=bool(entry.row and entry.row.is_demo),
        )  # fmt: skip
    except SauattyError as error:
        return say(error)
    return ""


def _language(request: HttpRequest) -> str:
    wanted = request.POST.get("language") or request.GET.get("language") or get_language() or "kk"
    return wanted if wanted in LANGUAGES else "kk"


def _page(request: HttpRequest, entry: Any, own: Any, *, problem: str = "", form: Any = None) -> HttpResponse:
    item, language = entry.published, own.language if own else _language(request)
    initial = (
        {}
        if own is None or own.agrees is None
        else {"agrees": "yes" if own.agrees else "no", "note": own.note}
    )
    context: dict[str, Any] = {
        "entry": entry, "shown": showing.shown_item(item, language), "language": language, "languages": LANGUAGES,
        "own": own, "problem": problem, "sha256": shown_sha256(item), "facts": presenting.facts(item),
        "chosen": answering.chosen_ids(item, own.answer if own else None),
    }  # fmt: skip
    if own is not None:
        context |= {
            "key": showing.key_lines(item, language), "form": form or DecisionForm(initial=initial),
            "is_wrong": own.points < own.max_points, "others": _others(entry, own), "next": _next(request.user, entry.id),
        }  # fmt: skip
    is_wrong = problem or (form is not None and form.errors)
    return render(request, "keying/keying_item.html", context, status=422 if is_wrong else 200)


def _others(entry: Any, own: Any) -> list[dict[str, Any]]:
    """Return what others said, for somebody who has decided."""
    if own.agrees is None:
        return []
    language = get_language() or "kk"
    rows = selectors.confirmations_of(entry.id, own.sha256)
    return [
        {"row": one, "answer": answering.answer_words(entry.published, one.answer, language)}
        for one in rows if one.pk != own.pk
    ]  # fmt: skip


def _next(person: Any, item_id: str) -> str:
    """Return the next question that waits for this expert, or nothing."""
    waits = [row["row"].id for row in _rows(person) if row["mine"] in (WAITS, BEGUN)]
    after = [one for one in waits if one > item_id]
    return next((one for one in [*after, *waits] if one != item_id), "")


@require_POST
def keying_decide(request: HttpRequest, item_id: str) -> HttpResponse:
    """Agree with the key, or object with a note."""
    entry = _entry(request, item_id)
    if _is_shut(request):
        return redirect("keying:keying_list")
    own = selectors.own_confirmation(request.user, entry.id, shown_sha256(entry.published))
    form = DecisionForm(request.POST)
    if own is None:
        messages.error(request, gettext("Answer the question first. The key is shown afterwards."))
        return redirect("keying:keying_item", entry.id)
    if not form.is_valid():
        return _page(request, entry, own, form=form)
    found = form.cleaned_data
    services.decide_on_key(
        item=entry.published, agrees=found["agrees"] == "yes", note=found["note"], actor=request.user
    )
    messages.success(request, gettext("Kept, with your name."))
    following = _next(request.user, entry.id) if "next" in request.POST else ""
    return redirect("keying:keying_item", following or entry.id)


@require_POST
def key_show(request: HttpRequest, item_id: str) -> HttpResponse:
    """Open the key to somebody who confirms keys; from then on they can confirm this one no longer."""
    entry = items.access_entry(request.user, item_id)
    if _is_shut(request):
        return redirect("items:item_detail", entry.id)
    services.look_at_keys(request.user, [entry.id])
    if request.POST.get("next") == "edit" and entry.row:
        return redirect("items:item_edit", entry.id)
    return redirect("items:item_detail", entry.id)
