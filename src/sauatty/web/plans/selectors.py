"""The only door to the rows of plans; what they are about is asked of surveys and needs."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sauatty.core.catalogue.modules import load_modules
from sauatty.core.languages import Translated
from sauatty.core.surveys.needs import Needs, needs
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.web.base.models import ExportedFile
from sauatty.web.instruments import selectors as instruments
from sauatty.web.lessons import catalogue
from sauatty.web.lessons import selectors as lessons
from sauatty.web.needs import selectors as needing
from sauatty.web.plans.answering import NeedsAndContent, needs_and_content
from sauatty.web.plans.dating import ModuleDay
from sauatty.web.plans.models import PlanVersion, ProgrammePlan
from sauatty.web.plans.paths import Path, Step, days_of, path_of, steps_of
from sauatty.web.programmes import selectors as programmes
from sauatty.web.surveys import selectors as surveys

# The index itself needs no resamples; only the range of its ranks hangs on them.
N_RESAMPLES = 200


def list_campaigns(person: Any) -> QuerySet[Any]:
    """List the surveys that ask for needs, each with hours and answered share of its newest plan, if any."""
    newest = PlanVersion.objects.filter(plan__campaign=OuterRef("pk")).order_by("-number")
    found = surveys.list_campaigns(person).filter(version__instrument__kind="needs")
    return found.annotate(
        plan_number=Subquery(newest.values("number")[:1]),
        plan_hours=Subquery(newest.values("hours")[:1]),
        plan_answered=Subquery(newest.values("answered")[:1]),
    ).order_by("-created_at")


def access_campaign(person: Any, campaign_id: UUID) -> Any:
    """Return a survey whose figures the person may read (404)."""
    return surveys.access_campaign(person, campaign_id)


def access_managed(person: Any, campaign_id: UUID) -> Any:
    """Return a survey that the person manages (404)."""
    return surveys.access_managed(person, campaign_id)


def may_manage(person: Any, campaign: Any) -> bool:
    """Tell whether the person may change the plan of a survey."""
    return surveys.may_manage(person, campaign)


def sees_rows(person: Any, campaign: Any) -> bool:
    """Tell whether numbers lead to the answers behind them."""
    return needing.sees_rows(person, campaign)


def hidden_campaigns(person: Any) -> frozenset[UUID]:
    """Return the surveys whose answers the person still codes blindly."""
    return needing.blind_campaigns(person)


def is_hidden_from(person: Any, campaign: Any) -> bool:
    """Tell whether the person still codes these answers blindly: reasons would tell what was agreed."""
    return needing.codes_hidden_from(person, campaign)


def may_be_told(person: Any, campaign: Any) -> bool:
    """Tell whether a person may see what a plan stands on: no blind coder, and of a few responses nobody from afar."""
    if is_hidden_from(person, campaign):
        return False
    return sees_rows(person, campaign) or count_responses(campaign) >= MINIMUM_CELL


def stamp_of(campaign: Any) -> str:
    """Return what changes with every response and agreed code that a plan stands on."""
    codes = needing.codes_of(campaign, needing.AGREED)
    return f"{needing.stamp_of(campaign)[:32]}{needing.codes_stamp(codes)[:32]}"


def is_behind(version: PlanVersion, campaign: Any) -> bool:
    """Tell whether responses or codes have changed since a version was computed."""
    return bool(version.figures.get("stamp", "") not in ("", stamp_of(campaign)))


def list_versions(campaign: Any) -> QuerySet[PlanVersion]:
    """List the versions of a survey's plan, the newest first, without their figures."""
    found = PlanVersion.objects.filter(plan__campaign=campaign).select_related("created_by")
    return found.defer("body", "figures").order_by("-number")


def find_version(campaign: Any, number: str = "") -> PlanVersion | None:
    """Return a version of a survey's plan, the newest without a number; None where there is no plan."""
    found = PlanVersion.objects.filter(plan__campaign=campaign).order_by("-number")
    if number:
        return (
            get_object_or_404(found, number=int(number))
            if number.isdecimal()
            else get_object_or_404(found, pk=None)
        )
    return found.first()


def newest_of(programme: Any) -> PlanVersion | None:
    """Return the version of a programme's plan that was made last, without its figures; None where there is none."""
    found = PlanVersion.objects.filter(plan__campaign__programme=programme).defer("body", "figures")
    return found.order_by("-created_at").first()


def access_version(campaign: Any, number: str) -> PlanVersion:
    """Return a version of a survey's plan, the newest without a number, or 404."""
    found = find_version(campaign, number)
    return found if found is not None else get_object_or_404(PlanVersion, pk=None)


def version_of_job(version_id: str) -> PlanVersion | None:
    """Return the version that a job was asked about; None where the survey is gone."""
    return PlanVersion.objects.select_related("plan__campaign__programme").filter(pk=version_id).first()


def may_take(person: Any, version: PlanVersion) -> bool:
    """Tell whether a person may still have the syllabus of a version."""
    campaign = version.plan.campaign
    return bool(visible_campaigns(person, {campaign.pk})) and may_be_told(person, campaign)


def plan_of(campaign: Any) -> ProgrammePlan | None:
    """Return the plan of a survey, if there is one."""
    return ProgrammePlan.objects.filter(campaign=campaign).first()


def addresses_of(ids: set[UUID]) -> list[tuple[UUID, UUID, int]]:
    """Return id, campaign and number of versions."""
    return list(PlanVersion.objects.filter(pk__in=ids).values_list("pk", "plan__campaign_id", "number"))


def visible_campaigns(person: Any, ids: set[UUID]) -> set[UUID]:
    """Return those of some surveys that the person may read."""
    return set(surveys.list_campaigns(person).filter(pk__in=ids).values_list("pk", flat=True))


def needs_of(campaign: Any) -> Needs:
    """Return the needs that a plan answers, from all responses and the agreed codes (never those of the machine)."""
    instrument = instruments.core_instrument(campaign.version)
    codes = needing.codes_of(campaign, needing.AGREED)
    return needs(instrument, surveys.response_table(campaign), codes, n_resamples=N_RESAMPLES)


def programme_of_cohorts(ids: Iterable[UUID]) -> Any:
    """Return the programme in which cohorts of these ids are already, or None."""
    return programmes.programme_of_cohorts(ids)


def count_responses(campaign: Any) -> int:
    """Count the responses that were taken in."""
    return surveys.count_by_state(campaign)["accepted"]


def module_titles() -> dict[str, Translated]:
    """Return the titles of the modules there are."""
    return {one.id: one.title for one in load_modules()}


# --- content and paths ---


def content_of(campaign: Any, version: PlanVersion | None) -> NeedsAndContent:
    """Return the needs of a survey beside the lessons of the site and a version of its plan."""
    return needs_and_content(needs_of(campaign), catalogue.shelf(), version)


def list_paths(person: Any) -> list[Path]:
    """Return the path of each cohort that a person learns in (five queries)."""
    mine = list(cohorts_of(person))
    versions = {one.pk: one for one in PlanVersion.objects.filter(pk__in=[one.plan for one in mine])}
    days, states = programmes.module_dates_of(mine), lessons.states_of(person)
    today = timezone.localdate()
    return [path_of(one, versions.get(one.plan), days[one.pk], states, today) for one in mine]


def cohorts_of(person: Any) -> QuerySet[Any]:
    """List the cohorts that a person learns in."""
    return programmes.cohorts_of(person)


def programmes_of(person: Any) -> list[Any]:
    """Return the programmes in which a person has a role and could join a cohort."""
    return list(programmes.list_joinable(person))


def access_coordinated_cohort(person: Any, cohort_id: UUID) -> Any:
    """Return a cohort that a person coordinates, or 404."""
    return programmes.access_own_cohort(person, cohort_id)


def days_of_cohort(cohort: Any) -> list[tuple[Step, ModuleDay]]:
    """Return the modules of a cohort's plan with their days."""
    steps = steps_of(PlanVersion.objects.filter(pk=cohort.plan).first())
    return list(zip(steps, days_of(steps, cohort, programmes.module_dates(cohort)), strict=True))


def find_file(owner_id: Any, name: str) -> UUID | None:
    """Return the newest made file of this name that its owner can still fetch."""
    mine = ExportedFile.objects.filter(owner_id=owner_id, name=name, expires_at__gt=timezone.now())
    return mine.order_by("-created_at").values_list("pk", flat=True).first()
