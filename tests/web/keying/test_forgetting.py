"""Experts leave; their answers stay without names, and what was said of invented questions goes with them."""

import pytest

from sauatty.core.catalogue import key_agreement
from sauatty.core.catalogue.item_keys import key_of
from sauatty.core.catalogue.key_json import shown_sha256
from sauatty.web.base import demo, privacy
from sauatty.web.items import selectors as items
from sauatty.web.items import services as writing
from sauatty.web.items.models import AuthoredItem
from sauatty.web.keying import selectors, services
from sauatty.web.keying.models import KeyConfirmation, KeyLook
from sauatty.web.programmes.models import Programme

pytestmark = pytest.mark.django_db


def test_an_erased_expert_stands_behind_no_key(erlan, saule, shipped):
    for person in (erlan, saule):
        services.answer_item(item=shipped, answer=key_of(shipped).right, language="kk", actor=person)
        services.decide_on_key(item=shipped, agrees=True, note="", actor=person)
    assert selectors.agreement_of(shipped.id, shown_sha256(shipped)).state == key_agreement.CONFIRMED

    privacy.rule_of("keying.KeyConfirmation").erase(erlan)

    found = selectors.agreement_of(shipped.id, shown_sha256(shipped))
    assert found.state == key_agreement.PROVISIONAL and found.names == (saule.name,)
    assert KeyConfirmation.objects.count() == 2


def test_who_has_seen_a_key_is_forgotten(erlan, shipped):
    services.look_at_keys(erlan, [shipped.id])

    privacy.rule_of("keying.KeyLook").erase(erlan)

    assert not KeyLook.objects.exists()


def test_what_was_said_of_invented_questions_goes_with_them(aigerim, erlan, saule, shipped):
    programme = Programme.objects.create(title_kk="Ойдан", title_ru="Придуманное", is_demo=True)
    row = writing.copy_item(actor=aigerim, item=shipped, programme=programme)
    writing.publish(item=row, actor=aigerim)
    item = items.access_entry(aigerim, row.slug).published
    services.answer_item(item=item, answer=key_of(item).right, language="kk", actor=erlan, is_demo=True)
    services.look_at_keys(saule, [row.slug, shipped.id])

    demo.remove_demo()

    assert not AuthoredItem.objects.exists() and not KeyConfirmation.objects.exists()
    assert [one.item for one in KeyLook.objects.all()] == [shipped.id]
