"""Quick polls: one vote each, changed while open, numbers alone afterwards; nobody is named."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sauatty.web.base import jobs
from sauatty.web.classrooms import erasure, selectors, services, voters
from sauatty.web.classrooms.models import Poll, PollVote

pytestmark = pytest.mark.django_db


def address(poll):
    return reverse("classrooms:poll", args=[poll.code])


def test_it_works(bolat, session, client_of):
    trainer = client_of(bolat)
    asked = {"question": "Не пайдалы болды?", "options": "Дерек\nСурет\n\nДерек"}

    answer = trainer.post(reverse("classrooms:poll_add", args=[session.pk]), asked)

    poll = Poll.objects.get()
    assert poll.options == ["Дерек", "Сурет"]
    assert answer.headers["Location"] == reverse("classrooms:screen", args=[session.pk, "poll"])
    page = trainer.get(answer.headers["Location"]).content.decode()
    assert address(poll) in page
    assert "Дерек" in client_of().get(address(poll)).content.decode()


def test_visitors_vote_once_for_each_browser_and_can_change_it(poll, client_of):
    first, second = client_of(), client_of()
    for client in (first, second):
        client.get(address(poll))
    first.post(address(poll), {"option": "0"})
    first.post(address(poll), {"option": "2"})
    second.post(address(poll), {"option": "2"})

    assert list(PollVote.objects.values_list("option", flat=True)) == [2, 2]


def test_somebody_signed_in_votes_once_with_two_phones(poll, gulnar, client_of):
    client_of(gulnar).post(address(poll), {"option": "0"})
    client_of(gulnar).post(address(poll), {"option": "1"})

    assert list(PollVote.objects.values_list("option", flat=True)) == [1]


def test_a_browser_without_a_mark_is_asked_once_more_and_nothing_is_counted(poll, client_of):
    client = client_of()
    answer = client.post(address(poll), {"option": "0"})

    assert answer.status_code == 422
    assert PollVote.objects.count() == 0
    assert client.post(address(poll), {"option": "0"}).status_code == 302


@pytest.mark.parametrize("option", ["", "7", "-1", "x"])
def test_an_answer_that_there_is_not_is_refused(poll, gulnar, client_of, option):
    assert client_of(gulnar).post(address(poll), {"option": option}).status_code == 422
    assert PollVote.objects.count() == 0


def test_bars_are_shown_from_the_third_vote_on(poll):
    for number in range(2):
        services.vote(poll=poll, voter_key=f"k{number}", option=0)
    assert selectors.result_of(poll).bars == ()

    services.vote(poll=poll, voter_key="k3", option=2)

    assert [(one.n, one.width) for one in selectors.result_of(poll).bars] == [(2, 67), (0, 0), (1, 33)]


def test_a_closed_poll_keeps_numbers_alone_and_takes_no_vote(poll, bolat, session, gulnar, client_of):
    for number, option in enumerate((0, 0, 2, 1)):
        services.vote(poll=poll, voter_key=f"k{number}", option=option)
    trainer = client_of(bolat)
    close = reverse("classrooms:poll_close", args=[session.pk, poll.pk])

    trainer.post(close)
    trainer.post(close)
    client_of(gulnar).post(address(poll), {"option": "1"})

    poll.refresh_from_db()
    assert (poll.counts, poll.is_open) == ([2, 1, 1], False)
    assert PollVote.objects.count() == 0
    assert "50" in client_of().get(address(poll)).content.decode()


def test_votes_name_nobody_and_are_not_the_same_in_two_polls(poll, bolat, session, gulnar):
    other = services.open_poll(actor=bolat, session=session, question="Тағы?", options=["Иә", "Жоқ"])

    keys = {voters.key_of_person(one, gulnar) for one in (poll, other)}

    assert len(keys) == 2
    assert str(gulnar.pk) not in "".join(keys)


def test_a_forgotten_person_leaves_no_vote_in_an_open_poll(poll, gulnar, bolat, client_of):
    client_of(gulnar).post(address(poll), {"option": "0"})

    assert erasure.votes(gulnar) == 1
    assert erasure.polls(bolat) == 1
    poll.refresh_from_db()
    assert poll.made_by is None
    assert PollVote.objects.count() == 0


def test_a_poll_left_open_is_closed_after_a_day(poll):
    services.vote(poll=poll, voter_key="k", option=1)
    jobs.do_chores()
    poll.refresh_from_db()
    assert poll.is_open

    Poll.objects.update(made_at=timezone.now() - timedelta(hours=25))
    jobs.do_chores()

    poll.refresh_from_db()
    assert (poll.is_open, poll.counts) == (False, [0, 1, 0])


def test_the_code_is_taken_from_a_kazakh_keyboard_and_a_wrong_one_is_said(poll, client_of):
    Poll.objects.update(code="KMTX22")
    find = reverse("classrooms:poll_find")

    assert client_of().post(find, {"code": "кмтх 22"}).headers["Location"].endswith("/p/KMTX22/")
    assert client_of().post(find, {"code": "KMTX23"}).status_code == 422
    assert client_of().get(reverse("classrooms:poll", args=["kmtx22"])).status_code == 200
    assert client_of().get(reverse("classrooms:poll", args=["none"])).status_code == 404


@pytest.mark.parametrize(
    ("question", "options"),
    [("", "а\nб"), ("Не?", "а"), ("Не?", "\n".join("абвгдежзи")), ("Не?", "а\n" + "б" * 121)],
)
def test_a_poll_without_a_question_or_with_answers_that_do_not_fit_is_refused(
    bolat, session, client_of, question, options
):
    answer = client_of(bolat).post(
        reverse("classrooms:poll_add", args=[session.pk]), {"question": question, "options": options}
    )

    assert answer.status_code == 422
    assert not Poll.objects.exists()


def test_strangers_neither_ask_nor_close(poll, session, stranger, client_of):
    client = client_of(stranger)
    add = reverse("classrooms:poll_add", args=[session.pk])
    close = reverse("classrooms:poll_close", args=[session.pk, poll.pk])

    assert client.post(add, {"question": "а", "options": "б\nв"}).status_code == 404
    assert client.post(close).status_code == 404
    poll.refresh_from_db()
    assert poll.is_open


def test_codes_of_polls_are_not_guessed(poll, client_of, client, monkeypatch):
    monkeypatch.setattr("sauatty.web.classrooms.views.polls.WRONG_CODES", 2)
    address = reverse("classrooms:poll_find")

    answers = [client.post(address, {"code": code}).status_code for code in ("AAAAAA", "BBBBBB", "CCCCCC")]

    assert answers == [422, 422, 429]
    assert client.post(address, {"code": poll.code}).status_code == 302
