"""The public page of a programme: what is written on it, and the snapshots of its numbers that were published."""

import uuid

from django.conf import settings
from django.db import models


class Showcase(models.Model):
    """The public page of one programme. It is off while `published` is empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.OneToOneField("programmes.Programme", models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    text_kk = models.TextField(max_length=3000, blank=True)
    text_ru = models.TextField(max_length=3000, blank=True)
    text_en = models.TextField(max_length=3000, blank=True)
    funder = models.CharField(max_length=250, blank=True)
    host = models.CharField(max_length=250, blank=True)
    published = models.ForeignKey(
        "showcases.Snapshot", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.slug


class Snapshot(models.Model):
    """What was published on one day: words and protected numbers. It never changes.

    `n_people` is how many people its table counts, unrounded: the next one shows a new table only when that many more
    or fewer came that nobody can be told by the difference. It is shown to nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    showcase = models.ForeignKey(Showcase, models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    n_people = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["showcase", "number"], name="snapshot_number_once")]
