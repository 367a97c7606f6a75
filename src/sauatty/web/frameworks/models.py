"""Published national versions of frameworks. All else about frameworks is content."""

import uuid

from django.conf import settings
from django.db import models


class PublishedVersion(models.Model):
    """One published version, never changed. `content` holds the framework, its crosswalks and its history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=40)
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    is_demo = models.BooleanField(default=False)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["slug", "number"]
        constraints = [models.UniqueConstraint(fields=["slug", "number"], name="framework_version_once")]

    def __str__(self) -> str:
        return f"{self.slug}@{self.number}"
