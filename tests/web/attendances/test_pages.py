import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sauatty.web.attendances import codes, services
from sauatty.web.attendances.models import Attendance, Mark, MinutesFile, MinutesRow
from sauatty.web.enrolments.models import Enrolment
from web.attendances.conftest import make_session

pytestmark = pytest.mark.django_db
OF_SESSION = ("session", "door", "door_worker", "door_people", "card_list", "slide", "sheet", "minutes")


def at(name, *args):
    return reverse(f"attendances:{name}", args=args)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_it_works(client_of, bolat, second, gulnar, erlan, language):
    services.note(session=second, person=gulnar, source="door", noted_by=bolat)

    page = client_of(bolat).get(f"/{language}/events/sessions/{second.pk}/attendance/").content.decode()

    assert gulnar.name in page and erlan.name in page


@pytest.mark.parametrize("name", OF_SESSION)
def test_pages_of_a_session_are_for_who_runs_it(client_of, aigerim, bolat, stranger, second, gulnar, name):
    address = at(name, second.pk)

    assert [client_of(one).get(address).status_code for one in (aigerim, bolat, gulnar, stranger)] == [
        200,
        200,
        404,
        404,
    ]
    assert client_of().get(address).status_code == 302


@pytest.mark.parametrize("name", ["here", "my_codes"])
def test_own_pages_ask_to_sign_in(client_of, stranger, name):
    assert client_of(stranger).get(at(name)).status_code == 200
    assert client_of().get(at(name)).status_code == 302


@pytest.mark.parametrize("name", ["session", "door_people", "card_list"])
def test_a_long_list_asks_few_questions(client_of, bolat, second, enrol, name, django_assert_max_num_queries):
    for number in range(15):
        services.note(session=second, person=enrol(f"Адам {number}"), source="door")
    client = client_of(bolat)

    with django_assert_max_num_queries(17):
        assert client.get(at(name, second.pk)).status_code == 200


def test_a_button_of_the_list_sets_somebody_by_hand(client_of, bolat, second, gulnar):
    client = client_of(bolat)

    answer = client.post(at("hand_set", second.pk), {"here": str(gulnar.pk), "query": "?show=away"})
    client.post(at("hand_set", second.pk), {"away": str(gulnar.pk)})

    assert answer.url.endswith(f"?show=away#p-{gulnar.pk}")
    assert [mark.is_present for mark in Mark.objects.order_by("at")] == [True, False]
    assert not Attendance.objects.get().is_present


@pytest.mark.parametrize("value", ["", "nobody", "00000000-0000-0000-0000-000000000000"])
def test_a_button_for_nobody_changes_nothing(client_of, bolat, second, gulnar, value):
    assert client_of(bolat).post(at("hand_set", second.pk), {"here": value}).status_code in (302, 404)
    assert not Mark.objects.exists()


def test_somebody_of_another_training_cannot_be_set(client_of, bolat, second, stranger):
    assert client_of(bolat).post(at("hand_set", second.pk), {"here": str(stranger.pk)}).status_code == 404


def test_the_list_is_searched_from_any_keyboard_and_shows_who_is_not_here(
    client_of, bolat, second, gulnar, erlan
):
    services.note(session=second, person=gulnar, source="door")
    client = client_of(bolat)

    found = client.get(at("session", second.pk), {"q": "гулнар"}).content.decode()
    away = client.get(at("session", second.pk), {"show": "away"}).content.decode()

    assert gulnar.name in found and erlan.name not in found
    assert erlan.name in away and gulnar.name not in away


def test_a_conflict_is_said_and_decided_by_hand(client_of, bolat, second, gulnar):
    services.note(session=second, person=gulnar, source="sheet")
    services.note(session=second, person=gulnar, source="minutes", minutes=3)
    client = client_of(bolat)
    assert "?show=conflict" in client.get(at("session", second.pk)).content.decode()

    client.post(at("person_set", second.pk, gulnar.pk), {"presence": "here", "minutes": "45"})

    row = Attendance.objects.get()
    assert (row.is_present, row.minutes, row.has_conflict) == (True, 45, False)
    assert "?show=conflict" not in client.get(at("session", second.pk)).content.decode()


def test_a_form_without_an_answer_comes_back_with_what_is_wrong(client_of, bolat, second, gulnar):
    answer = client_of(bolat).post(at("person_set", second.pk, gulnar.pk), {"minutes": "-1"})

    assert answer.status_code == 422
    assert not Mark.objects.exists()


def test_a_mark_is_struck_out_on_the_page_of_the_person(client_of, bolat, second, gulnar):
    mark = services.note(session=second, person=gulnar, source="slide")
    client = client_of(bolat)

    client.post(at("mark_strike", second.pk, mark.pk), {"why": "сосед набрал"})

    assert "сосед набрал" in client.get(at("person", second.pk, gulnar.pk)).content.decode()
    assert not Attendance.objects.exists()


def test_a_mark_of_another_session_cannot_be_struck_from_here(client_of, bolat, first, second, gulnar):
    mark = services.note(session=first, person=gulnar, source="door")

    assert client_of(bolat).post(at("mark_strike", second.pk, mark.pk)).status_code == 404


def test_a_session_moved_after_people_were_noted_says_so(client_of, bolat, second, gulnar):
    services.note(session=second, person=gulnar, source="door")
    second.starts_at += timedelta(minutes=5)
    second.save()

    page = client_of(bolat).get(f"/en/events/sessions/{second.pk}/attendance/").content.decode()

    assert "was moved after 1 person" in page


# --- the door ---


def test_the_page_of_the_door_names_nobody_and_may_use_the_camera(client_of, bolat, second, gulnar):
    answer = client_of(bolat).get(at("door", second.pk))
    page = answer.content.decode()

    assert gulnar.name not in page and bolat.name not in page and bolat.email not in page
    assert answer.headers["X-Sauatty-Door"].startswith(f"{second.pk} ")
    assert "camera=(self)" in answer.headers["Permissions-Policy"]


def test_without_a_script_the_door_is_a_form(client_of, bolat, second, gulnar):
    client, code = client_of(bolat), codes.person_code(Enrolment.objects.get().pk)

    wrong = client.post(at("door", second.pk), {"code": code[:5]})
    right = client.post(at("door", second.pk), {"code": code}, follow=True)

    assert wrong.status_code == 422
    assert gulnar.name in right.content.decode()
    assert Mark.objects.get().source == "door"


def test_the_list_for_the_telephone_has_codes_and_is_kept_by_nobody_else(
    client_of, bolat, second, gulnar, enrol
):
    enrol("Мария Ким", state="waiting")
    enrol("Кеткен Адам", state="cancelled")

    answer = client_of(bolat).get(at("door_people", second.pk))
    rows = {one["name"]: one for one in answer.json()["people"]}

    assert set(rows) == {gulnar.name, "Мария Ким"}
    assert codes.read_person_code(rows[gulnar.name]["code"])
    assert (rows["Мария Ким"]["waits"], rows[gulnar.name]["here"]) == (True, False)
    assert "no-store" in answer.headers["Cache-Control"]


def test_codes_that_mean_nobody_stand_on_the_page_of_the_session(client_of, bolat, second):
    client = client_of(bolat)
    body = {"kind": "attendance-mark", "session": str(second.pk), "code": "HALF<b>"}
    client.put(
        "/api/v1/envelopes/6d6f6d61-0000-4000-8000-000000000001",
        json.dumps(body),
        content_type="application/json",
    )

    page = client.get(at("session", second.pk)).content.decode()

    assert "HALF&lt;b&gt;" in page


def test_the_qr_of_a_person_notes_them_when_a_trainer_opens_it(client_of, bolat, event, second, gulnar):
    address = at("arrive", event.slug, codes.person_code(Enrolment.objects.get().pk))
    client = client_of(bolat)
    assert gulnar.name in client.get(address).content.decode()

    client.post(address, {"session": str(second.pk)})

    assert Mark.objects.get().person == gulnar


def test_the_qr_of_a_person_tells_others_nothing(client_of, event, second, gulnar, erlan, stranger):
    address = at("arrive", event.slug, codes.person_code(Enrolment.objects.get(person=gulnar).pk))

    assert client_of(gulnar).get(address).url == at("my_codes")
    assert client_of(erlan).get(address).status_code == 404
    assert client_of(erlan).post(address, {"session": str(second.pk)}).status_code == 404
    assert client_of(stranger).get(at("arrive", event.slug, "22222222")).status_code == 404
    assert not Mark.objects.exists()


def test_a_person_finds_their_own_code_only(client_of, second, gulnar, erlan):
    page = client_of(gulnar).get(at("my_codes")).content.decode()

    own, other = (
        codes.grouped(codes.person_code(Enrolment.objects.get(person=one).pk)) for one in (gulnar, erlan)
    )
    assert own in page and other not in page


# --- the slide ---


def test_the_slide_shows_the_code_and_htmx_asks_for_it_alone(client_of, bolat, second):
    client = client_of(bolat)
    code = codes.grouped(codes.slide_code(second, timezone.now()))

    whole, part = (
        client.get(at("slide", second.pk)),
        client.get(at("slide", second.pk), headers={"HX-Request": "true"}),
    )

    assert code in whole.content.decode() and code in part.content.decode()
    assert "<html" not in part.content.decode()


def test_a_person_types_the_code_of_the_slide(client_of, second, gulnar):
    client = client_of(gulnar)
    code = codes.slide_code(second, timezone.now())

    assert code in client.get(at("here"), {"code": code}).content.decode()
    answer = client.post(at("here"), {"code": code.lower()}, follow=True)

    assert second.event.title_kk in answer.content.decode()
    assert Attendance.objects.get().source == "slide"


def test_a_wrong_code_of_the_slide_comes_back_with_a_sentence(client_of, second, gulnar):
    assert client_of(gulnar).post(at("here"), {"code": "222222"}).status_code == 422


def test_the_home_of_a_person_leads_to_the_code_while_a_session_is_held(client_of, event, gulnar, second):
    home = client_of(gulnar).get("/en/", follow=True).content.decode()

    assert at("here").replace("/kk/", "/en/") in home


def test_nobody_is_led_there_when_nothing_is_held(client_of, event, gulnar):
    make_session(event, 3, timezone.now() + timedelta(days=3))

    home = client_of(gulnar).get("/en/", follow=True).content.decode()

    assert at("here").replace("/kk/", "/en/") not in home
    assert at("my_codes").replace("/kk/", "/en/") in home


@pytest.mark.parametrize("name", ["session", "card_list", "row_match"])
def test_pages_of_three_hundred_people_stay_small(client_of, bolat, second, enrol, name):
    people = [enrol(f"Қатысушы Нұрғалиева {n:03}") for n in range(300)]
    for one in people[:70]:
        services.note(session=second, person=one, source="door")
    file = MinutesFile.objects.create(session=second, service="zoom", file_name="a", sha256="0" * 64)
    row = MinutesRow.objects.create(file=file, shown_name="Redmi 9", minutes=60)
    more = [row.pk] if name == "row_match" else []

    pages = [client_of(bolat).get(at(name, second.pk, *more), {"page": n}) for n in (1, 17)]

    assert max(len(one.content) for one in pages) <= 60_000
    assert ("Нұрғалиева 299" in pages[1].content.decode()) is (name != "row_match")
