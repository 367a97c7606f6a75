"""Figures that a text leaves out: nobody signs or publishes without having looked at it."""

import pytest

from sauatty.core.errors import GuideFiguresUnseen, GuideNumberTyped
from sauatty.web.guides import services as guides
from sauatty.web.guides.models import BlockText
from sauatty.web.guides.selectors import list_blocks
from sauatty.web.publications import selectors, services
from sauatty.web.publications.models import SignOff, Version

pytestmark = pytest.mark.django_db
KEY = "introduction.numbers"


def readiness_of(guide):
    fresh = type(guide).objects.get(pk=guide.pk)
    return selectors.check_readiness(fresh, list_blocks(fresh))


def write(guide, saule, text, language="ru"):
    block = guide.blocks.get(key=KEY)
    row = BlockText.objects.get(block=block, language=language)
    guides.write_text(
        guide=guide, block=block, language=language, text=text, actor=saule, revision=row.revision,
        may_leave_out=True,
    )  # fmt: skip


def test_a_wrong_number_cannot_take_the_place_of_a_figure(guide, saule):
    with pytest.raises(GuideNumberTyped):
        write(guide, saule, "Прямо требуют МИГ: 25 (33,3 %).")


def test_a_fresh_draft_leaves_nothing_out(guide):
    assert readiness_of(guide).gaps == ()


def test_a_number_smuggled_in_beside_the_figure_is_listed_once_the_figure_goes(guide, saule):
    old = BlockText.objects.get(block__key=KEY, language="ru").text
    write(guide, saule, old + " 25")
    write(guide, saule, "Целей 25.")

    (gap,) = readiness_of(guide).gaps
    assert (gap.block.key, gap.language, gap.text) == (KEY, "ru", "Целей 25.")
    assert "n_direct" in gap.figures


def test_a_figure_dropped_in_every_language_is_still_listed(guide, saule):
    for language in ("ru", "kk", "en"):
        write(guide, saule, "–", language)

    assert {gap.language for gap in readiness_of(guide).gaps} == {"ru", "kk", "en"}


def test_nobody_signs_without_having_looked(guide, saule, marat, client_of):
    write(guide, saule, "Целей много.")
    sha256 = readiness_of(guide).sha256
    page = client_of(marat).get(f"/en/guides/{guide.pk}/review/").content.decode()
    sent = {"sha256": sha256, "statement": "I agree."}

    refused = client_of(marat).post(f"/en/guides/{guide.pk}/sign/", sent)
    n_before = SignOff.objects.count()
    client_of(marat).post(f"/en/guides/{guide.pk}/sign/", sent | {"has_looked": "on"})

    assert "Целей много." in page and "{{n_direct}} = 2" in page and 'name="has_looked"' in page
    assert (refused.status_code, n_before, SignOff.objects.count()) == (422, 0, 1)


def test_nobody_publishes_without_having_looked(guide, saule, marat):
    write(guide, saule, "Целей много.")
    readiness = readiness_of(guide)
    signed = {"statement": "I agree.", "sha256": readiness.sha256, "has_looked": True}
    services.sign(guide=guide, actor=marat, **signed)

    with pytest.raises(GuideFiguresUnseen):
        services.publish(guide=guide, actor=saule)
    assert not Version.objects.exists()

    version = services.publish(guide=guide, actor=saule, has_looked=True)
    assert ("figures", 1) in version.published_with


def test_the_page_warns_of_machine_drafts_in_words(guide, saule, client_of):
    page = client_of(saule).get(f"/en/guides/{guide.pk}/review/").content.decode()

    assert "texts were written by a machine and nobody has taken them over" in page
    assert 'name="has_looked"' not in page
    assert "This site has no public address yet" in page
