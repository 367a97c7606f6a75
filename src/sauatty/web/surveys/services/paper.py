"""Returned sheets of paper: entered by key, once or twice, each under its number."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction

from sauatty.core.errors import ConsentNeedsSheet, SheetChecked, SheetKnown, SheetUnknown
from sauatty.web.base import audit
from sauatty.web.surveys import attributes, clock, judging, submission
from sauatty.web.surveys.models import Campaign, PaperSheet, Response


@transaction.atomic
def enter_paper(
    *, actor: Any, campaign: Campaign, number: str, answers: Mapping[str, str], language: str
) -> PaperSheet:
    """Store a sheet as a response. Its number must be new; sheets come after the end too, they were filled before."""
    page = campaign.consent_pages.order_by("-version").first()
    if page is None:
        raise ConsentNeedsSheet
    if campaign.sheets.filter(number=number).exists():
        raise SheetKnown(number=number)
    kept, reading = fitting(campaign, answers)
    response = Response.objects.create(
        id=uuid4(), campaign=campaign, version=campaign.version, consent=page, answers=kept, language=language,
        day=clock.today(), state=Response.State.ACCEPTED, source=Response.Source.PAPER,
        **attributes.of(reading, kept, None),
    )  # fmt: skip
    try:
        with transaction.atomic():
            sheet = PaperSheet.objects.create(
                campaign=campaign, number=number, response=response, first_by=actor
            )
    except IntegrityError as error:  # somebody entered it at the same moment
        raise SheetKnown(number=number) from error
    audit.record("paper.entered", actor=actor, target=sheet, sheet=number)
    return sheet


def fitting(campaign: Campaign, answers: Mapping[str, str]) -> tuple[dict[str, str], judging.Reading]:
    """Return the answers that count, or raise which of them its question does not allow."""
    reading = judging.reading_of(campaign.version, attributes.KINDS)
    texts = {name: submission.clean(text) for name, text in answers.items()}
    kept = judging.relevant_answers(reading, {name: text for name, text in texts.items() if text})
    judging.refuse_what_does_not_fit(reading, kept, clock.today().isoformat())
    return kept, reading


@transaction.atomic
def enter_second(*, actor: Any, campaign: Campaign, number: str, answers: Mapping[str, str]) -> PaperSheet:
    """Compare a second entry with the first: if both agree the sheet is checked, else it waits for a decision."""
    sheet = (
        campaign.sheets.select_for_update(of=("self",))
        .select_related("response")
        .filter(number=number)
        .first()
    )
    if sheet is None:
        raise SheetUnknown(number=number)
    if sheet.is_checked:
        raise SheetChecked(number=number)
    kept, _reading = fitting(campaign, answers)
    sheet.second_by = actor
    sheet.is_checked = kept == sheet.response.answers
    sheet.second_answers = None if sheet.is_checked else kept
    sheet.save(update_fields=["second_by", "is_checked", "second_answers"])
    audit.record("paper.entered-again", actor=actor, target=sheet, sheet=number, agrees=sheet.is_checked)
    return sheet


def differences(sheet: PaperSheet) -> list[str]:
    """Return the names of the answers in which the two entries differ, in the order of the questions."""
    first, second = sheet.response.answers, sheet.second_answers or {}
    reading = judging.reading_of(sheet.campaign.version, attributes.KINDS)
    names = [name for question in reading.instrument.questions for name in question.names]
    return [name for name in names if first.get(name, "") != second.get(name, "")]


@transaction.atomic
def settle_sheet(*, actor: Any, sheet: PaperSheet, from_second: frozenset[str]) -> PaperSheet:
    """Take the answers named from the second entry, the others from the first; the sheet is checked then."""
    locked = (
        PaperSheet.objects.select_for_update(of=("self",))
        .select_related("response", "campaign__version")
        .get(pk=sheet.pk)
    )
    second = locked.second_answers or {}
    chosen = {name for name in differences(locked) if name in from_second}
    merged = {name: text for name, text in locked.response.answers.items() if name not in chosen}
    merged |= {name: second[name] for name in chosen if name in second}
    kept, reading = fitting(locked.campaign, merged)
    places = attributes.of(reading, kept, None)
    Response.objects.filter(pk=locked.response_id).update(answers=kept, **places)
    locked.is_checked, locked.second_answers = True, None
    locked.save(update_fields=["is_checked", "second_answers"])
    audit.record("paper.settled", actor=actor, target=locked, sheet=locked.number, names=sorted(chosen))
    return locked
