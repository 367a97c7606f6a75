"""The plan of a survey and its versions: every suggestion and every edit is one, and none is changed afterwards."""

import uuid

from django.conf import settings
from django.db import models


class ProgrammePlan(models.Model):
    """The plan made from one survey."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.OneToOneField("surveys.Campaign", models.CASCADE, related_name="plan")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.id)


class PlanVersion(models.Model):
    """One state of a plan.

    `body` is what was decided: budget and the modules with their hours and lessons, in their order (see
    `drafting`). `figures` is what followed from it on that day: the core's plan as JSON, with the needs it answers.
    """

    class Kind(models.TextChoices):
        SUGGESTED = "suggested", "suggested"
        EDITED = "edited", "edited"
        RESTORED = "restored", "restored"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(ProgrammePlan, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, choices=Kind.choices)
    body = models.JSONField()
    figures = models.JSONField()
    answered = models.FloatField()
    hours = models.FloatField()
    made_from = models.PositiveIntegerField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"
