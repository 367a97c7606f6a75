"""The invented answers, coded by two coders who do not exist; an adjudicator settled where they differed."""

from typing import Any
from uuid import UUID, uuid5

from sauatty.core import records
from sauatty.core.catalogue.content import read_yaml
from sauatty.core.languages import LANGUAGES
from sauatty.web.accounts.services import people
from sauatty.web.agreements import selectors as agreements
from sauatty.web.agreements import services as agreement_services
from sauatty.web.answers import selectors
from sauatty.web.answers.services import CodingDraft, start_coding
from sauatty.web.coding import selectors as coding
from sauatty.web.coding import services as coding_services
from sauatty.web.instruments import selectors as instruments
from sauatty.web.surveys.demonstration import SURVEY, response_id

_SPACE = UUID("6f4c1c1e-5a52-5a1a-9a4a-0d2f7c1f3b77")
TITLES = {
    "kk": "Ойдан құрастырылған жауаптарды кодтау. МАС деген не",
    "ru": "Кодирование вымышленных ответов. Что такое МИГ",
    "en": "Coding of invented answers. What MIL is",
}
_ATTRIBUTES = ("region", "organisation_kind", "role")
Row = dict[str, Any]


def make(actor: Any) -> None:
    """Make the invented coding of the invented survey, closed, unless it is there."""
    campaign = selectors.demo_campaign()
    if campaign is None or coding.list_projects_of(selectors.SOURCE, campaign.pk):
        return
    content = read_yaml(SURVEY, "demo-survey/1")
    instrument = instruments.core_instrument(campaign.version)
    question = instrument.with_role("definition")[0].id
    draft = CodingDraft(
        uuid5(_SPACE, str(campaign.pk)), {code: TITLES[code] for code in LANGUAGES}, question, content["codebook"],
        content["codebook_version"], _ATTRIBUTES,
    )  # fmt: skip
    project = start_coding(campaign=campaign, draft=draft, actor=actor, is_demo=True)
    rows = [one for one in content["codes"] if one["question"] == question]
    _decide(project, campaign, rows, content["coders"], actor)
    _settle(project, campaign, rows, content["adjudicator"], actor)
    coding_services.close_project(actor=actor, project=project)


def seat(project: Any, actor: Any, name: str, role: str) -> Any:
    """Seat somebody who does not exist."""
    person = people.add_person(actor=actor, name=name, is_demo=True)
    return coding_services.seat_person(actor=actor, project=project, person=person, role=role)


def _decide(project: Any, campaign: Any, rows: list[Row], coders: dict[str, str], actor: Any) -> None:
    labels = {key: seat(project, actor, name, "coder").label for key, name in coders.items()}
    units = selectors.units_by_response(project)
    decisions = [
        records.Decision(
            str(units[str(response_id(campaign, one["response"]))]), labels[one["coder"]], one["grade"],
            tuple(one["parts"]),
        )
        for one in rows
        if one["coder"] in labels
    ]  # fmt: skip
    agreement_services.import_decisions(actor=actor, project=project, rows=decisions, name=SURVEY.name)


def _settle(project: Any, campaign: Any, rows: list[Row], name: str, actor: Any) -> None:
    adjudicator = seat(project, actor, name, "adjudicator")
    agreed = {response_id(campaign, one["response"]): one for one in rows if one["coder"] == "agreed"}
    for unit in agreements.list_units_to_adjudicate(adjudicator):
        one = agreed[unit.ref_id]
        body = {"relevance": one["grade"], "competences": one["parts"], "demand": None}
        agreement_services.adjudicate(
            seat=adjudicator, unit=unit, body=body, reason=one.get("note") or "–", revision=0,
            actor=adjudicator.person,
        )  # fmt: skip


def remove() -> None:
    """Delete every coding of an invented survey, with the codebooks of an invented programme."""
    for project in selectors.demo_codings():
        coding_services.delete_project(actor=None, project=project)
