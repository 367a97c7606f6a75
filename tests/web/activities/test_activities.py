"""A participant plans, holds and reports an activity: as typed, once, with numbers that say how sure they are."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sauatty.core.errors import (
    ActivityChangedMeanwhile,
    AudienceTooLarge,
    AudienceUnlikely,
    AudienceUnreadable,
)
from sauatty.web.activities import selectors, services
from sauatty.web.activities.audience import ends_of, read_audience
from sauatty.web.activities.models import Activity, Evidence, Guest
from sauatty.web.attachments.models import Attachment
from sauatty.web.base import privacy
from sauatty.web.programmes.models import Programme
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db
PLAN = {"title": "Дереккөзді тексеру", "language": "kk", "competences": ["gmilaf.2.3"], "plan": "Үш қадам"}
REPORT = {
    "held_on": "2026-11-02",
    "done": "Хабарды тексердік",
    "n_teachers": "12",
    "n_parents": "20-30",
    "sequence": 0,
}


@pytest.fixture
def dana(programme):
    person = make_person("Дана Өмірбекқызы", "dana@example.kz")
    give_role(person, "participant", programme)
    return person


@pytest.fixture
def planned(programme, dana):
    return services.plan(actor=dana, id=uuid.uuid4(), programme=programme, facts=PLAN)


def test_it_works(client_of, programme, dana):
    client = client_of(dana)
    page = client.get("/kk/activities/plan/?source=idea:three-checks-of-a-message")
    told = {
        **page.context["form"].initial,
        "title": "Үш тексеру",
        "programme": str(programme.pk),
        "planned_on": "2026-11-01",
    }
    sent = client.post("/kk/activities/plan/", told)
    activity = Activity.objects.get()
    reported = client.post(f"/kk/activities/{activity.pk}/report/", REPORT)
    activity.refresh_from_db()
    shown = client.get(f"/kk/activities/{activity.pk}/").content.decode()

    assert page.status_code == 200 and sent.status_code == 302 and reported.status_code == 302
    assert activity.plan.startswith("1. ") and activity.source == "idea:three-checks-of-a-message"
    assert (activity.state, activity.sequence, activity.done) == ("reported", 1, "Хабарды тексердік")
    assert selectors.audience_total(activity) == (32, 42)
    assert "12" in shown and "20–30" in shown and activity.join_code in shown
    assert "Үш тексеру" in client.get("/kk/activities/").content.decode()


def test_a_plan_sent_twice_is_one_and_another_person_cannot_take_it(programme, dana, bolat, planned):
    again = services.plan(actor=dana, id=planned.pk, programme=programme, facts=PLAN)
    assert again.pk == planned.pk and again.planned_at == planned.planned_at
    other = {**PLAN, "title": "Басқаша"}
    services.plan(actor=dana, id=planned.pk, programme=programme, facts=other, seen=planned.planned_at)
    assert Activity.objects.get().title == "Басқаша"
    with pytest.raises(ActivityChangedMeanwhile):  # from a window that saw the first one
        services.plan(actor=dana, id=planned.pk, programme=programme, facts=PLAN, seen=planned.planned_at)
    with pytest.raises(ActivityChangedMeanwhile):
        services.plan(actor=bolat, id=planned.pk, programme=programme, facts=PLAN)
    assert Activity.objects.get().person == dana


def test_a_report_of_a_second_window_overwrites_nothing(client_of, dana, planned):
    client, address = client_of(dana), f"/en/activities/{planned.pk}/report/"
    client.post(address, REPORT)
    late = client.post(address, {**REPORT, "done": "Ескі терезе"})
    planned.refresh_from_db()
    assert late.status_code == 422 and "changed meanwhile" in late.content.decode()
    assert planned.done == REPORT["done"] and planned.sequence == 1


def test_a_button_tapped_twice_is_one_report(client_of, dana, planned):
    client, address = client_of(dana), f"/en/activities/{planned.pk}/report/"
    assert [client.post(address, REPORT).status_code for _ in range(2)] == [302, 302]
    planned.refresh_from_db()
    assert planned.sequence == 1


def test_a_day_long_gone_is_refused(client_of, dana, planned):
    answer = client_of(dana).post(f"/en/activities/{planned.pk}/report/", {**REPORT, "held_on": "0001-01-01"})
    assert answer.status_code == 422 and "long gone" in answer.content.decode()


def test_evidence_of_one_activity_is_not_moved_to_another(client_of, programme, dana, planned):
    other = services.plan(actor=dana, id=uuid.uuid4(), programme=programme, facts=PLAN)
    photo = str(uuid.uuid4())
    for one in (planned, other):
        client_of(dana).post(f"/kk/activities/{one.pk}/report/", {**REPORT, "photos": [photo]})
    assert [one.activity for one in Evidence.objects.all()] == [planned]


def test_a_whole_room_behind_one_network_joins(client_of, planned):
    for n in range(40):
        guest = make_person(f"Қонақ {n}", f"guest{n}@example.kz")
        client_of(guest).post("/kk/activities/i-was-there/", {"code": planned.join_code})
    assert planned.guests.count() == 40


def test_a_day_to_come_is_refused_and_nothing_typed_is_lost(client_of, dana, planned):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    answer = client_of(dana).post(
        f"/en/activities/{planned.pk}/report/", {**REPORT, "held_on": str(tomorrow)}
    )
    content = answer.content.decode()
    assert answer.status_code == 422 and "still to come" in content and REPORT["done"] in content
    planned.refresh_from_db()
    assert planned.state == "planned"


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("25", (25, 25)),
        ("20-30", (20, 30)),
        ("20 – 30", (20, 30)),
        ("1 200", (1200, 1200)),
        ("0", (0, 0)),
        ("", (0, 0)),
    ],
)
def test_numbers_are_read_as_people_write_them(typed, ends):
    assert ends_of(read_audience({"teachers": typed})) == ends


@pytest.mark.parametrize("typed", ["көп", "-5", "30-20", "2.5", "10 адам", "٣"])
def test_what_is_no_number_is_refused_by_name(typed):
    with pytest.raises(AudienceUnreadable):
        read_audience({"teachers": typed})


def test_a_billion_people_came_to_nobody():
    with pytest.raises(AudienceTooLarge):
        read_audience({"adults": "1000000000"}, is_sure=True)
    with pytest.raises(AudienceUnlikely):
        read_audience({"adults": "100001"})
    assert ends_of(read_audience({"adults": "100001"}, is_sure=True)) == (100_001, 100_001)


def test_links_lead_to_pages_and_to_nothing_else(client_of, dana, planned):
    address = f"/en/activities/{planned.pk}/report/"
    for wrong in ("javascript:alert(1)", "data:text/html,x", "\n".join(["https://a.kz"] * 6)):
        assert client_of(dana).post(address, {**REPORT, "links": wrong}).status_code == 422
    assert client_of(dana).post(address, {**REPORT, "links": "https://example.kz/a"}).status_code == 302


def test_photos_may_come_later_and_those_of_others_are_left_out(client_of, dana, bolat, planned):
    late, foreign = uuid.uuid4(), uuid.uuid4()
    Attachment.objects.create(
        id=foreign, owner=bolat, kind="photo", name="x.jpg", sha256="0" * 64, size=1, n_parts=1
    )
    client_of(dana).post(
        f"/kk/activities/{planned.pk}/report/", {**REPORT, "photos": [str(late), str(foreign), "drop table"]}
    )
    assert [one.attachment_id for one in Evidence.objects.all()] == [late]


def test_guests_say_so_once_and_the_author_is_none(client_of, dana, bolat, planned):
    typed = planned.join_code.lower()[:4] + " " + planned.join_code.lower()[4:]
    for _ in range(2):
        assert client_of(bolat).post("/kk/activities/i-was-there/", {"code": typed}).status_code == 302
    assert client_of(dana).post("/kk/activities/i-was-there/", {"code": typed}).status_code == 422
    assert client_of(bolat).post("/kk/activities/i-was-there/", {"code": "ABCDEFGH"}).status_code == 404
    assert [one.person for one in Guest.objects.all()] == [bolat]


def test_only_its_author_and_mentors_find_an_activity(client, client_of, dana, bolat, stranger, planned):
    address = f"/kk/activities/{planned.pk}/"
    other = make_person("Асхат", "askhat@example.kz")
    give_role(other, "participant", planned.programme)
    assert [client_of(one).get(address).status_code for one in (dana, bolat, stranger, other)] == [
        200,
        200,
        404,
        404,
    ]
    assert client_of(bolat).get(address + "report/").status_code == 404
    assert client.get(address).status_code == 302


def test_who_is_forgotten_leaves_numbers_and_no_words(dana, planned):
    services.report(
        actor=dana, activity=planned, sequence=0,
        facts={"held_on": dt.date(2026, 11, 2), "done": "Сөз", "audience": read_audience({"teachers": "12"})},
    )  # fmt: skip
    for label, rule in privacy.personal_rules().items():
        if label.startswith("activities."):
            rule.erase(dana)
    planned.refresh_from_db()
    assert (planned.person, planned.title, planned.done, planned.plan) == (None, "–", "", "")
    assert selectors.audience_total(planned) == (12, 12)


@pytest.mark.parametrize("n", [3, 60])
def test_the_list_asks_few_questions_of_the_database(
    client_of, programme, dana, django_assert_max_num_queries, n
):
    for _ in range(n):
        services.plan(actor=dana, id=uuid.uuid4(), programme=programme, facts=PLAN)
    client = client_of(dana)
    with django_assert_max_num_queries(15):
        page = client.get("/kk/activities/")
    assert page.status_code == 200 and len(page.content) < 60_000


def test_a_plan_moves_to_the_programme_that_was_chosen(programme, dana, planned):
    other = Programme.objects.create(title_kk="Басқа бағдарлама")
    services.plan(actor=dana, id=planned.pk, programme=other, facts=PLAN, seen=planned.planned_at)
    planned.refresh_from_db()
    assert planned.programme == other


def test_a_photo_added_to_a_report_whose_answer_was_lost_is_not_dropped_in_silence(client_of, dana, planned):
    client, address = client_of(dana), f"/en/activities/{planned.pk}/report/"
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    told = {**REPORT, "photos": [first]}
    assert [client.post(address, told).status_code for _ in range(2)] == [302, 302]
    late = client.post(address, {**REPORT, "photos": [first, second]})
    assert late.status_code == 422 and "changed meanwhile" in late.content.decode()


def test_nobody_joins_an_activity_whose_author_is_forgotten(client_of, dana, bolat, planned):
    privacy.personal_rules()["activities.Activity"].erase(dana)
    answer = client_of(bolat).post("/en/activities/i-was-there/", {"code": planned.join_code})
    assert answer.status_code == 404 and not Guest.objects.exists()


def test_a_plan_says_for_whom_it_is_until_a_report_says_who_came(client_of, programme, dana):
    plan = PLAN | {"audience_kinds": ["teachers", "parents"]}
    one = services.plan(actor=dana, id=uuid.uuid4(), programme=programme, facts=plan)
    page = client_of(dana).get(f"/en/activities/{one.pk}/").content.decode()
    assert "For whom" in page and "parents" in page
    client_of(dana).post(f"/en/activities/{one.pk}/report/", REPORT)
    assert "For whom" not in client_of(dana).get(f"/en/activities/{one.pk}/").content.decode()
