"""The invented guide is published and taken to a workshop; what people ask to forget is forgotten here too."""

import pytest

from sauatty.web.base import demo, privacy
from sauatty.web.guides import services as guides
from sauatty.web.guides.demonstration import TITLES
from sauatty.web.guides.models import Guide
from sauatty.web.guides.selectors import list_blocks
from sauatty.web.publications import demonstration, erasure, selectors, services
from sauatty.web.publications.models import ReturnedFile, SignOff, Version

# Making all invented data takes seconds, each time anew.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def looked_around(aigerim, matcher, folder, run_jobs):
    demo.make_demo(aigerim)
    run_jobs()
    return Guide.objects.get()


def test_every_page_shows_something_and_says_that_it_is_invented(looked_around, client_of, aigerim):
    client, guide = client_of(aigerim), looked_around
    for page in ("", "text/", "review/", "figures/", "files/", "preview/", "word/", "workshops/", "challenges/",
                 "comments/", "versions/2/"):  # fmt: skip
        response = client.get(f"/kk/guides/{guide.pk}/{page}")
        assert response.status_code == 200, page
        assert 'class="invented"' in response.content.decode(), page

    published = client.get(f"/kk/guides/published/{guide.slug}/2/").content.decode()
    changes = client.get(f"/kk/guides/{guide.pk}/versions/2/").content.decode()
    assert 'class="invented"' in published and "{{" not in published
    assert demonstration.CHALLENGE in changes and demonstration.ADDED["kk"].split(",")[0] in changes


def test_making_it_twice_changes_nothing_and_removing_takes_all(looked_around, aigerim):
    demonstration.make(aigerim)
    assert Version.objects.count() == 2
    assert Guide.objects.get().title_kk in {name for row in demo.count_demo() for name in row.names}

    demo.remove_demo()

    assert not Version.objects.exists() and not Guide.objects.exists()


def test_a_guide_that_somebody_made_is_not_published_for_them(guide, saule):
    Guide.objects.update(is_demo=True)
    assert guide.title_kk != TITLES["kk"]

    demonstration.make(saule)

    assert not Version.objects.exists()


def test_signatures_and_names_of_a_person_are_forgotten(guide, saule, marat):
    def sign():
        sha256 = selectors.check_readiness(guide, list_blocks(guide)).sha256
        services.sign(guide=guide, actor=marat, statement="Да", sha256=sha256)

    sign()
    version = services.publish(guide=guide, actor=saule)

    for label, rule in privacy.personal_rules().items():
        if label.startswith("publications."):
            rule.erase(saule)
            rule.erase(marat)

    version.refresh_from_db()
    assert version.published_by is None and version.signatures[0]["name"] == marat.name
    assert not SignOff.objects.exists()
    assert erasure.authorship(saule) == 0


def test_files_from_word_are_kept_a_year(guide, saule):
    assert privacy.rule_of("publications.ReturnedFile").retention_days == 365
    assert ReturnedFile._meta.get_field(privacy.rule_of("publications.ReturnedFile").dated_by)


def test_a_blind_coder_reads_no_published_guide_that_quotes_the_machine(
    make_guide, blind, bolat, saule, client_of
):
    guide = make_guide(source="machine", signatures_needed=0)
    guides.add_member(guide=guide, person=bolat, role="reviewer", actor=saule)
    version = services.publish(guide=guide, actor=saule)

    response = client_of(bolat).get(f"/en/guides/published/{version.guide.slug}/1/")

    assert response.status_code == 422
    assert "достоверность" not in response.content.decode()


def test_the_invented_guide_cites_an_invented_author_and_names_region_and_day(
    aigerim, matcher, folder, run_jobs, client_of
):
    demo.make_demo(aigerim)
    run_jobs()
    guide = Guide.objects.get()
    version = guide.versions.get(number=2)

    page = client_of(aigerim).get(f"/en/guides/{guide.pk}/versions/2/").content.decode()

    assert all("Айгүл Үлгі" in cited and aigerim.name not in cited for cited in version.citation.values())
    assert "14 October 2026" in page and "KZ-11" not in page and "2026-10-14" not in page
    reviews = client_of(aigerim).get("/en/reviews/").content.decode()
    assert "Қазақша" in reviews.split("<tbody>")[1] or "қазақ" in reviews.split("<tbody>")[1].lower()
