"""The open answers of an invented programme of any size, coded by two coders; an adjudicator settled the rest.

The first coder says what the model says; the second one differs in some answers of those that the first has read, so
many that there is something to settle and few enough that it is settled at once.
"""

from typing import Any
from uuid import UUID, uuid5

from sauatty.core import records
from sauatty.core.catalogue.content import read_yaml
from sauatty.core.evaluation.pack import SurveyData
from sauatty.web.agreements import selectors as agreements
from sauatty.web.agreements import services as agreement_services
from sauatty.web.answers import demonstration, selectors
from sauatty.web.answers.services import CodingDraft, start_coding
from sauatty.web.coding import services as coding_services
from sauatty.web.surveys.demonstration import SURVEY, response_id
from sauatty.web.worlds.world import World

_SPACE = UUID("9d1f7e0c-0d6b-5f6c-8f0b-64d0b9f0a2c1")
EVERY, MOST_DIFFERENT = 9, 60
CODERS, ADJUDICATOR = ("Ерлан Үлгі", "Мария Образцова"), "Сәуле Үлгі"
WHY = "Ойдан құрастырылған шешім"


def fill(world: World) -> None:
    """Code the definitions of each survey and close the codings."""
    for campaign, survey in world.kept["campaigns"]:
        if survey.codes:
            _code(world, campaign, survey)


def _code(world: World, campaign: Any, survey: SurveyData) -> None:
    content = read_yaml(SURVEY, "demo-survey/1")
    draft = CodingDraft(
        uuid5(_SPACE, str(campaign.pk)), demonstration.TITLES, survey.codes[0].question, content["codebook"],
        content["codebook_version"],
    )  # fmt: skip
    project = start_coding(campaign=campaign, draft=draft, actor=world.actor, is_demo=True)
    labels = [demonstration.seat(project, world.actor, name, "coder").label for name in CODERS]
    units = selectors.units_by_response(project)
    decisions, settled = [], {}
    for number, one in enumerate(survey.codes):
        unit = units[str(response_id(campaign, one.response))]
        differs = number % EVERY == 0 and number < EVERY * MOST_DIFFERENT
        other = one.grade + (1 if one.grade < 3 else -1) if differs else one.grade
        if differs:
            settled[unit] = one
        for label, grade in zip(labels, (one.grade, other), strict=True):
            parts = one.parts if grade else ()
            decisions.append(records.Decision(str(unit), label, grade, parts))
    agreement_services.import_decisions(actor=world.actor, project=project, rows=decisions, name=SURVEY.name)
    _settle(world, project, settled)
    coding_services.close_project(actor=world.actor, project=project)


def _settle(world: World, project: Any, settled: dict[UUID, Any]) -> None:
    seat = demonstration.seat(project, world.actor, ADJUDICATOR, "adjudicator")
    for unit in agreements.list_units_to_adjudicate(seat):
        one = settled[unit.pk]
        body = {"relevance": one.grade, "competences": list(one.parts), "demand": None}
        agreement_services.adjudicate(
            seat=seat, unit=unit, body=body, reason=WHY, revision=0, actor=seat.person
        )
