"""People and invented data leave the bank; versions stay without names."""

import pytest
from django.utils import timezone

from sauatty.web.base import privacy
from sauatty.web.items import demonstration, selectors, services
from sauatty.web.items.models import AuthoredItem, ItemUpload, ItemVersion
from sauatty.web.programmes.models import Programme

pytestmark = pytest.mark.django_db


def test_every_rule_forgets_a_person(aigerim, published):
    services.read_text(item=published, language="kk", decision="signed", actor=aigerim)

    for label, rule in privacy.personal_rules().items():
        if label.startswith("items."):
            rule.erase(aigerim)

    published.refresh_from_db()
    assert published.created_by is None and published.draft_changed_by is None
    assert ItemVersion.objects.get().published_by is None
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


def test_invented_questions_are_made_once_and_go(aigerim):
    programme = Programme.objects.create(title_kk="Ойдан", title_ru="Придуманное", is_demo=True)
    demonstration.make(aigerim)
    demonstration.make(aigerim)

    rows = {row.made_from: row for row in AuthoredItem.objects.all()}
    assert set(rows) == {demonstration.PUBLISHED, demonstration.CHANGED} and all(
        row.is_demo and row.programme_id == programme.pk for row in rows.values()
    )
    assert rows[demonstration.CHANGED].states["ru"] == "stale"
    assert [one.n for one in demonstration.count()] == [2]

    demonstration.remove()

    assert not AuthoredItem.objects.exists()
    programme.delete()
