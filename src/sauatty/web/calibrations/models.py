"""What was computed from the answers to tests: analyses that never change, and versions of item parameters."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Analysis(models.Model):
    """One analysis of the tests of a programme. Once it is done, triggers of the database refuse to change it.

    `tests` are the tests it rests on (id, purpose, titles), `choices` what was asked for. `inputs_sha256` is the hash
    of everything that went in, `result_sha256` that of the result: the same inputs under the same code give the same
    result. `result` is whole and unrounded; it names no person. `problem` is the code, the sentence and the facts of
    what makes the analysis impossible.
    """

    class Kind(models.TextChoices):
        ITEMS = "items", _("report on the questions")
        CALIBRATION = "calibration", _("calibration")
        DIF = "dif", _("differences between groups")
        EQUATING = "equating", _("equal points of two forms")
        GAIN = "gain", _("gain")
        DRIFT = "drift", _("change of the questions over time")

    class State(models.TextChoices):
        WAITING = "waiting", _("being worked out")
        DONE = "done", _("done")
        IMPOSSIBLE = "impossible", _("not possible")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    tests = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    problem = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    inputs_sha256 = models.CharField(max_length=64, blank=True)
    result_sha256 = models.CharField(max_length=64, blank=True)
    n_persons = models.PositiveIntegerField(default=0)
    code_version = models.CharField(max_length=40, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["programme", "kind", "-created_at"], name="analysis_latest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class ParameterSet(models.Model):
    """One version of the parameters of the items of a programme; at most one is in use.

    `items` are parameters on the scale of the programme, `groups` the groups of the calibration on it. `link` says how
    the calibration was put onto the scale of the version before: slope, intercept, common items; empty for the first.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="sets")
    model = models.CharField(max_length=8)
    method = models.CharField(max_length=8)
    items = models.JSONField()
    groups = models.JSONField()
    link = models.JSONField(default=dict)
    n_persons = models.PositiveIntegerField()
    is_active = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="parameter_set_once"),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(is_active=True), name="parameter_set_one_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.number}"
