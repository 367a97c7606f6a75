"""Whoever looks around finds an invented review, marked as such, with something on every measure page."""

import pytest

from sauatty.web.alignments import demonstration
from sauatty.web.alignments.models import ReviewScope, TeachingHours
from sauatty.web.base import demo
from sauatty.web.coding.models import Project, Unit
from sauatty.web.curricula.models import Edition

pytestmark = pytest.mark.django_db
PAGES = ("", "objectives/", "unevenness/", "progression/", "gaps/", "most/", "compare/", "research/")


@pytest.fixture
def looked_around(aigerim, matcher):
    demo.make_demo(aigerim)
    return {edition.language: edition for edition in Edition.objects.all()}


def test_every_page_shows_something_and_says_that_it_is_invented(looked_around, client_of, aigerim):
    client = client_of(aigerim)
    for edition in looked_around.values():
        for page in PAGES:
            response = client.get(f"/kk/coverage/{page}?edition={edition.pk}")
            assert response.status_code == 200 and response.context["source"].kind == "agreed"
            assert 'class="invented"' in response.content.decode(), page

    found = client.get(f"/en/coverage/unevenness/?edition={looked_around['kk'].pk}").context["found"]
    assert not found["undefined"] and 0.5 < found["evenness"]["estimate"] < 1
    most = client.get(f"/en/coverage/most/?edition={looked_around['kk'].pk}&target=95").context["found"]
    assert most["k"] > 0 and most["is_reached"]


def test_two_coders_differ_and_an_adjudicator_settles(looked_around):
    project = Project.objects.get(source_id=looked_around["kk"].pk)
    states = list(Unit.objects.filter(project=project).values_list("state", flat=True))

    assert set(states) == {"agreed", "adjudicated"} and 5 < states.count("adjudicated") < 15
    assert project.is_demo and project.is_closed and TeachingHours.objects.count() == 20
    carried = Unit.objects.filter(project__source_id=looked_around["ru"].pk)
    assert set(carried.values_list("state", flat=True)) == {"carried"}


@pytest.mark.slow
def test_making_it_twice_changes_nothing_and_removing_takes_all(looked_around, aigerim):
    demonstration.make(aigerim)
    assert Project.objects.filter(kind="objectives").count() == 2

    demo.remove_demo()

    assert not Project.objects.exists() and not ReviewScope.objects.exists()
    assert not TeachingHours.objects.exists()
