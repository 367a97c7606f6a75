"""Participants' own activities: planned, run, reported with evidence, and who came to know of it there."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Activity(models.Model):
    """One activity that a participant runs. The client makes the id, so that it can be planned without a network.

    `audience` are rows {"kind", "n", "low", "high"}: a number where it was counted, ends where only a range is honest;
    never names. `source` is 'lesson:<id>', 'idea:<id>' (a suggested class activity) or 'practice:<uuid>' (copied from a
    colleague); `sequence` grows with each report, which stays in the inbox as it was sent.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        REPORTED = "reported", _("reported, waits for a mentor")
        MORE = "more", _("the mentor asks for more")
        ACCEPTED = "accepted", _("accepted")
        DROPPED = "dropped", _("not held")

    id = models.UUIDField(primary_key=True, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="activities")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(max_length=250)
    aim = models.TextField(blank=True)
    plan = models.TextField(blank=True)
    competences = models.JSONField(default=list)
    audience_kinds = models.JSONField(default=list)
    region = models.ForeignKey("accounts.Region", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=250, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=120, blank=True)
    done = models.TextField(blank=True)
    worked = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    audience = models.JSONField(default=list)
    links = models.JSONField(default=list)
    join_code = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    sequence = models.PositiveIntegerField(default=0)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "pk"]
        indexes = [
            models.Index(fields=["programme", "state", "reported_at"], name="activity_programme_state")
        ]

    def __str__(self) -> str:
        return self.title


class Evidence(models.Model):
    """A photo or document of an activity, with the author and licence of material."""

    class Licence(models.TextChoices):
        OWN = "own", _("my own, for this programme only")
        OPEN = "CC-BY-4.0", "CC BY 4.0"
        SHARE = "CC-BY-SA-4.0", "CC BY-SA 4.0"
        OTHER = "other", _("somebody else's, named beside")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="evidence")
    attachment = models.OneToOneField("attachments.Attachment", models.CASCADE, related_name="+")
    caption = models.CharField(max_length=250, blank=True)
    author = models.CharField(max_length=150, blank=True)
    licence = models.CharField(max_length=12, choices=Licence.choices, default=Licence.OWN)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "pk"]


class Guest(models.Model):
    """Somebody with an account who said, by the code of an activity, that they were there: the next generation."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="guests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="activity_guest_once")]
