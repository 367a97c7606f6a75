"""Pages that begin a review and carry its decisions on: start, new edition, other language, changed objectives."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.exchange.succession import CHANGED, UNCHANGED
from sauatty.web.alignments import carrying, carrying_jobs, changed, reviewing
from sauatty.web.alignments.blindness import is_hidden_from
from sauatty.web.alignments.forms import ReviewForm, initial_request
from sauatty.web.alignments.scoping import list_scope, summarise_parts
from sauatty.web.base.models import Job
from sauatty.web.coding import selectors as coding
from sauatty.web.curricula import selectors as curricula
from sauatty.web.curricula.models import Edition

PAGE_SIZE = 50


def page_language() -> str:
    """Return the language of the page."""
    return get_language() or "kk"


def review_address(job: Job) -> str:
    """Return the page of the review that a job began."""
    is_start = job.kind == reviewing.START_JOB
    project = (reviewing.project_of_job if is_start else carrying_jobs.made_by)(job.payload)
    return reverse("coding:project_detail", args=[project.pk]) if project else reverse("coding:project_list")


@require_http_methods(["GET", "POST"])
def review_start(request: HttpRequest) -> HttpResponse:
    """Choose what a review takes and begin it; asked with GET, the form only counts the objectives."""
    edition = curricula.choose_edition(request.user, request.GET.get("edition", ""), language=page_language())
    if edition is None:
        return render(request, "curricula/nothing_yet.html", {"may_write": True})
    parts = summarise_parts(edition)
    asked: Any = {"parts": parts, "language": page_language()}
    if request.method == "GET":
        is_counting = "request_id" in request.GET
        form = (
            ReviewForm(request.GET, **asked)
            if is_counting
            else ReviewForm(initial={"request_id": initial_request(), **_first_choices(request)}, **asked)
        )
        n = _counted(form, edition) if is_counting else parts.n_objectives
        return _start_page(request, edition, form, n, is_checked=is_counting)
    form = ReviewForm(request.POST, **asked)
    if not form.is_valid():
        return _start_page(request, edition, form, _counted(form, edition), status=422)
    if not list_scope(edition, form.scope).exists():
        form.add_error(
            None, gettext("No objective fits this choice. Take an area, a subject or a grade away.")
        )
        return _start_page(request, edition, form, 0, status=422)
    return _to(reviewing.start_review(edition=edition, draft=_draft(form), actor=request.user))


def _to(started: Any) -> HttpResponse:
    """Lead to the review that began, or to the job that begins it."""
    name = "base:job_detail" if isinstance(started, Job) else "coding:project_detail"
    return redirect(name, started.pk)


def _first_choices(request: HttpRequest) -> dict[str, str]:
    """Return what a link to this page has chosen already: one subject of the edition."""
    names = ("subject_area", "subject_id")
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def _counted(form: ReviewForm, edition: Edition) -> int:
    form.is_valid()
    return list_scope(edition, form.scope).count()


def _start_page(
    request: HttpRequest,
    edition: Edition,
    form: ReviewForm,
    n_chosen: int,
    *,
    is_checked: bool = True,
    status: int = 200,
) -> HttpResponse:
    context = {
        "edition": edition,
        "editions": curricula.list_editions(request.user),
        "form": form,
        "n_chosen": n_chosen,
        "is_checked": is_checked,
    }
    return render(request, "alignments/review_start.html", context, status=status)


def _draft(form: ReviewForm) -> reviewing.ReviewDraft:
    cleaned = form.cleaned_data
    codebook, _, version = cleaned["codebook"].rpartition(" ")
    return reviewing.ReviewDraft(
        id=cleaned["request_id"],
        titles=form.titles,
        scope=form.scope,
        framework=cleaned["framework"],
        codebook=codebook,
        codebook_version=version,
        order=cleaned["order"],
        is_blind=cleaned["is_blind"] == "yes",
        target_recall=cleaned["target_recall"] / 100,
        n_coders_wanted=cleaned["n_coders_wanted"],
    )


def _managed(request: HttpRequest, project_id: UUID) -> tuple[Any, Edition]:
    """Return a review that the visitor manages, with its edition (404); a blind coder of it learns nothing here."""
    project = coding.access_managed(request.user, project_id)
    if project.kind != reviewing.KIND:
        raise Http404
    edition = curricula.access_edition(request.user, project.source_id)
    if is_hidden_from(edition, request.user):
        raise Http404
    return project, edition


@require_http_methods(["GET", "POST"])
def review_new_edition(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show what a later edition of the act changes, and go on with the review there."""
    project, edition = _managed(request, project_id)
    editions = list(curricula.list_later_editions(edition))
    later = _chosen(request, editions, "edition")
    if request.method == "POST":
        if later is None:
            raise Http404
        made = carrying_jobs.start_going_on(project=project, earlier=edition, later=later, actor=request.user)
        return _to(made)
    context: dict[str, Any] = {"project": project, "edition": edition, "editions": editions, "later": later}
    if later is not None:
        found = carrying.compare_editions(project, edition, later)
        context |= changed.summary(project, found)
        context["n_unchanged"] = len(found.of_kind(UNCHANGED))
        context["n_changed"] = len(found.of_kind(CHANGED))
        context["existing"] = coding.find_project(carrying.later_project_id(project, later))
    return render(request, "alignments/new_edition.html", context)


def _chosen(request: HttpRequest, editions: list[Edition], name: str) -> Edition | None:
    """Return the edition that is asked for among those that come into question (404), else the newest."""
    wanted = request.POST.get(name) or request.GET.get(name) or ""
    if not wanted:
        return editions[0] if editions else None
    found = next((one for one in editions if str(one.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def review_pair(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show judged objectives beside the same ones in the other language; a person confirms that they agree."""
    project, edition = _managed(request, project_id)
    editions = list(curricula.list_pair_editions(edition))
    other = _chosen(request, editions, "edition")
    if request.method == "POST":
        return _confirm(request, project, edition, other)
    pairs = carrying.find_pairs(project, edition, other) if other else []
    waiting = [pair for pair in pairs if pair.state == "open"]
    page = Paginator(waiting, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "edition": edition,
        "editions": editions,
        "other": other,
        "page": page,
        "rows": changed.named_pairs(page.object_list),
        "n_pairs": len(pairs),
        "n_waiting": len(waiting),
        "made": coding.find_project(carrying.later_project_id(project, other)) if other else None,
    }
    return render(request, "alignments/review_pair.html", context)


def _confirm(request: HttpRequest, project: Any, edition: Edition, other: Edition | None) -> HttpResponse:
    if other is None:
        raise Http404
    everything = request.POST.get("confirm") == "all"
    chosen = None if everything else _ids(request.POST.getlist("objective"))
    n = carrying_jobs.start_confirming(
        project=project, edition=edition, other=other, chosen=chosen, actor=request.user
    )
    if isinstance(n, Job):
        return _to(n)
    said = ngettext(
        "%(n)s decision now holds in the other language too.",
        "%(n)s decisions now hold in the other language too.",
        n,
    )
    if n:
        messages.success(request, said % {"n": n})
    else:
        messages.info(request, gettext("Nothing was confirmed: choose at least one pair."))
    return redirect(f"{reverse('alignments:review_pair', args=[project.pk])}?edition={other.pk}")


def _ids(values: list[str]) -> list[UUID]:
    try:
        return [UUID(value) for value in values]
    except ValueError:
        raise Http404 from None


@require_safe
def review_changed(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show the changed objectives of a review that goes on; the old decision only beside one's own."""
    project = coding.access_project(request.user, project_id)
    rows = changed.list_changed(project)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "page": page,
        "rows": changed.named_changes(page.object_list, project, request.user),
    }
    return render(request, "alignments/review_changed.html", context)
