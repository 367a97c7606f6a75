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


class ReviewScope(models.Model):
    """Which part of which edition a review takes, and the review that it goes on from, if any."""

    class Origin(models.TextChoices):
        FRESH = "fresh", _("a review of its own")
        EDITION = "edition", _("goes on with a review of an earlier edition")
        PAIR = "pair", _("goes on with a review in the other language")

    project = models.OneToOneField(
        "coding.Project", models.CASCADE, primary_key=True, related_name="review_scope"
    )
    edition = models.ForeignKey("curricula.Edition", models.CASCADE, related_name="review_scopes")
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.FRESH)
    earlier = models.ForeignKey("coding.Project", models.CASCADE, null=True, related_name="later_scopes")
    subject_area = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=80, blank=True)
    grades = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "earlier"], condition=Q(earlier__isnull=False), name="review_goes_on_once"
            ),
            models.CheckConstraint(
                name="review_goes_on_from_somewhere",
                condition=Q(origin="fresh", earlier__isnull=True)
                | (~Q(origin="fresh") & Q(earlier__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.origin}"


class UnitOrigin(models.Model):
    """Where an objective of a review comes from in an earlier review, with the decision that stood there."""

    class Kind(models.TextChoices):
        UNCHANGED = "unchanged", _("says the same as before")
        CHANGED = "changed", _("says something else than before")
        PAIR = "pair", _("the other language of an objective that was judged")

    unit = models.OneToOneField("coding.Unit", models.CASCADE, primary_key=True, related_name="origin")
    earlier = models.ForeignKey("coding.Unit", models.CASCADE, related_name="followed_by")
    project = models.ForeignKey("coding.Project", models.CASCADE, related_name="unit_origins")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # who said that the decision holds here too; nobody where the text itself is the same
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["project", "kind"], name="unit_origin_kind")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind}"


class TeachingHours(models.Model):
    """Hours that a subject has in a grade in one year, as a methodologist entered them."""

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey("curricula.Edition", models.CASCADE, related_name="teaching_hours")
    subject_id = models.CharField(max_length=80)
    grade = models.PositiveSmallIntegerField()
    hours = models.DecimalField(max_digits=6, decimal_places=1)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "subject_id", "grade"], name="hours_once"),
            models.CheckConstraint(name="hours_are_positive", condition=Q(hours__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.grade}: {self.hours}"


class MeasureResult(models.Model):
    """A figure that took long to compute, kept under what it was computed from; any row may be deleted."""

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey("curricula.Edition", models.CASCADE, related_name="measures")
    measure = models.CharField(max_length=30)
    key = models.CharField(max_length=64, unique=True)
    value = models.JSONField()
    computed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.measure} {self.key[:8]}"
