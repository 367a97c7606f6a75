"""Responses that somebody else enters: from paper, from a file. They count like those that were sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from sauatty.core.errors import AnswersDoNotFit, ConsentNeedsSheet
from sauatty.core.languages import LANGUAGES
from sauatty.web.surveys import attributes, clock, judging, submission
from sauatty.web.surveys.models import Campaign, Response


@dataclass(frozen=True, slots=True)
class Entry:
    """One response of a file, as it will be stored; `problem` is why it would wait."""

    id: UUID
    answers: Mapping[str, str]
    language: str
    day: date
    problem: str = ""


def fitting(campaign: Campaign, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers that count, or raise which of them its question does not allow."""
    reading = judging.reading_of(campaign.version, attributes.KINDS)
    texts = {name: submission.clean(text) for name, text in answers.items()}
    kept = judging.relevant_answers(reading, {name: text for name, text in texts.items() if text})
    judging.refuse_what_does_not_fit(reading, kept, clock.today().isoformat())
    return kept


def _places(campaign: Campaign, answers: Mapping[str, str]) -> dict[str, Any]:
    return attributes.of(judging.reading_of(campaign.version, attributes.KINDS), answers, None)


@transaction.atomic
def enter_response(*, campaign: Campaign, answers: Mapping[str, str], language: str) -> Response:
    """Store the answers of a sheet; after the end too, as sheets were filled in before."""
    page = campaign.consent_pages.order_by("-version").first()
    if page is None:
        raise ConsentNeedsSheet
    kept = fitting(campaign, answers)
    return Response.objects.create(
        id=uuid4(), campaign=campaign, version=campaign.version, consent=page, answers=kept, language=language,
        day=clock.today(), state=Response.State.ACCEPTED, source=Response.Source.PAPER, **_places(campaign, kept),
    )  # fmt: skip


@transaction.atomic
def replace_answers(*, campaign: Campaign, response_id: UUID, answers: Mapping[str, str]) -> None:
    """Put the answers that stand on a sheet in the place of those that were typed wrongly."""
    kept = fitting(campaign, answers)
    Response.objects.filter(pk=response_id, campaign=campaign, source=Response.Source.PAPER).update(
        answers=kept, **_places(campaign, kept)
    )


def entry_of(campaign: Campaign, *, key: UUID, answers: Mapping[str, str], language: str, day: str) -> Entry:
    """Judge one response of a file: what does not fit will wait for a decision, as if it had been sent."""
    reading = judging.reading_of(campaign.version, attributes.KINDS)
    texts = {name: submission.clean(text) for name, text in answers.items() if text}
    kept, problem, today = judging.relevant_answers(reading, texts), "", clock.today()
    if not kept:
        problem = judging.EMPTY
    try:
        judging.refuse_what_does_not_fit(reading, kept, today.isoformat())
    except AnswersDoNotFit as error:
        problem = error.code
    return Entry(key, kept, language if language in LANGUAGES else "", _day(day, today), problem)


def _day(text: str, today: date) -> date:
    try:
        return min(date.fromisoformat(text), today)
    except ValueError:
        return today


@transaction.atomic
def add_entries(*, campaign: Campaign, entries: Iterable[Entry]) -> list[Entry]:
    """Store the responses of a file that are not here yet; returns those."""
    given = {entry.id: entry for entry in entries}
    known = set(Response.objects.filter(pk__in=given).values_list("pk", flat=True))
    new = [entry for key, entry in given.items() if key not in known]
    Response.objects.bulk_create(_row(campaign, entry) for entry in new)
    return new


def _row(campaign: Campaign, entry: Entry) -> Response:
    held = Response.State.SET_ASIDE if entry.problem == judging.EMPTY else Response.State.QUARANTINED
    state = held if entry.problem else Response.State.ACCEPTED
    return Response(
        id=entry.id, campaign=campaign, version=campaign.version, answers=dict(entry.answers),
        language=entry.language, day=entry.day, state=state, problem=entry.problem,
        source=Response.Source.IMPORT, **_places(campaign, entry.answers),
    )  # fmt: skip
