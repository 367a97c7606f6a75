"""The keys of a test for its coordinators: what counts as right, and correcting it with everybody graded anew."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.errors import KeyUnchanged, KeyUnfit
from sauatty.core.languages import Translated
from sauatty.web.assessments import labels, presenting, selectors, services
from sauatty.web.assessments.forms import CorrectionForm
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.papers import selectors as papers

MOST_SHOWN = 200


@require_safe
def key_list(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """List the keys of the papers of a test."""
    test = papers.access_managed(request.user, test_id)
    rows = [(paper, _rows(paper)) for paper in papers.papers_of(test)]
    has_public = any(row["row"].is_shipped for _paper, group in rows for row in group)
    context = {"test": test, "papers": rows, "has_public": has_public}
    return render(request, "assessments/key_list.html", context)


def _rows(paper: Any) -> list[dict[str, Any]]:
    keys = {row.item: row for row in selectors.current_keys(paper.pk)}
    items = papers.content_of(paper.pk).body["items"]
    return [
        {
            "row": keys[item["id"]], "stem": presenting.short_of(item["stem"]),
            "right": _right_words(keys[item["id"]], item), "kind": labels.KINDS[item["kind"]],
        }
        for item in items
        if item["id"] in keys
    ]  # fmt: skip


def _right_words(row: Any, item: dict[str, Any]) -> list[str]:
    """Return what is right in the words of the options."""
    texts = {one["id"]: _text(one["text"]) for one in (*item["options"], *item["targets"])}
    right, credit = row.key["right"], row.key["credit"]
    if credit:
        return [
            f"{points}: {texts[id]}"
            for id, points in sorted(credit.items(), key=lambda pair: -pair[1])
            if points
        ]
    if isinstance(right, str):
        return [texts[right]]
    if isinstance(right, dict):
        return [f"{texts[id]} → {texts[target]}" for id, target in right.items()]
    return [texts[id] for id in right]


def _text(texts: dict[str, str]) -> str:
    return Translated.from_mapping(dict(texts)).text(labels.language())


@require_http_methods(["GET", "HEAD", "POST"])
def key_correct(request: HttpRequest, test_id: UUID, paper_id: UUID, item: str) -> HttpResponse:
    """Correct a key: first what would change is shown, then it is done."""
    test = papers.access_managed(request.user, test_id)
    paper = next((one for one in papers.papers_of(test) if one.pk == paper_id), None)
    found = _item_of(paper_id, item) if paper else None
    if found is None:
        raise Http404
    versions = selectors.key_versions(paper_id, item)
    shown = {
        name: [{"id": one["id"], "text": _text(one["text"])} for one in found[name]]
        for name in ("options", "targets")
    }
    form = CorrectionForm(posted(request), row=versions[0], shown=shown, initial={"way": "key"})
    context: dict[str, Any] = {
        "test": test, "paper": paper, "item": item, "stem": _text(found["stem"]), "versions": versions,
        "right": _right_words(versions[0], found), "form": form,
    }  # fmt: skip
    if not form.is_valid():
        return render(request, "assessments/key_correct.html", context, status=422 if form.is_bound else 200)
    correction = services.Correction(item, **form.correction)
    try:
        if request.POST.get("step") == "do":
            return _corrected(request, test_id, paper_id, correction, form.cleaned_data["reason"])
        changes = services.affected(paper_id, correction)
    except (KeyUnfit, KeyUnchanged) as error:
        form.add_error(None, say(error))
        return render(request, "assessments/key_correct.html", context, status=422)
    changed = [one for one in changes if one.is_changed]
    context |= {"changes": changes, "n_changed": len(changed), "changed": changed[:MOST_SHOWN]}
    return render(request, "assessments/key_correct.html", context)


def _item_of(paper_id: UUID, item: str) -> dict[str, Any] | None:
    items = papers.content_of(paper_id).body["items"]
    return next((one for one in items if one["id"] == item), None)


def _corrected(
    request: HttpRequest, test_id: UUID, paper_id: UUID, correction: services.Correction, reason: str
) -> HttpResponse:
    job = services.correct_key(
        actor=request.user, paper_id=paper_id, correction=correction, reason=reason, test_id=test_id
    )
    messages.success(request, _("The key is corrected. Everybody it touches is graded anew."))
    return redirect("base:job_detail", job_id=job.pk)
