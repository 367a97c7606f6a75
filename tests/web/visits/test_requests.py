"""A school asks, somebody takes it, comes and reports; the school goes on."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from sauatty.core.errors import AdoptionBackNeedsReason, HelpStepNotNow
from sauatty.web.specialists import services as directory
from sauatty.web.visits import codes, selectors, services
from sauatty.web.visits.models import HelpRequest, School

pytestmark = pytest.mark.django_db


def sent(region, **others):
    return {
        "id": str(uuid.uuid4()), "name": "№ 5 мектеп", "region": region.code, "locality": "Ақсу",
        "topic": "Фотоны тексеру", "language": "kk", "contact_name": "Сәуле", "contact": "+7 700 000 00 00", **others,
    }  # fmt: skip


def test_the_whole_way_from_asking_to_a_school_that_teaches(client_of, aigerim, dana, programme, region):
    visitor, facts = client_of(), sent(region)
    page = f"/en/schools/ask/{programme.pk}/"
    assert visitor.get(page).status_code == 200
    answer = visitor.post(page, facts)
    assert answer.status_code == 302
    assert visitor.post(page, facts).headers["Location"] == answer.headers["Location"]
    receipt = visitor.get(answer.headers["Location"]).content.decode()
    assert "waits" in receipt and "+7 700" not in receipt and "Сәуле" not in receipt
    one = HelpRequest.objects.get()
    browser, place = client_of(dana), f"/en/schools/requests/{one.pk}/"
    assert "Фотоны тексеру" in browser.get("/en/schools/").content.decode()
    assert "+7 700" not in browser.get(place).content.decode()
    assert browser.post(f"{place}take/").status_code == 302
    assert "+7 700" in browser.get(place).content.decode()
    late = {"visit-visited_on": str(timezone.localdate() + timedelta(days=1))}
    assert browser.post(f"{place}visit/", late).status_code == 422
    assert browser.post(f"{place}visit/", {"visit-visited_on": str(timezone.localdate())}).status_code == 302
    assert browser.post(f"{place}report/", {"report-report": ""}).status_code == 422
    assert (
        browser.post(f"{place}report/", {"report-report": "Сабақ өтті", "report-n_pupils": "24"}).status_code
        == 302
    )
    one.refresh_from_db()
    assert (one.state, one.n_pupils, one.school.adoption) == ("reported", 24, "started")
    school = f"/en/schools/{one.school_id}/"
    assert client_of(aigerim).post(school, {"adoption": "taught"}).status_code == 302
    assert client_of(aigerim).post(school, {"adoption": "asked"}).status_code == 422
    assert "school: taught" in client_of(aigerim).get(school).content.decode()
    assert "reported" in visitor.get(answer.headers["Location"]).content.decode()


def test_a_machine_and_a_wrong_form_leave_nothing(client_of, programme, region):
    page = f"/en/schools/ask/{programme.pk}/"
    assert client_of().post(page, sent(region, website="http://x")).status_code == 302
    assert client_of().post(page, sent(region, contact="")).status_code == 422
    assert client_of().post(page, sent(region, wanted_on="2020-01-01")).status_code == 422
    assert not HelpRequest.objects.exists() and not School.objects.exists()
    assert client_of().get(f"/en/schools/ask/{uuid.uuid4()}/").status_code == 404


def test_one_network_cannot_flood_the_list_or_try_codes(client_of, programme, region, monkeypatch):
    monkeypatch.setattr(services, "REQUESTS_A_DAY", 1)
    monkeypatch.setattr(services, "LOOKS_AN_HOUR", 1)
    page = f"/en/schools/ask/{programme.pk}/"
    assert client_of().post(page, sent(region)).status_code == 302
    assert client_of().post(page, sent(region)).status_code == 422
    assert client_of().get("/en/schools/follow/?code=AAAA").status_code == 404
    assert client_of().get("/en/schools/follow/?code=AAAB").status_code == 429


def test_a_code_is_read_however_it_is_typed(asked):
    code = codes.code_of(asked.pk)
    assert selectors.find_request(code.lower().replace("-", " ")) == asked
    assert selectors.find_request(str(asked.pk)) is None


def test_the_same_school_stays_one(programme, region, asked):
    again = services.ask(
        id=uuid.uuid4(), programme=programme,
        school={"name": "№ 5  МЕКТЕП", "region": region.code, "locality": "ақсу"},
        facts={"topic": "Тағы", "language": "kk"},
    )  # fmt: skip
    assert again.school_id == asked.school_id


def test_others_see_nothing_and_visitors_sign_in(client_of, stranger, bolat, asked):
    for place in (f"/en/schools/requests/{asked.pk}/", f"/en/schools/{asked.school_id}/"):
        assert client_of(stranger).get(place).status_code == 404
        assert client_of(bolat).get(place).status_code == 404
        assert client_of().get(place).status_code == 302
    assert client_of(stranger).post(f"/en/schools/requests/{asked.pk}/take/").status_code == 404
    assert "Фотоны" not in client_of(stranger).get("/en/schools/").content.decode()


def test_a_specialist_cannot_close_what_they_did_not_take(client_of, dana, asked):
    place = f"/en/schools/requests/{asked.pk}/close/"
    assert client_of(dana).post(place, {"close-why": "жоқ"}).status_code == 404


def test_who_takes_second_is_told(aigerim, dana, asked):
    services.take(actor=dana, request=asked)
    with pytest.raises(HelpStepNotNow):
        services.take(actor=aigerim, request=asked)
    assert HelpRequest.objects.get().taken_by == dana


def test_given_back_waits_again_and_closed_ends(aigerim, dana, asked):
    taken = services.take(actor=dana, request=asked)
    waiting = services.give_back(actor=dana, request=taken, why="ауырып қалды")
    assert (waiting.state, waiting.taken_by) == ("waiting", None)
    closed = services.close(actor=aigerim, request=waiting, why="керек емес")
    with pytest.raises(HelpStepNotNow):
        services.take(actor=dana, request=closed)
    assert [step.what for step in selectors.steps_of(closed.school, closed)] == [
        "asked",
        "taken",
        "given-back",
        "closed",
    ]


def test_a_step_back_of_a_school_needs_a_reason(aigerim, asked):
    services.adopt(actor=aigerim, school=asked.school, adoption="taught")
    with pytest.raises(AdoptionBackNeedsReason):
        services.adopt(actor=aigerim, school=asked.school, adoption="started")
    assert (
        services.adopt(actor=aigerim, school=asked.school, adoption="started", why="мұғалім кетті").adoption
        == "started"
    )


def test_what_waits_longer_than_two_weeks_is_late(aigerim, asked):
    HelpRequest.objects.update(created_at=timezone.now() - timedelta(days=15))
    (row,) = selectors.what_waits(selectors.list_requests(aigerim))
    assert (row.n_waiting, row.n_late) == (1, 1)


def test_contacts_are_forgotten_a_year_after_the_end(aigerim, asked):
    services.close(actor=aigerim, request=asked, why="керек емес")
    assert services.forget_contacts() == 0
    HelpRequest.objects.update(ended_at=timezone.now() - timedelta(days=366))
    assert services.forget_contacts() == 1
    assert HelpRequest.objects.get().contact == ""


def test_the_list_asks_the_same_for_many(
    client_of, aigerim, programme, region, django_assert_max_num_queries
):
    for n in range(30):
        services.ask(
            id=uuid.uuid4(), programme=programme,
            school={"name": f"№ {n}", "region": region.code, "locality": "Ақсу"},
            facts={"topic": "Тақырып", "language": "kk"},
        )  # fmt: skip
    browser = client_of(aigerim)
    with django_assert_max_num_queries(25):
        assert browser.get("/en/schools/").status_code == 200


def test_who_sees_a_request_cannot_ask_again_for_its_receipt(ask, asked, client_of, programme, region):
    told = {
        "id": str(asked.pk), "name": "№ 9", "region": region.code, "locality": "Ақсу", "topic": "Басқа", "language": "kk",
        "contact_name": "Бөтен", "contact": "8 700",
    }  # fmt: skip
    page = f"/en/schools/ask/{programme.pk}/"
    receipt = client_of().post(page, told).headers["Location"]
    assert codes.code_of(asked.pk) not in receipt and HelpRequest.objects.count() == 2
    asked.refresh_from_db()
    assert asked.topic == "Фотоны тексеру"


def test_nobody_takes_many_requests_to_copy_the_contacts_of_schools(ask, asked, client_of, dana, monkeypatch):
    monkeypatch.setattr(directory, "CONTACTS_A_DAY", 1)
    browser, second = client_of(dana), ask("№ 6")
    for one in (asked, second):
        page = browser.post(f"/en/schools/requests/{one.pk}/take/", follow=True)
    assert "You looked at 1 contacts today" in page.content.decode()
    second.refresh_from_db()
    assert (second.state, second.taken_by) == ("waiting", None)
