"""Sessions of judges who do not exist: their ratings written at once, and all of it taken out again."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.catalogue.item_keys import Answer
from sauatty.web.base.texts import forget_texts
from sauatty.web.standards.models import PERCENTS, Judge, JudgeAnswer, Rating, StandardSession


@transaction.atomic
def bring_in_answers(*, judge: Judge, answers: Mapping[str, tuple[Answer, int]]) -> None:
    """Write that an invented judge takes part, and what they answered before the key was shown, with its points."""
    _refuse_real(judge)
    now = timezone.now()
    Judge.objects.filter(pk=judge.pk).update(agreed_at=now)
    JudgeAnswer.objects.bulk_create(
        JudgeAnswer(judge=judge, item=item, answer=answer, points=points, at=now)
        for item, (answer, points) in answers.items()
    )


@transaction.atomic
def bring_in_ratings(*, judge: Judge, number: int, percents: Mapping[str, int]) -> None:
    """Write the ratings of an invented judge in a round, in steps of five."""
    _refuse_real(judge)
    if not set(percents.values()) <= set(PERCENTS):
        raise ValueError("a rating is a percentage in steps of five")
    now = timezone.now()
    Rating.objects.bulk_create(
        Rating(judge=judge, item=item, round=number, percent=percent, at=now)
        for item, percent in percents.items()
    )


def _refuse_real(judge: Judge) -> None:
    if not judge.session.is_demo:
        raise ValueError("only invented sessions take invented ratings")


def list_invented() -> list[Any]:
    """Return the sessions of invented programmes."""
    return list(StandardSession.objects.filter(programme__is_demo=True).order_by("created_at"))


@transaction.atomic
def forget_invented() -> None:
    """Delete the sessions of invented programmes with their ratings and pass marks, and what people were told of them."""
    for session in list_invented():
        forget_texts(session)
        session.delete()
