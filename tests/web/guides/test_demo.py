"""Whoever looks around finds an invented guide; and what people ask to forget is forgotten."""

import pytest

from sauatty.core.errors import GuideHiddenFromCoder
from sauatty.web.base import demo, privacy
from sauatty.web.guides import demonstration, erasure, selectors, services
from sauatty.web.guides.models import BlockText, Comment, Guide
from web.conftest import give_role

# Making all invented data takes seconds, each time anew.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def looked_around(aigerim, matcher, folder, run_jobs):
    demo.make_demo(aigerim)
    run_jobs()
    return Guide.objects.get()


def test_the_invented_guide_rests_on_the_invented_review(looked_around):
    facts = selectors.facts_of(looked_around)

    assert not looked_around.is_machine
    assert facts["n_judged"].value == 120 and facts["n_direct"].value > 0 and facts["n_coders"].value == 2
    assert 0 < facts["alpha"].value < 1


def test_making_it_twice_changes_nothing_and_removing_takes_all(looked_around, aigerim):
    demonstration.make(aigerim)
    assert Guide.objects.count() == 1

    demo.remove_demo()

    assert not Guide.objects.exists()


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

    for rule in privacy.personal_rules().items():
        if rule[0].startswith("guides."):
            rule[1].erase(saule)
            rule[1].erase(marat)

    assert BlockText.objects.get(block=block, language="ru").text == "Слова."
    assert BlockText.objects.get(block=block, language="ru").author is None
    assert Comment.objects.get().author is None
    assert not guide.members.exists()
    assert erasure.authorship(saule) == 0


# --- blind coders ---------------------------------------------------------------------------------------------


def test_a_blind_coder_sees_no_guide_that_quotes_the_machine(make_guide, blind, bolat, saule, client_of):
    guide = make_guide(source="machine", signatures_needed=0)
    services.add_member(guide=guide, person=bolat, role="reviewer", actor=saule)
    pages = [f"/en/guides/{guide.pk}/", f"/en/guides/{guide.pk}/text/"]

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
