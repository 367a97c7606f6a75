"""Files of boxes that this server took, and what of them somebody has to look at."""

import uuid

from django.conf import settings
from django.db import models


class Taking(models.Model):
    """One time that a file of a box was taken. `counts` is {kind: {outcome: number}}; the same file may come again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.UUIDField()
    box_name = models.CharField(max_length=60)
    file_name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    copied_at = models.DateTimeField()
    collected_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    counts = models.JSONField(default=dict)
    left = models.JSONField(default=dict)

    class Meta:
        ordering = ["-taken_at", "pk"]

    def __str__(self) -> str:
        return f"{self.box_name} {self.collected_at:%Y-%m-%d}"


class Finding(models.Model):
    """Something of a file that was not simply taken: refused, or against what the server has. `row` is the box's word.

    Of what nobody may trace to a person `row` is empty and `person` is nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    taking = models.ForeignKey(Taking, models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    outcome = models.CharField(max_length=10)
    reason = models.CharField(max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    row = models.JSONField(default=dict)

    class Meta:
        ordering = ["outcome", "reason", "kind", "key"]

    def __str__(self) -> str:
        return f"{self.kind} {self.reason}"


class Taken(models.Model):
    """That one state of one row of one box was taken: a hash, so that it is never taken again whatever became of it."""

    id = models.CharField(max_length=64, primary_key=True)
