"""Reviews of activities by a rubric, and the library of good practice."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Review(models.Model):
    """What a mentor said about one report (`sequence` of the activity). Never changed; a later one stands beside it.

    `levels` are the levels of the rubric by criterion, 0 to 3.
    """

    class Decision(models.TextChoices):
        ACCEPT = "accept", _("accepted")
        MORE = "more", _("asked for more")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey("activities.Activity", models.CASCADE, related_name="reviews")
    sequence = models.PositiveIntegerField()
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    rubric = models.CharField(max_length=60)
    levels = models.JSONField(default=dict)
    decision = models.CharField(max_length=6, choices=Decision.choices)
    words = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "pk"]


class Published(models.Model):
    """An accepted activity that its author gave to the library: frozen as it was, under a licence, with or without name.

    `search` is the folded text that words are looked for in; `facets` are marks between spaces such as ' l:kk r:KZ-55 '.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.OneToOneField("activities.Activity", models.CASCADE, related_name="published")
    author_name = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=12, default="CC-BY-4.0")
    content = models.JSONField()
    search = models.TextField(blank=True)
    facets = models.TextField(blank=True)
    published_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-published_at", "pk"]
        indexes = [
            models.Index(
                fields=["published_at"], condition=Q(withdrawn_at__isnull=True), name="published_now"
            )
        ]


class Objection(models.Model):
    """A reader says that a published activity is unfit; a coordinator of its programme decides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    published = models.ForeignKey(Published, models.CASCADE, related_name="objections")
    words = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]
