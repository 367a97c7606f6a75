"""What becomes of a workshop: its page, who acted since, the one reminder, what stands in the way."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sauatty.core.errors import ChallengeTooEarly, ChallengeTooMany, FormSentAnew
from sauatty.web.accounts.services.people import erase_person
from sauatty.web.activities import services as activities
from sauatty.web.attendances.models import Attendance
from sauatty.web.enrolments import services as enrolments
from sauatty.web.events import services as events
from sauatty.web.mails.models import Letter
from sauatty.web.publications import services as publications
from sauatty.web.publications.models import Challenge
from sauatty.web.workshops import letters, selectors, services
from sauatty.web.workshops.models import RegionalWorkshop
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db


def place(workshop, actor, *people):
    for person in people:
        enrolments.register(actor=actor, event=workshop.event, person=person, source="desk")


def plan(person, programme, **changes):
    facts = {"language": "kk", "title": "Жаңалықты тексеру", "planned_on": timezone.localdate()} | changes
    return activities.plan(actor=person, id=uuid.uuid4(), programme=programme, facts=facts)


def came(workshop, *people):
    for person in people:
        Attendance.objects.create(
            session=workshop.event.sessions.first(), person=person, is_present=True, minutes=90, source="hand"
        )


@pytest.fixture
def held(make, begin, aigerim, people):
    """A workshop five days ago to which two of three came; the third has a place."""
    workshop = make()
    place(workshop, aigerim, *(one.person for one in people))
    begin(workshop)
    came(workshop, people[0].person, people[1].person)
    return RegionalWorkshop.objects.get()


def said(**changes):
    return {
        "key": str(uuid.uuid4()),
        "kind": "time",
        "subject_id": "informatics",
        "text": "",
        "language": "kk",
    } | changes


def test_it_works(
    client_of, aigerim, bolat, held, people, programme, guide, saule, django_assert_max_num_queries
):
    first, second, third = (one.person for one in people)
    activities.report(
        actor=first, activity=plan(first, programme), sequence=0,
        facts={"held_on": timezone.localdate(), "done": "Тексердік", "audience": []},
    )  # fmt: skip
    plan(third, programme)  # was not there, so nothing is due of them
    page = client_of(bolat).post(f"/en/workshops/{held.pk}/challenges/", said(text="Сағат жоқ"), follow=True)
    own = client_of(first)
    step = own.get(f"/en/events/e/{held.event.slug}/")
    own.post(f"/en/workshops/{held.pk}/say/", said(kind="rules"))

    summary = selectors.summarise(held, held.event)
    assert (summary.n_invited, summary.n_placed, summary.n_came) == (3, 3, 2)
    assert (summary.n_held, summary.n_planned, summary.n_open) == (1, 0, 1)
    assert {one.name: one.follow_up for one in summary.people} == {
        first.name: "held",
        second.name: "",
        third.name: None,
    }
    assert "Сағат жоқ" in page.content.decode()
    with django_assert_max_num_queries(36):
        told = client_of(aigerim).get(f"/en/workshops/{held.pk}/").content.decode()
    assert told.count("waits for an answer") == 2 and "rules and orders" in told
    assert first.name not in told.split('id="challenges"')[1]
    assert f"/en/workshops/{held.pk}/say/" in step.content.decode()
    held.record.refresh_from_db()
    assert (held.record.n_participants, held.record.held_on) == (2, selectors.first_day(held.event))


def test_a_challenge_is_answered_in_a_version_of_the_guide(client_of, aigerim, held, guide, saule, marat):
    from sauatty.web.guides import services as guides
    from sauatty.web.guides.models import BlockText
    from sauatty.web.guides.selectors import list_blocks
    from sauatty.web.publications.selectors import check_readiness

    one = services.say_challenge(actor=aigerim, workshop=held, key=uuid.uuid4(), facts=said(kind="time"))
    services.say_challenge(actor=aigerim, workshop=held, key=uuid.uuid4(), facts=said(kind="skills"))
    block = guide.blocks.get(key="introduction.purpose")
    publications.link_challenge(challenge=one, blocks=[block], actor=saule)
    for language in guide.languages:
        row = BlockText.objects.get(block=block, language=language)
        guides.write_text(
            guide=guide, block=block, language=language, text=f"{row.text} +", actor=saule, revision=row.revision,
            is_new_meaning=language == guide.leading_language,
        )  # fmt: skip
    sha256 = check_readiness(guide, list_blocks(guide)).sha256
    publications.sign(guide=guide, actor=marat, statement="Келісемін.", sha256=sha256)
    publications.publish(guide=guide, actor=saule)

    page = client_of(aigerim).get("/en/workshops/challenges/").content.decode()
    waiting = client_of(aigerim).get("/en/workshops/challenges/?state=waits").content.decode()

    assert "answered in version 2" in page and page.count(">waits for an answer</span>") == 0
    assert f"/published/{guide.slug}/2/" in page and "preparation of the teacher" in page
    assert "answered in version" not in waiting
    assert "answered in version 2" in client_of(aigerim).get(f"/en/workshops/{held.pk}/").content.decode()


def test_few_people_are_not_recognised(client_of, aigerim, held, guide, saule, django_assert_max_num_queries):
    facts = {"held_on": dt.date(2026, 10, 1), "region": "KZ-71", "n_participants": 24}
    large = publications.record_workshop(guide=guide, actor=saule, facts=facts)
    for n in range(6):
        told = said(text=f"Үлкен топ {n}") if n else said(text="Үлкен топ", kind="network")
        publications.add_challenge(workshop=large, actor=saule, facts=told)
    services.say_challenge(actor=aigerim, workshop=held, key=uuid.uuid4(), facts=said(text="Екеуміз ғана"))
    client = client_of(aigerim)

    with django_assert_max_num_queries(11):
        page = client.get("/en/workshops/challenges/").content.decode()

    assert "Екеуміз ғана" not in page and "Pavlodar" not in page and "Astana" in page
    assert "workshops of fewer than five people" in page and page.count("Үлкен топ") == 6
    rows = page.split("<tbody>")[1].split("</tbody>")[0]
    assert rows.count("<tr>") == 3 and '<td class="num">5</td><td class="num">1</td>' in rows
    assert "Үлкен топ" not in client.get("/en/workshops/challenges/?region=small").content.decode()
    assert client.get("/en/workshops/challenges/?region=KZ-55").content.decode().count("Үлкен топ") == 6


def test_what_stands_in_the_way_is_said_once_and_not_before(
    client_of, make, begin, aigerim, people, stranger
):
    workshop = make()
    person = people[0].person
    place(workshop, aigerim, person)
    address, sent = f"/en/workshops/{workshop.pk}/say/", said()
    client = client_of(person)
    with pytest.raises(ChallengeTooEarly):
        services.say_challenge(actor=person, workshop=workshop, key=uuid.uuid4(), facts=said(), is_own=True)
    assert "when the workshop has begun" in client.get(address).content.decode()
    assert client.post(address, sent).status_code == 422

    workshop = begin(workshop)
    answers = [client.post(address, sent).status_code for _ in range(2)]
    other = client.post(address, said())

    assert answers == [302, 302] and other.status_code == 302
    assert Challenge.objects.count() == 2  # the same words of two forms are two
    assert client.post(address, said(kind="")).status_code == 422
    assert client_of(stranger).get(address).status_code == 404
    assert client_of(stranger).post(address, said()).status_code == 404
    with pytest.raises(FormSentAnew):
        publications.add_challenge(
            workshop=make().record, actor=person, facts=said(), key=uuid.UUID(sent["key"])
        )
    for _ in range(services.MOST_SAID - 2):
        services.say_challenge(actor=person, workshop=workshop, key=uuid.uuid4(), facts=said(), is_own=True)
    with pytest.raises(ChallengeTooMany):
        services.say_challenge(actor=person, workshop=workshop, key=uuid.uuid4(), facts=said(), is_own=True)


def test_who_planned_nothing_is_reminded_once_after_the_day(held, people, programme):
    first, second, third = (one.person for one in people)
    plan(first, programme)
    kind = Letter.objects.filter(kind=letters.KIND)
    assert letters.remind() == 0
    RegionalWorkshop.objects.update(follow_up_on=timezone.localdate() - dt.timedelta(days=1))

    assert [letters.remind(), letters.remind()] == [1, 0]
    assert kind.get().person == second and "«Өңірлік семинар»" in kind.get().body
    RegionalWorkshop.objects.update(reminded_at=None)  # as if two workers had come to it at the same moment
    letters.remind()
    assert kind.count() == 1


def test_nobody_is_reminded_of_a_workshop_that_was_called_off(make, aigerim, people):
    workshop = make()
    place(workshop, aigerim, people[0].person)
    events.cancel_event(actor=aigerim, event=workshop.event)
    RegionalWorkshop.objects.update(follow_up_on=timezone.localdate() - dt.timedelta(days=1))

    assert letters.remind() == 0
    workshop.refresh_from_db()
    assert workshop.record is None and not Letter.objects.filter(kind=letters.KIND).exists()


def test_day_and_due_day_follow_the_training(make, begin):
    workshop = make()
    before = workshop.follow_up_on

    begin(workshop, first=20)

    workshop.record.refresh_from_db()
    day = selectors.first_day(type(workshop.event).objects.get(pk=workshop.pk))
    assert workshop.record.held_on == day
    assert abs((workshop.follow_up_on - before).days - 10) <= 1


def test_others_find_nothing(client_of, held, saule, stranger, people, programme):
    trainer = make_person("Ерлан", "erlan@example.kz")
    give_role(trainer, "trainer", programme)
    addresses = ["", "materials/", "challenges/"]

    for person in (trainer, saule, stranger, people[0].person):
        client = client_of(person)
        codes = [client.post(f"/en/workshops/{held.pk}/{one}", said()).status_code for one in addresses]
        assert set(codes) <= {404, 405}, person.name
        assert client.get(f"/en/workshops/{held.pk}/").status_code == 404
    assert held.event.title_kk not in client_of(trainer).get("/en/workshops/").content.decode()
    assert Challenge.objects.count() == 0


def test_the_trainer_sees_and_records_and_makes_papers(client_of, bolat, held, run_jobs):
    client = client_of(bolat)

    page = client.get("/en/workshops/").content.decode()
    client.post(f"/en/workshops/{held.pk}/materials/")
    run_jobs()

    assert "Regional workshop" in page and "Make a workshop" not in page
    assert ".zip" in client.get(f"/en/workshops/{held.pk}/").content.decode()


def test_the_list_costs_as_much_for_many_as_for_one(client_of, aigerim, make, django_assert_max_num_queries):
    for _ in range(4):
        make()
    client = client_of(aigerim)

    with django_assert_max_num_queries(8):
        page = client.get("/en/workshops/?region=KZ-55").content.decode()

    assert page.count("<article") == 4
    assert client.get("/en/workshops/?region=KZ-71").content.decode().count("<article") == 4


def test_who_is_erased_leaves_no_name(held, aigerim, people, client_of, programme):
    person = people[0].person
    services.say_challenge(
        actor=person, workshop=held, key=uuid.uuid4(), facts=said(text="Сағат жоқ"), is_own=True
    )
    name, maker = person.name, held.made_by

    coordinator = make_person("Жаңа", "new@example.kz", is_site_admin=True)
    give_role(coordinator, "coordinator", programme)
    erase_person(person=person, actor=person)
    erase_person(person=maker, actor=maker)

    held.refresh_from_db()
    assert held.made_by is None and Challenge.objects.get().recorded_by is None
    assert name not in client_of(coordinator).get(f"/en/workshops/{held.pk}/").content.decode()
