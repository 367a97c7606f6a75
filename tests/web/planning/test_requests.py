"""Wishes for a training: none is lost, none slips through, each is answered once by letter."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from made_events import make_event, make_person, make_template
from sauatty.core.errors import RequestAnswerMissing
from sauatty.web.events import selectors, services
from sauatty.web.events.models import Event, TrainingRequest
from sauatty.web.events.services import requests as asking
from sauatty.web.mails.models import Letter
from sauatty.web.programmes.models import Programme

pytestmark = pytest.mark.django_db


def ask_form(programme, **fields):
    return {
        "key": str(uuid4()), "programme": str(programme.pk), "topic": "Жалған жаңалықты тану", "region": "KZ-55",
        "organisation": "№ 3 мектеп", "language": "kk", "n_people": "30", "wished_from": "2027-04-01",
        "name": "Дана Оспанова", "email": "dana@example.kz", "phone": "", "agrees": "on", "website": "",
    } | fields  # fmt: skip


def make_wish(programme, *, days_ago=0, **fields):
    fields = {
        "region_id": "KZ-55", "organisation": "№ 3 мектеп", "name": "Дана", "email": "dana@example.kz", "topic": "Тақырып",
        "language": "kk", "asked_at": timezone.now() - timedelta(days=days_ago),
    } | fields  # fmt: skip
    return TrainingRequest.objects.create(programme=programme, **fields)


def test_it_works_from_the_wish_of_a_region_to_a_training_and_an_answer(client_of, aigerim, programme):
    template, client = make_template(aigerim, programme), client_of(aigerim)
    asked = client_of().post(f"/kk/events/requests/ask/{programme.pk}/", ask_form(programme))
    assert asked["Location"] == "/kk/events/requests/kept/"
    wish = TrainingRequest.objects.get()
    assert (wish.state, wish.region_id, wish.n_people, wish.asked_by) == ("new", "KZ-55", 30, None)
    assert "1 request for a training waits" in client.get("/en/events/").content.decode()
    assert "№ 3 мектеп" in client.get("/en/events/requests/").content.decode()
    client.post(f"/en/events/requests/{wish.pk}/seen/")
    page = client.get(f"/en/events/requests/{wish.pk}/").content.decode()
    assert "being looked at" in page and 'value="2027-04-01"' in page and "dana@example.kz" in page
    sent = {"template": str(template.pk), "starts_on": "2027-04-05", "language": "kk", "place": "№ 3 мектеп"}
    made = client.post(f"/en/events/requests/{wish.pk}/plan/", sent, follow=True).content.decode()
    event = Event.objects.get(is_template=False)
    assert "The training is prepared." in made and "№ 3 мектеп" in made
    assert event.region_id == "KZ-55" and event.sessions.count() == 2
    client.post(f"/en/events/requests/{wish.pk}/answer/", {"answer": "Сәуірде келеміз."})
    wish.refresh_from_db()
    letter = Letter.objects.get()
    assert (wish.state, wish.event, wish.answered_by) == ("planned", event, aigerim)
    assert (
        letter.address == "dana@example.kz" and letter.language == "kk" and "Сәуірде келеміз." in letter.body
    )
    assert f"/kk/events/e/{event.slug}/" in letter.body
    again = client.post(f"/en/events/requests/{wish.pk}/plan/", sent)
    assert again.status_code == 302 and Event.objects.filter(is_template=False).count() == 1


def test_a_form_sent_twice_is_one_wish(client_of, programme):
    sent = ask_form(programme)
    for _ in range(3):
        assert client_of().post(f"/en/events/requests/ask/{programme.pk}/", sent).status_code == 302
    assert TrainingRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "", "phone": ""}, "Leave an e-mail address or a telephone number"),
        ({"email": "dana@"}, "Enter a valid email address"),
        ({"region": ""}, "This field is required"),
        ({"agrees": ""}, "This field is required"),
        ({"n_people": "-4"}, "greater than or equal to 1"),
        ({"wished_from": "tomorrow"}, "Enter a valid date"),
    ],
)  # fmt: skip
def test_a_wrong_form_keeps_what_was_typed(client_of, programme, wrong, said):
    response = client_of().post(f"/en/events/requests/ask/{programme.pk}/", ask_form(programme, **wrong))
    page = response.content.decode()
    assert response.status_code == 422 and said in page and "Жалған жаңалықты тану" in page
    assert not TrainingRequest.objects.exists()


def test_what_a_machine_may_have_sent_is_kept_apart_not_thrown_away(client_of, aigerim, programme):
    sent = ask_form(programme, website="https://spam.example")
    assert client_of().post(f"/en/events/requests/ask/{programme.pk}/", sent).status_code == 302
    client, wish = client_of(aigerim), TrainingRequest.objects.get()
    assert "№ 3 мектеп" not in client.get("/en/events/requests/").content.decode()
    assert "№ 3 мектеп" in client.get("/en/events/requests/?state=suspect").content.decode()
    assert selectors.count_waiting(aigerim) == 0
    client.post(f"/en/events/requests/{wish.pk}/seen/")
    assert "№ 3 мектеп" in client.get("/en/events/requests/").content.decode()
    assert selectors.count_waiting(aigerim) == 1


def test_too_many_wishes_from_one_network_are_refused_and_the_words_stay(client_of, programme, monkeypatch):
    monkeypatch.setattr(asking, "FROM_ONE_NETWORK", 2)
    client, path = client_of(), f"/en/events/requests/ask/{programme.pk}/"
    for _ in range(2):
        assert client.post(path, ask_form(programme)).status_code == 302
    refused = client.post(path, ask_form(programme))
    assert refused.status_code == 422 and "send them again later" in refused.content.decode()
    assert "Жалған жаңалықты тану" in refused.content.decode() and TrainingRequest.objects.count() == 2
    elsewhere = client.post(path, ask_form(programme), headers={"X-Forwarded-For": "10.1.2.3"})
    assert elsewhere.status_code == 302


def test_the_oldest_wish_stands_first_and_what_waits_longer_than_a_week_is_marked(
    client_of, aigerim, programme
):
    make_wish(programme, days_ago=1, organisation="Жаңа")
    make_wish(programme, days_ago=8, organisation="Ескі", state="seen")
    make_wish(programme, days_ago=30, organisation="Жауап берілген", state="declined")
    page = client_of(aigerim).get("/en/events/requests/").content.decode()
    assert (
        page.index("Ескі") < page.index("Жаңа") and page.count(">late<") == 1 and "Жауап берілген" not in page
    )
    assert "1 of them longer than a week" in page
    assert "Жауап берілген" in client_of(aigerim).get("/en/events/requests/?state=declined").content.decode()


def test_a_wish_is_declined_with_words_only_and_can_wait_again(client_of, aigerim, programme):
    wish, client = make_wish(programme, email=""), client_of(aigerim)
    empty = client.post(f"/en/events/requests/{wish.pk}/answer/", {"answer": " ", "declines": "on"})
    assert empty.status_code == 422 and "This field is required" in empty.content.decode()
    with pytest.raises(RequestAnswerMissing):
        services.answer_request(actor=aigerim, request=wish, answer=" ")
    said = client.post(
        f"/en/events/requests/{wish.pk}/answer/", {"answer": "Биыл болмайды", "declines": "on"}, follow=True
    )
    assert "call them" in said.content.decode() and not Letter.objects.exists()
    wish.refresh_from_db()
    assert wish.state == "declined"
    client.post(f"/en/events/requests/{wish.pk}/back/")
    wish.refresh_from_db()
    assert wish.state == "seen" and selectors.count_waiting(aigerim) == 1


def test_a_wish_follows_its_training_held_when_it_is_over_waiting_when_it_is_called_off(
    client_of, aigerim, programme
):
    held, off = make_event(aigerim, programme, days=(-2,)), make_event(aigerim, programme, days=(20,))
    first, second = make_wish(programme), make_wish(programme)
    services.link_training(actor=aigerim, request=first, event=held)
    assert "20" in client_of(aigerim).get(f"/en/events/requests/{second.pk}/").content.decode()
    client_of(aigerim).post(f"/en/events/requests/{second.pk}/link/", {"event": str(off.pk)})
    services.finish_event(actor=aigerim, event=held)
    services.cancel_event(actor=aigerim, event=off)
    assert [TrainingRequest.objects.get(pk=one.pk).state for one in (first, second)] == ["held", "seen"]
    assert selectors.count_waiting(aigerim) == 1


def test_everybody_asks_only_programmes_that_everybody_knows_of(client_of, aigerim, programme):
    other = Programme.objects.create(title_en="Hidden programme", title_kk="Жасырын")
    assert "No programme takes requests" in client_of().get("/en/events/requests/ask/").content.decode()
    make_event(aigerim, programme)
    page = client_of().get("/en/events/requests/ask/").content.decode()
    assert "Hidden programme" not in page and 'name="topic"' in page
    crossed = client_of().post("/en/events/requests/ask/", ask_form(other))
    assert crossed.status_code == 422 and not TrainingRequest.objects.exists()
    assert client_of().post("/en/events/requests/ask/", ask_form(programme)).status_code == 302
    assert client_of().get(f"/en/events/requests/ask/{uuid4()}/").status_code == 404


def test_a_coordinator_of_another_programme_sees_no_wish(client_of, aigerim, bolat, programme):
    dana = make_person(
        "Дана", "d@example.kz", role="coordinator", programme=Programme.objects.create(title_kk="Басқа")
    )
    wish = make_wish(programme)
    assert "№ 3 мектеп" not in client_of(dana).get("/en/events/requests/").content.decode()
    assert client_of(dana).get(f"/en/events/requests/{wish.pk}/").status_code == 404
    for step in ("seen", "answer", "plan", "link", "back"):
        assert (
            client_of(dana).post(f"/en/events/requests/{wish.pk}/{step}/", {"answer": "x"}).status_code == 404
        )
        assert client_of(bolat).post(f"/en/events/requests/{wish.pk}/{step}/").status_code == 404
    assert TrainingRequest.objects.get().state == "new"


def test_a_board_of_many_wishes_costs_few_queries(
    client_of, aigerim, programme, django_assert_max_num_queries
):
    for n in range(30):
        make_wish(programme, days_ago=n)
    client = client_of(aigerim)
    with django_assert_max_num_queries(12):
        page = client.get("/en/events/requests/").content.decode()
    assert "page 1 of 2" in page and page.count(">late<") >= 20


def test_a_forgotten_person_leaves_the_wish_of_the_organisation(aigerim, bolat, programme):
    from sauatty.web.events import erasure

    wish = make_wish(programme, email="bolat@example.kz", phone="+7 701")
    assert erasure.requests(bolat) == 1
    wish.refresh_from_db()
    assert (wish.name, wish.email, wish.phone, wish.organisation) == ("", "", "", "№ 3 мектеп")
    assert date.today() >= wish.asked_at.date()
