from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from sauatty.web.accounts.services import preparation
from sauatty.web.base import privacy
from sauatty.web.base.models import Job

pytestmark = pytest.mark.django_db


def test_rows_past_their_retention_go_and_younger_ones_stay():
    old, young = (Job.objects.create(kind="k", idempotency_key=key) for key in ("old", "young"))
    Job.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=366))

    deleted = privacy.delete_past_retention()

    assert deleted["base.Job"] == 1
    assert list(Job.objects.values_list("pk", flat=True)) == [young.pk]


def test_every_rule_with_a_term_counts_from_a_time_that_its_model_has():
    terms = {
        label: rule for label, rule in privacy.personal_rules().items() if rule.retention_days is not None
    }

    assert len(terms) > 20
    assert set(privacy.count_past_retention()) == set(terms)


def test_a_dry_run_counts_and_changes_nothing_and_afterwards_nothing_is_past_its_rule(capsys):
    old = Job.objects.create(kind="k", idempotency_key="old")
    Job.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=366))

    call_command("retention", "--dry-run")
    counted = capsys.readouterr().out
    before = privacy.count_past_retention()
    call_command("retention")

    assert "1 base.Job" in counted and "1 older than their rule" in counted
    assert before["base.Job"] == 1, "the count sees what is too old"
    assert not any(privacy.count_past_retention().values())


def test_the_running_site_does_it_every_minute():
    assert privacy.delete_past_retention in preparation.CHORES
