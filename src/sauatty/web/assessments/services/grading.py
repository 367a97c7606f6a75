"""Grading: the points of an attempt that was handed in, and its result once it may be seen."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.psychometrics.attempt_results import (
    Json,
    KeyedItem,
    Scored,
    next_lessons,
    result_json,
    score_answers,
    weakest_first,
)
from sauatty.core.psychometrics.attempt_theta import theta_of
from sauatty.web.assessments import releasing, selectors
from sauatty.web.assessments.models import AttemptScore
from sauatty.web.items import statistics
from sauatty.web.lessons import catalogue
from sauatty.web.lessons import selectors as lessons


@transaction.atomic(savepoint=False)
def grade(attempt: Any) -> None:
    """Grade an attempt that the caller saves; registered with the attempts, called in the transaction of the submission."""
    selectors.hold_keys([attempt.paper_id])
    items = selectors.keyed_items(attempt.paper_id)
    scored = score_answers(items, attempt.answers, ran_out=attempt.ended_by == "clock")
    now = timezone.now()
    # points are written with the moment of their grading: what never was graded has none
    old = AttemptScore.objects.filter(attempt=attempt).first() if attempt.graded_at else None
    row = old or AttemptScore(attempt=attempt)
    row.result, row.graded_at = result_of(attempt, items, scored), now
    if row.history:
        row.result["corrected"] = corrected_of(row.history)
    put_points(row, scored)
    attempt.graded_at = now
    attempt.state = "graded"
    put_result(row, attempt, now)
    row.save()


def put_points(row: AttemptScore, scored: Scored) -> None:
    """Write points into a row that the caller saves."""
    row.points, row.score, row.max_score = dict(scored.points), scored.score, scored.max_score
    row.unanswered, row.not_reached = list(scored.unanswered), list(scored.not_reached)


def put_result(row: AttemptScore, attempt: Any, now: Any) -> None:
    """Let the person see the result as far as it is released; the caller saves both rows."""
    test = attempt.test
    row.is_released = releasing.is_released(test, now)
    row.is_explained = test.shows_rationales and selectors.may_explain(test, attempt.paper_id, now)
    shown = dict(row.result) if row.is_released else None
    if shown is not None and row.is_explained:
        keys = selectors.current_keys(attempt.paper_id, with_whys=True)
        shown["rationales"] = releasing.rationales(keys, row.points)
    attempt.result = shown


def result_of(attempt: Any, items: Sequence[KeyedItem], scored: Scored) -> Json:
    """Return the whole result of an attempt, released or not."""
    theta = theta_of(items, scored, statistics.parameters_of(attempt.test.programme))
    weak, told = weakest_first(items, scored.points), []
    if weak:
        carried = ((key, one.lesson.competences) for key, one in catalogue.shelf().lessons.items())
        told = next_lessons(weak, carried, lessons.done_lessons(attempt.person_id))
    return result_json(items, scored, theta=theta, is_offline=attempt.mode == "offline", lessons=told)


def corrected_of(history: Sequence[Json]) -> Json:
    """Return what a person is told of corrected keys: the points first, now, and when."""
    return {"at": history[-1]["at"], "before": history[0]["before"], "after": history[-1]["after"]}
