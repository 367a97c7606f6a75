"""How far the coders agree, in numbers with their intervals and in words."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from sauatty.web.agreements import selectors, services
from sauatty.web.agreements.words import words_of
from sauatty.web.base.models import Job
from sauatty.web.coding import labels, schemes
from sauatty.web.coding import selectors as coding
from sauatty.web.curricula.titles import area_name, subject_name


def agreement_address(job: Job) -> str:
    """Return the page that shows what a job computed."""
    return reverse("agreements:agreement", args=[job.payload["project"]])


@require_safe
def agreement(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show how far coders agree: whole, by pair, by subject, by competence, and what they confuse."""
    project = coding.access_project(request.user, project_id)
    if not selectors.may_see_agreement(request.user, project):
        return render(request, "agreements/agreement_later.html", {"project": project}, status=403)
    kept, is_present, n_standing = services.present_figures(project)
    words = words_of(project.kind)
    context = {
        "project": project,
        "words": words,
        "kept": kept,
        "is_present": is_present,
        "n_standing": n_standing,
        "figures": _shown(kept.figures, schemes.scheme_of(project).names, words["group_name"])
        if kept
        else None,
        # asked now: a coder may get to see proposals without any new decision
        "with_proposals": coding.labels_with_proposals(project),
        "may_manage": coding.may_manage(request.user, project),
    }
    return render(request, "agreements/agreement.html", context)


def _shown(told: dict[str, Any], names: dict[str, str], group_name: Any) -> dict[str, Any]:
    """Put the words of the page's language beside the numbers."""
    here = labels.language()
    return {
        "whole": {key: {**one, "words": one["words"].get(here, "")} for key, one in told["whole"].items()},
        "pairs": told["pairs"],
        "subjects": [{**row, "name": (group_name or _subject)(row["subject"])} for row in told["subjects"]],
        "by_competence": [
            {**one, "name": names.get(code, code)} for code, one in sorted(told["by_competence"].items())
        ],
        "confusions": [
            {**row, "a_name": names.get(row["a"], row["a"]), "b_name": names.get(row["b"], row["b"]),
             "words": row["words"].get(here, "")}
            for row in told["confusions"]
        ],
        "coders": told["coders"],
    }  # fmt: skip


def _subject(slug: str) -> str:
    here = labels.language()
    if not slug:
        return "–"
    name = subject_name(slug, here)
    return str(name if name != slug else area_name(slug, here))


@require_POST
def agreement_compute(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Ask for the figures of the present decisions and show the progress."""
    project = coding.access_managed(request.user, project_id)
    job = services.ask_for_figures(project=project, actor=request.user)
    if job.created_by_id != request.user.pk:
        return redirect("agreements:agreement", project_id=project.pk)
    return redirect("base:job_detail", job_id=job.pk)
