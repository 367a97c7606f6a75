"""The thread of a programme: what it is gathered from, who reads it, and where its numbers lead."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from sauatty.web.accounts.models import Grant, Person
from sauatty.web.base.models import Job
from sauatty.web.evaluations import gathering, threads
from sauatty.web.programmes.models import Programme
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_kept():
    cache.clear()


@pytest.fixture
def analyst(programme):
    person = make_person("Нұрлан Талдаушы", "nurlan@example.kz")
    give_role(person, "analyst", programme)
    return person


def address(programme, competence=""):
    found = reverse("evaluations:programme_thread", args=[programme.pk])
    return f"{found}?competence={competence}" if competence else found


def test_it_works(aigerim, programme, held_online, make_visitor, client_of):
    make_visitor("Гүлнар Ахметова", "KZ-55", "school", held_online)

    response = client_of(aigerim).get(address(programme))

    assert response.status_code == 200
    page = response.content.decode()
    assert page.count('href="?competence=gmilaf.') == 12
    assert reverse("certificates:register", args=[programme.pk]) in page


def test_one_competence_is_read_from_left_to_right_and_another_is_not_there(aigerim, programme, client_of):
    client = client_of(aigerim)

    page = client.get(address(programme, "gmilaf.1.1")).content.decode()

    assert page.count('<section class="card">') == 9
    assert 'value="gmilaf.1.1" selected' in page
    assert client.get(address(programme, "gmilaf.9.9")).status_code == 404


def test_only_those_who_read_the_figures_of_this_programme_open_it(
    aigerim, analyst, bolat, stranger, programme, client_of
):
    other = Programme.objects.create(title_kk="Басқа бағдарлама")

    assert client_of(analyst).get(address(programme)).status_code == 200
    assert client_of(analyst).get(address(other)).status_code == 404
    assert client_of(bolat).get(address(programme)).status_code == 404
    assert client_of(stranger).get(address(programme)).status_code == 404
    assert client_of().get(address(programme)).status_code == 302


def test_the_only_programme_is_opened_at_once(analyst, programme, client_of):
    response = client_of(analyst).get(reverse("evaluations:thread"))
    assert response.headers["Location"] == address(programme)


def test_links_lead_only_where_the_reader_may_go(aigerim, analyst, programme, client_of):
    register = reverse("certificates:register", args=[programme.pk])

    assert register in client_of(aigerim).get(address(programme)).content.decode()
    assert register not in client_of(analyst).get(address(programme)).content.decode()


def test_participants_stand_in_the_pack_under_pseudonyms_with_what_they_attended(
    aigerim, programme, held_online, held_onsite, make_visitor
):
    gulnar = make_visitor("Гүлнар Ахметова", "KZ-55", "school", held_online, held_onsite)
    make_visitor("Мария Ким", "", "")

    pack = gathering.gather(programme, aigerim).pack

    assert len(pack.people) == 2 and str(gulnar.pk) not in pack.people.ids
    assert sorted(pack.people.traits["region"]) == ["", "KZ-55"]
    assert {one.form for one in pack.trainings} == {"online", "onsite"}
    assert all(set(one.attended.values()) == {1.0} for one in pack.trainings)


def test_who_is_no_participant_of_the_programme_is_not_in_its_pack(
    aigerim, programme, held_online, make_visitor
):
    maria = make_visitor("Мария Ким", "", "", held_online)
    Grant.objects.filter(person=maria).delete()

    pack = gathering.gather(programme, aigerim).pack

    assert len(pack.people) == 0
    assert pack.trainings[0].attended == {}


def test_an_empty_programme_says_what_is_missing(aigerim, programme, client_of):
    page = client_of(aigerim).get("/en" + address(programme)[3:]).content.decode()

    assert "no survey of needs" in page and "no final test" in page
    assert "There is no plan" in page


def test_more_people_ask_no_more_of_the_database(
    aigerim, programme, held_online, make_visitor, django_assert_max_num_queries
):
    make_visitor("Бірінші Адам", "KZ-55", "school", held_online)
    with django_assert_max_num_queries(40) as first:
        gathering.gather(programme, aigerim)
    for n in range(8):
        make_visitor(f"Қатысушы {n}", "KZ-55", "school", held_online)

    with django_assert_max_num_queries(len(first)):
        gathering.gather(programme, aigerim)


def test_the_evaluation_is_made_again_only_when_something_changed(
    aigerim, programme, held_online, make_visitor, monkeypatch
):
    made = []
    monkeypatch.setattr(
        threads, "evaluate", lambda pack, **_: made.append(pack) or _evaluate(pack, n_resamples=20)
    )
    from sauatty.core.evaluation.evaluate import evaluate as _evaluate

    threads.evaluated(programme, aigerim)
    threads.evaluated(programme, aigerim)
    assert len(made) == 1

    make_visitor("Жаңа Адам", "KZ-55", "school", held_online)
    threads.evaluated(programme, aigerim)
    assert len(made) == 2


def test_of_many_people_a_job_works_it_out_and_the_page_shows_what_was_known_last(
    aigerim, programme, client_of, monkeypatch
):
    read, client, done = [], client_of(aigerim), lambda done, total: None
    monkeypatch.setattr(threads, "MANY_PEOPLE", -1)
    monkeypatch.setattr(threads, "gather", lambda *asked: read.append(asked) or gathering.gather(*asked))

    waits = client.get(address(programme))
    job = Job.objects.get(kind=threads.THREAD_JOB)
    assert waits.status_code == 302 and str(job.pk) in waits["Location"] and not read
    assert client.get(address(programme)).status_code == 302 and Job.objects.count() == 1
    threads.do_thread(job.payload, done)

    first, second = (client.get(address(programme)).content.decode() for _ in range(2))
    assert len(read) == 1 and first.count("gmilaf.1.1") == second.count("gmilaf.1.1")

    Job.objects.update(state="done")
    monkeypatch.setattr(threads, "MANY_SECONDS", -1)
    assert client.get(address(programme)).status_code == 200 and len(read) == 1  # old, and shown
    job.refresh_from_db()
    assert job.state == "queued"


def test_a_job_works_nothing_out_for_who_may_no_longer_read_it(aigerim, programme, monkeypatch):
    monkeypatch.setattr(threads, "gather", lambda *asked: pytest.fail("it was read"))
    stranger = Person.objects.create_person(name="Бөтен Адам")

    threads.do_thread({"programme": str(programme.pk), "viewer": str(stranger.pk)}, lambda done, total: None)


def test_who_only_keeps_the_site_is_told_that_small_figures_are_hidden(programme, client_of):
    keeper = Person.objects.create_person(name="Сервер Иесі", email="keeper@example.kz", is_site_admin=True)

    page = client_of(keeper).get("/en" + address(programme)[3:]).content.decode()

    assert "fewer than five people" in page
