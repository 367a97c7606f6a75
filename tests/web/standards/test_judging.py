import pytest
from django.urls import reverse

from sauatty.core.errors import (
    JudgeHasRated,
    JudgeTakesTheTest,
    RatingBeforeAnswer,
    StandardMovedOn,
    StandardNotReady,
)
from sauatty.web.standards import services
from sauatty.web.standards.models import Judge, JudgeAnswer, Rating, StandardSession
from web.conftest import give_role, make_person
from web.standards.conftest import DESCRIPTIONS, moved, rate_all

pytestmark = pytest.mark.django_db


def address(name, session, *more):
    return reverse(f"standards:{name}", args=[session.pk, *more])


def test_a_coordinator_prepares_a_session_in_the_browser(aigerim, programme, paper, client_of):
    client = client_of(aigerim)
    sent = {"name": "Autumn panel", "papers": [str(paper.pk)], "shows_difficulty": "on"}
    sent |= {f"description_{code}": text for code, text in DESCRIPTIONS.items()}

    response = client.post(reverse("standards:session_add", args=[programme.pk]), sent, follow=True)

    session = StandardSession.objects.get()
    assert response.redirect_chain[-1][0] == address("session_detail", session)
    assert session.description_ru == "Проверяет источник."
    assert "Autumn panel" in response.content.decode()


def test_a_session_without_a_paper_is_refused_with_a_link_to_the_field(aigerim, programme, paper, client_of):
    response = client_of(aigerim).post(reverse("standards:session_add", args=[programme.pk]), {"name": "x"})

    assert response.status_code == 422 and 'href="#id_papers"' in response.content.decode()


def test_the_first_round_waits_for_what_is_missing(aigerim, session, client_of):
    response = client_of(aigerim).post(address("session_move", session), {"step": "open-first"})

    assert response.status_code == 422
    with pytest.raises(StandardNotReady):
        services.move(actor=aigerim, session=session, step="open-first")


def test_judges_are_invited_by_name_and_see_the_session_on_their_own_page(aigerim, session, client_of):
    person = make_person("Гүлнар Сарапшы", "gulnar@example.kz")

    client_of(aigerim).post(address("judge_add", session), {"who": "gulnar@example.kz"})

    assert Judge.objects.get().person == person
    assert client_of(person).get(address("seat", session)).status_code == 200
    assert session.name in client_of(person).get("/kk/", follow=True).content.decode()


def test_nobody_who_takes_part_in_the_programme_becomes_a_judge(aigerim, session, dana, client_of):
    with pytest.raises(JudgeTakesTheTest):
        services.invite(actor=aigerim, session=session, people=[dana])

    response = client_of(aigerim).post(address("judge_add", session), {"who": dana.email})
    assert response.status_code == 422 and not Judge.objects.exists()


def test_a_judge_answers_then_sees_the_key_then_rates(opened, experts, client_of):
    client, item = client_of(experts[0]), opened.items[1]["id"]

    before = client.get(address("seat_item", opened, item)).content.decode()
    answered = client.post(
        address("seat_answer", opened, item), {"answer": "b"}, follow=True
    ).content.decode()
    client.post(address("seat_rate", opened, item), {"percent": "65"})

    assert f"{item} reason b" not in before and 'name="percent"' not in before
    assert f"{item} reason b" in answered and 'name="percent"' in answered
    assert Rating.objects.get().percent == 65
    assert JudgeAnswer.objects.get().points == 1


def test_the_first_answer_stands_and_a_rating_may_be_changed(opened, experts, client_of):
    client, item = client_of(experts[0]), opened.items[1]["id"]
    client.post(address("seat_answer", opened, item), {"answer": "a"})
    client.post(address("seat_answer", opened, item), {"answer": "b"})
    client.post(address("seat_rate", opened, item), {"percent": "65"})
    client.post(address("seat_rate", opened, item), {"percent": "70"})

    assert JudgeAnswer.objects.get().answer == "a"
    assert Rating.objects.get().percent == 70


@pytest.mark.parametrize("percent", ["", "67", "-5", "105", "many"])
def test_a_rating_that_is_no_step_of_five_is_refused_and_nothing_kept(opened, experts, client_of, percent):
    client, item = client_of(experts[0]), opened.items[1]["id"]
    client.post(address("seat_answer", opened, item), {"answer": "b"})

    response = client.post(address("seat_rate", opened, item), {"percent": percent})

    assert response.status_code == 422 and not Rating.objects.exists()


def test_no_rating_without_an_answer(opened):
    with pytest.raises(RatingBeforeAnswer):
        services.rate(judge=opened.judges.first(), entry=opened.items[0], percent=50)


def test_an_empty_answer_is_refused(opened, experts, client_of):
    response = client_of(experts[0]).post(address("seat_answer", opened, opened.items[0]["id"]), {})

    assert response.status_code == 422 and not JudgeAnswer.objects.exists()


def test_outside_of_a_round_nothing_is_taken(aigerim, opened):
    rate_all(opened, [50])
    closed = moved(aigerim, opened, "close-first")

    with pytest.raises(StandardMovedOn):
        services.rate(
            judge=closed.judges.order_by("person__email").first(), entry=closed.items[0], percent=60
        )


def test_who_has_not_agreed_sees_no_question(aigerim, session, experts, client_of):
    services.invite(actor=aigerim, session=session, people=experts)
    opened = moved(aigerim, session, "open-first")
    client = client_of(experts[0])

    assert client.get(address("seat_item", opened, opened.items[0]["id"])).status_code == 404
    client.post(address("seat_agree", opened))
    assert client.get(address("seat_item", opened, opened.items[0]["id"])).status_code == 200


def test_other_people_do_not_find_the_seat(opened, stranger, dana, aigerim, client_of):
    for person in (stranger, dana, aigerim):
        assert client_of(person).get(address("seat", opened)).status_code == 404
        item = opened.items[0]["id"]
        assert client_of(person).get(address("seat_item", opened, item)).status_code == 404
    assert client_of().get(address("seat", opened)).status_code == 302


def test_only_the_coordinator_leads_the_session(opened, stranger, bolat, experts, client_of):
    for person in (stranger, bolat, experts[0]):
        assert client_of(person).get(address("session_detail", opened)).status_code in (403, 404)
        assert client_of(person).get(address("session_results", opened)).status_code in (403, 404)


def test_in_the_second_round_a_judge_sees_the_own_rating_and_the_median_and_no_other(
    aigerim, opened, experts, client_of
):
    rate_all(opened, [35, 45, 55, 65, 95])
    second = moved(aigerim, opened, "close-first", "open-second")

    page = client_of(experts[0]).get(address("seat_item", second, second.items[1]["id"])).content.decode()
    shown = page.split('class="facts"')[1].split("</dl>")[0]

    assert "35 %" in shown and "55,0 %" in shown
    assert not any(f"{one} %" in shown for one in (45, 65, 95))
    assert 'value="35" selected' in page


def test_two_judges_are_shown_no_median(aigerim, opened, experts, client_of):
    rate_all(opened, [35, 45])
    second = moved(aigerim, opened, "close-first", "open-second")

    assert second.discussion[second.items[0]["id"]]["median"] is None


def test_a_judge_who_has_rated_is_not_taken_out(aigerim, opened):
    rate_all(opened, [50])

    with pytest.raises(JudgeHasRated):
        services.remove_judge(actor=aigerim, judge=opened.judges.order_by("person__email").first())


def test_keys_are_closed_to_a_judge_in_the_middle_of_a_test(opened, experts, client_of, monkeypatch):
    from sauatty.web.standards import selectors

    monkeypatch.setattr(selectors, "takes_a_test", lambda person: True)
    client, item = client_of(experts[0]), opened.items[0]["id"]

    assert client.get(address("seat_item", opened, item)).status_code == 302
    assert client.post(address("seat_answer", opened, item), {"answer": "b"}).status_code == 302
    assert not JudgeAnswer.objects.exists()


def test_a_session_that_began_is_neither_changed_nor_deleted(aigerim, opened, client_of):
    assert client_of(aigerim).post(address("session_delete", opened)).status_code == 422
    assert StandardSession.objects.filter(pk=opened.pk).exists()


def test_a_coordinator_of_another_programme_finds_nothing(opened, client_of):
    from sauatty.web.programmes.models import Programme

    other = make_person("Other", "other@example.kz")
    give_role(other, "coordinator", Programme.objects.create(title_kk="Басқа"))

    assert client_of(other).get(address("session_detail", opened)).status_code == 404


def test_who_comes_to_learn_in_the_programme_sees_keys_no_longer(opened, experts, programme, client_of):
    item, client = opened.items[0]["id"], client_of(experts[0])
    address = reverse("standards:seat_item", args=[opened.pk, item])
    assert client.get(address).status_code == 200
    give_role(experts[0], "participant", programme)
    assert client.get(address).status_code == 302
    for name in ("seat_answer", "seat_rate"):
        client.post(reverse(f"standards:{name}", args=[opened.pk, item]), {f"a.{item}": "b", "percent": "50"})
    judge = opened.judges.get(person=experts[0])
    assert not judge.answers.exists() and not judge.ratings.exists()
