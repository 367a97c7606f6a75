"""The plan of an invented programme: what the planner chooses for the invented needs, and the cohort that follows it."""

from sauatty.core.errors import NoNeedsToPlan
from sauatty.web.plans import services
from sauatty.web.plans.drafting import Budget
from sauatty.web.programmes.models import Cohort
from sauatty.web.worlds.world import World

HOURS = 24.0


def fill(world: World) -> None:
    """Let the planner choose modules within the hours of the programme; without needs there is no plan."""
    for campaign, survey in world.kept["campaigns"]:
        if survey.purpose == "need":
            _choose(world, campaign)


def _choose(world: World, campaign: object) -> None:
    try:
        version = services.suggest_plan(actor=world.actor, campaign=campaign, budget=Budget(HOURS))
    except NoNeedsToPlan:
        return
    Cohort.objects.filter(pk=world.kept["cohort"].pk).update(plan=version.pk)
    world.kept["cohort"].refresh_from_db()
