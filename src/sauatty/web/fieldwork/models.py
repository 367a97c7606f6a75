"""What is sent out and what comes back beside the web: letters, sheets of paper, files of responses."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Wave(models.Model):
    """One sending of letters to all whom it still concerns: an invitation or a reminder, now or on a day to come."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        REMINDER = "reminder", _("reminder")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey("surveys.Campaign", models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    send_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    n_sent = models.PositiveIntegerField(default=0)
    n_failed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="wave_number_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.number}"


class PaperSheet(models.Model):
    """A returned sheet that was entered, by its number; a second entry waits here while it differs from the first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey("surveys.Campaign", models.CASCADE, related_name="sheets")
    number = models.CharField(max_length=20)
    response = models.OneToOneField("surveys.Response", models.CASCADE, related_name="sheet")
    second_answers = models.JSONField(null=True, blank=True)
    is_checked = models.BooleanField(default=False)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="paper_sheet_once")]

    def __str__(self) -> str:
        return self.number


class ResponseFile(models.Model):
    """A table of responses that was uploaded: looked at first, taken in when somebody says so."""

    class State(models.TextChoices):
        READ = "read", _("looked at")
        TAKEN = "taken", _("taken in")
        FAILED = "failed", _("not read")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey("surveys.Campaign", models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.READ)
    # Of the look and of the taking in: counts and what was odd, never answers.
    summary = models.JSONField(default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name
