"""Signatures, and versions that never change."""

import uuid

from django.conf import settings
from django.db import models


class SignOff(models.Model):
    """A reviewer's signature under one state of a guide; a later change of text or figures leaves it behind."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    guide = models.ForeignKey("guides.Guide", models.CASCADE, related_name="sign_offs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200)
    statement = models.CharField(max_length=500)
    content_sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "person", "content_sha256"], name="guide_signed_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.signed_at}"


class Version(models.Model):
    """A published version: the documents as they were, their hash, what changed since the one before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    guide = models.ForeignKey("guides.Guide", models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    identifier = models.CharField(max_length=80, unique=True)
    languages = models.JSONField(default=list)
    documents = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    # Of the texts and figures alone: what signatures are for, and what publishing twice is told by
    content_sha256 = models.CharField(max_length=64)
    citation = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    signatures = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    note = models.CharField(max_length=500, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["guide", "number"], name="guide_version_once")]

    def __str__(self) -> str:
        return self.identifier

    @property
    def published_with(self) -> list[tuple[str, int | None]]:
        """Return what was open at publication, as slugs with their numbers; old versions kept no number."""
        found = (one.partition(":") for one in self.warnings)
        return [(slug, int(n) if n else None) for slug, _colon, n in found]


class VersionFile(models.Model):
    """A file of a published version, made once."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="files")
    language = models.CharField(max_length=2)
    format = models.CharField(max_length=8)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["language", "format"]
        constraints = [
            models.UniqueConstraint(fields=["version", "language", "format"], name="guide_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.format}"
