"""A plan of workshops: which regions next, and how many rounds until each has its specialists."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.errors import SauattyError, WorkshopBudgetTooSmall
from sauatty.core.evaluation.workshop_planning import Outcome, Share, WorkshopPlan, plan_workshops
from sauatty.web.base import exports
from sauatty.web.base.sentences import say
from sauatty.web.curricula.admission import few_at_once
from sauatty.web.specialists import regional
from sauatty.web.specialists.planning_forms import PlanForm


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan with the names of its regions."""

    plan: WorkshopPlan
    names: dict[str, str]

    @property
    def rounds(self) -> list[tuple[int, Any, list[tuple[str, Share]]]]:
        """Return number, round and named shares."""
        return [
            (at, one, [(self.names[share.region], share) for share in one.shares])
            for at, one in enumerate(self.plan.rounds, 1)
        ]

    @property
    def outcomes(self) -> list[tuple[str, Outcome]]:
        """Return what becomes of each region."""
        return [(self.names[one.region], one) for one in self.plan.outcomes]

    @property
    def unknown(self) -> list[str]:
        """Return the regions whose number is not known."""
        return [self.names[one] for one in self.plan.unknown]

    @property
    def is_proven(self) -> bool:
        """Tell whether each round is proven to be the best one."""
        return self.plan.is_each_best

    def cells(self) -> list[list[Any]]:
        """Return the plan as the rows of a sheet."""
        head = [_("Round"), _("Region"), _("Workshops"), _("Participants"), _("Cost, tenge")]
        rounds = [
            [at, name, one.n_workshops, one.n_people, one.cost]
            for at, _round, shares in self.rounds for name, one in shares
        ]  # fmt: skip
        after = [
            _("Region"),
            _("Lacking specialists"),
            _("Workshops"),
            _("Participants"),
            _("Ratio after round"),
        ]
        outcomes = [
            [name, one.lacking, one.n_workshops, one.n_people, one.reached_in] for name, one in self.outcomes
        ]
        unknown = [[name, _("number not known: not planned")] for name in self.unknown]
        return [head, *rounds, [], after, *outcomes, *unknown]


def _planned(form: PlanForm) -> PlanShown:
    facts, rows = form.cleaned_data, regional.list_region_rows()
    names = {one.code: one.name for one in rows}
    supply = regional.supplies(rows, facts["kind"], facts["price"], facts["prices"])
    try:
        return PlanShown(plan_workshops(supply, form.terms()), names)
    except WorkshopBudgetTooSmall as error:
        dear = str(error.params["regions"]).split(", ")
        raise WorkshopBudgetTooSmall(regions=", ".join(names[one] for one in dear)) from error


@require_safe
@few_at_once
def workshop_plan(request: HttpRequest) -> HttpResponse:
    """Ask for the facts of a plan, and show the plan."""
    form, shown = PlanForm(request.GET if "budget" in request.GET else None), None
    if form.is_valid():
        try:
            shown = _planned(form)
        except SauattyError as error:
            form.add_error(None, say(error))
    context = {
        "form": form, "shown": shown, "asked": request.GET.urlencode(),
        "n_invented": regional.count_invented() if shown else 0,
    }  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "specialists/workshop_plan.html", context, status=status)


@require_POST
@few_at_once
def workshop_plan_file(request: HttpRequest) -> HttpResponse:
    """Make the plan that is shown as a workbook."""
    form = PlanForm(request.GET)
    if not form.is_valid():
        return redirect("specialists:workshop_plan")
    content = exports.write_xlsx(_planned(form).cells() + regional.said_of_invented(), sheet=_("Workshops"))
    file = exports.offer_file(
        owner=request.user,
        name="workshops.xlsx",
        media_type=exports.XLSX,
        content=content,
        kind="workshop-plan",
    )
    return redirect("base:file_fetch", file_id=file.pk)
