"""What people ask to forget in guides is forgotten, and blind coders see no guide of the machine."""

import pytest

from sauatty.core.errors import GuideHiddenFromCoder
from sauatty.web.base import privacy
from sauatty.web.guides import erasure, services
from sauatty.web.guides.models import BlockText, Comment
from web.conftest import give_role

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


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
