"""What becomes of several coders' decisions: what an adjudicator settled, figures of agreement, tables to take in."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Adjudication(models.Model):
    """What an adjudicator settled for a unit, with the reason; `revision` counts how often it was changed."""

    unit = models.OneToOneField("coding.Unit", models.CASCADE, primary_key=True, related_name="adjudication")
    seat = models.ForeignKey("coding.Seat", models.RESTRICT, related_name="adjudications")
    relevance = models.PositiveSmallIntegerField()
    competences = models.JSONField(default=list)
    demand = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="agreements_adjudication_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="agreements_adjudication_relevance", condition=Q(relevance__lte=3)),
        ]

    def __str__(self) -> str:
        return f"{self.relevance} ({self.revision})"


class AdjudicationRevision(models.Model):
    """One earlier or present wording of an adjudication; never changed."""

    adjudication = models.ForeignKey(Adjudication, models.CASCADE, related_name="history")
    revision = models.PositiveIntegerField()
    seat = models.ForeignKey("coding.Seat", models.RESTRICT, related_name="+")
    relevance = models.PositiveSmallIntegerField()
    competences = models.JSONField(default=list)
    demand = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField()
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["adjudication", "revision"], name="agreements_adjudication_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.adjudication_id} {self.revision}"


class AgreementFigures(models.Model):
    """The agreement of a project as it was computed for one set of decisions (`stamp` names the set)."""

    project = models.ForeignKey("coding.Project", models.CASCADE, related_name="figures")
    stamp = models.CharField(max_length=40)
    n_decisions = models.PositiveIntegerField()
    figures = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["project", "stamp"], name="agreements_figures_once")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.stamp}"


class ImportedTable(models.Model):
    """A table of decisions that was read and looked at; its rows go once they are stored."""

    id = models.UUIDField(primary_key=True)
    project = models.ForeignKey("coding.Project", models.CASCADE, related_name="tables")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    is_stored = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name
