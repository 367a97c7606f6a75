import pytest
from django.apps import apps
from django.urls import reverse
from django.utils.translation import override

from sauatty.web.accounts.models import Grant, Person
from sauatty.web.accounts.services import first, people
from sauatty.web.base import demo
from sauatty.web.base.texts import write_text
from sauatty.web.programmes import board, cohorts, services
from sauatty.web.programmes.models import Programme

pytestmark = pytest.mark.django_db


def page(browser, name, *args):
    return browser.get(reverse(f"programmes:{name}", args=args))


@pytest.mark.parametrize(
    ("name", "allowed"),
    [("programme_detail", 200), ("programme_edit", 404), ("member_list", 404)],
)
def test_it_works_and_a_stranger_finds_nothing(client_of, aigerim, bolat, stranger, programme, name, allowed):
    answers = [
        page(client_of(who), name, programme.pk).status_code for who in (aigerim, bolat, stranger, None)
    ]

    assert answers == [200, allowed, 404, 302]


def test_the_home_of_a_coordinator_is_the_board(client_of, aigerim, programme):
    first.begin_own(actor=aigerim, titles={"kk": "Екінші"})
    Programme.objects.exclude(pk=programme.pk).delete()

    assert client_of(aigerim).get("/kk/")["Location"] == f"/kk/programmes/{programme.pk}/"


def test_the_board_names_people_by_role(client_of, aigerim, bolat, programme):
    text = page(client_of(bolat), "programme_detail", programme.pk).content.decode()

    assert text.count(f"<li>{bolat.name}") == 2
    assert aigerim.name in text and 'class="thread"' in text


def test_the_board_needs_few_queries_however_many_people(
    client_of, aigerim, programme, django_assert_max_num_queries
):
    for number in range(40):
        person = Person.objects.create_person(name=f"Қатысушы {number:03}")
        Grant.objects.create(person=person, role="participant", scope_kind="programme", scope_id=programme.pk)
    browser = client_of(aigerim)

    with django_assert_max_num_queries(16):
        text = page(browser, "programme_detail", programme.pk).content.decode()

    assert "Қатысушы 007" in text and "Қатысушы 008" not in text


def test_another_app_adds_a_bead_to_the_thread(aigerim, programme, monkeypatch):
    monkeypatch.setattr(board, "_sources", [])
    board.register_beads(
        10, lambda actor, found: [board.Bead("Read", "2 documents", is_done=True), board.Bead("See", "")]
    )

    thread = board.thread_of(aigerim, programme, language="kk")

    assert [(bead.label, bead.state) for bead in thread][1:] == [("Read", "done"), ("See", "")]
    assert thread[0].state == "now"


def test_titles_say_what_is_missing_stale_and_machine_made(aigerim):
    programme = services.add_programme(actor=aigerim, titles={"kk": "Курс", "ru": "Курсы", "en": ""})
    before = services.title_states(programme)
    programme = services.change_programme(actor=aigerim, programme=programme, titles={"kk": "Жаңа курс"})
    stale = services.title_states(programme)
    write_text(programme, "title", "en", "New course", actor=None, source_language="kk", machine=True)
    programme.save()
    machine = services.title_states(programme)
    programme = services.change_programme(
        actor=aigerim, programme=programme, titles={}, confirmed=frozenset({"ru", "en"})
    )

    assert before == {"kk": "fine", "ru": "fine", "en": "missing"}
    assert stale["ru"] == "stale" and machine["en"] == "machine"
    assert services.title_states(programme) == {"kk": "fine", "ru": "fine", "en": "fine"}


def test_the_edit_page_shows_the_states_and_takes_a_confirmation(client_of, aigerim):
    programme = services.add_programme(actor=aigerim, titles={"kk": "Курс", "ru": "Курсы", "en": ""})
    services.change_programme(actor=aigerim, programme=programme, titles={"kk": "Жаңа курс"})
    browser, address = client_of(aigerim), f"/en/programmes/{programme.pk}/edit/"

    text = browser.get(address).content.decode()
    browser.post(address, {"title_kk": "Жаңа курс", "title_ru": "Курсы", "title_en": "", "confirm_ru": "on"})

    assert "out of date" in text and "missing" in text
    assert services.title_states(Programme.objects.get(pk=programme.pk))["ru"] == "fine"


def test_a_programme_without_any_title_is_refused(client_of, aigerim):
    answer = client_of(aigerim).post("/kk/programmes/add/", {"title_kk": " "})

    assert answer.status_code == 422 and "#id_title_kk" in answer.content.decode()


def test_members_are_found_added_and_removed(client_of, aigerim, stranger, programme):
    browser = client_of(aigerim)
    found = browser.get(f"/kk/programmes/{programme.pk}/people/", {"q": "бөтен"}).content.decode()

    browser.post(
        f"/kk/programmes/{programme.pk}/people/add/", {"person": str(stranger.pk), "role": "analyst"}
    )
    grant = stranger.grants.get()
    listed = browser.get(f"/kk/programmes/{programme.pk}/people/").content.decode()
    browser.post(f"/kk/programmes/{programme.pk}/people/{grant.pk}/remove/")

    assert stranger.name in found and stranger.name in listed
    assert (grant.role, grant.scope_id) == ("analyst", programme.pk)
    assert not stranger.grants.exists()


def test_a_role_of_another_programme_is_not_removed_from_here(client_of, aigerim, bolat, programme):
    other = services.add_programme(actor=aigerim, titles={"kk": "Басқа"})
    grant = bolat.grants.first()

    answer = client_of(aigerim).post(f"/kk/programmes/{other.pk}/people/{grant.pk}/remove/")

    assert answer.status_code == 404 and Grant.objects.filter(pk=grant.pk).exists()


def test_a_coordinator_of_one_programme_does_not_see_another(client_of, aigerim, stranger, programme):
    other = services.add_programme(actor=aigerim, titles={"kk": "Басқа"})
    people.give_role(
        actor=aigerim, person=stranger, role="coordinator", scope_kind="programme", scope_id=other.pk
    )
    browser = client_of(stranger)

    assert page(browser, "programme_detail", programme.pk).status_code == 404
    assert page(browser, "programme_detail", other.pk).status_code == 200
    assert "Кітапханашыларға" not in page(browser, "programme_list").content.decode()


def test_removing_demonstration_data_needs_the_right_to(client_of, bolat, programme):
    assert client_of(bolat).post("/kk/programmes/demonstration/remove/").status_code == 404


def test_what_real_people_lose_is_named_before_demonstration_data_go(client_of, aigerim, bolat):
    from sauatty.web.programmes import demonstration

    demonstration.make(aigerim)
    invented = Programme.objects.get(is_demo=True)
    people.give_role(
        actor=aigerim, person=bolat, role="participant", scope_kind="programme", scope_id=invented.pk
    )
    cohorts.add_cohort(
        actor=aigerim, programme=invented, names={"en": "Real learners"}, language="kk", form="online"
    )
    address, browser = "/en/programmes/demonstration/remove/", client_of(aigerim)

    for answer in (browser.get(address), browser.post(address)):
        text = answer.content.decode()
        assert answer.status_code == 200 and bolat.name in text and "Real learners" in text
    assert Programme.objects.filter(pk=invented.pk).exists()
    browser.post(address, {"sure": "1"})
    assert not Programme.objects.filter(pk=invented.pk).exists()


def test_the_list_needs_few_queries(client_of, aigerim, django_assert_max_num_queries):
    for number in range(20):
        Programme.objects.create(title_kk=f"Курс {number}")
    browser = client_of(aigerim)

    with django_assert_max_num_queries(9):
        assert page(browser, "programme_list").status_code == 200


def test_the_list_of_members_has_fifty_a_page_and_few_queries(
    client_of, aigerim, programme, django_assert_max_num_queries
):
    for number in range(60):
        person = Person.objects.create_person(name=f"Қатысушы {number:03}")
        Grant.objects.create(person=person, role="participant", scope_kind="programme", scope_id=programme.pk)
    browser = client_of(aigerim)

    with django_assert_max_num_queries(9):
        text = page(browser, "member_list", programme.pk).content.decode()

    assert text.count("<tr>") == 51


def test_a_second_administrator_who_asks_for_invented_data_is_not_led_to_a_foreign_job(
    client_of, aigerim, bolat
):
    bolat.is_site_admin = True
    bolat.save()
    first.make_demo(actor=aigerim)
    answer = client_of(bolat).post("/kk/programmes/demonstration/make/")

    assert answer["Location"] == "/kk/programmes/"


def states(thread):
    return {bead.label: bead.state for bead in thread}


@pytest.fixture
def read_document(aigerim):
    """A document with one edition, stored without reading a file."""
    document = apps.get_model("curricula", "Document").objects.create(key="k", kind="table", title_kk="Кесте")
    document.editions.create(
        language="kk", content_sha256="1" * 64, n_objectives=1, n_programmes=1, n_oddities=0
    )
    return document


def test_after_people_are_gathered_reading_is_the_next_step(aigerim, bolat, programme):
    with override("en"):
        before = states(board.thread_of(aigerim, programme, language="en"))

    assert (before["Gather"], before["Read"], before["See"]) == ("done", "now", "")


def test_read_and_see_are_done_with_an_edition_that_the_person_sees(aigerim, bolat, programme, read_document):
    trainer = Person.objects.create_person(name="Жаттықтырушы")
    Grant.objects.create(person=trainer, role="trainer", scope_kind="programme", scope_id=programme.pk)
    with override("en"):
        seen = states(board.thread_of(aigerim, programme, language="en"))
        unseen = board.thread_of(trainer, programme, language="en")

    assert (seen["Read"], seen["See"]) == ("done", "done")
    assert states(unseen)["Read"] == "now" and "Ask" not in states(unseen)
    linked = {bead.label: bead.href.partition("?")[0] for bead in unseen if bead.href}
    assert linked == {"Train": "/en/events/", "Test": "/en/tests/", "Pass on": "/en/activities/"}


def test_invented_documents_move_only_the_invented_programme(aigerim, programme, read_document):
    type(read_document).objects.update(is_demo=True)
    with override("en"):
        own = states(board.thread_of(aigerim, programme, language="en"))
        programme.is_demo = True
        invented = states(board.thread_of(aigerim, programme, language="en"))

    assert own["Read"] != "done" and invented["Read"] == "done"


def test_the_board_offers_the_upload_to_those_who_may(client_of, aigerim, bolat, programme):
    texts = [
        page(client_of(who), "programme_detail", programme.pk).content.decode() for who in (aigerim, bolat)
    ]

    assert [reverse("curricula:upload") in text for text in texts] == [True, False]


def test_every_count_of_what_would_go_can_be_asked_without_invented_data():
    assert {"programmes", "authoring", "surveys", "instruments", "guides"} <= set(demo._counts)
    assert demo.count_demo() == []
