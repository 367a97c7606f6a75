"""Texts on research, and what participants answer to them."""

import hashlib
import json
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from sauatty.core.catalogue.words import word
from sauatty.core.errors import (
    ResearchNeedsGuardian,
    ResearchPaperOlder,
    ResearchTextChanged,
    ResearchTextMissing,
)
from sauatty.core.languages import LANGUAGES
from sauatty.web.base import audit
from sauatty.web.base.texts import translated
from sauatty.web.reports import selectors
from sauatty.web.reports.models import ResearchChoice, ResearchText

PARTS = ("what", "who", "recipients", "term", "withdraw")


def wording_of(programme: Any, *, who: str, recipients: str, years: int) -> dict[str, str]:
    """Return the text in the three languages, a paragraph for each of its parts."""
    titles = translated(programme, "title")
    said = {
        code: {"title": titles.text(code), "who": who, "recipients": recipients, "years": years}
        for code in LANGUAGES
    }
    return {
        code: "\n\n".join(word("research_consent", part, code, **said[code]) for part in PARTS)
        for code in LANGUAGES
    }


@transaction.atomic
def publish_text(*, actor: Any, programme: Any, who: str, recipients: str, years: int) -> ResearchText:
    """Publish a version of the text; one that says the same as the newest is that one."""
    lock(programme)
    texts = wording_of(programme, who=who, recipients=recipients, years=years)
    sha256 = hashlib.sha256(json.dumps(texts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    newest = selectors.newest_text(programme)
    if newest is not None and newest.sha256 == sha256:
        return newest
    number = 1 + (newest.number if newest is not None else 0)
    text = ResearchText.objects.create(
        programme=programme, number=number, who=who, recipients=recipients, years=years, sha256=sha256,
        made_at=timezone.now(), made_by=actor, **{f"text_{code}": one for code, one in texts.items()},
    )  # fmt: skip
    audit.record("research-text.published", actor=actor, target=text, number=number, sha256=sha256)
    return text


@transaction.atomic
def answer(*, person: Any, programme: Any, number: int, agrees: bool, language: str) -> ResearchChoice:
    """Note what a participant answers to the version that they read; the same answer again changes nothing."""
    text = _text_that_holds(programme)
    if agrees and text.number != number:
        raise ResearchTextChanged
    if agrees and person.is_minor:
        raise ResearchNeedsGuardian
    return _noted(
        person, text, agrees, language=language, how="self", said_by=person, given_on=timezone.localdate()
    )


@transaction.atomic
def note_paper(
    *, actor: Any, programme: Any, person: Any, agrees: bool, basis: str, given_on: date, language: str
) -> ResearchChoice:
    """Note what a participant of the programme answered on paper: what lies where, and its day.

    It answers the text that held on that day; an older paper never takes the place of a later answer.

    Raises
    ------
    ResearchTextMissing
        There is no text yet.
    ResearchPaperOlder
        The person answered later than on this paper.
    """
    text = selectors.text_of_day(programme, given_on) or _text_that_holds(programme)
    last = ResearchChoice.objects.filter(person=person, programme=programme, is_last=True).first()
    if last is not None and _is_older(last, agrees, given_on):
        raise ResearchPaperOlder(day=last.given_on.isoformat())
    return _noted(
        person, text, agrees, language=language, how="paper", basis=basis, said_by=actor, given_on=given_on
    )


def _is_older(last: ResearchChoice, agrees: bool, given_on: date) -> bool:
    """Tell whether a paper is older than the last answer; of one day, the refusal that a person made here holds."""
    if given_on == last.given_on:
        return agrees and not last.agrees and last.how == ResearchChoice.How.SELF
    return given_on < last.given_on


def _text_that_holds(programme: Any) -> ResearchText:
    text = selectors.newest_text(programme)
    if text is None:
        raise ResearchTextMissing
    return text


def _noted(person: Any, text: ResearchText, agrees: bool, **facts: Any) -> ResearchChoice:
    mine = ResearchChoice.objects.filter(person=person, programme=text.programme_id, is_last=True)
    last = mine.select_for_update().first()
    if last is not None and (last.text_id, last.agrees, last.how) == (text.pk, agrees, facts["how"]):
        return last
    mine.update(is_last=False)
    choice = ResearchChoice.objects.create(
        programme_id=text.programme_id,
        person=person,
        text=text,
        agrees=agrees,
        said_at=timezone.now(),
        **facts,
    )
    action = "research.agreed" if agrees else "research.refused"
    audit.record(
        action,
        actor=facts["said_by"],
        target=person,
        programme=str(text.programme_id),
        version=text.number,
        how=facts["how"],
    )
    return choice


def lock(programme: Any) -> None:
    """Let numbers in a programme be given one after another; where rows cannot be locked the whole database is."""
    type(programme)._default_manager.select_for_update().get(pk=programme.pk)


def last_number(model: Any, programme: Any) -> int:
    """Return the highest number given in a programme."""
    return model.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
