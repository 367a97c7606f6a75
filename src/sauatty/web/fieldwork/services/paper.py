"""Returned sheets of paper: entered by key, once or twice, each under its number."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from sauatty.core.errors import SheetChecked, SheetKnown, SheetUnknown
from sauatty.web.base import audit
from sauatty.web.fieldwork.models import PaperSheet
from sauatty.web.instruments import selectors as instruments
from sauatty.web.surveys import services as surveys


@transaction.atomic
def enter_paper(
    *, actor: Any, campaign: Any, number: str, answers: Mapping[str, str], language: str
) -> PaperSheet:
    """Store a sheet as a response. Its number must be new."""
    if campaign.sheets.filter(number=number).exists():
        raise SheetKnown(number=number)
    response = surveys.enter_response(campaign=campaign, answers=answers, language=language)
    try:
        with transaction.atomic():
            sheet = PaperSheet.objects.create(
                campaign=campaign, number=number, response=response, first_by=actor
            )
    except IntegrityError as error:  # somebody entered it at the same moment
        raise SheetKnown(number=number) from error
    audit.record("paper.entered", actor=actor, target=sheet, sheet=number)
    return sheet


@transaction.atomic
def enter_second(*, actor: Any, campaign: Any, number: str, answers: Mapping[str, str]) -> PaperSheet:
    """Compare a second entry with the first: if both agree the sheet is checked, else it waits for a decision."""
    rows = campaign.sheets.select_for_update(of=("self",)).select_related("response")
    sheet: PaperSheet | None = rows.filter(number=number).first()
    if sheet is None:
        raise SheetUnknown(number=number)
    if sheet.is_checked:
        raise SheetChecked(number=number)
    kept = surveys.fitting(campaign, answers)
    sheet.second_by = actor
    sheet.is_checked = kept == sheet.response.answers
    sheet.second_answers = None if sheet.is_checked else kept
    sheet.save(update_fields=["second_by", "is_checked", "second_answers"])
    audit.record("paper.entered-again", actor=actor, target=sheet, sheet=number, agrees=sheet.is_checked)
    return sheet


def differences(sheet: PaperSheet) -> list[str]:
    """Return the names of the answers in which the two entries differ, in the order of the questions."""
    first, second = sheet.response.answers, sheet.second_answers or {}
    questions = instruments.core_instrument(sheet.campaign.version).questions
    names = [name for question in questions for name in question.names]
    return [name for name in names if first.get(name, "") != second.get(name, "")]


@transaction.atomic
def settle_sheet(*, actor: Any, sheet: PaperSheet, from_second: frozenset[str]) -> PaperSheet:
    """Take the answers named from the second entry, the others from the first; the sheet is checked then."""
    rows = PaperSheet.objects.select_for_update(of=("self",)).select_related("response", "campaign__version")
    locked = rows.get(pk=sheet.pk)
    if locked.is_checked:  # settled in another tab: what was chosen there stands
        raise SheetChecked(number=locked.number)
    second = locked.second_answers or {}
    chosen = {name for name in differences(locked) if name in from_second}
    merged = {name: text for name, text in locked.response.answers.items() if name not in chosen}
    merged |= {name: second[name] for name in chosen if name in second}
    surveys.replace_answers(campaign=locked.campaign, response_id=locked.response_id, answers=merged)
    locked.is_checked, locked.second_answers = True, None
    locked.save(update_fields=["is_checked", "second_answers"])
    audit.record("paper.settled", actor=actor, target=locked, sheet=locked.number, names=sorted(chosen))
    return locked
