"""Announcements: written once, sent once, to those who asked; copied as text into the groups that people have."""

import uuid

import pytest
from django.core import mail

from sauatty.web.accounts.models import Person
from sauatty.web.base import jobs
from sauatty.web.base.models import Job
from sauatty.web.mails import sending, wording
from sauatty.web.mails import services as mails
from sauatty.web.mails.models import Letter
from sauatty.web.specialists import announcing, services
from sauatty.web.specialists.models import Announcement, Specialist

pytestmark = pytest.mark.django_db
PLACE = "/en/specialists/announcements/"


@pytest.fixture
def network(enter):
    """Two in Pavlodar and one in Abai who asked for announcements, one in Pavlodar who did not."""

    def person(name, address, language="kk"):
        return Person.objects.create_person(name=name, email=address, language=language)

    wants = {"wants_announcements": True}
    return {
        "aigul": enter("", person=person("Айгүл", "aigul@example.kz"), subjects=["informatics"], **wants),
        "boris": enter("", person=person("Борис", "boris@example.kz", "ru"), **wants),
        "gulnar": enter("", person=person("Гүлнар", "gulnar@example.kz"), region="KZ-10", **wants),
        "quiet": enter("", person=person("Серік", "quiet@example.kz")),
    }


def written(at, **others):
    return {
        "id": str(uuid.uuid4()), "programme": str(at.pk), "region": "KZ-55", "subject": "",
        "title_kk": "Семинар", "text_kk": "Қазанда өтеді.", "title_ru": "", "text_ru": "", "title_en": "", "text_en": "",
        "link": "https://example.kz/seminar", **others,
    }  # fmt: skip


def work():
    """Do what the worker does: the jobs of announcements, then the letters."""
    for job in Job.objects.filter(kind=announcing.JOB):
        jobs.run_job.call(str(job.pk))
    sending.send_due({}, lambda _done, _total: None)


def test_it_works(client_of, aigerim, programme, network):
    browser, facts = client_of(aigerim), written(programme)
    answer = browser.post(PLACE + "write/", facts)
    assert answer.status_code == 302
    assert browser.post(PLACE + "write/", facts).headers["Location"] == answer.headers["Location"]
    one = Announcement.objects.get()
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "2 specialists get it by mail" in page and "language missing" in page
    assert "1 person reads in it and gets another language" in page  # Boris reads Russian
    assert "*Семинар*\n\nҚазанда өтеді.\n\nhttps://example.kz/seminar</textarea>" in page

    assert "https://wa.me/?text=%2A%D0%A1" in page and "t.me/share/url?url=https%3A%2F%2Fexample.kz" in page

    seen = {"seen": announcing.stamp(one)}
    for _tap in range(2):
        assert browser.post(f"{PLACE}{one.pk}/send/", seen).status_code == 302
    work()
    one.refresh_from_db()
    announcing.plan_letters(
        {"announcement": str(one.pk)}, lambda _done, _total: None
    )  # a worker that stalled
    work()

    assert sorted(message.to[0] for message in mail.outbox) == ["aigul@example.kz", "boris@example.kz"]
    assert mail.outbox[0].subject == "Семинар" and "https://example.kz/seminar" in mail.outbox[0].body
    assert "List-Unsubscribe" in mail.outbox[0].extra_headers
    assert one.n_letters == 2 and one.sent_by == aigerim
    listed = browser.get(PLACE).content.decode()
    assert "Семинар" in listed and "Әйгерім Сәрсенова" in listed
    assert browser.post(f"{PLACE}{one.pk}/edit/", facts | {"title_kk": "Басқа"}).status_code == 302
    assert "sent already" in browser.post(f"{PLACE}{one.pk}/drop/", follow=True).content.decode()
    one.refresh_from_db()
    assert one.title_kk == "Семинар"


def test_half_a_language_no_language_and_links_in_the_text_are_refused(client_of, aigerim, programme):
    browser = client_of(aigerim)
    for wrong in (
        {"title_ru": "Семинар"}, {"text_en": "In October."}, {"title_kk": "", "text_kk": ""},
        {"text_kk": "Міне: www.example.kz"}, {"text_kk": "а" * 1001}, {"link": "javascript:alert(1)"},
        {"region": "KZ-99"}, {"programme": str(uuid.uuid4())},
    ):  # fmt: skip
        assert browser.post(PLACE + "write/", written(programme, **wrong)).status_code == 422, wrong
    assert not Announcement.objects.exists()


def make(actor, programme, **facts):
    known = {"programme": programme, "title_kk": "Семинар", "text_kk": "Қазанда", "region_id": "KZ-55"}
    return announcing.write(actor=actor, id=uuid.uuid4(), facts=known | facts)


def test_it_reaches_region_and_subject_and_each_in_their_language(aigerim, programme, network):
    def reached(**facts):
        return {row.person.name for row in announcing.recipients(make(aigerim, programme, **facts))}

    assert reached() == {"Айгүл", "Борис"}
    assert reached(region_id=None) == {"Айгүл", "Борис", "Гүлнар"}
    assert reached(subject="informatics") == {"Айгүл"}
    both = make(aigerim, programme, title_ru="Семинар", text_ru="В октябре")
    announcing.send(actor=aigerim, announcement=both, seen=announcing.stamp(both))
    work()
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert "В октябре" in bodies["boris@example.kz"] and "Қазанда" in bodies["aigul@example.kz"]


def test_what_was_changed_after_it_was_seen_does_not_go_out(aigerim, programme, network):
    one = make(aigerim, programme)
    seen = announcing.stamp(one)
    announcing.write(actor=aigerim, id=one.pk, facts={"title_kk": "Басқа"})
    assert not announcing.send(actor=aigerim, announcement=one, seen=seen)
    assert not Job.objects.filter(kind=announcing.JOB).exists()


def test_who_stopped_such_letters_gets_none_until_they_ask_anew(aigerim, programme, network):
    one, boris = make(aigerim, programme), network["boris"]
    token = (
        wording.stop_link(programme, "boris@example.kz", "ru", "announcement").rstrip("/").rpartition("/")[2]
    )
    assert mails.refuse(token=token)
    assert {row.person.name for row in announcing.recipients(one)} == {"Айгүл"}

    services.change(entry=boris, wants_announcements=False)
    services.change(entry=boris, wants_announcements=True)
    assert {row.person.name for row in announcing.recipients(one)} == {"Айгүл", "Борис"}


def test_who_leaves_or_wants_no_more_gets_nothing_that_still_waits(aigerim, programme, network):
    one = make(aigerim, programme)
    announcing.send(actor=aigerim, announcement=one, seen=announcing.stamp(one))
    announcing.plan_letters({"announcement": str(one.pk)}, lambda _done, _total: None)
    services.leave(person=network["aigul"].person)
    services.change(entry=network["boris"], wants_announcements=False)
    work()

    assert mail.outbox == [] and set(Letter.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_letters_are_off_until_somebody_ticks_them(client_of, stranger):
    entry = services.join(person=stranger, language="kk", region_id="KZ-55", languages=["kk"])
    assert not entry.wants_requests and not entry.wants_announcements
    page = client_of(stranger).get("/en/specialists/mine/").content.decode()
    assert 'name="wants_requests"' in page and "with one tap" in page
    assert not Specialist.objects.filter(wants_announcements=True).exists()


def test_others_see_no_announcements(client_of, aigerim, bolat, stranger, programme):
    one = make(aigerim, programme)
    for who in (bolat, stranger):
        assert client_of(who).get(PLACE).status_code == 404
        assert client_of(who).post(f"{PLACE}{one.pk}/send/").status_code == 404
    assert client_of().get(PLACE).status_code == 302


def test_the_list_asks_the_same_for_many(client_of, aigerim, programme, django_assert_max_num_queries):
    for n in range(30):
        make(aigerim, programme, title_kk=f"Семинар {n}")
    browser = client_of(aigerim)
    with django_assert_max_num_queries(20):
        assert browser.get(PLACE).status_code == 200


def test_an_invented_programme_reaches_nobody_real(aigerim, programme, network):
    programme.is_demo = True
    programme.save()
    assert announcing.recipients(make(aigerim, programme)) == []


def test_who_leaves_while_letters_are_planned_gets_none(aigerim, programme, network):
    one = make(aigerim, programme)
    reached = announcing.recipients(one)
    services.leave(person=reached[0].person)
    services.change(entry=reached[1], wants_announcements=False)
    assert not any(announcing._plan_one(one, row) for row in reached) and not Letter.objects.exists()


def test_the_list_says_what_is_invented(client_of, aigerim, programme):
    make(aigerim, programme)
    assert "invented" not in client_of(aigerim).get(PLACE).content.decode()
    type(programme).objects.update(is_demo=True)
    assert "invented" in client_of(aigerim).get(PLACE).content.decode()
