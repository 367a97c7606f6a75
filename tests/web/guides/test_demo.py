"""Whoever looks around finds an invented guide; and what people ask to forget is forgotten."""

import pytest

from sauatty.core.errors import GuideHiddenFromCoder
from sauatty.web.base import demo, privacy
from sauatty.web.coding.models import Project, Seat
from sauatty.web.guides import demonstration, erasure, selectors, services
from sauatty.web.guides.models import BlockText, Comment, Guide, ReturnedFile, SignOff, Version
from web.conftest import give_role

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


def test_the_invented_guide_rests_on_the_invented_review(looked_around):
    facts = selectors.facts_of(looked_around)

    assert not looked_around.is_machine
    assert facts["n_judged"].value == 120 and facts["n_direct"].value > 0 and facts["n_coders"].value == 2
    assert 0 < facts["alpha"].value < 1


def test_making_it_twice_changes_nothing_and_removing_takes_all(looked_around, aigerim):
    demonstration.make(aigerim)
    assert (Guide.objects.count(), Version.objects.count()) == (1, 2)

    demo.remove_demo()

    assert not Guide.objects.exists() and not Version.objects.exists()


def test_a_guide_that_somebody_made_on_invented_curricula_goes_with_them(looked_around, aigerim):
    edition = looked_around.edition
    facts = {
        name: getattr(looked_around, name)
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
        facts=facts | {"titles": demonstration.TITLES},
    )
    assert made.is_demo and made.slug != looked_around.slug

    demo.remove_demo()

    assert not Guide.objects.exists()


def test_a_person_is_forgotten_and_the_texts_stay(guide, saule, marat):
    block = guide.blocks.get(key="introduction.purpose")
    services.write_text(guide=guide, block=block, language="ru", text="Слова.", actor=saule, revision=1)
    services.add_comment(guide=guide, block=block, language="", text="Замечание", actor=marat)
    sha256 = selectors.check_readiness(guide, selectors.list_blocks(guide)).sha256
    services.sign(guide=guide, actor=marat, statement="Да", sha256=sha256)

    for rule in privacy.personal_rules().items():
        if rule[0].startswith("guides."):
            rule[1].erase(saule)
            rule[1].erase(marat)

    assert BlockText.objects.get(block=block, language="ru").text == "Слова."
    assert BlockText.objects.get(block=block, language="ru").author is None
    assert Comment.objects.get().author is None
    assert not SignOff.objects.exists() and not guide.members.exists()
    assert erasure.authorship(saule) == 0


def test_files_from_word_are_kept_a_year(guide, saule):
    assert privacy.rule_of("guides.ReturnedFile").retention_days == 365
    assert ReturnedFile._meta.get_field(privacy.rule_of("guides.ReturnedFile").dated_by)


# --- blind coders ---------------------------------------------------------------------------------------------


@pytest.fixture
def blind(edition, bolat):
    """Bolat codes the Russian text blindly."""
    project = Project.objects.create(
        kind="objectives", title_ru="Разметка", source_kind="edition", source_id=edition.pk, framework="gmilaf",
        codebook="mil-objectives", codebook_version="1", codebook_sha256="0" * 64, state="open", is_blind=True,
    )  # fmt: skip
    Seat.objects.create(project=project, person=bolat, role="coder", label="A")
    return project


def test_a_blind_coder_sees_no_guide_that_quotes_the_machine(make_guide, blind, bolat, saule, client_of):
    guide = make_guide(source="machine", signatures_needed=0)
    services.add_member(guide=guide, person=bolat, role="reviewer", actor=saule)
    version = services.publish(guide=guide, actor=saule)

    pages = [
        f"/en/guides/{guide.pk}/",
        f"/en/guides/{guide.pk}/text/",
        f"/en/guides/published/{version.guide.slug}/1/",
    ]

    for page in pages:
        response = client_of(bolat).get(page)
        assert response.status_code == 422, page
        assert "достоверность" not in response.content.decode()
    assert client_of(saule).get(pages[0]).status_code == 200


def test_a_blind_coder_cannot_make_one_either(edition, blind, bolat, client_of):
    give_role(bolat, "methodologist")

    page = client_of(bolat).get(f"/en/guides/new/?edition={edition.pk}").content.decode()
    assert 'value="machine"' not in page
    with pytest.raises(GuideHiddenFromCoder):
        services.create_guide(
            actor=bolat, edition=edition, programmes=[], facts={
                "titles": {"ru": "x"}, "grades": [], "source": "machine", "languages": ["ru"], "audience": "teachers",
                "chapters": [], "stale_policy": "warn", "signatures_needed": 0,
            },
        )  # fmt: skip
