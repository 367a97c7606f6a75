"""Whoever looks around finds invented activities, reviews, a cascade and schools, all marked; all go in one step."""

import pytest
from django.db import transaction
from django.utils import translation

from sauatty.web.accounts.models import Person
from sauatty.web.accounts.services.content import load_regions
from sauatty.web.activities import demonstration as activities
from sauatty.web.activities.models import Activity, Guest
from sauatty.web.base import demo
from sauatty.web.base.models import ExportedFile
from sauatty.web.cascades import demonstration as cascades
from sauatty.web.cascades import selectors
from sauatty.web.cascades.models import Bond
from sauatty.web.practice import demonstration as practice
from sauatty.web.practice.models import Published, Review
from sauatty.web.programmes import demonstration as programmes
from sauatty.web.programmes.models import Programme
from sauatty.web.visits import demonstration as visits
from sauatty.web.visits.models import HelpRequest, School
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db
MAKERS = (programmes, activities, practice, cascades, visits)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_regions()
        boss = make_person("Әйгерім Сәрсенова", "aigerim@example.kz", is_site_admin=True)
        give_role(boss, "coordinator")
        for one in MAKERS:
            one.make(boss)
        yield boss.pk
        transaction.set_rollback(True)


@pytest.fixture
def boss(made, db):
    return Person.objects.get(pk=made)


@pytest.fixture
def invented(boss):
    return Programme.objects.get(is_demo=True)


def test_it_works(invented):
    found = Activity.objects.filter(programme=invented)
    states = sorted(found.values_list("state", flat=True))
    assert states == ["accepted"] * 6 + ["more"] + ["planned"] * 3 + ["reported"] * 2
    assert (
        all(found.values_list("is_demo", flat=True)) and len(set(found.values_list("region", flat=True))) == 5
    )
    assert set(found.values_list("language", flat=True)) == {"kk", "ru", "en"}
    assert Published.objects.count() == 3 and Review.objects.count() == 8
    assert set(HelpRequest.objects.values_list("state", flat=True)) == {
        "waiting",
        "taken",
        "visited",
        "reported",
    }


def test_guests_ran_their_own_in_the_next_generations(invented):
    rows = selectors.rows_of(selectors.Facts(invented))
    assert [one.n_people for one in rows] == [1, 4, 7, 4]
    assert rows[2].n_activities == 3 and rows[1].n_next == 3


def test_every_page_says_that_it_is_invented(boss, invented, client_of):
    client = client_of(boss)
    activity = Activity.objects.filter(published__isnull=False).first()
    request = HelpRequest.objects.first()
    pages = [
        f"cascade/{invented.pk}/", f"cascade/{invented.pk}/reach/", f"cascade/{invented.pk}/stated/",
        f"cascade/{invented.pk}/from/{activity.person_id}/", f"activities/{activity.pk}/",
        f"activities/reviews/{activity.pk}/", f"activities/library/{activity.published.pk}/",
        f"schools/requests/{request.pk}/",
    ]  # fmt: skip
    for page in pages:
        answer = client.get(f"/en/{page}")
        assert answer.status_code == 200, page
        assert 'class="invented"' in answer.content.decode(), page


def test_lists_mark_each_invented_row_and_files_say_it_above(boss, invented, client_of):
    client = client_of(boss)
    for page in ("activities/library/", "activities/reviews/"):
        assert 'class="tag">invented<' in client.get(f"/en/{page}").content.decode(), page
    client.post(f"/en/cascade/{invented.pk}/table/", {"names": "0"})
    file = ExportedFile.objects.get()
    assert file.name.startswith("invented-")
    assert bytes(file.content).decode("utf-8-sig").startswith("Invented data for looking around")


def test_made_twice_it_changes_nothing(boss, invented):
    before = [model.objects.count() for model in (Activity, Guest, Review, Published, Bond, School, Person)]
    for one in MAKERS:
        one.make(boss)
    assert [m.objects.count() for m in (Activity, Guest, Review, Published, Bond, School, Person)] == before


def test_it_goes_whole_and_what_real_people_made_there_is_named_before(boss, invented):
    real = make_person("Дана Өмірбекқызы", "dana@example.kz")
    Activity.objects.create(
        id="00000000-0000-4000-8000-00000000000a", programme=invented, person=real, language="kk",
        title="Шын іс-шара", join_code="ABCD2345",
    )  # fmt: skip
    with translation.override("en"):
        assert "Шын іс-шара" in {name for row in demo.count_demo() for name in row.names}

    demo.remove_demo()

    for model in (Activity, Guest, Review, Published, Bond, School, HelpRequest):
        assert not model.objects.exists(), model
    assert not Person.objects.filter(is_demo=True).exists() and Person.objects.filter(pk=real.pk).exists()
