"""A specialist leaves: by one tap out of the directory, or as a person out of everything that people pass on."""

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.utils import timezone

from sauatty.web.accounts.models import Person
from sauatty.web.accounts.services import people
from sauatty.web.activities.models import Guest
from sauatty.web.base.models import ExportedFile
from sauatty.web.cascades.models import Bond
from sauatty.web.mails import sending
from sauatty.web.mails.models import Letter
from sauatty.web.practice import services as practice
from sauatty.web.practice.models import Published, Review
from sauatty.web.specialists import announcing, regional, selectors
from sauatty.web.specialists.models import Announcement, Specialist
from sauatty.web.visits import letters as visit_letters
from sauatty.web.visits import services as visits
from sauatty.web.visits.models import HelpRequest
from web.practice.conftest import make_activity
from web.visits.conftest import ask  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
# Stands in every word of the person; of plain letters, as JSON writes others as codes.
MARK = "xqzmark"


@pytest.fixture
def region(db):
    return apps.get_model("accounts.Region").objects.get(pk="KZ-55")


@pytest.fixture
def leaving(enter, programme, aigerim, bolat, ask):  # noqa: F811
    """A specialist who did something in every app of what people pass on, and to whom letters are planned."""
    person = Person.objects.create_person(name=f"Айгүл {MARK}", email=f"{MARK}@example.kz")
    enter(
        "", person=person, about=MARK, contact=f"+7 777 {MARK}", competences=["gmilaf.2.2"], audience="public",
        wants_requests=True, wants_announcements=True,
    )  # fmt: skip
    own = make_activity(programme, person, title=MARK, done=MARK, state="accepted")
    other = make_activity(programme, bolat)
    Guest.objects.create(activity=other, person=person)
    Review.objects.create(activity=other, reviewer=person, decision="accept", words="Жақсы", sequence=1)
    practice.publish(actor=person, activity=own, with_name=True)
    Bond.objects.create(programme=programme, trainer=bolat, person=person, why=MARK, stated_by=aigerim)
    ended = visits.visit(
        actor=person, request=visits.take(actor=person, request=ask("№ 5", contact_email="school@example.kz")),
        visited_on=timezone.localdate(),
    )  # fmt: skip
    visits.report(actor=person, request=ended, report=f"Сабақ өтті, {MARK}", n_pupils=20)
    visits.take(actor=person, request=ask("№ 6"))
    ask("№ 7")
    visit_letters.tell_of_new()
    facts = {"programme": programme, "title_kk": "Семинар", "text_kk": "Қазанда", "region_id": "KZ-55"}
    one = announcing.write(actor=person, id=other.pk, facts=facts)
    announcing.send(actor=aigerim, announcement=one, seen=announcing.stamp(one))
    announcing.plan_letters({"announcement": str(one.pk)}, lambda _done, _total: None)
    assert Letter.objects.filter(person=person, state="planned").count() == 2
    return person


def where_it_stands():
    """Return the tables in which the mark of the person still stands."""
    tables = [model._meta.db_table for model in apps.get_models() if model._meta.managed]
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(MARK in str(bytes(cell).decode("utf-8", "ignore") if isinstance(cell, memoryview | bytes) else cell)
                   for row in cursor.fetchall() for cell in row):  # fmt: skip
                found.append(table)
    return found


def row_of(code):
    return next(one for one in regional.list_region_rows() if one.code == code)


def test_leaving_takes_one_out_of_search_counts_exports_and_letters(leaving, client_of, aigerim):
    assert row_of("KZ-55").n_specialists == 1
    assert client_of(leaving).post("/en/specialists/mine/leave/").status_code == 302

    browser = client_of(aigerim)
    assert selectors.find_specialists(aigerim) == [] and row_of("KZ-55").n_specialists == 0
    assert "Айгүл" not in browser.get("/en/specialists/", {"q": MARK}).content.decode()
    browser.post("/en/specialists/regions/file/")
    assert MARK.encode() not in bytes(ExportedFile.objects.get().content)
    sending.send_due({}, lambda _done, _total: None)
    assert [message.to for message in mail.outbox] == [["school@example.kz"], ["school@example.kz"]]
    assert announcing.recipients(Announcement.objects.get()) == []
    assert "specialists_specialist" not in where_it_stands()
    waiting = client_of(leaving).get("/en/schools/").content.decode()
    assert (
        "№ 6" in waiting and "№ 7" not in waiting
    )  # what they took stays theirs to end, what waits they see no more


def test_erasing_leaves_nothing_of_a_person_in_any_table(leaving, aigerim):
    assert {
        "specialists_specialist", "visits_helprequest", "activities_activity", "practice_published", "cascades_bond",
    } <= set(where_it_stands())  # fmt: skip
    people.erase_person(actor=aigerim, person=leaving)

    assert where_it_stands() == []
    assert not Specialist.objects.exists() and not Published.objects.exists() and not Bond.objects.exists()
    assert not Guest.objects.exists() and Review.objects.get().reviewer is None
    assert (
        not Letter.objects.filter(person=leaving).exists() and Announcement.objects.get().written_by is None
    )
    states = {one.school.name: (one.state, one.taken_by, one.n_pupils) for one in HelpRequest.objects.all()}
    assert states["№ 5"] == ("reported", None, 20)  # the numbers of the region stay
    assert states["№ 6"] == ("waiting", None, None)  # a school that counted on them is seen again
