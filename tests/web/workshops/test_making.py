import io
import re
import uuid
import zipfile

import pytest

from sauatty.core.errors import (
    FormSentAnew,
    WorkshopAbovePlaces,
    WorkshopDatePast,
    WorkshopFollowUpTooEarly,
    WorkshopGuideUnpublished,
    WorkshopNobodyInvited,
    WorkshopPersonGone,
    WorkshopRegionEmpty,
    WorkshopSubjectUnknown,
    WorkshopTemplateUnfit,
    WorkshopTimesOverlap,
)
from sauatty.web.base.models import ExportedFile, Job
from sauatty.web.enrolments.models import Invitation
from sauatty.web.events.models import Event
from sauatty.web.mails.models import Letter
from sauatty.web.publications.models import Workshop
from sauatty.web.workshops import services
from sauatty.web.workshops.models import RegionalWorkshop
from sauatty.web.workshops.services import Sitting
from web.conftest import give_role
from web.workshops.conftest import REGION, days

pytestmark = pytest.mark.django_db
NEW = "/en/workshops/new/"


def form_of(page, trainer, people, **changes):
    """Return what a browser would send, with the key of the page."""
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', page)[1]
    scope = re.search(r'name="subjects" value="([^"]+)"', page)[1]
    return {
        "key": key, "subjects": [scope], "language": "kk", "trainer": str(trainer.pk), "place": "Pavlodar", "capacity": "25",
        "invited": [str(one.pk) for one in people], "follow_up_on": f"{days(40):%Y-%m-%d}",
        "day_1": f"{days(10):%Y-%m-%d}", "begins_1": "09:30", "minutes_1": "120",
        "day_2": f"{days(11):%Y-%m-%d}", "begins_2": "10:00", "minutes_2": "180",
    } | changes  # fmt: skip


def test_it_works(client_of, aigerim, bolat, version, template, people, run_jobs):
    client = client_of(aigerim)
    first = client.get(NEW).content.decode()
    assert "KZ-55" in first and version.identifier in first and 'name="key"' not in first
    page = client.get(f"{NEW}?region={REGION}").content.decode()
    assert all(one.person.name in page for one in people) and "Morning 2" in page
    data = form_of(page, bolat, people)

    answers = [client.post(f"{NEW}?region={REGION}", data) for _ in range(2)]

    workshop = RegionalWorkshop.objects.get()
    assert [one["Location"] for one in answers] == [f"/en/workshops/{workshop.pk}/"] * 2
    event = Event.objects.get(is_template=False)
    assert (event.pk, event.state, event.region_id, event.taken) == (workshop.pk, "open", REGION, 0)
    assert [f"{one.starts_at:%H:%M}" for one in event.sessions.all()] == ["04:30", "05:00"]
    assert {one.person for session in event.sessions.all() for one in session.trainers.all()} == {bolat}
    assert (workshop.record, workshop.record.region) == (Workshop.objects.get(), REGION)
    assert Invitation.objects.filter(event=event).count() == 3
    assert Letter.objects.filter(kind="event-invited").count() == 3
    run_jobs()
    page = client.get(f"/en/workshops/{workshop.pk}/").content.decode()
    assert f"workshop-{version.identifier}-kk.zip" in page and "Айгүл Маман" in page
    names = zipfile.ZipFile(io.BytesIO(bytes(ExportedFile.objects.get().content))).namelist()
    assert set(names) == {
        "guide-kk.pdf", "guide-kk.docx", "slides-kk.pptx", "task-sheet-informatics-kk.docx",
        "facilitator-informatics-kk.docx",
    }  # fmt: skip


def test_two_workshops_on_one_day_in_one_region_are_two(make):
    first, second = make(), make()

    assert first.record != second.record and Workshop.objects.count() == 2


def test_a_key_of_another_programme_is_refused(make, facts, aigerim, version, template):
    made = make()
    other = type(template.programme).objects.create(title_kk="Басқа")
    template.programme = other

    with pytest.raises(FormSentAnew):
        services.make_workshop(actor=aigerim, key=made.pk, template=template, version=version, facts=facts())


REFUSALS = {
    "empty": ({"region": "KZ-71"}, WorkshopRegionEmpty),
    "nobody": ({"invited": []}, WorkshopNobodyInvited),
    "gone": ({"invited": [uuid.uuid4()]}, WorkshopPersonGone),
    "places": ({"capacity": 2}, WorkshopAbovePlaces),
    "subject": ({"subjects": ["physics"]}, WorkshopSubjectUnknown),
    "no subject": ({"subjects": []}, WorkshopSubjectUnknown),
    "sessions": ({"sittings": []}, WorkshopTemplateUnfit),
    "follow-up": ({"follow_up_on": days(11)}, WorkshopFollowUpTooEarly),
}


def test_nothing_is_left_of_what_is_refused(make, facts, monkeypatch):
    late = facts().sittings[1]
    cases = [
        *REFUSALS.values(),
        ({"sittings": [Sitting(days(-1), late.begins, 60), late]}, WorkshopDatePast),
        ({"sittings": [late, Sitting(late.day, late.begins, 60)]}, WorkshopTimesOverlap),
    ]
    for changes, error in cases:
        with pytest.raises(error):
            make(**changes)
    monkeypatch.setattr(services.inviting, "invite", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make()

    left = (RegionalWorkshop, Workshop, Invitation, Letter, Event.objects.filter(is_template=False))
    assert [getattr(one, "objects", one).count() for one in left] == [0] * 5
    assert not Job.objects.filter(kind="workshops.materials").exists()


def test_an_invented_guide_is_for_the_invented_programme(make, version, guide):
    guide.is_demo = True
    guide.save()
    version.refresh_from_db()

    with pytest.raises(WorkshopGuideUnpublished):
        make()


def test_what_is_missing_is_said_before_the_form(client_of, aigerim, programme, template, people, version):
    client = client_of(aigerim)

    empty = client.get(f"{NEW}?region=KZ-71").content.decode()
    narrow = client.get(f"{NEW}?region={REGION}&subject=physics").content.decode()
    one = client.get(f"{NEW}?region={REGION}&language=ru").content.decode()
    template.sessions.all().delete()
    bare = client.get(f"{NEW}?region={REGION}").content.decode()
    template.delete()
    without = client.get(f"{NEW}?region={REGION}").content.decode()

    assert "Nobody of this region" in empty and "Widen the choice" in narrow
    assert "Вера Маман" in one and "Айгүл Маман" not in one
    assert "no sessions" in bare and "no template" in without
    assert all('name="key"' not in page for page in (empty, narrow, bare, without))


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(
    client_of, aigerim, bolat, version, template, people
):
    client = client_of(aigerim)
    page = client.get(f"{NEW}?region={REGION}").content.decode()
    data = form_of(page, bolat, people, capacity="2", place="Aksu library")

    response = client.post(f"{NEW}?region={REGION}", data)

    told = response.content.decode()
    assert response.status_code == 422 and "3 people are ticked, and there are 2 places" in told
    assert 'href="#id_invited"' in told and "Aksu library" in told and data["key"] in told
    past = client.post(f"{NEW}?region={REGION}", data | {"capacity": "25", "day_1": "2020-01-01"})
    assert 'href="#id_day_1"' in past.content.decode()
    assert client.post(NEW, {}).status_code == 422
    assert not RegionalWorkshop.objects.exists()


def test_another_programme_is_not_there(client_of, saule, aigerim, bolat, programme):
    from web.conftest import give_role, make_person

    other = type(programme).objects.create(title_kk="Басқа")
    coordinator = make_person("Ержан", "erzhan@example.kz")
    give_role(coordinator, "coordinator", other)

    assert client_of(coordinator).get(f"{NEW}?programme={programme.pk}").status_code == 404
    assert client_of(coordinator).get(NEW).status_code == 200
    assert client_of(bolat).get(NEW).status_code == 404


def test_invented_workshops_go_before_what_they_are_made_of(make, guide):
    from sauatty.web.publications import services as publications
    from sauatty.web.workshops import demonstration

    kept, version = make(), make().version
    type(guide).objects.update(is_demo=True)
    assert [one.n for one in demonstration.count()] == [2]

    demonstration.remove()

    assert publications.delete_demo_versions() == 1 and version.pk
    assert Event.objects.filter(pk=kept.pk).exists() and not RegionalWorkshop.objects.exists()


def test_who_holds_it_is_not_invited_to_it(make, people, programme):
    trainer = people[0].person
    give_role(trainer, "trainer", programme)
    made = make(trainer=trainer)
    assert trainer not in {one.person for one in Invitation.objects.filter(event=made.event)}
    assert Invitation.objects.filter(event=made.event).count() == 2
    with pytest.raises(WorkshopNobodyInvited):
        make(trainer=trainer, invited=[people[0].pk])


def test_two_coordinators_hear_of_each_others_workshop(make, client_of, aigerim, programme, version):
    first = make()
    page = client_of(aigerim).get(f"{NEW}?region={REGION}").content.decode()
    assert "there is also" in page and f"/en/workshops/{first.pk}/" in page
    second = make()
    for one, other in ((first, second), (second, first)):
        shown = client_of(aigerim).get(f"/en/workshops/{one.pk}/").content.decode()
        assert f"/en/workshops/{other.pk}/" in shown
    assert "there is also" not in client_of(aigerim).get(f"{NEW}?region=KZ-10").content.decode()
