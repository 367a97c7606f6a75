from datetime import timedelta

import pytest
from django.utils import timezone

from made_events import make_event
from sauatty.web.authoring.models import AuthoredLesson, LessonVersion
from sauatty.web.base import demo
from sauatty.web.coding.models import Decision, Project, Seat, Unit
from sauatty.web.curricula.models import Document, Edition
from sauatty.web.guides.models import Guide, Membership
from sauatty.web.items.models import AuthoredItem, ItemVersion
from sauatty.web.programmes import demonstration as programmes_demo
from sauatty.web.publications.models import Version
from sauatty.web.specialists import demonstration, selectors
from sauatty.web.specialists.models import Specialist

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(aigerim, bolat, programme):
    """Bolat held a session about checking information yesterday; tomorrow he holds another."""
    event = make_event(aigerim, programme, days=(10, 11), trainers=[bolat])
    first, second = event.sessions.order_by("number")
    now = timezone.now()
    first.starts_at, first.ends_at = now - timedelta(hours=26), now - timedelta(hours=24)
    first.module = "reliable-information"
    first.save()
    second.starts_at, second.ends_at = now + timedelta(hours=24), now + timedelta(hours=26)
    second.save()
    return first


def code(person, state):
    project = Project.objects.create(
        title_en="A review", kind="k", source_kind="edition", state=state,
        source_id="00000000-0000-4000-8000-000000000001",
    )  # fmt: skip
    seat = Seat.objects.create(project=project, person=person, role="coder", label="A", n_standing=1)
    unit = Unit.objects.create(
        project=project, position=1, language="kk", text="Мақсат", ref_id=seat.pk, rank=1
    )
    Decision.objects.create(
        id=seat.pk, unit=unit, seat=seat, relevance=2, competences=["gmilaf.2.2"], decided_at=timezone.now()
    )
    return project


def write(person):
    now = timezone.now()
    lesson = AuthoredLesson.objects.create(
        module="m", slug="s", title_kk="Сабақ", created_by=person, draft_changed_at=now
    )
    for number, ids in ((1, ["gmilaf.1.1"]), (2, ["gmilaf.3.1"])):
        LessonVersion.objects.create(
            lesson=lesson, number=number, body={"competences": ids}, sha256="x", published_at=now
        )
    item = AuthoredItem.objects.create(
        slug="i", kind="choice", demand=1, competence="gmilaf.1.2", created_by=person, draft_changed_at=now
    )
    ItemVersion.objects.create(item=item, number=1, body={}, sha256="x", key_sha256="y", published_at=now)


def test_it_works(held, bolat, enter, aigerim, client_of):
    enter("", person=bolat, competences=["gmilaf.3.4"])
    shown = selectors.shown_by([bolat.pk])[bolat.pk]
    page = client_of(aigerim).get("/en/specialists/").content.decode()

    assert shown.done == {"taught": 1} and "taught" in shown.ways["gmilaf.2.3"]
    assert "1 session held" in page and "Shown here by what was done" in page
    assert "Says so themselves" in page and "3.4 Monitor influence" in page


def test_a_session_that_is_to_come_or_called_off_was_not_taught(held, bolat):
    held.cancelled_at = timezone.now()
    held.save()

    assert selectors.shown_by([bolat.pk])[bolat.pk].done == {}


def test_what_was_coded_counts_and_its_competences_once_the_review_is_closed(bolat):
    project = code(bolat, Project.State.OPEN)
    shown = selectors.shown_by([bolat.pk])[bolat.pk]
    assert shown.done == {"coded": 1} and shown.ways == {}

    project.state = Project.State.CLOSED
    project.save()
    assert selectors.shown_by([bolat.pk])[bolat.pk].ways == {"gmilaf.2.2": frozenset({"coded"})}


def test_what_was_written_counts_once_published(bolat, stranger):
    write(bolat)
    shown = selectors.shown_by([bolat.pk, stranger.pk])

    assert shown[bolat.pk].done == {"wrote": 2}
    assert set(shown[bolat.pk].ways) == {"gmilaf.3.1", "gmilaf.1.2"}  # of a lesson the newest version
    assert shown[stranger.pk].done == {} and selectors.shown_by([]) == {}


def test_a_published_guide_counts_for_its_authors(bolat, stranger):
    document = Document.objects.create(key="d", kind="programme", title_kk="Бағдарлама")
    edition = Edition.objects.create(
        document=document, language="kk", format="html", source_name="a", source_sha256="b", content_sha256="c",
        n_objectives=0, n_programmes=0, n_oddities=0,
    )  # fmt: skip
    guide = Guide.objects.create(slug="g", title_kk="Нұсқаулық", edition=edition)
    Membership.objects.create(guide=guide, person=bolat, role="author")
    Membership.objects.create(guide=guide, person=stranger, role="reviewer")
    assert selectors.shown_by([bolat.pk])[bolat.pk].done == {}

    Version.objects.create(
        guide=guide, number=1, identifier="g-1", sha256="x", content_sha256="y", published_at=timezone.now()
    )
    shown = selectors.shown_by([bolat.pk, stranger.pk])
    assert shown[bolat.pk].done == {"wrote": 1} and shown[stranger.pk].done == {}


def test_a_competence_that_was_shown_is_found_though_nobody_claims_it(held, bolat, enter, aigerim):
    enter("", person=bolat)
    enter("Басқа Маман")

    found = selectors.find_specialists(aigerim, competence="gmilaf.2.3")
    assert [one.person for one in found] == [bolat]
    assert selectors.find_specialists(aigerim, competence=("gmilaf.1.4", "gmilaf.2.3")) == found


def test_nobody_comes_first_because_they_did_more(held, bolat, enter, aigerim):
    enter("", person=bolat)
    enter("Айгүл Алғашқы")

    assert [one.person.name for one in selectors.find_specialists(aigerim)] == [
        "Айгүл Алғашқы",
        "Болат Жұмабаев",
    ]


def test_invented_people_join_once_and_go_with_the_rest(aigerim, enter, client_of):
    enter("Шын Адам")
    programmes_demo.make(aigerim)
    demonstration.make(aigerim)
    demonstration.make(aigerim)

    assert Specialist.objects.count() == 1 + len(demonstration.ENTRIES)
    assert "invented" in client_of(aigerim).get("/en/specialists/").content.decode()
    assert "specialists" in demo._demos
    demonstration.remove()
    assert Specialist.objects.count() == 1
