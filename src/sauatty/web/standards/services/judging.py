"""What judges write: that they take part, an answer before the key is shown, ratings round by round."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from sauatty.core.catalogue.item_keys import Answer, score
from sauatty.core.catalogue.key_json import key_from_json
from sauatty.core.errors import KeyAnsweredBefore, KeyNotAnswered, RatingBeforeAnswer, StandardMovedOn
from sauatty.web.base import audit
from sauatty.web.standards import selectors
from sauatty.web.standards.models import Judge, JudgeAnswer, Rating, StandardSession
from sauatty.web.standards.selectors import ROUNDS


@transaction.atomic
def agree(*, judge: Judge) -> None:
    """Keep that the person takes part and knows what becomes of the ratings."""
    judge.agreed_at, judge.declined_at = judge.agreed_at or timezone.now(), None
    judge.save(update_fields=["agreed_at", "declined_at"])
    audit.record("standard.judge_agreed", actor=judge.person, target=judge)


@transaction.atomic
def decline(*, judge: Judge) -> None:
    """Keep that the person does not take part; ratings that were given already stay."""
    if judge.ratings.exists():
        raise StandardMovedOn
    judge.agreed_at, judge.declined_at = None, timezone.now()
    judge.save(update_fields=["agreed_at", "declined_at"])
    audit.record("standard.judge_declined", actor=judge.person, target=judge)


def _open_round(judge: Judge) -> int:
    """Return the round that is open, held until the transaction ends; StandardMovedOn outside of rounds."""
    session = StandardSession.objects.select_for_update().get(pk=judge.session_id)
    found = ROUNDS.get(StandardSession.State(session.state))
    if found is None or judge.agreed_at is None:
        raise StandardMovedOn
    return found


@transaction.atomic
def answer_question(*, judge: Judge, entry: Any, answer: Answer) -> JudgeAnswer:
    """Keep what a judge answered before the key was shown; the first answer stands (KeyAnsweredBefore)."""
    if not answer:
        raise KeyNotAnswered
    _open_round(judge)
    points = score(key_from_json(selectors.key_of(entry).key), answer)
    try:
        with transaction.atomic():
            row = JudgeAnswer.objects.create(
                judge=judge, item=entry["id"], answer=answer, points=points, at=timezone.now()
            )
    except IntegrityError as error:
        raise KeyAnsweredBefore from error
    audit.record("standard.answered", actor=judge.person, target=judge, item=entry["id"])
    return row


@transaction.atomic
def rate(*, judge: Judge, entry: Any, percent: int) -> Rating:
    """Keep a rating for the round that is open; it may be changed until the round is closed."""
    number = _open_round(judge)
    if not judge.answers.filter(item=entry["id"]).exists():
        raise RatingBeforeAnswer
    row, _is_new = Rating.objects.update_or_create(
        judge=judge, item=entry["id"], round=number, defaults={"percent": percent, "at": timezone.now()}
    )
    # The number itself stays out of the audit, which has names: coordinators see ratings under pseudonyms only.
    audit.record("standard.rated", actor=judge.person, target=judge, item=entry["id"], round=number)
    return row
