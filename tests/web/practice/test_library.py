"""The library: given by its author, found however it is typed, open to all, and gone when its author says so."""

import pytest

from sauatty.core.errors import NotForTheLibrary
from sauatty.web.base import privacy
from sauatty.web.practice import selectors, services
from sauatty.web.practice.models import Objection, Published
from web.practice.conftest import make_activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(programme, dana):
    return make_activity(programme, dana, state="accepted")


@pytest.fixture
def given(dana, accepted):
    return services.publish(actor=dana, activity=accepted, with_name=True)


def found(**narrowed):
    return [one.content["title"] for one in selectors.library(**narrowed)]


def test_it_works(client, client_of, dana, accepted):
    page = client_of(dana).get(f"/en/activities/{accepted.pk}/publish/")
    sent = client_of(dana).post(
        f"/en/activities/{accepted.pk}/publish/", {"with_name": "name", "agrees": "on"}
    )
    shown = client.get(sent["Location"]).content.decode()

    assert page.status_code == 200 and sent.status_code == 302
    assert accepted.title in shown and "Дана Өмірбекқызы" in shown and "CC-BY-4.0" in shown
    assert accepted.title in client.get("/ru/activities/library/").content.decode()


@pytest.mark.parametrize("typed", ["қала", "кала", "ТЕКСЕРУ суретін", "тексеру"])
def test_words_are_found_however_they_are_typed(given, typed):
    assert found(text=typed) == ["Қала суретін тексеру"]
    assert found(text=typed + " жоқсөз") == []


@pytest.mark.parametrize("typed", ["суреттерді", "оқушылардың", "тексерудің", "қаланың"])
def test_words_are_found_in_any_of_their_forms(given, typed):
    assert found(text=typed) == ["Қала суретін тексеру"]
    assert found(text="жарнаманы") == []


def test_every_choice_narrows(given):
    right = {"competence": "gmilaf.2.3", "audience": "teachers", "language": "kk", "region": "KZ-55"}
    assert found(**right)
    wrong = {"competence": "gmilaf.2", "audience": "parents", "language": "ru", "region": "KZ-5"}
    assert not any(found(**{**right, key: value}) for key, value in wrong.items())


def test_without_a_name_there_is_none(client, dana, accepted):
    row = services.publish(actor=dana, activity=accepted, with_name=False)
    assert "Дана" not in client.get(f"/kk/activities/library/{row.pk}/").content.decode()


def test_only_accepted_ones_and_only_by_their_author(client_of, programme, dana, bolat, accepted):
    for actor, activity in ((bolat, accepted), (dana, make_activity(programme, dana))):
        with pytest.raises(NotForTheLibrary):
            services.publish(actor=actor, activity=activity, with_name=True)
    assert client_of(bolat).get(f"/en/activities/{accepted.pk}/publish/").status_code == 404
    assert not Published.objects.exists()


def test_given_again_it_is_one_entry(dana, accepted, given):
    again = services.publish(actor=dana, activity=accepted, with_name=False)
    assert again.pk == given.pk and again.author_name == ""


def test_its_author_or_a_coordinator_takes_it_out(client, client_of, dana, bolat, aigerim, given):
    address = f"/en/activities/library/{given.pk}/"
    assert client_of(bolat).post(address + "withdraw/").status_code == 404
    assert client_of(aigerim).post(address + "withdraw/").status_code == 302
    assert client.get(address).status_code == 404 and found() == []


def test_an_objection_is_decided_by_a_coordinator(client, client_of, aigerim, given):
    address = f"/en/activities/library/{given.pk}/"
    assert client.post(address + "object/", {"words": ""}).status_code == 422
    assert client.post(address + "object/", {"words": "Бөгде сурет", "site": "spam"}).status_code == 302
    assert not Objection.objects.exists()
    client.post(address + "object/", {"words": "Бөгде сурет"})
    objection = Objection.objects.get()
    assert "Бөгде сурет" in client_of(aigerim).get("/en/activities/reviews/").content.decode()
    client_of(aigerim).post(f"/en/activities/library/objections/{objection.pk}/", {"is_right": "1"})
    assert found() == [] and client.get(address).status_code == 404


def test_who_is_forgotten_leaves_the_library(dana, given):
    for label, rule in privacy.personal_rules().items():
        if label.startswith(("practice.", "activities.")):
            rule.erase(dana)
    assert not Published.objects.exists()


def test_a_long_library_asks_few_questions(client, programme, dana, django_assert_max_num_queries):
    for _ in range(30):
        services.publish(
            actor=dana, activity=make_activity(programme, dana, state="accepted"), with_name=True
        )
    with django_assert_max_num_queries(8):
        page = client.get("/kk/activities/library/")
    assert page.status_code == 200 and len(page.content) < 60_000


def test_what_was_withdrawn_is_kept_by_nobody(client_of, aigerim, dana, given, accepted):
    services.object_to(published=given, words="Бөгде сурет")
    services.withdraw(actor=dana, published=given)
    given.refresh_from_db()
    assert (given.author_name, given.content, given.search) == ("", {}, "")
    assert "Бөгде сурет" not in client_of(aigerim).get("/en/activities/reviews/").content.decode()
    services.publish(actor=dana, activity=accepted, with_name=True)
    assert found() == [accepted.title]


def test_a_picture_that_is_kept_no_more_leaves_no_hole(client, given):
    given.content["pictures"] = [
        {"id": str(given.pk), "caption": "Сурет", "author": "", "licence": "CC-BY-4.0"}
    ]
    given.save()
    page = client.get(f"/en/activities/library/{given.pk}/").content.decode()
    assert "Сурет<" not in page and "<img" not in page.split("<article")[1].split("</article>")[0]


def test_languages_are_named_by_themselves(client, given):
    for address in ("/en/activities/library/", f"/en/activities/library/{given.pk}/"):
        page = client.get(address).content.decode()
        assert "Қазақша" in page and "Kazakh" not in page.replace("Kazakhstan", "")


def test_a_reader_who_is_signed_in_is_led_from_an_entry_to_a_plan_of_their_own(
    client, client_of, given, bolat
):
    address = f"/en/activities/library/{given.pk}/"
    lead = f'href="/en/activities/plan/?source=practice:{given.pk}"'
    assert lead in client_of(bolat).get(address).content.decode()
    assert lead not in client.get(address).content.decode()
