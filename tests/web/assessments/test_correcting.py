"""Corrected keys and released results: every attempt is graded anew, and people are told."""

import pytest
from django.db import transaction

from sauatty.core.errors import KeyUnchanged, KeyUnfit
from sauatty.web.assessments import selectors, services
from sauatty.web.assessments.models import AttemptScore, ScoringKey
from sauatty.web.assessments.services import Correction
from sauatty.web.base.models import AuditEvent, Job
from sauatty.web.papers import services as papers
from web.assessments.conftest import make_test, right, take
from web.conftest import make_person

pytestmark = pytest.mark.django_db
ITEM = "gmilaf-1-2-1"


def run(job):
    services.do_regrade(job.payload, lambda done, total: None)


def test_what_a_correction_changes_is_shown_before_anything_is_written(test, paper, dana):
    take(test, paper, dana, right(paper))
    take(test, paper, make_person("B"), right(paper, ITEM))

    changes = services.affected(paper.pk, Correction(ITEM, right="c"))

    assert [(one.before, one.after) for one in changes] == [(13, 12), (12, 13)]
    assert ScoringKey.objects.filter(paper=paper, item=ITEM).count() == 1


def test_a_corrected_key_is_a_new_version_and_every_attempt_is_graded_anew(aigerim, test, paper, dana):
    lost, won = take(test, paper, dana, right(paper)), take(test, paper, make_person("B"), right(paper, ITEM))

    run(
        services.correct_key(
            actor=aigerim, paper_id=paper.pk, correction=Correction(ITEM, right="c"), reason="misprint"
        )
    )
    lost.refresh_from_db(), won.refresh_from_db()

    assert (lost.result["score"], won.result["score"]) == (12, 13)
    assert won.result["corrected"]["before"] == [12, 13] and won.result["corrected"]["after"] == [13, 13]
    versions = selectors.key_versions(paper.pk, ITEM)
    assert [(one.number, one.key["right"], one.reason) for one in versions] == [
        (2, "c", "misprint"),
        (1, "b", ""),
    ]
    actions = list(AuditEvent.objects.values_list("action", flat=True))
    assert actions.count("key.corrected") == 1 and actions.count("attempts.regraded") == 1


def test_grading_anew_twice_writes_nothing_twice(aigerim, test, paper, dana):
    attempt = take(test, paper, dana, right(paper))
    job = services.correct_key(
        actor=aigerim, paper_id=paper.pk, correction=Correction(ITEM, right="c"), reason="x"
    )
    run(job)
    run(job)

    assert len(AttemptScore.objects.get(attempt=attempt).history) == 1


def test_an_item_left_out_counts_for_nobody(aigerim, test, paper, dana):
    attempt = take(test, paper, dana, right(paper, ITEM))

    run(
        services.correct_key(
            actor=aigerim,
            paper_id=paper.pk,
            correction=Correction(ITEM, is_left_out=True),
            reason="two right",
        )
    )
    attempt.refresh_from_db()

    assert (attempt.result["score"], attempt.result["max"], attempt.result["left_out"]) == (12, 12, 1)
    assert ITEM not in selectors.score_matrix_of([test]).items


def test_the_same_item_is_corrected_in_every_paper_of_the_programme(
    aigerim, programme, test, paper, dana, shipped
):
    from uuid import uuid4

    from sauatty.web.assessments.bank import BankEntry

    entries = [BankEntry(one, True) for one in shipped if one.id in (ITEM, "gmilaf-1-2-2")]
    other = services.publish_items(
        actor=aigerim, programme=programme, family=uuid4(), code="B", entries=entries
    )
    there = take(make_test(aigerim, programme, [other]), other, dana, {ITEM: "c"})

    run(
        services.correct_key(
            actor=aigerim, paper_id=paper.pk, correction=Correction(ITEM, right="c"), reason="x"
        )
    )
    there.refresh_from_db()

    assert there.result["score"] == 1


def test_credits_of_a_judgement_are_corrected(aigerim, test, paper, dana):
    attempt = take(test, paper, dana, {"gmilaf-1-1-4": "c"})
    credit = {"a": 0, "b": 1, "c": 2, "d": 0}

    run(
        services.correct_key(
            actor=aigerim, paper_id=paper.pk, correction=Correction("gmilaf-1-1-4", credit=credit), reason="x"
        )
    )
    attempt.refresh_from_db()

    assert attempt.result["score"] == 2


@pytest.mark.parametrize("wanted", ["z", "", ["a", "b"], None])
def test_no_key_is_taken_that_no_answer_can_have(aigerim, paper, wanted):
    with pytest.raises(KeyUnfit):
        services.correct_key(
            actor=aigerim, paper_id=paper.pk, correction=Correction(ITEM, right=wanted), reason="x"
        )
    with pytest.raises(KeyUnchanged):
        services.correct_key(
            actor=aigerim, paper_id=paper.pk, correction=Correction(ITEM, right="b"), reason="x"
        )
    assert ScoringKey.objects.filter(paper=paper, item=ITEM).count() == 1


def test_results_go_out_by_a_job_when_the_test_is_closed(aigerim, programme, paper, dana):
    test = make_test(
        aigerim, programme, [paper], purpose="final", release="after-close", shows_rationales=True
    )
    attempt = take(test, paper, dana, right(paper))
    assert services.look_for_results() == 0

    papers.close_test(actor=aigerim, test=test)
    assert services.look_for_results() == 1
    services.do_release(Job.objects.get(kind=services.RELEASE_JOB).payload, lambda done, total: None)
    attempt.refresh_from_db()

    assert attempt.result["score"] == 13 and attempt.result["rationales"][0]["whys"]
    assert services.look_for_results() == 0


def test_reasons_of_a_pair_wait_for_the_final_test(aigerim, programme, paper, dana):
    pre = make_test(aigerim, programme, [paper], purpose="pre", release="after-close", shows_rationales=True)
    final = papers.create_test(actor=aigerim, programme=programme, titles={"ru": "Итог"}, purpose="final")
    papers.set_papers(actor=aigerim, test=final, papers=[paper])
    attempt = take(pre, paper, dana, right(paper))

    papers.close_test(actor=aigerim, test=pre)
    services.look_for_results()
    services.do_release({"test": str(pre.pk)}, lambda done, total: None)
    attempt.refresh_from_db()

    assert attempt.result["score"] == 13 and attempt.result["rationales"] is None
    assert services.look_for_results() == 0


def test_the_person_is_told_on_the_page_of_the_result(aigerim, client_of, settings, test, paper, dana):
    settings.LANGUAGE_CODE = "en"
    attempt = take(test, paper, dana, right(paper, ITEM), ended_by="person")
    before = client_of(dana).get(f"/en/t/a/{attempt.pk}/result/")
    run(
        services.correct_key(
            actor=aigerim, paper_id=paper.pk, correction=Correction(ITEM, right="c"), reason="x"
        )
    )
    after = client_of(dana).get(f"/en/t/a/{attempt.pk}/result/")

    assert before.status_code == after.status_code == 200
    assert "was corrected" not in before.content.decode()
    assert "Before, it was 12 of 13 points" in after.content.decode()


def test_keys_are_kept_between_attempts_and_a_correction_counts_at_once(
    aigerim, test, paper, dana, django_assert_num_queries
):
    selectors.keyed_items(paper.pk)
    with django_assert_num_queries(1):
        before = selectors.keys_of(paper)[ITEM].key.right

    services.correct_key(
        actor=aigerim, paper_id=paper.pk, correction=Correction(ITEM, right="c"), reason="misprint"
    )

    assert (before, selectors.keys_of(paper)[ITEM].key.right) == ("b", "c")
    assert take(test, paper, dana, right(paper, ITEM)).result["score"] == 13


def test_a_correction_that_is_rolled_back_leaves_no_trace_in_the_kept_keys(aigerim, paper):
    with pytest.raises(RuntimeError), transaction.atomic():
        services.correct_key(
            actor=aigerim, paper_id=paper.pk, correction=Correction(ITEM, right="c"), reason="misprint"
        )
        inside = selectors.keys_of(paper)[ITEM].key.right
        raise RuntimeError

    assert (inside, selectors.keys_of(paper)[ITEM].key.right) == ("c", "b")


def test_what_a_caller_does_to_a_list_of_keys_touches_no_other(paper):
    selectors.keyed_items(paper.pk).clear()

    assert len(selectors.keyed_items(str(paper.pk))) == paper.n_items
