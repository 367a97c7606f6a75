"""The room on the trainer's phone: who is here, materials, what is attached, and who may open it."""

import pytest
from django.urls import reverse

from sauatty.web.attendances import services as attendances
from sauatty.web.classrooms.models import SessionLink
from sauatty.web.events.models import SessionTrainer
from sauatty.web.papers.models import Test as PaperTest

pytestmark = pytest.mark.django_db


def room(session):
    return reverse("classrooms:room", args=[session.pk])


def test_it_works(bolat, session, gulnar, erlan, client_of):
    attendances.note(session=session, person=gulnar, source="hand", noted_by=bolat)

    page = client_of(bolat).get(room(session)).content.decode()

    assert "Гүлнар Ахметова" in page
    assert "Ерлан Қасымов" in page
    assert reverse("attendances:slide", args=[session.pk]) in page
    assert reverse("lessons:module_detail", args=["reliable-information"]) in page


def test_the_room_is_for_those_who_run_the_session(session, stranger, gulnar, aigerim, client_of):
    assert client_of(stranger).get(room(session)).status_code == 404
    assert client_of(gulnar).get(room(session)).status_code == 404
    assert client_of().get(room(session)).status_code == 302
    assert client_of(aigerim).get(room(session)).status_code == 200


def test_who_is_no_trainer_any_more_opens_nothing_though_the_session_still_names_them(
    session, bolat, client_of
):
    SessionTrainer.objects.get_or_create(session=session, person=bolat)
    assert client_of(bolat).get(room(session)).status_code == 200

    bolat.grants.all().delete()

    assert client_of(bolat).get(room(session)).status_code == 404


def test_a_phone_that_asks_again_gets_nothing_until_somebody_comes(bolat, session, gulnar, client_of):
    client = client_of(bolat)
    page = client.get(room(session)).content.decode()
    mark = page.split("?mark=")[1].split('"')[0]
    asks = {"headers": {"HX-Request": "true"}}

    assert client.get(f"{room(session)}?mark={mark}", **asks).status_code == 204

    attendances.note(session=session, person=gulnar, source="hand", noted_by=bolat)
    part = client.get(f"{room(session)}?mark={mark}", **asks)
    assert part.status_code == 200
    assert b"<html" not in part.content
    assert "Гүлнар Ахметова" in part.content.decode()


def test_asking_again_is_cheap_however_many_are_here(
    bolat, session, enrol, client_of, django_assert_max_num_queries
):
    for number in range(30):
        person = enrol(f"Адам {number}")
        attendances.note(session=session, person=person, source="hand", noted_by=bolat)
    client = client_of(bolat)

    with django_assert_max_num_queries(14):
        client.get(room(session), headers={"HX-Request": "true"})
    with django_assert_max_num_queries(24):
        client.get(room(session))


def test_the_notes_of_a_lesson_of_the_module_are_there_and_of_no_other(bolat, session, client_of):
    from sauatty.web.lessons import catalogue

    lesson = catalogue.shelf().module("reliable-information").lessons[0].lesson
    client = client_of(bolat)

    page = client.get(reverse("classrooms:notes", args=[session.pk, lesson.id])).content.decode()
    assert lesson.facilitator.timing[0].text.text("kk")[:20] in page
    assert client.get(reverse("classrooms:notes", args=[session.pk, "unknown"])).status_code == 404


def test_a_session_without_a_module_says_so(bolat, event, session, client_of):
    session.module = "gone"
    session.save()

    assert client_of(bolat).get(room(session)).status_code == 200


@pytest.fixture
def onsite_test(programme):
    return PaperTest.objects.create(
        programme=programme, slug="test-room", title_kk="Залдағы тест", purpose="onsite", state="open"
    )


def test_the_coordinator_attaches_a_test_and_the_trainer_shows_its_address(
    aigerim, bolat, session, onsite_test, client_of
):
    offers = reverse("classrooms:offers", args=[session.pk])
    screen = reverse("classrooms:screen", args=[session.pk, "test"])
    assert client_of(bolat).get(offers).status_code == 404
    assert client_of(bolat).get(screen).status_code == 404

    answer = client_of(aigerim).post(offers, {"feedback": "", "test": str(onsite_test.pk)})

    assert answer.status_code == 302
    page = client_of(bolat).get(screen).content.decode()
    assert "/kk/t/test-room/" in page
    assert "data:image/svg+xml" in page
    assert "Залдағы тест" in client_of(bolat).get(room(session)).content.decode()


def test_a_test_of_another_programme_cannot_be_attached(aigerim, session, client_of):
    alien = PaperTest.objects.create(slug="alien", title_kk="Бөтен", purpose="onsite", state="open")
    offers = reverse("classrooms:offers", args=[session.pk])

    answer = client_of(aigerim).post(offers, {"feedback": "", "test": str(alien.pk)})

    assert answer.status_code == 422
    assert not SessionLink.objects.exists()


def test_what_was_attached_and_is_gone_is_not_shown(aigerim, bolat, session, onsite_test, client_of):
    SessionLink.objects.create(session=session, kind="test", target=onsite_test.pk)
    onsite_test.delete()

    assert client_of(bolat).get(room(session)).status_code == 200
    assert client_of(bolat).get(reverse("classrooms:screen", args=[session.pk, "test"])).status_code == 404


def test_the_room_stands_on_the_page_of_the_session(bolat, session, client_of):
    page = client_of(bolat).get(reverse("events:session_detail", args=[session.pk])).content.decode()

    assert room(session) in page
