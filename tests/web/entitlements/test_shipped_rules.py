"""The rules that ask for a test and for a module: what counts, what does not, and in how many questions."""

import pytest
from django.utils import timezone

from sauatty.web.attempts.models import Attempt
from sauatty.web.entitlements import rules
from sauatty.web.lessons import catalogue
from sauatty.web.lessons.models import Progress
from sauatty.web.papers import models as papers
from sauatty.web.standards import services as standards
from sauatty.web.standards.models import PassMark, Release
from web.assessments.conftest import (  # noqa: F401 - fixtures
    dana,
    known,
    make_test,
    paper,
    right,
    shipped,
    take,
)
from web.certificates.conftest import design, make_award  # noqa: F401 - fixtures
from web.conftest import give_role, make_person
from web.standards.conftest import DESCRIPTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def final(aigerim, programme, paper):  # noqa: F811
    return make_test(aigerim, programme, [paper], purpose="final", release="at-once")


@pytest.fixture
def award_for(aigerim, programme, design):  # noqa: F811
    """Make a certificate that asks for one rule."""

    def make(rule, **settings):
        return make_award(aigerim, programme, design, rules=[{"rule": rule, "settings": settings}])

    return make


def progress(award, *people):
    """Return how far people are with the one rule of an award."""
    found = rules.check_all(award, people)
    return [found[one.pk][0][1] for one in people]


def test_it_works(award_for, final, paper, dana):  # noqa: F811
    award = award_for("final-test", test=str(final.pk), by="share", share=0.6)
    [before] = progress(award, dana)
    take(final, paper, dana, right(paper))
    [after] = progress(award, dana)

    assert (before.is_met, before.done, before.needed) == (False, 0, 0.6)
    assert (after.is_met, after.done) == (True, 1.0)


def test_a_share_that_is_not_reached_is_said_and_the_best_attempt_counts(award_for, final, paper, dana):  # noqa: F811
    award = award_for("final-test", test=str(final.pk), by="share", share=0.6)
    ids = [one["id"] for one in paper.body["items"]]
    take(final, paper, dana, right(paper, *ids[:9]))
    [first] = progress(award, dana)
    take(final, paper, dana, right(paper, *ids[:3]), number=2)
    take(final, paper, dana, right(paper, *ids[:10]), number=3)
    [last] = progress(award, dana)

    assert not first.is_met and 0 < first.done < 0.6
    assert last.is_met and last.done > first.done


@pytest.mark.parametrize("state", ["void", "open", "submitted"])
def test_an_attempt_that_is_not_graded_counts_for_nothing(award_for, final, paper, dana, state):  # noqa: F811
    award = award_for("final-test", test=str(final.pk), by="share", share=0.1)
    attempt = take(final, paper, dana, right(paper))
    Attempt.objects.filter(pk=attempt.pk).update(state=state)

    assert not progress(award, dana)[0].is_met


def test_a_result_that_was_not_told_counts_for_nothing(award_for, final, paper, dana):  # noqa: F811
    award = award_for("final-test", test=str(final.pk), by="share", share=0.1)
    take(final, paper, dana, right(paper))
    papers.Test.objects.filter(pk=final.pk).update(release="after-close")

    [waiting] = progress(award, dana)
    papers.Test.objects.filter(pk=final.pk).update(state="closed")

    assert not waiting.is_met and progress(award, dana)[0].is_met


def test_the_pass_mark_counts_as_it_was_told(award_for, final, paper, dana, aigerim, programme):  # noqa: F811
    award = award_for("final-test", test=str(final.pk), by="mark")
    attempt = take(final, paper, dana, right(paper))
    [untold] = progress(award, dana)
    panel = standards.add_session(
        actor=aigerim, programme=programme, name="Panel", descriptions=DESCRIPTIONS, papers=[paper.pk]
    )
    mark = PassMark.objects.create(
        session=panel, programme=programme, paper=paper, points=8, most=13, figures={}, is_provisional=False,
        reason="a try", adopted_by=aigerim, adopted_at=timezone.now(),
    )  # fmt: skip
    release = Release.objects.create(
        attempt=attempt, mark=mark, points=7, is_reached=False, released_by=aigerim, released_at=timezone.now()
    )  # fmt: skip
    [missed] = progress(award, dana)
    Release.objects.filter(pk=release.pk).update(is_reached=True)
    [reached] = progress(award, dana)

    assert [one.is_met for one in (untold, missed, reached)] == [False, False, True]
    assert len({untold.words, missed.words, reached.words}) == 3


def test_a_test_that_is_gone_is_met_by_nobody(award_for, final, paper, dana):  # noqa: F811
    award = award_for("final-test", test=str(final.pk), by="share", share=0.1)
    award.rules[0]["settings"]["test"] = "00000000-0000-4000-8000-000000000000"

    assert not progress(award, dana)[0].is_met


def module():
    return catalogue.shelf().modules[0]


def finish(person, *keys, state="done"):
    today = timezone.localdate()
    Progress.objects.bulk_create(
        Progress(
            person=person, lesson=key, language="kk", state=state, text_sha256="0" * 64, opened_on=today,
            done_on=today if state == "done" else None, changed_at=timezone.now(),
        )
        for key in keys
    )  # fmt: skip


def test_a_module_is_worked_through_with_its_last_lesson(award_for, dana):  # noqa: F811
    award, keys = award_for("module-done", module=module().id), [one.key for one in module().lessons]
    [nothing] = progress(award, dana)
    finish(dana, *keys[1:], "another-module.lesson")
    finish(dana, keys[0], state="opened")
    [nearly] = progress(award, dana)
    Progress.objects.filter(person=dana).update(state="done", done_on=timezone.localdate())
    [all_of_it] = progress(award, dana)

    assert (nothing.is_met, nothing.done, nothing.needed) == (False, 0, len(keys))
    assert (nearly.is_met, nearly.done) == (False, len(keys) - 1)
    assert (all_of_it.is_met, all_of_it.done) == (True, len(keys))


def test_a_module_that_is_gone_is_met_by_nobody(award_for, dana):  # noqa: F811
    assert not progress(award_for("module-done", module="gone"), dana)[0].is_met


@pytest.mark.parametrize("rule", ["module-done", "final-test"])
def test_many_people_are_asked_about_in_as_few_questions_as_one(
    award_for, final, programme, rule, django_assert_max_num_queries
):
    settings = {"module": module().id} if rule == "module-done" else {"test": str(final.pk), "by": "mark"}
    award = award_for(rule, **settings)
    people = [make_person(f"Learner {n:03}") for n in range(300)]
    for one in people[:2]:
        give_role(one, "participant", programme)

    with django_assert_max_num_queries(3):
        found = rules.check_all(award, people)

    assert len(found) == 300 and all(len(one) == 1 for one in found.values())
