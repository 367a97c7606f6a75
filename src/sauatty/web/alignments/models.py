"""What the machine proposes for the objectives of an edition, and the vectors it has computed already."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MatchRun(models.Model):
    """One pass of one model over one edition; repeated, it goes on where it stopped."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey("curricula.Edition", models.CASCADE, related_name="match_runs")
    framework = models.CharField(max_length=40)
    model = models.CharField(max_length=120)
    threshold = models.FloatField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    n_objectives = models.PositiveIntegerField(default=0)
    n_relevant = models.PositiveIntegerField(default=0)
    evenness = models.JSONField(default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "framework", "model"], name="match_run_once_per_model")
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.state}"


class MatchResult(models.Model):
    """The machine's proposal for one objective; `is_relevant` holds its relevance against the threshold."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="results", db_index=False)
    objective = models.ForeignKey("curricula.Objective", models.CASCADE, related_name="results")
    relevance = models.FloatField()
    is_relevant = models.BooleanField()
    competence = models.CharField(max_length=60)
    proposals = models.JSONField(default=list)
    why = models.JSONField(default=dict)
    is_reviewed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "objective"], name="match_result_once"),
            models.CheckConstraint(
                name="match_relevance_is_a_probability", condition=Q(relevance__gte=0) & Q(relevance__lte=1)
            ),
        ]
        indexes = [models.Index(fields=["run", "is_relevant", "competence"], name="match_result_competence")]

    def __str__(self) -> str:
        return f"{self.competence} {self.relevance:.2f}"


class EmbeddingCacheRow(models.Model):
    """The vector of one text by one encoder, so that the same text is never computed twice."""

    encoder = models.CharField(max_length=120)
    text_sha256 = models.CharField(max_length=64)
    vector = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["encoder", "text_sha256"], name="embedding_once")]

    def __str__(self) -> str:
        return f"{self.encoder} {self.text_sha256[:8]}"
