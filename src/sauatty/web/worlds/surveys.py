"""The surveys of an invented programme of any size, under the shipped instruments."""

from typing import Any

from sauatty.core.evaluation.pack import SurveyData
from sauatty.core.languages import LANGUAGES
from sauatty.web.base import bulk
from sauatty.web.surveys import attributes, demonstration, services
from sauatty.web.surveys.models import Campaign, Response
from sauatty.web.worlds.world import CHUNK, World

DAYS = {"need": (-260, -230), "evaluation": (-40, -12)}


def fill(world: World) -> None:
    """Write both surveys, closed; the ids of responses lead to nobody, as in the model."""
    for survey in world.pack.surveys:
        campaign = _campaign(world, survey)
        _respond(world, campaign, survey)
        world.kept.setdefault("campaigns", []).append((campaign, survey))


def _campaign(world: World, survey: SurveyData) -> Any:
    version = demonstration.version_of(world.actor, world.programme, survey.instrument.id)
    opened, closed = DAYS[survey.purpose]
    campaign = services.add_campaign(
        actor=world.actor, programme=world.programme, version=version, languages=LANGUAGES, is_demo=True,
        titles={code: survey.instrument.title.text(code) for code in LANGUAGES}, opens_at=world.moment(opened, 8),
    )  # fmt: skip
    demonstration.agree(world.actor, campaign)
    if survey.purpose == "need":
        rows = [{"region": region, "kind": "", "n": n} for region, n in world.invited_by_region().items()]
        services.set_population(actor=world.actor, campaign=campaign, rows=rows)
    Campaign.objects.filter(pk=campaign.pk).update(
        state=Campaign.State.CLOSED, closes_at=world.moment(closed, 20)
    )
    campaign.refresh_from_db()
    return campaign


def _respond(world: World, campaign: Any, survey: SurveyData) -> None:
    table, names = survey.table, tuple(survey.table.columns)
    page = campaign.consent_pages.order_by("-version").first()
    opened, closed = DAYS[survey.purpose]
    days = [world.day(opened + at) for at in range(closed - opened)]
    columns = [table.columns[name] for name in names]
    for start in range(0, len(table.ids), CHUNK):
        rows = []
        for at in range(start, min(start + CHUNK, len(table.ids))):
            answers = {name: column[at] for name, column in zip(names, columns, strict=True) if column[at]}
            kind = answers.get("organisation_kind", "")
            rows.append(
                Response(
                    id=demonstration.response_id(campaign, table.ids[at]), campaign=campaign, version=campaign.version,
                    consent=page, answers=answers, language=table.languages[at], day=days[at * 7 % len(days)],
                    state=Response.State.ACCEPTED, region_id=answers.get("region"),
                    organisation_kind=attributes.kind_of(kind) if kind else "",
                )
            )  # fmt: skip
        bulk.insert(rows)
