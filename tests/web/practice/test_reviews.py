"""A mentor reads a report by the rubric: once, never one's own, and the author learns what was said."""

import pytest

from sauatty.core.errors import LevelsInvalid, NothingToReview, OwnActivity, WordsMissing
from sauatty.web.base import privacy
from sauatty.web.practice import selectors, services
from sauatty.web.practice.models import Review
from web.conftest import give_role, make_person
from web.practice.conftest import LEVELS, make_activity

pytestmark = pytest.mark.django_db


def review(actor, activity, decision="accept", **changes):
    facts = {"sequence": activity.sequence, "levels": LEVELS, "decision": decision, "words": ""} | changes
    return services.review(actor=actor, activity=activity, **facts)


def test_it_works(client_of, bolat, dana, reported):
    client = client_of(bolat)
    listed = client.get("/en/activities/reviews/").content.decode()
    led = client.get("/en/activities/reviews/next/")
    page = client.get(led["Location"]).content.decode()
    sent = client.post(led["Location"], {**LEVELS, "sequence": 1, "decision": "accept", "words": "Жақсы"})
    reported.refresh_from_db()

    assert reported.title in listed and reported.title in page and "Creation" in page
    assert sent.status_code == 302 and reported.state == "accepted" and reported.accepted_at
    assert Review.objects.get().levels == LEVELS
    own = client_of(dana).get(f"/en/activities/{reported.pk}/").content.decode()
    assert "Жақсы" in own and "shown with confidence" in own


def test_more_is_asked_for_in_words(bolat, reported):
    with pytest.raises(WordsMissing):
        review(bolat, reported, "more", words="  ")
    review(bolat, reported, "more", words="Суретті қосыңыз")
    reported.refresh_from_db()
    assert reported.state == "more" and not reported.accepted_at


def test_nobody_reviews_their_own(client_of, programme, bolat):
    own = make_activity(programme, bolat)
    with pytest.raises(OwnActivity):
        review(bolat, own)
    assert own.title not in client_of(bolat).get("/en/activities/reviews/").content.decode()
    assert (
        client_of(bolat)
        .post(f"/en/activities/reviews/{own.pk}/", {**LEVELS, "sequence": 1, "decision": "accept"})
        .status_code
        == 422
    )


def test_the_second_of_two_mentors_is_told(client_of, aigerim, bolat, reported):
    review(bolat, reported)
    with pytest.raises(NothingToReview):
        review(aigerim, reported)
    assert Review.objects.count() == 1
    answer = client_of(aigerim).post(
        f"/en/activities/reviews/{reported.pk}/", {**LEVELS, "sequence": 1, "decision": "accept"}
    )
    assert answer.status_code == 422 and "reviewed already" in answer.content.decode()


def test_a_report_changed_meanwhile_is_not_reviewed_unread(bolat, reported):
    with pytest.raises(NothingToReview):
        review(bolat, reported, sequence=reported.sequence - 1)
    assert not Review.objects.exists()


def test_every_criterion_needs_a_level(client_of, bolat, reported):
    with pytest.raises(LevelsInvalid):
        review(bolat, reported, levels={"creation": 1})
    sent = client_of(bolat).post(
        f"/en/activities/reviews/{reported.pk}/", {"sequence": 1, "decision": "accept", "creation": "9"}
    )
    reported.refresh_from_db()
    assert sent.status_code == 422 and reported.state == "reported"


def test_who_is_no_mentor_there_finds_nothing(client_of, programme, dana, reported, stranger):
    elsewhere = make_person("Серік", "serik@example.kz")
    give_role(elsewhere, "trainer", type(programme).objects.create(title_kk="Басқа"))
    for person in (dana, elsewhere, stranger):
        assert client_of(person).get(f"/en/activities/reviews/{reported.pk}/").status_code == 404


@pytest.mark.parametrize("n", [3, 40])
def test_the_queue_asks_few_questions_of_the_database(
    client_of, programme, bolat, dana, django_assert_max_num_queries, n
):
    for _ in range(n):
        make_activity(programme, dana)
    client = client_of(bolat)
    with django_assert_max_num_queries(23):
        page = client.get("/kk/activities/reviews/")
    assert page.status_code == 200 and len(page.content) < 60_000


def test_what_a_mentor_did_is_counted_once_for_each_activity(bolat, aigerim, reported):
    review(bolat, reported, "more", words="Тағы")
    type(reported).objects.filter(pk=reported.pk).update(state="reported", sequence=2)
    reported.refresh_from_db()
    review(bolat, reported)
    assert selectors.mentored_by([bolat.pk, aigerim.pk]) == {bolat.pk: 1}
    assert [shown.review.decision for shown in selectors.reviews_of(reported)] == ["accept", "more"]


def test_the_words_of_a_mentor_who_is_forgotten_go_and_the_levels_stay(bolat, dana, reported):
    review(bolat, reported, words="Болаттың сөзі")
    for label, rule in privacy.personal_rules().items():
        if label.startswith("practice."):
            rule.erase(bolat)
    left = Review.objects.get()
    assert (left.words, left.reviewer, left.levels, left.decision) == ("", None, LEVELS, "accept")


def test_languages_are_named_by_themselves(client_of, bolat, reported):
    page = client_of(bolat).get("/ru/activities/reviews/").content.decode()
    assert "Қазақша ·" in page and "Kazakh" not in page
