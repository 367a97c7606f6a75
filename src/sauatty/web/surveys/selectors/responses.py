"""Responses column by column, as core reads them. Only what was taken in counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from sauatty.core.records import ResponseTable
from sauatty.web.instruments import selectors as instruments
from sauatty.web.surveys.models import Campaign, Response

_COLUMNS = ("id", "answers", "language", "day")
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Respondent:
    """The attributes of one response that groups are made of; none of them is a name."""

    id: UUID
    region: str
    organisation_kind: str
    organisation: UUID | None
    language: str
    source: str
    pseudonym: str


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """One answer in the respondent's own words."""

    response: UUID
    text: str
    language: str


def _taken(campaign: Campaign) -> QuerySet[Response]:
    return campaign.responses.filter(state=Response.State.ACCEPTED).order_by("id")


def count_by_state(campaign: Campaign) -> dict[str, int]:
    """Count the responses in each state (one query)."""
    found = campaign.responses.order_by().values_list("state").annotate(n=Count("pk"))
    return dict.fromkeys(Response.State.values, 0) | dict(found)


def response_table(campaign: Campaign) -> ResponseTable:
    """Return the responses that were taken in, by id; of all versions, under the names of the campaign's own.

    An answer whose name the campaign's version does not have is left out; a name that no response answers has no
    column.
    """
    names = [name for one in instruments.core_instrument(campaign.version).questions for name in one.names]
    rows = list(_taken(campaign).values_list(*_COLUMNS).iterator(chunk_size=CHUNK))
    known = {name for _id, answers, _language, _day in rows for name in answers}
    return ResponseTable(
        ids=tuple(str(row[0]) for row in rows),
        columns={name: tuple(row[1].get(name, "") for row in rows) for name in names if name in known},
        languages=tuple(row[2] for row in rows),
        days=tuple(row[3].isoformat() for row in rows),
        weights=(1.0,) * len(rows),
        source=f"campaign {campaign.slug}",
    )


def respondents(campaign: Campaign) -> list[Respondent]:
    """Return the attributes of the responses, in the order of `response_table`."""
    columns = "id", "region_id", "organisation_kind", "organisation_id", "language", "source", "pseudonym"
    return [
        Respondent(pk, region or "", *rest) for pk, region, *rest in _taken(campaign).values_list(*columns)
    ]


def open_answers(campaign: Campaign, question: str) -> Iterator[OpenAnswer]:
    """Return what respondents wrote to a question, by id; empty answers are left out."""
    for pk, answers, language, seen in _taken(campaign).values_list(
        "id", "answers", "language", "languages_seen"
    ):
        if answers.get(question):
            yield OpenAnswer(pk, answers[question], seen.get(question, language))


def list_waiting(campaign: Campaign) -> QuerySet[Any]:
    """List the responses that somebody has to decide about."""
    states = (Response.State.QUARANTINED, Response.State.LATE, Response.State.SET_ASIDE)
    return campaign.responses.filter(state__in=states).order_by("state", "id")
