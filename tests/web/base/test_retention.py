from datetime import timedelta

import pytest
from django.utils import timezone

from sauatty.web.base import privacy
from sauatty.web.base.models import Job

pytestmark = pytest.mark.django_db


def test_rows_past_their_retention_go_and_younger_ones_stay():
    old, young = (Job.objects.create(kind="k", idempotency_key=key) for key in ("old", "young"))
    Job.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=366))

    deleted = privacy.delete_past_retention()

    assert deleted["base.Job"] == 1
    assert list(Job.objects.values_list("pk", flat=True)) == [young.pk]
