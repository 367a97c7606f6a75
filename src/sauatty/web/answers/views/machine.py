"""The machine's suggestions: what is missing, what it is worth, on and off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.answers import books, selectors, services
from sauatty.web.answers.views.blind import blind_still
from sauatty.web.base.models import Job
from sauatty.web.base.sentences import say
from sauatty.web.coding import selectors as coding

MEASURES = (
    ("grades", _("Grades in their order (alpha)"), "alpha"),
    ("grades_equal", _("Grades, equal or not (kappa)"), "kappa"),
    ("parts", _("Parts as sets (alpha)"), "alpha"),
)


def machine_address(job: Job) -> str:
    """Return the page that shows what a job suggested."""
    return reverse("answers:machine", args=[job.payload["project"]])


@require_safe
def machine(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show whether the machine may learn, and how it agrees with people beside how people agree."""
    project = selectors.access_managed(request.user, project_id)
    if not coding.may_know_decisions(request.user, project):
        return blind_still(request, project)
    return _page(request, project)


def _page(request: HttpRequest, project: Any, *, sentence: str = "", status: int = 200) -> HttpResponse:
    state = selectors.machine_state(project)
    context = {
        "project": project, "state": state, "sentence": sentence,
        "rows": _rows(state.run.figures, project) if state.run else [],
    }  # fmt: skip
    return render(request, "answers/machine.html", context, status=status)


def _rows(figures: dict[str, Any], project: Any) -> list[dict[str, Any]]:
    """Return one row for each measure: the machine with people, and people among themselves."""
    held, people = figures["held_out"], figures.get("people") or {}
    rows: list[dict[str, Any]] = [
        {"name": name, "machine": _one(held[key], what), "people": _one(people.get(key), what)}
        for key, name, what in MEASURES
    ]
    names, by_part = books.scheme_of(project).names, people.get("by_part") or {}
    for part, told in held["by_part"].items():
        row = {"name": names.get(part, part), "machine": _one(told, "alpha"), "is_part": True}
        rows.append({**row, "people": _one(by_part.get(part), "alpha")})
    return rows


def _one(told: dict[str, Any] | None, what: str) -> dict[str, Any]:
    """Return estimate and ends; of more than two people there is no kappa, then alpha stands there."""
    if not told:
        return {"value": None, "ends": None, "n": 0}
    what = what if what in told else "alpha"
    return {"value": told[what], "ends": told[f"{what}_ci95"], "n": told["n_units_pairable"]}


@require_POST
def machine_on(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Switch the machine on, or let it learn anew."""
    project = selectors.access_managed(request.user, project_id)
    if not coding.may_know_decisions(request.user, project):
        return blind_still(request, project)
    try:
        job = services.ask_for_suggestions(project=project, actor=request.user)
    except SauattyError as error:
        return _page(request, project, sentence=say(error), status=422)
    if job.created_by_id != request.user.pk:
        return redirect("answers:machine", project_id=project.pk)
    return redirect("base:job_detail", job_id=job.pk)


@require_POST
def machine_off(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Take the suggestions away."""
    project = selectors.access_managed(request.user, project_id)
    services.switch_off(project=project, actor=request.user)
    messages.success(request, gettext("The suggestions are gone. What people decided is untouched."))
    return redirect("answers:machine", project_id=project.pk)
