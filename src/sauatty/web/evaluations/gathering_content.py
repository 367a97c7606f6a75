"""Surveys, plan and lessons of a programme, as its evaluation reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sauatty.core.evaluation.pack import PlannedTime, SurveyData, SurveyPurpose, TaughtLesson
from sauatty.core.languages import LANGUAGES
from sauatty.web.instruments import selectors as instruments
from sauatty.web.lessons import catalogue
from sauatty.web.needs import selectors as needing
from sauatty.web.plans import selectors as plans
from sauatty.web.plans.drafting import Draft
from sauatty.web.surveys import selectors as surveys

_PURPOSES: dict[str, SurveyPurpose] = {
    "needs": "need",
    "evaluation": "evaluation",
    "follow-up": "follow-up",
}


@dataclass(frozen=True, slots=True)
class AskedSurvey:
    """A survey with its answers."""

    campaign: Any
    data: SurveyData
    is_blind: bool = False


def surveys_of(programme: Any, viewer: Any) -> list[AskedSurvey]:
    """Return the surveys of a programme that have answers, the newest of each purpose first.

    Whoever still codes answers blindly gets them without the codes that were agreed.
    """
    found: Iterable[Any] = surveys.with_counts(surveys.list_of_programmes([programme.pk])).filter(
        version__instrument__kind__in=_PURPOSES
    )
    blind = needing.blind_campaigns(viewer)
    return [
        AskedSurvey(one, _data(one, one.pk in blind), one.pk in blind) for one in found if one.n_responses
    ]


def _data(campaign: Any, is_blind: bool) -> SurveyData:
    return SurveyData(
        _PURPOSES[campaign.version.instrument.kind], instruments.core_instrument(campaign.version),
        surveys.response_table(campaign), () if is_blind else tuple(needing.codes_of(campaign, needing.AGREED)),
        is_anonymous=True, day=str(campaign.closes_at.date()) if campaign.closes_at else "",
    )  # fmt: skip


def plan_of(programme: Any) -> Any:
    """Return the newest version of the programme's plan, or None."""
    return plans.newest_of(programme)


def minutes_of(version: Any) -> tuple[PlannedTime, ...]:
    """Return what a plan gives each competence."""
    needs = version.figures["needs"] if version is not None else ()
    return tuple(PlannedTime(one["competence"], 60.0 * one["hours"]) for one in needs if one["hours"])


def lessons_of(version: Any, sessions: Iterable[Any]) -> tuple[TaughtLesson, ...]:
    """Return the lessons that the plan chose, and those of the modules that sessions are about."""
    chosen = {
        f"{one.id}.{lesson}"
        for one in (Draft.of(version.body).modules if version is not None else ())
        for lesson in one.lessons
    }
    modules = {one.module for one in sessions if one.module}
    if not chosen and not modules:
        return ()
    return tuple(
        TaughtLesson(key, tuple(one.lesson.competences), _is_machine(one))
        for key, one in catalogue.shelf().lessons.items()
        if key in chosen or one.lesson.module in modules
    )


def _is_machine(shelved: Any) -> bool:
    """Tell whether a machine drafted the lesson in every language and no person has signed any."""
    told = shelved.lesson.provenance
    return all(told.is_machine(one) and not told.is_reviewed(one) for one in LANGUAGES)
