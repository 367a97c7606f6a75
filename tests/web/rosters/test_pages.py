import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sauatty.web.rosters.models import Roster

pytestmark = pytest.mark.django_db
HEAD = "Аты-жөні;Пошта;Жұмыс орны"


def test_it_works(programme, event, aigerim, client_of, django_capture_on_commit_callbacks):
    client = client_of(aigerim)
    address = f"/en/people-lists/of/{programme.pk}/"
    file = SimpleUploadedFile("list.csv", f"{HEAD}\r\nДана Ким;d@x.kz;1\r\n12;x;y".encode())
    answer = client.post(address, {"file": file, "purpose": f"event:{event.pk}"})

    assert (
        client.get(address).status_code == 200
        and answer.status_code == 302
        and "/jobs/" in answer["Location"]
    )
    assert Roster.objects.get().event == event


def test_a_list_shows_its_mistakes_and_asks_what_lines_mean(bring, programme, aigerim, client_of):
    bring(HEAD, "Болат Жұмабаев;;1", "Bolat Zhumabaev;;1", "77;;")
    roster = Roster.objects.get()
    client = client_of(aigerim)
    told = client.get(f"/en/people-lists/{roster.pk}/?show=all").content.decode()

    assert "is no name" in told and "line 4" in told and "as in line 2" in told
    answer = client.post(f"/en/people-lists/{roster.pk}/lines/3/", {"means": "left", "show": "all"})
    assert answer["Location"].endswith("?show=all") and roster.rows.get(number=3).decision == "left"
    assert client.post(f"/en/people-lists/{roster.pk}/lines/3/", {"means": "x"}).status_code == 302
    assert client.get(f"/en/people-lists/{roster.pk}/?show=nothing").status_code == 404
    assert "/jobs/" in client.post(f"/en/people-lists/{roster.pk}/take/")["Location"]


def test_lists_of_others_are_not_there(bring, programme, bolat, stranger, client_of):
    roster = bring(HEAD, "Дана Ким;;1")

    for person in (bolat, stranger):
        client = client_of(person)
        assert client.get(f"/kk/people-lists/{roster.pk}/").status_code == 404
        assert client.get(f"/kk/people-lists/of/{programme.pk}/").status_code == 404
        assert client.post(f"/kk/people-lists/{roster.pk}/take/").status_code == 404


def test_nobody_outside_the_programme_is_named(bring, stranger, aigerim, client_of):
    roster = bring(HEAD, f"Басқа Адам;{stranger.email};1")
    told = client_of(aigerim).get(f"/en/people-lists/{roster.pk}/").content.decode()

    assert "whoever has this address already" in told and stranger.name not in told


def test_a_long_list_costs_as_few_queries_as_a_short_one(
    bring, aigerim, client_of, django_assert_max_num_queries
):
    roster = bring(HEAD, *(f"Болат Жұмабаев;;{n}" for n in range(120)))
    client = client_of(aigerim)

    with django_assert_max_num_queries(16):
        assert client.get(f"/kk/people-lists/{roster.pk}/?show=all").status_code == 200


def test_a_removed_list_leaves_its_people(bring, take, aigerim, client_of):
    roster = take(bring(HEAD, "Дана Ким;d@x.kz;1"))
    answer = client_of(aigerim).post(f"/kk/people-lists/{roster.pk}/remove/")

    assert answer.status_code == 302 and not Roster.objects.exists()


def test_a_training_leads_to_its_list(programme, event, aigerim, stranger, client_of):
    answer = client_of(aigerim).get(f"/en/people-lists/event/{event.pk}/", follow=True)
    page = answer.content.decode()

    assert answer.status_code == 200 and f'value="event:{event.pk}" selected' in page
    assert (
        f"/en/people-lists/event/{event.pk}/"
        in client_of(aigerim).get(f"/en/events/{event.pk}/").content.decode()
    )
    assert client_of(stranger).get(f"/en/people-lists/event/{event.pk}/").status_code == 404


def test_the_people_of_a_programme_lead_to_its_lists(programme, aigerim, client_of):
    page = client_of(aigerim).get(f"/en/programmes/{programme.pk}/people/").content.decode()

    assert f"/en/people-lists/of/{programme.pk}/" in page and "Lists of people" in page
