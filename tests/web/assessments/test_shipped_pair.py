"""The pair of forms that Sauatty comes with, taken by a programme with one click."""

import pytest

from sauatty.core.catalogue.content import Provenance
from sauatty.core.catalogue.forms import FormSet
from sauatty.web.assessments import services
from sauatty.web.assessments.models import ScoringKey
from sauatty.web.assessments.services import shipped as taking
from sauatty.web.papers import selectors as papers
from web.assessments.conftest import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(shipped, monkeypatch):
    """Ship two forms of twelve items."""
    forms = {"A": tuple(one.id for one in shipped[::4]), "B": tuple(one.id for one in shipped[1::4])}
    words = [text(name) for name in ("Pair", "About it", "Pre-test", "Final test")]
    found = FormSet("pre-final", *words, {}, {}, 0.0, forms, Provenance())
    monkeypatch.setattr(taking, "form_set", lambda id: found)
    return found


def test_one_click_makes_a_pre_test_and_a_final_test_with_swapped_halves(aigerim, programme, pair):
    made = services.take_shipped_pair(actor=aigerim, programme=programme, pair_id="pre-final")

    assert made.is_new and made.pre.purpose == "pre" and made.final.purpose == "final"
    assert [one.code for one in papers.papers_of(made.pre)] == ["A", "B"]
    assert [one.code for one in papers.papers_of(made.final)] == ["B", "A"]
    made.pre.refresh_from_db(), made.final.refresh_from_db()
    assert made.pre.pair == made.final.pair is not None
    first, last = papers.paper_for(made.pre, aigerim), papers.paper_for(made.final, aigerim)
    assert first.code != last.code
    keys = ScoringKey.objects.filter(paper__programme=programme)
    assert keys.count() == 24 and all(keys.values_list("is_shipped", flat=True))


def test_asked_for_twice_the_same_tests_are_returned(aigerim, programme, pair):
    first = services.take_shipped_pair(actor=aigerim, programme=programme, pair_id="pre-final")
    again = services.take_shipped_pair(actor=aigerim, programme=programme, pair_id="pre-final")

    assert not again.is_new and again.pre.pk == first.pre.pk and again.final.pk == first.final.pk
    assert ScoringKey.objects.filter(paper__programme=programme).count() == 24
