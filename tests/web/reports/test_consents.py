"""What participants answer about research: on their own page, on paper, and what becomes of it."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from sauatty.core.errors import (
    ResearchNeedsGuardian,
    ResearchPaperOlder,
    ResearchTextChanged,
    ResearchTextMissing,
)
from sauatty.web.accounts.services.people import erase_person
from sauatty.web.reports import selectors, services
from sauatty.web.reports.models import ResearchChoice, ResearchText
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db
MINE = "/en/board/research/"


def answer(person, text, agrees=True, number=None):
    return services.answer(
        person=person, programme=text.programme, number=number or text.number, agrees=agrees, language="kk"
    )


def test_it_works(client_of, learners, text):
    client = client_of(learners[0])
    page = client.get(MINE).content.decode()
    said = {"programme": str(text.programme_id), "number": text.number, "agrees": "yes"}

    again = client.post(MINE, said, follow=True).content.decode()

    assert "Орталық, ortalyq@example.kz" in page and "its key is kept nowhere" in page
    assert "You agreed." in again and "I take my consent back" in again
    choice = ResearchChoice.objects.get()
    assert (choice.person, choice.said_by, choice.how, choice.text) == (
        learners[0],
        learners[0],
        "self",
        text,
    )
    assert choice.language == "en" and choice.given_on == timezone.localdate()


def test_a_consent_that_is_taken_back_counts_no_more_and_both_answers_stay(learners, text):
    answer(learners[0], text)
    answer(learners[0], text, agrees=False)

    standing = selectors.standing_of(text.programme)

    assert (standing.n_agreed, standing.n_refused, standing.n_unasked) == (0, 1, 6)
    assert ResearchChoice.objects.filter(person=learners[0]).count() == 2
    assert ResearchChoice.objects.filter(person=learners[0], is_last=True).count() == 1


def test_the_same_answer_twice_is_one(learners, text):
    answer(learners[0], text), answer(learners[0], text)

    assert ResearchChoice.objects.count() == 1


def test_a_new_version_asks_those_again_who_agreed_and_leaves_a_refusal(aigerim, learners, text):
    answer(learners[0], text), answer(learners[1], text, agrees=False)

    newer = services.publish_text(
        actor=aigerim, programme=text.programme, who=text.who, recipients="Everybody", years=5
    )
    standing = selectors.standing_of(text.programme)

    assert newer.number == 2
    assert (standing.n_agreed, standing.n_earlier, standing.n_refused) == (0, 1, 1)
    assert [one.is_answered for one in selectors.questions_of(learners[0])] == [False]
    assert [one.is_answered for one in selectors.questions_of(learners[1])] == [True]
    with pytest.raises(ResearchTextChanged):
        answer(learners[2], newer, number=1)


def test_the_same_words_are_no_new_version(aigerim, text):
    again = services.publish_text(
        actor=aigerim, programme=text.programme, who=text.who, recipients=text.recipients, years=text.years
    )

    assert again == text


def test_a_consent_ends_with_the_years_that_the_text_names(aigerim, learners, text):
    long_ago = timezone.localdate() - dt.timedelta(days=6 * 366)
    services.note_paper(
        actor=aigerim, programme=text.programme, person=learners[0], agrees=True, basis="Folder 1",
        given_on=long_ago, language="kk",
    )  # fmt: skip

    standing = selectors.standing_of(text.programme)

    assert (standing.n_agreed, standing.n_over) == (0, 1)


def test_a_text_and_an_answer_never_change(learners, text):
    answer(learners[0], text)

    for change in (
        lambda: ResearchText.objects.filter(pk=text.pk).update(text_kk=""),
        lambda: ResearchText.objects.filter(pk=text.pk).delete(),
        lambda: ResearchChoice.objects.update(agrees=False),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_minor_does_not_agree_alone(learners, text):
    learners[0].is_minor = True

    with pytest.raises(ResearchNeedsGuardian):
        answer(learners[0], text)
    assert not answer(learners[0], text, agrees=False).agrees


def test_without_a_text_nobody_can_answer(aigerim, programme, learners):
    with pytest.raises(ResearchTextMissing):
        services.answer(person=learners[0], programme=programme, number=1, agrees=True, language="kk")
    assert selectors.questions_of(learners[0]) == []


def test_only_who_takes_part_is_asked(client_of, stranger, aigerim, text):
    for person in (stranger, aigerim):
        said = {"programme": str(text.programme_id), "number": 1, "agrees": "yes"}
        assert client_of(person).post(MINE, said).status_code == 404
        assert client_of(person).get(MINE).status_code == 200
    assert not ResearchChoice.objects.exists()


def test_a_coordinator_notes_a_paper_with_its_day_and_place(client_of, aigerim, learners, text):
    address = f"/en/board/{text.programme_id}/research-paper/"
    said = {
        "person": str(learners[0].pk), "agrees": "yes", "given_on": "2026-03-02", "basis": "Folder 3",
        "language": "ru",
    }  # fmt: skip

    assert client_of(aigerim).post(address, said).status_code == 302
    assert client_of(aigerim).post(address, {**said, "basis": ""}).status_code == 422
    assert client_of(aigerim).post(address, {**said, "given_on": "2999-01-01"}).status_code == 422

    choice = ResearchChoice.objects.get()
    assert (choice.how, choice.basis, choice.said_by, choice.person) == (
        "paper",
        "Folder 3",
        aigerim,
        learners[0],
    )
    assert str(choice.given_on) == "2026-03-02"


def test_a_paper_is_noted_for_participants_of_this_programme_only(
    client_of, aigerim, stranger, learners, text
):
    said = {
        "person": str(stranger.pk),
        "agrees": "yes",
        "given_on": "2026-03-02",
        "basis": "1",
        "language": "ru",
    }

    answered = client_of(aigerim).post(f"/en/board/{text.programme_id}/research-paper/", said)

    assert answered.status_code == 422 and not ResearchChoice.objects.exists()


def test_a_researcher_neither_writes_the_text_nor_notes_papers(client_of, text):
    person = make_person("Зерттеуші", "researcher@example.kz")
    give_role(person, "researcher", text.programme)

    for name in ("research-text", "research-paper"):
        assert client_of(person).get(f"/en/board/{text.programme_id}/{name}/").status_code == 404


def test_who_is_asked_finds_it_on_their_path(client_of, learners, text):
    assert MINE in client_of(learners[0]).get("/en/", follow=True).content.decode()


def test_erasing_a_person_takes_their_answers(aigerim, learners, text):
    answer(learners[0], text)

    erase_person(actor=aigerim, person=learners[0])

    assert not ResearchChoice.objects.exists()


def test_an_older_paper_undoes_no_later_answer(aigerim, learners, text):
    def paper(agrees, given_on):
        return services.note_paper(
            actor=aigerim, programme=text.programme, person=learners[0], agrees=agrees, basis="Folder 1",
            given_on=given_on, language="kk",
        )  # fmt: skip

    today = timezone.localdate()
    answer(learners[0], text, agrees=False)
    for day in (today - dt.timedelta(days=30), today):
        with pytest.raises(ResearchPaperOlder, match=today.isoformat()):
            paper(True, day)
    assert selectors.standing_of(text.programme).n_refused == 1

    assert paper(False, today).agrees is False
    assert paper(True, today).agrees  # what was keyed wrongly is put right on the same day


def test_a_paper_answers_the_text_of_its_day(aigerim, learners, text):
    newer = services.publish_text(
        actor=aigerim,
        programme=text.programme,
        who="Somebody else",
        recipients=text.recipients,
        years=text.years,
    )
    tomorrow = timezone.now() + dt.timedelta(days=1)
    assert selectors.text_of_day(text.programme, timezone.localdate(tomorrow)) == newer
    assert selectors.text_of_day(text.programme, dt.date(2001, 1, 1)) == text

    choice = services.note_paper(
        actor=aigerim, programme=text.programme, person=learners[0], agrees=True, basis="Folder 1",
        given_on=timezone.localdate() - dt.timedelta(days=3), language="kk",
    )  # fmt: skip
    assert choice.text == text and selectors.standing_of(text.programme).n_earlier == 1
