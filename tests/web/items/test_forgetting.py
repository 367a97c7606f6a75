"""People and invented data leave the bank; versions and answers of experts stay without names."""

import pytest
from django.utils import timezone

from sauatty.core.catalogue.item_keys import key_of
from sauatty.web.base import privacy
from sauatty.web.items import bank, demonstration, selectors, services
from sauatty.web.items.bodies import key_sha256
from sauatty.web.items.models import AuthoredItem, ItemUpload, ItemVersion, KeyConfirmation, KeyLook
from sauatty.web.programmes.models import Programme

pytestmark = pytest.mark.django_db


def test_an_erased_expert_stands_behind_no_key(erlan, saule, shipped):
    for person in (erlan, saule):
        services.answer_item(item=shipped, answer=key_of(shipped).right, language="kk", actor=person)
        services.decide_on_key(item=shipped, agrees=True, note="", actor=person)
    assert selectors.agreement_of(shipped.id, key_sha256(shipped)).state == bank.CONFIRMED

    privacy.rule_of("items.KeyConfirmation").erase(erlan)

    found = selectors.agreement_of(shipped.id, key_sha256(shipped))
    assert found.state == bank.PROVISIONAL and found.names == (saule.name,)
    assert KeyConfirmation.objects.count() == 2


def test_every_rule_forgets_a_person(aigerim, published, shipped):
    services.look_at_key(item_id=shipped.id, actor=aigerim)
    services.read_text(item=published, language="kk", decision="signed", actor=aigerim)

    for label, rule in privacy.personal_rules().items():
        if label.startswith("items."):
            rule.erase(aigerim)

    published.refresh_from_db()
    assert published.created_by is None and published.draft_changed_by is None
    assert ItemVersion.objects.get().published_by is None and not KeyLook.objects.exists()
    assert [one.name for one in selectors.readings_of(published)] == [""]


def test_files_that_nobody_took_over_go_after_thirty_days(aigerim):
    now = timezone.now()
    for days in (1, 31):
        ItemUpload.objects.create(
            name="x",
            format="gift",
            items=[],
            uploaded_by=aigerim,
            uploaded_at=now - timezone.timedelta(days=days),
        )

    privacy.delete_past_retention()

    assert ItemUpload.objects.count() == 1


def test_invented_questions_are_made_once_and_go_with_all_that_was_said_of_them(aigerim, erlan):
    programme = Programme.objects.create(title_kk="Ойдан", title_ru="Придуманное", is_demo=True)
    demonstration.make(aigerim)
    demonstration.make(aigerim)

    rows = {row.made_from: row for row in AuthoredItem.objects.all()}
    assert set(rows) == {demonstration.PUBLISHED, demonstration.CHANGED} and all(
        row.is_demo and row.programme_id == programme.pk for row in rows.values()
    )
    assert rows[demonstration.CHANGED].states["ru"] == "stale"
    assert [one.n for one in demonstration.count()] == [2]
    item = selectors.access_entry(aigerim, rows[demonstration.PUBLISHED].slug).published
    services.answer_item(item=item, answer=key_of(item).right, language="kk", actor=erlan, is_demo=True)

    demonstration.remove()

    assert not AuthoredItem.objects.exists() and not KeyConfirmation.objects.exists()
    programme.delete()
