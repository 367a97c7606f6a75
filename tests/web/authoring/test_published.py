"""What other apps see: the newest version of each lesson that is not withdrawn, and who signed which text."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from sauatty.web.authoring import erasure, selectors
from sauatty.web.authoring.models import LessonVersion, TextReview
from web.authoring.cast import lesson_body, store_lesson, store_review, store_version, three

pytestmark = pytest.mark.django_db


def test_it_works(own_lesson):
    assert selectors.published_lessons() == []
    version = store_version(own_lesson)

    found = selectors.published_lessons()
    assert [one.key for one in found] == ["copyright.own-lesson"]
    assert found[0].lesson.title.kk == "Сабақ қазақша"
    assert (found[0].number, found[0].sha256) == (1, version.sha256)


def test_the_newest_version_counts_and_a_withdrawn_one_brings_no_older_one_back(own_lesson):
    store_version(own_lesson)
    own_lesson.body = lesson_body(title=three("Жаңа сабақ"))
    newest = store_version(own_lesson, 2)
    assert [one.number for one in selectors.published_lessons()] == [2]

    newest.withdrawn_at, newest.withdrawal_reason = timezone.now(), "Қате табылды"
    newest.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    assert selectors.published_lessons() == []


def test_bodies_are_read_once(own_lesson, aigerim, django_assert_num_queries):
    store_version(own_lesson)
    store_version(store_lesson(aigerim, id="second"))
    selectors.published_lessons()

    with django_assert_num_queries(2):
        assert len(selectors.published_lessons()) == 2


def test_the_state_changes_with_every_version_withdrawal_and_signature(own_lesson, bolat):
    states = [selectors.published_state()]
    version = store_version(own_lesson)
    states.append(selectors.published_state())
    store_review(own_lesson, "kk", bolat)
    states.append(selectors.published_state())
    erasure.signatures(bolat)
    states.append(selectors.published_state())
    LessonVersion.objects.filter(pk=version.pk).update(withdrawn_at=timezone.now(), withdrawal_reason="Қате")
    states.append(selectors.published_state())

    assert len(set(states)) == len(states)
    assert selectors.published_state() == states[-1]


def test_a_signature_counts_only_for_the_text_that_was_read(own_lesson, bolat):
    store_version(own_lesson)
    store_review(own_lesson, "kk", bolat)
    store_review(own_lesson, "ru", bolat, sha256="0" * 64)
    store_review(own_lesson, "en", bolat, decision="returned", note="Тізбек шатасқан")

    lesson = selectors.published_lessons()[0].lesson
    assert lesson.provenance.reviewed_by == {"kk": ("Болат Жұмабаев",)}
    assert {one.decision for one in selectors.reviews_of([own_lesson.key])[own_lesson.key]} == {
        "signed",
        "returned",
    }


def test_whoever_is_forgotten_stands_behind_no_text_any_more(own_lesson, bolat):
    store_version(own_lesson)
    store_review(own_lesson, "kk", bolat)

    assert erasure.signatures(bolat) == 1
    assert not selectors.published_lessons()[0].lesson.provenance.is_reviewed("kk")


@pytest.mark.parametrize("change", [{"body": {}}, {"sha256": "0" * 64}, {"number": 7}])
def test_the_database_refuses_to_change_a_version(own_lesson, change):
    version = store_version(own_lesson)
    with pytest.raises(DatabaseError), transaction.atomic():
        LessonVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        LessonVersion.objects.filter(pk=version.pk).delete()


def test_the_database_refuses_to_change_a_signature(own_lesson, bolat):
    review = store_review(own_lesson, "kk", bolat)
    with pytest.raises(DatabaseError), transaction.atomic():
        TextReview.objects.filter(pk=review.pk).update(sha256="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        TextReview.objects.filter(pk=review.pk).delete()


def test_an_invented_lesson_goes_with_its_versions(aigerim):
    row = store_lesson(aigerim, is_demo=True)
    store_version(row)
    row.delete()
    assert LessonVersion.objects.count() == 0
