"""Workshops on a guide, and what stood in the way there. No personal data: a number of participants, no names."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Workshop(models.Model):
    """One workshop on a guide, in one region, on one day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    guide = models.ForeignKey("guides.Guide", models.CASCADE, related_name="workshops")
    held_on = models.DateField()
    region = models.CharField(max_length=8)
    n_participants = models.PositiveIntegerField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-held_on", "-recorded_at"]

    def __str__(self) -> str:
        return f"{self.held_on} {self.region}"


class Challenge(models.Model):
    """Something that makes the guide hard to use, as a workshop said it, and the paragraphs it concerns."""

    class Kind(models.TextChoices):
        TIME = "time", _("time and hours")
        MATERIALS = "materials", _("materials and equipment")
        NETWORK = "network", _("network and devices")
        SKILLS = "skills", _("preparation of the teacher")
        RULES = "rules", _("rules and orders")
        CONTENT = "content", _("content does not fit the subject or grade")
        LANGUAGE = "language", _("wording or translation")
        OTHER = "other", _("something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="challenges")
    subject_id = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    text = models.TextField()
    blocks = models.ManyToManyField("guides.Block", related_name="challenges")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["recorded_at"]

    def __str__(self) -> str:
        return self.text[:60]
