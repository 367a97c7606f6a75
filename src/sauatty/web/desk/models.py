"""Who reads which language as a native, and what a reader has written so far about a text that is not signed yet."""

import uuid

from django.conf import settings
from django.db import models


class NativeReader(models.Model):
    """That a person says a language is their native one, and under which name they sign in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    name = models.CharField(max_length=200)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["declared_at"]
        constraints = [models.UniqueConstraint(fields=["person", "language"], name="native_reader_once")]

    def __str__(self) -> str:
        return f"{self.language} {self.name}"


class ReadingDraft(models.Model):
    """Corrections that somebody has written and not signed yet: place, new text. Gone once they are signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6)
    key = models.CharField(max_length=130)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    texts = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "key", "language"], name="reading_draft_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.language}"
