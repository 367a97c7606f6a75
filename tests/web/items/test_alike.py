"""Questions that say nearly the same are found, shown to those who may see both, and encoded once."""

import numpy as np
import pytest
from django.urls import reverse

from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.matching import likeness
from sauatty.web.items import selectors, services
from sauatty.web.items.models import AlikePair, ItemVector
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db


class Letters:
    """A small encoder: counts of letters. It remembers what it was asked."""

    name, dimension = "letters", 64

    def __init__(self):
        self.asked = []

    def encode(self, texts, progress=None):
        self.asked += texts
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for line, text in enumerate(texts):
            for letter in text:
                rows[line, ord(letter) % 64] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


@pytest.fixture
def few(monkeypatch):
    """Ship only six items: the search compares every text with every other one."""
    items = load_items()[:6]
    monkeypatch.setattr("sauatty.web.items.services.alike.load_items", lambda: items)
    return items


@pytest.fixture
def by_letters(settings):
    settings.MATCH_ENCODER = "ngram"


def search():
    services.do_look_for_alike({}, lambda done, total: None)


def test_a_copy_is_found_without_an_encoder(few, by_letters, own, shipped, aigerim):
    search()

    pair = AlikePair.objects.get(first__in=[own.slug, shipped.id], second__in=[own.slug, shipped.id])
    assert pair.likeness == pytest.approx(1, abs=1e-6) and pair.encoder == likeness.ONLY_LETTERS
    assert [id for id, _pair in selectors.alike_to(aigerim, own.slug)] == [shipped.id]


def test_it_works(client_of, few, by_letters, own, shipped, aigerim, stranger):
    search()
    client = client_of(aigerim)

    page = client.get(reverse("items:alike_list"))
    assert page.status_code == 200 and own.slug in page.content.decode()
    assert shipped.id in client.get(reverse("items:item_detail", args=[own.slug])).content.decode()
    assert client.post(reverse("items:look_for_alike")).status_code == 302
    assert client_of(stranger).get(reverse("items:alike_list")).status_code == 404


def test_a_pair_with_a_question_of_another_programme_is_not_told(few, by_letters, own):
    from sauatty.web.programmes.models import Programme

    search()
    person = make_person("Басқа", "other@example.kz")
    give_role(person, "trainer", Programme.objects.create(title_kk="Басқа", title_ru="Другая"))

    assert own.slug not in {id for one in selectors.list_alike(person) for id in (one.first, one.second)}
    assert own.made_from not in {id for id, _pair in selectors.alike_to(person, own.made_from)}
    assert selectors.alike_to(person, own.made_from) == []


def test_every_text_is_encoded_once(few, own, monkeypatch):
    encoder = Letters()
    monkeypatch.setattr("sauatty.core.matching.matcher.choose_encoder", lambda name: encoder)
    monkeypatch.setattr("sauatty.encoders.find_encoder", lambda name: encoder)

    search()
    n_asked = len(encoder.asked)
    search()

    # the copy says what its source says: three texts less
    assert n_asked == 3 * len(few) == ItemVector.objects.count() == len(encoder.asked)
    assert AlikePair.objects.filter(first=own.made_from, second=own.slug, likeness__gt=0.999).exists()


def test_private_questions_are_sent_to_no_address(few, own, settings, monkeypatch):
    settings.MATCH_ENCODER = "https://example.kz/v1"
    monkeypatch.setattr("sauatty.encoders.find_encoder", lambda name: pytest.fail("asked an address"))

    search()

    assert set(AlikePair.objects.values_list("encoder", flat=True)) == {likeness.ONLY_LETTERS}


def test_retired_questions_are_left_out(few, by_letters, own, aigerim):
    services.retire(item=own, reason="x", actor=aigerim)
    search()

    assert not AlikePair.objects.filter(first=own.slug).exists()
    assert not AlikePair.objects.filter(second=own.slug).exists()


def test_an_unfinished_question_breaks_nothing(few, by_letters, aigerim, programme):
    services.start_item(
        actor=aigerim, kind="match", competence="gmilaf.1.1", language="kk", programme=programme
    )

    search()
