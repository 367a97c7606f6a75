"""Plans and reports from a device without a connection: taken in once, refused by their fields, never lost."""

import hashlib
import json
import uuid

import pytest

from sauatty.web.activities import services
from sauatty.web.activities.models import Activity, Evidence
from sauatty.web.base import erasure
from sauatty.web.base.models import Envelope, EnvelopeConflict
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db
MINE = "/en/activities/offline/mine/"


@pytest.fixture
def dana(programme):
    person = make_person("Дана Өмірбекқызы", "dana@example.kz")
    give_role(person, "participant", programme)
    return person


def plan_body(programme, activity, **changed):
    values = {
        "id": activity, "programme": str(programme.pk), "title": "Дереккөзді тексеру", "language": "kk",
        "competences": ["gmilaf.2.3"], "audience_kinds": ["teachers"], "region": "", "planned_on": "2026-11-01",
    }  # fmt: skip
    return {"kind": "activity-plan", "activity": activity, "values": {**values, **changed}}


def report_body(activity, **changed):
    values = {"held_on": "2026-11-02", "done": "Хабарды тексердік", "n_teachers": "20-30", "sequence": "0"}
    return {"kind": "activity-report", "activity": activity, "values": {**values, **changed}}


def send(client, body, id=None):
    raw = json.dumps(body, ensure_ascii=False).encode()
    id = id or uuid.uuid4()
    answer = client.put(f"/api/v1/envelopes/{id}", raw, content_type="application/json")
    told = answer.json()
    assert (told["id"], told["sha256"]) == (str(id), hashlib.sha256(raw).hexdigest())
    return answer.status_code, told["status"], str(id)


def test_a_plan_and_its_report_with_a_photo_arrive_once(client_of, programme, dana):
    client, activity, photo, id = client_of(dana), str(uuid.uuid4()), str(uuid.uuid4()), uuid.uuid4()
    body = report_body(
        activity,
        photos=[photo],
        **{"new-caption": "Сынып", "new-author": "Дана", "new-licence": "CC-BY-4.0"},
    )
    assert send(client, plan_body(programme, activity))[:2] == (201, "accepted")
    assert send(client, body, id)[:2] == (201, "accepted") and send(client, body, id)[:2] == (200, "accepted")
    other = send(client, report_body(activity, done="Басқа"), id)

    one, kept = Activity.objects.get(), Evidence.objects.get()
    assert (one.person, one.sequence, one.state, one.done) == (dana, 1, "reported", "Хабарды тексердік")
    assert one.audience == [{"kind": "teachers", "n": None, "low": 20, "high": 30}]
    assert (str(kept.attachment_id), kept.caption, kept.author, kept.licence) == (
        photo,
        "Сынып",
        "Дана",
        "CC-BY-4.0",
    )
    assert other[:2] == (409, "conflict") and EnvelopeConflict.objects.count() == 1


def test_a_report_upon_a_stale_one_is_kept_aside_and_a_changed_one_is_the_next(client_of, programme, dana):
    client, activity = client_of(dana), str(uuid.uuid4())
    send(client, plan_body(programme, activity))
    send(client, report_body(activity))
    _status, told, id = send(client, report_body(activity, done="Ескі терезе"))
    refused = client.get(MINE).json()["refused"]
    assert told == "quarantined" and [one["id"] for one in refused] == [id]
    assert "changed meanwhile" in refused[0]["problems"][""][0]
    assert "changed meanwhile" in client.get("/en/activities/").content.decode()
    page = client.get(f"/en/activities/{activity}/report/?kept={id}").content.decode()
    assert "Ескі терезе" in page and 'name="sequence" value="1"' in page

    assert send(client, report_body(activity, sequence="1", done="Жаңа"))[1] == "accepted"
    one = Activity.objects.get()
    assert (one.sequence, one.done) == (2, "Жаңа") and client.get(MINE).json()["refused"] == []


def test_what_is_refused_is_named_by_its_field(client_of, programme, dana):
    client, activity = client_of(dana), str(uuid.uuid4())
    send(client, plan_body(programme, activity, title=""))
    first = client.get(MINE).json()
    assert list(first["refused"][0]["problems"]) == ["title"] and not Activity.objects.exists()
    kept = client.get(f"/en/activities/plan/?kept={first['refused'][0]['id']}")
    assert kept.context["form"].initial["id"] == activity

    send(client, plan_body(programme, activity))
    for changed in ({"held_on": "2099-01-01"}, {"n_adults": "150000"}, {"done": "a\0b"}):
        assert send(client, report_body(activity, **changed))[1] == "quarantined"
    named = [set(one["problems"]) for one in client.get(MINE).json()["refused"]]
    assert {"held_on"} in named and {"done"} in named and {"", "is_sure"} in named

    half_a_letter = json.dumps(report_body(activity, done="\ud800")).encode()
    client.put(f"/api/v1/envelopes/{uuid.uuid4()}", half_a_letter, content_type="application/json")
    told = client.get(MINE).json()
    assert told["refused"] == [] and told["activities"][0]["values"]["done"] == "?"


@pytest.mark.parametrize(
    "body", [{}, {"values": []}, {"values": {"id": [[]]}}, {"activity": {}, "values": 5}]
)
def test_nonsense_is_kept_aside_and_breaks_no_page(client_of, dana, body):
    client = client_of(dana)
    for kind in ("activity-plan", "activity-report"):
        assert send(client, {"kind": kind, **body})[:2] == (202, "quarantined")
    assert client.get("/en/activities/").status_code == 200 and len(client.get(MINE).json()["refused"]) == 2


def test_another_persons_activity_is_not_touched(client_of, programme, dana, bolat):
    activity = str(uuid.uuid4())
    send(client_of(dana), plan_body(programme, activity))
    for body in (plan_body(programme, activity, title="Менікі"), report_body(activity)):
        assert send(client_of(bolat), body)[1] == "quarantined"
    one = Activity.objects.get()
    assert (one.person, one.title, one.state) == (dana, "Дереккөзді тексеру", "planned")
    assert client_of(dana).get(MINE).json()["refused"] == []


def test_a_changed_report_keeps_the_evidence_that_is_there(client_of, programme, dana):
    activity = services.plan(
        actor=dana, id=uuid.uuid4(), programme=programme, facts={"title": "А", "language": "kk"}
    )
    photos = [str(uuid.uuid4()) for _ in range(2)]
    for number, photo in enumerate(photos):
        send(client_of(dana), report_body(str(activity.pk), photos=[photo], sequence=str(number)))
    assert {str(one.attachment_id) for one in Evidence.objects.all()} == set(photos)


def test_the_kept_page_names_nobody_and_its_worker_leads_to_it(client_of, programme, dana):
    client = client_of(dana)
    send(client, plan_body(programme, str(uuid.uuid4())))
    page = client.get("/kk/activities/offline/")
    worker = client.get("/kk/activities/worker.js").content.decode()
    assert (
        page.headers["X-Sauatty-Activities"].startswith("own ") and "Дереккөзді" not in page.content.decode()
    )
    assert (
        dana.name not in page.content.decode()
        and "/kk/activities/offline/" in worker
        and "lead(event)" in worker
    )
    assert client_of().get("/kk/activities/offline/mine/").status_code == 302


def test_what_a_person_sent_goes_with_them(client_of, programme, dana):
    send(client_of(dana), plan_body(programme, str(uuid.uuid4()), title="Жасырын"))
    erasure.envelopes(dana)
    assert not any("Жасырын".encode() in bytes(one.raw) for one in Envelope.objects.all())


def test_what_comes_when_the_report_is_accepted_already_is_shown_to_its_author(
    client_of, programme, dana, bolat
):
    client, activity = client_of(dana), str(uuid.uuid4())
    send(client, plan_body(programme, activity))
    send(client, report_body(activity))
    early = send(client, report_body(activity, done="Ескі терезе"))[2]
    one = Activity.objects.get()
    assert services.settle(actor=bolat, activity=one, sequence=1, is_accepted=True)
    assert client.get(MINE).json()["refused"] == []  # a mentor read what stands since
    late = send(client, report_body(activity, sequence="1", done="Тағы бір сөз"))[2]
    page = client.get("/en/activities/").content.decode()
    assert [one["id"] for one in client.get(MINE).json()["refused"]] == [late] and late != early
    assert "Тағы бір сөз" in page and "kept=" not in page
    Envelope.objects.filter(pk=late).update(received_at="2026-01-01T00:00:00Z")
    assert client.get(MINE).json()["refused"] == []


def test_a_changed_plan_that_was_refused_is_not_taken_for_made_good(client_of, programme, dana):
    client, activity = client_of(dana), str(uuid.uuid4())
    send(client, plan_body(programme, activity))
    id = send(client, plan_body(programme, activity, planned_on="ертең"))[2]
    refused = client.get(MINE).json()["refused"]
    assert [(one["id"], list(one["problems"])) for one in refused] == [(id, ["planned_on"])]
    seen = client.get(MINE).json()["activities"][0]["seen"]
    assert send(client, plan_body(programme, activity, title="Басқа", seen=seen))[1] == "accepted"
    assert client.get(MINE).json()["refused"] == [] and Activity.objects.get().title == "Басқа"


def test_a_photo_taken_away_does_not_come_back_from_the_list_of_the_device(client_of, programme, dana):
    client, activity, photo = client_of(dana), str(uuid.uuid4()), str(uuid.uuid4())
    send(client, plan_body(programme, activity))
    send(client, report_body(activity, photos=[photo]))
    told = {**report_body(activity, sequence="1")["values"], f"e{photo}-remove": "on", "photos": [photo]}
    assert client.post(f"/en/activities/{activity}/report/", told).status_code == 302
    assert not Evidence.objects.exists()


def test_plain_forms_tell_a_device_what_to_keep(client_of, programme, dana):
    client, activity = client_of(dana), str(uuid.uuid4())
    new = client.get("/en/activities/plan/").context
    assert new["draft"]["activity"] == str(new["form"]["id"].value()) and new["draft"]["is_fresh"]
    send(client, plan_body(programme, activity))
    address = f"/en/activities/{activity}/report/"
    assert client.get(address).context["draft"]["sequence"] == 0
    refused = client.post(address, {"sequence": 0, "done": "Жазғаным"})
    assert refused.status_code == 422 and not refused.context["draft"]["is_fresh"]


def test_the_author_of_what_is_somebody_elses_is_asked_for_and_its_photo_is_not_lost(
    client_of, programme, dana, django_assert_max_num_queries
):
    client, activity, photo = client_of(dana), str(uuid.uuid4()), str(uuid.uuid4())
    send(client, plan_body(programme, activity))
    anothers = {"new-caption": "Плакат", "new-licence": "other"}
    id = send(client, report_body(activity, photos=[photo], **anothers))[2]
    for _n in range(6):
        send(client, plan_body(programme, str(uuid.uuid4()), title=""))
    with django_assert_max_num_queries(20):
        refused = {one["id"]: one["problems"] for one in client.get(MINE).json()["refused"]}
    assert list(refused[id]) == ["new-author"] and len(refused) == 7

    address = f"/en/activities/{activity}/report/"
    page = client.get(f"{address}?kept={id}").content.decode()
    assert f'name="photos" value="{photo}"' in page and 'value="Плакат"' in page
    told = {**report_body(activity)["values"], **anothers, "photos": [photo]}
    again = client.post(address, told)
    assert again.status_code == 422 and "Say whose it is" in again.content.decode()
    assert client.post(address, {**told, "new-author": "Ерлан"}).status_code == 302
    one = Evidence.objects.get()
    assert (str(one.attachment_id), one.author, one.licence) == (photo, "Ерлан", "other")


def test_a_late_plan_of_a_device_overwrites_no_newer_one_and_its_author_decides(client_of, programme, dana):
    client, activity = client_of(dana), str(uuid.uuid4())
    send(client, plan_body(programme, activity))
    seen = client.get(MINE).json()["activities"][0]["seen"]
    newer = plan_body(programme, activity, title="Компьютерде жазылған", place="Ақсу", seen=seen)["values"]
    assert client.post(f"/en/activities/{activity}/change/", newer).status_code == 302
    _status, told, id = send(client, plan_body(programme, activity, title="Телефонда жазылған", seen=seen))
    assert told == "quarantined" and Activity.objects.get().title == "Компьютерде жазылған"
    assert f"?kept={id}" in client.get("/en/activities/").content.decode()

    page = client.get(f"/en/activities/plan/?kept={id}")
    assert dict(page.context["otherwise"])["What it is called"] == "Компьютерде жазылған"
    form = page.context["form"]
    decided = {name: form[name].value() or "" for name in form.fields}
    assert decided["title"] == "Телефонда жазылған"
    assert client.post(f"/en/activities/plan/?kept={id}", decided).status_code == 302
    assert Activity.objects.get().title == "Телефонда жазылған" and client.get(MINE).json()["refused"] == []


def test_a_late_plan_of_a_device_is_read_only_once_the_activity_is_reported(client_of, programme, dana):
    client, activity = client_of(dana), str(uuid.uuid4())
    send(client, plan_body(programme, activity))
    send(client, report_body(activity))
    send(client, plan_body(programme, activity, title="Кеш келген жоспар"))
    page = client.get("/en/activities/").content.decode()
    assert "Кеш келген жоспар" in page and "kept=" not in page


def test_a_second_window_shows_both_texts_and_may_decide(client_of, programme, dana):
    client, activity = client_of(dana), str(uuid.uuid4())
    send(client, plan_body(programme, activity))
    address = f"/en/activities/{activity}/report/"
    first = report_body(activity, done="Бірінші терезе")["values"]
    assert client.post(address, first).status_code == 302
    refused = client.post(address, report_body(activity, done="Екінші терезе")["values"])
    page = refused.content.decode()
    assert refused.status_code == 422 and "Бірінші терезе" in page and "Екінші терезе" in page
    assert 'name="sequence" value="1"' in page
    again = {name: refused.context["form"][name].value() or "" for name in refused.context["form"].fields}
    assert client.post(address, again).status_code == 302
    assert (Activity.objects.get().done, Activity.objects.get().sequence) == ("Екінші терезе", 2)
