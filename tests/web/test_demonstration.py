"""Whoever looks around finds an invented review and guide, marked as such, with something on every page.

All invented data takes seconds to make: it is made once for this file, and what a test changes is undone.
"""

import shutil

import pytest
from django.db import transaction
from django.test import override_settings

from sauatty.web.accounts.models import Person
from sauatty.web.alignments import demonstration as reviewed
from sauatty.web.alignments import services as alignment_services
from sauatty.web.alignments.models import ReviewScope, TeachingHours
from sauatty.web.base import demo, jobs
from sauatty.web.base.models import Job
from sauatty.web.coding.models import Project, Unit
from sauatty.web.curricula.models import Edition
from sauatty.web.guides import demonstration as drafted
from sauatty.web.guides import selectors, services
from sauatty.web.guides.models import Guide
from sauatty.web.publications import demonstration as published
from sauatty.web.publications.models import Version
from web.conftest import give_role, make_person
from web.curricula.cast import WordMatcher

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGES = ("", "objectives/", "unevenness/", "progression/", "gaps/", "most/", "compare/", "research/")


@pytest.fixture(scope="module")
def invented(django_db_setup, django_db_blocker, tmp_path_factory):
    """All invented data, its jobs done; the folder of its files."""
    files = tmp_path_factory.mktemp("invented") / "files"
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment_services, "the_matcher", lambda encoder: WordMatcher())
        with override_settings(MEDIA_ROOT=files):
            boss = make_person("Әйгерім Сәрсенова", "aigerim@example.kz", is_site_admin=True)
            give_role(boss, "coordinator")
            demo.make_demo(boss)
            for job in Job.objects.filter(state=Job.State.QUEUED):
                jobs.run_job.call(str(job.pk))
        yield files
        transaction.set_rollback(True)


@pytest.fixture
def looked_around(invented, db, settings, tmp_path, monkeypatch):
    """Give the test files of its own."""
    monkeypatch.setattr(alignment_services, "the_matcher", lambda encoder: WordMatcher())
    settings.MEDIA_ROOT = tmp_path / "files"
    if invented.exists():
        shutil.copytree(invented, settings.MEDIA_ROOT)


@pytest.fixture
def aigerim(looked_around):
    """Coordinator and administrator; she asked for the invented data."""
    return Person.objects.get(email="aigerim@example.kz")


@pytest.fixture
def editions(looked_around):
    return {edition.language: edition for edition in Edition.objects.all()}


@pytest.fixture
def guide(looked_around):
    return Guide.objects.get()


def test_every_page_of_coverage_shows_something_and_says_that_it_is_invented(editions, client_of, aigerim):
    client = client_of(aigerim)
    for edition in editions.values():
        for page in PAGES:
            response = client.get(f"/kk/coverage/{page}?edition={edition.pk}")
            assert response.status_code == 200 and response.context["source"].kind == "agreed"
            assert 'class="invented"' in response.content.decode(), page

    found = client.get(f"/en/coverage/unevenness/?edition={editions['kk'].pk}").context["found"]
    assert not found["undefined"] and 0.5 < found["evenness"]["estimate"] < 1
    most = client.get(f"/en/coverage/most/?edition={editions['kk'].pk}&target=95").context["found"]
    assert most["k"] > 0 and most["is_reached"]


def test_two_coders_differ_and_an_adjudicator_settles(editions):
    project = Project.objects.get(source_id=editions["kk"].pk)
    states = list(Unit.objects.filter(project=project).values_list("state", flat=True))

    assert set(states) == {"agreed", "adjudicated"} and 5 < states.count("adjudicated") < 15
    assert project.is_demo and project.is_closed and TeachingHours.objects.count() == 20
    carried = Unit.objects.filter(project__source_id=editions["ru"].pk)
    assert set(carried.values_list("state", flat=True)) == {"carried"}


def test_a_review_made_twice_changes_nothing_and_removing_takes_all(editions, aigerim):
    reviewed.make(aigerim)
    assert Project.objects.filter(kind="objectives").count() == 2

    demo.remove_demo()

    assert not Project.objects.exists() and not ReviewScope.objects.exists()
    assert not TeachingHours.objects.exists()


def test_the_invented_guide_rests_on_the_invented_review(guide):
    facts = selectors.facts_of(guide)

    assert not guide.is_machine
    assert facts["n_judged"].value == 120 and facts["n_direct"].value > 0 and facts["n_coders"].value == 2
    assert 0 < facts["alpha"].value < 1


def test_a_guide_made_twice_changes_nothing_and_removing_takes_all(guide, aigerim):
    drafted.make(aigerim)
    assert Guide.objects.count() == 1

    demo.remove_demo()

    assert not Guide.objects.exists()


def test_a_guide_that_somebody_made_on_invented_curricula_goes_with_them(guide, aigerim):
    edition = guide.edition
    facts = {
        name: getattr(guide, name)
        for name in (
            "grades",
            "source",
            "languages",
            "audience",
            "chapters",
            "stale_policy",
            "signatures_needed",
        )
    }
    made = services.create_guide(
        actor=aigerim,
        edition=edition,
        programmes=edition.programmes.all(),
        facts=facts | {"titles": drafted.TITLES},
    )
    assert made.is_demo and made.slug != guide.slug

    demo.remove_demo()

    assert not Guide.objects.exists()


def test_every_page_of_guides_shows_something_and_says_that_it_is_invented(guide, client_of, aigerim):
    client = client_of(aigerim)
    for page in ("", "text/", "review/", "figures/", "files/", "preview/", "word/", "workshops/", "challenges/",
                 "comments/", "versions/2/"):  # fmt: skip
        response = client.get(f"/kk/guides/{guide.pk}/{page}")
        assert response.status_code == 200, page
        assert 'class="invented"' in response.content.decode(), page

    page = client.get(f"/kk/guides/published/{guide.slug}/2/").content.decode()
    changes = client.get(f"/kk/guides/{guide.pk}/versions/2/").content.decode()
    assert 'class="invented"' in page and "{{" not in page
    assert published.CHALLENGE in changes and published.ADDED["kk"].split(",")[0] in changes


def test_a_guide_published_twice_changes_nothing_and_removing_takes_all(guide, aigerim):
    published.make(aigerim)
    assert Version.objects.count() == 2
    assert Guide.objects.get().title_kk in {name for row in demo.count_demo() for name in row.names}

    demo.remove_demo()

    assert not Version.objects.exists() and not Guide.objects.exists()


def test_the_invented_guide_cites_an_invented_author_and_names_region_and_day(guide, aigerim, client_of):
    version = guide.versions.get(number=2)

    page = client_of(aigerim).get(f"/en/guides/{guide.pk}/versions/2/").content.decode()

    assert all("Айгүл Үлгі" in cited and aigerim.name not in cited for cited in version.citation.values())
    assert "14 October 2026" in page and "KZ-11" not in page and "2026-10-14" not in page
    reviews = client_of(aigerim).get("/en/reviews/").content.decode()
    assert "Қазақша" in reviews.split("<tbody>")[1] or "қазақ" in reviews.split("<tbody>")[1].lower()
