"""The tests of an invented programme of any size: the shipped pair, its halves swapped, answered as the model says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from sauatty.core.catalogue.forms import load_form_sets
from sauatty.core.catalogue.item_keys import Answer
from sauatty.core.catalogue.made_answers import answer_worth
from sauatty.core.evaluation.pack import TestData
from sauatty.core.psychometrics.attempt_results import (
    KeyedItem,
    next_lessons,
    result_json,
    score_answers,
    weakest_first,
)
from sauatty.web.assessments import selectors
from sauatty.web.assessments.models import AttemptScore
from sauatty.web.assessments.services.shipped import take_shipped_pair
from sauatty.web.attempts import inventing as attempts
from sauatty.web.base import bulk
from sauatty.web.lessons import catalogue
from sauatty.web.papers import selectors as papers
from sauatty.web.papers import services as paper_services
from sauatty.web.worlds.world import World

DAYS = {"pre": -205, "final": -35}
SECONDS = 45
_AT_ONCE, _VARIANTS = 1000, 8


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper with its keys and, for each question, answers worth nothing and worth all points."""

    row: Any
    items: list[KeyedItem]
    answers: Mapping[str, tuple[list[Answer], list[Answer]]]


def fill(world: World) -> None:
    """Write both tests, closed, with everybody's attempts and their points."""
    pair = take_shipped_pair(
        actor=world.actor, programme=world.programme, pair_id=load_form_sets()[0].id, asked=[world.kept["cohort"]]
    )  # fmt: skip
    languages = dict(zip(world.pack.people.ids, world.pack.people.traits["language"], strict=True))
    for test, data in zip((pair.pre, pair.final), world.pack.tests, strict=True):
        paper_services.open_test(actor=world.actor, test=test)
        closed = paper_services.close_test(actor=world.actor, test=test)
        _take(world, closed, data, languages)


def _take(world: World, test: Any, data: TestData, languages: Mapping[str, str]) -> None:
    by_code = {one.code: _paper(world, one) for one in papers.papers_of(test)}
    both = [by_code[code] for code in sorted(by_code)]
    lessons = [(key, one.lesson.competences) for key, one in catalogue.shelf().lessons.items()]
    begun = world.moment(DAYS[data.purpose])
    rows = _rows(data, both)
    for start in range(0, len(data.scores.persons), _AT_ONCE):
        scores, made = [], []
        for number, (code, paper, solved) in enumerate(
            (next(rows) for _ in range(min(_AT_ONCE, len(data.scores.persons) - start))), start
        ):
            answers = {
                id: (pool[number % len(pool)], SECONDS + (number * 7 + at * 11) % 60)
                for at, (id, pool) in enumerate(
                    (id, paper.answers[id][is_solved]) for id, is_solved in solved
                )
            }
            row = _score(paper, answers, lessons, begun + timedelta(minutes=number % 300))
            scores.append(row)
            made.append(
                attempts.GradedAttempt(
                    row.attempt_id, paper.row, world.person(code), world.kept["cohort"], languages[code],
                    begun + timedelta(minutes=number % 300), answers, row.result,
                )
            )  # fmt: skip
        attempts.bring_in_graded(test=test, attempts=made)
        bulk.insert(scores)


def _rows(data: TestData, both: list[_Paper]) -> Iterator[tuple[str, _Paper, list[tuple[str, bool]]]]:
    """Yield each person with their paper and which of its questions they solved."""
    places = [[(at, id) for at, id in enumerate(data.scores.items) if id in paper.answers] for paper in both]
    for code, points in zip(data.scores.persons, data.scores.scores, strict=True):
        which = 0 if points[places[0][0][0]] == points[places[0][0][0]] else 1
        yield code, both[which], [(id, bool(points[at] > 0)) for at, id in places[which]]


def _paper(world: World, row: Any) -> _Paper:
    dice = Random(world.seed)  # noqa: S311 - invented data
    items = selectors.keyed_items(row.pk)
    answers = {
        one.id: tuple(
            [answer_worth(one.key, points, dice) for _ in range(_VARIANTS)]
            for points in (0, one.key.max_score)
        )
        for one in items
    }
    return _Paper(row, items, answers)  # type: ignore[arg-type]


def _score(
    paper: _Paper,
    answers: Mapping[str, tuple[Answer, int]],
    lessons: list[tuple[str, Any]],
    graded: datetime,
) -> AttemptScore:
    """Return the points of an attempt as grading gives them; the questions are not calibrated, so there is no theta."""
    scored = score_answers(
        paper.items, {id: {"answer": answer} for id, (answer, _) in answers.items()}, ran_out=False
    )
    weak = weakest_first(paper.items, scored.points)
    result = result_json(
        paper.items, scored, theta=None, is_offline=False, lessons=next_lessons(weak, lessons) if weak else []
    )
    attempt: UUID = uuid4()
    return AttemptScore(
        attempt_id=attempt, points=dict(scored.points), unanswered=list(scored.unanswered), not_reached=[],
        score=scored.score, max_score=scored.max_score, result=result, is_released=True, graded_at=graded,
    )  # fmt: skip
