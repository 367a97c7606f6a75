"""Publishing papers with their keys, and grading what was handed in."""

import json

import pytest
from django.db import DatabaseError, transaction

from sauatty.web.assessments import selectors
from sauatty.web.assessments.models import AttemptScore, ScoringKey
from sauatty.web.papers import services as papers
from web.assessments.conftest import make_test, right, take

pytestmark = pytest.mark.django_db


def test_a_paper_is_published_with_a_key_for_each_item_and_none_in_its_body(paper):
    keys = selectors.keys_of(paper)

    assert len(keys) == paper.n_items == 12
    assert keys["gmilaf-1-1-4"].key.credit == {"a": 1, "b": 2, "c": 0, "d": 0}
    body = json.dumps(paper.body)
    assert "reason" not in body and "credit" not in body and "is_right" not in body


def test_a_published_key_can_neither_be_changed_nor_deleted(paper):
    with pytest.raises(DatabaseError), transaction.atomic():
        ScoringKey.objects.filter(paper=paper).update(key={})
    with pytest.raises(DatabaseError), transaction.atomic():
        ScoringKey.objects.filter(paper=paper).delete()
    assert ScoringKey.objects.filter(paper=paper).count() == 12


def test_an_attempt_gets_points_components_with_intervals_and_lessons(test, paper, dana):
    attempt = take(test, paper, dana, right(paper, "gmilaf-2-3-1", "gmilaf-1-1-4"))

    result = attempt.result
    assert attempt.state == "graded"
    assert (result["score"], result["max"], result["percent"]) == (10, 13, 76.9)
    assert [one["component"] for one in result["components"]] == ["gmilaf.1", "gmilaf.2", "gmilaf.3"]
    second = result["components"][1]
    assert (second["score"], second["max"]) == (3, 4)
    assert 0.30 < second["low"] < 0.31 and 0.95 < second["high"] < 0.96  # Wilson, 3 of 4
    assert result["theta"] is None and result["provisional"] and result["rationales"] is None
    # one judgement of two points lost draws the share lower than one point of one
    assert [one["competence"] for one in result["lessons"]][:2] == ["gmilaf.1.1", "gmilaf.2.3"]


def test_nothing_answered_is_no_points_and_a_graded_option_gives_one(test, paper, dana):
    attempt = take(test, paper, dana, {"gmilaf-1-1-4": "a", "gmilaf-1-2-1": ""})

    row = AttemptScore.objects.get(attempt=attempt)
    assert (row.score, row.points["gmilaf-1-1-4"], row.points["gmilaf-1-2-1"]) == (1, 1, 0)
    assert len(row.unanswered) == 11 and row.not_reached == []


def test_what_the_clock_cut_off_is_told_apart_from_what_was_left_empty(test, paper, dana):
    attempt = take(test, paper, dana, {"gmilaf-1-1-4": "b", "gmilaf-1-2-1": ""}, ended_by="clock")

    row = AttemptScore.objects.get(attempt=attempt)
    assert row.unanswered == ["gmilaf-1-2-1"] and len(row.not_reached) == 10
    assert (row.score, row.max_score) == (2, 13)


def test_a_result_waits_until_the_test_is_closed(aigerim, programme, paper, dana):
    test = make_test(aigerim, programme, [paper], purpose="final", release="after-close")
    attempt = take(test, paper, dana, right(paper))

    assert attempt.result is None and attempt.state == "graded"
    assert AttemptScore.objects.get(attempt=attempt).score == 13


def test_reasons_stay_here_while_another_test_with_the_same_paper_goes_on(aigerim, programme, paper, dana):
    practice = make_test(aigerim, programme, [paper], shows_rationales=True)
    final = make_test(aigerim, programme, [paper], purpose="final")

    before = take(practice, paper, dana, right(paper))
    papers.close_test(actor=aigerim, test=final)
    after = take(practice, paper, dana, right(paper), number=2)

    assert before.result["rationales"] is None
    reasons = {one["item"]: one for one in after.result["rationales"]}
    assert reasons["gmilaf-1-2-1"]["right"] == "b"
    assert reasons["gmilaf-1-2-1"]["whys"]["a"]["en"] == "gmilaf-1-2-1 reason a"


def test_grading_asks_few_questions_of_the_database(test, paper, dana, django_assert_max_num_queries):
    take(test, paper, dana, right(paper))
    with django_assert_max_num_queries(13):
        take(test, paper, dana, right(paper), number=2)


def test_a_calibrated_paper_gives_theta_with_its_error_and_is_no_longer_provisional(
    monkeypatch, test, paper, dana
):
    from sauatty.core.psychometrics.irt_results import ItemParameters
    from sauatty.web.items import statistics

    most = {one["id"]: 2 if one["kind"] == "judgement" else 1 for one in paper.body["items"]}
    known = {id: ItemParameters(id, 1.0, 0.0, (-0.5, 0.5) if n == 2 else (0.0,)) for id, n in most.items()}
    monkeypatch.setattr(statistics, "parameters_of", lambda programme: known)

    half = take(test, paper, dana, {id: "b" for id in list(most)[:6]}).result
    every = take(test, paper, dana, right(paper), number=2).result
    known.pop("gmilaf-1-2-1")
    without = take(test, paper, dana, right(paper), number=3).result

    assert not half["provisional"] and half["theta"]["n_items"] == 12
    assert half["theta"]["low"] < half["theta"]["theta"] < half["theta"]["high"]
    assert abs(half["theta"]["theta"]) < 0.3 and 2 < every["theta"]["theta"] < 6
    assert without["theta"] is None and without["provisional"]


def test_an_attempt_that_is_graded_twice_has_its_points_once(test, paper, dana):
    from sauatty.web.assessments import services

    attempt = take(test, paper, dana, right(paper))
    services.grade(attempt)
    attempt.save()
    attempt.refresh_from_db()

    assert AttemptScore.objects.filter(attempt=attempt).count() == 1 and attempt.result["score"] == 13
