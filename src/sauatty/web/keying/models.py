"""What experts said of keys, and who has seen a key."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class KeyConfirmation(models.Model):
    """What an expert answered before the key was shown, and whether the expert then agreed with the key.

    `item` is the id of a shipped item or of one's own; `sha256` is what was seen and its key. The answer never
    changes; `agrees` is None until the expert has seen the key and decided. Who had seen the key before, or wrote the
    item, is not independent and does not count.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.CharField(max_length=60, db_index=True)
    sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    answer = models.JSONField()
    points = models.PositiveSmallIntegerField()
    max_points = models.PositiveSmallIntegerField()
    is_independent = models.BooleanField(default=True)
    agrees = models.BooleanField(null=True)
    note = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["answered_at"]
        constraints = [
            models.UniqueConstraint(fields=["item", "sha256", "person"], name="key_confirmed_once"),
            models.CheckConstraint(
                name="objection_with_a_note", condition=Q(agrees=True) | Q(agrees__isnull=True) | ~Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.agrees}"


class KeyLook(models.Model):
    """Who has seen the key of an item without having answered first: this person can confirm no key of it."""

    item = models.CharField(max_length=60)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="key_looked_at_once")]

    def __str__(self) -> str:
        return self.item
