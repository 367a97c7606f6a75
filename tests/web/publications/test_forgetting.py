"""What people ask to forget in published guides is forgotten; a guide of the machine is closed to blind coders."""

import pytest

from sauatty.web.base import privacy
from sauatty.web.guides import services as guides
from sauatty.web.guides.demonstration import TITLES
from sauatty.web.guides.models import Guide
from sauatty.web.guides.selectors import list_blocks
from sauatty.web.publications import demonstration, erasure, selectors, services
from sauatty.web.publications.models import ReturnedFile, SignOff, Version

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


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
