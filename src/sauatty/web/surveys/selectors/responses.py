"""Responses column by column, as core reads them. Only what was taken in counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Case, Count, QuerySet, When
from django.shortcuts import get_object_or_404

from sauatty.core.catalogue.answers_check import AnswerProblem, answer_problems
from sauatty.core.records import ResponseTable
from sauatty.core.surveys.hiding import hidden_answers
from sauatty.core.surveys.small_cells import MINIMUM_CELL
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
    """Count the responses in each state, as accepted, late, quarantined and set_aside (one query)."""
    found = dict(campaign.responses.order_by().values_list("state").annotate(n=Count("pk")))
    return {state.replace("-", "_"): found.get(state, 0) for state in Response.State.values}


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


_WAITS = (Response.State.QUARANTINED, Response.State.LATE, Response.State.SET_ASIDE)


def list_waiting(campaign: Campaign) -> QuerySet[Any]:
    """List the responses that are kept but not taken in: those that nobody has decided about first."""
    rows = campaign.responses.filter(state__in=_WAITS).defer("answers", "languages_seen")
    return rows.order_by(Case(When(state=Response.State.SET_ASIDE, then=1), default=0), "state", "id")


def access_waiting(campaign: Campaign, response_id: UUID) -> Response:
    """Return a response that is not taken in, or 404: the others are read by nobody one by one."""
    rows = campaign.responses.filter(state__in=_WAITS).select_related(
        "version", "campaign__version", "region"
    )
    return get_object_or_404(rows, pk=response_id)


def problems_of(response: Response) -> tuple[AnswerProblem, ...]:
    """Return everything that is wrong with the answers of a response, by the version that it answers."""
    version = response.version or response.campaign.version
    return answer_problems(instruments.core_instrument(version), response.answers)


def count_languages(campaign: Campaign, *, hides_small: bool = False) -> list[tuple[str, int | None]]:
    """Count the responses taken in by language, the most frequent first; also those that saw several.

    With `hides_small` a number under five is None, with another one that would give it away: the sum is known.
    """
    rows = _taken(campaign).order_by().values_list("language").annotate(n=Count("pk"))
    found = sorted(rows, key=lambda row: (-row[1], row[0]))
    if not hides_small:
        return list(found)
    hidden = hidden_answers(np.array([n for _code, n in found], dtype=np.int64), MINIMUM_CELL)
    return [(code, None if is_hidden else n) for (code, n), is_hidden in zip(found, hidden, strict=True)]
