"""The core's plan from the JSON of a version: charts and syllabus are drawn from what was kept, not computed anew."""

from math import nan
from typing import Any

from sauatty.core.languages import Translated
from sauatty.core.statistics import Interval
from sauatty.core.surveys.plan import Plan, PlanModule, PlanNeed, Reason, ReasonShare
from sauatty.core.surveys.plan_model import Gain

Json = dict[str, Any]


def plan_from_json(kept: Json) -> Plan:
    """Return the plan that `Plan.as_json` was made from, without what was left out."""
    return Plan(
        modules=tuple(_module(one) for one in kept["modules"]),
        needs=tuple(_need(one) for one in kept["needs"]),
        left_out=(),
        hours=kept["hours"],
        hours_used=kept["hours_used"],
        sessions=kept["sessions"],
        sessions_used=kept["sessions_used"],
        languages=tuple(kept["languages"]),
        forms=tuple(kept["forms"]),
        answered=kept["answered"],
        gap=kept["gap"],
        gain=Gain(tuple((hours, share) for hours, share in kept["gain"]["steps"])),
        by_hours=tuple((hours, answered) for hours, answered in kept.get("by_hours", ())),
    )


def _module(one: Json) -> PlanModule:
    reasons = tuple(
        Reason(
            reason["competence"], reason["hours"], reason["need"], reason["rank"],
            tuple(_share(own) for own in reason["shares"]),
        )
        for reason in one["reasons"]
    )  # fmt: skip
    return PlanModule(
        one["id"], Translated(**one["title"]), one["hours"], one["sessions"], tuple(one["forms"]), one["adds"],
        one["is_kept"], tuple(one["needed_by"]), reasons,
    )  # fmt: skip


def _share(own: Json) -> ReasonShare:
    ends = {name: nan if value is None else value for name, value in own["share"].items()}
    return ReasonShare(own["part"], own["n_in_need"], own["n"], Interval(**ends))


def _need(one: Json) -> PlanNeed:
    return PlanNeed(
        one["competence"], one["need"], one["rank"], one["hours"], one["answered"], one["left"],
        tuple(one["modules"]), one["why_left"],
    )  # fmt: skip
