"""Blueprints, the forms that were assembled from them, the keys of published papers, and the points of attempts.

Nothing here is ever seen by participants' code: neither papers nor attempts import this app.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Blueprint(models.Model):
    """What the forms of a test are to hold. `rules` are those of `rules.Rules`, as JSON."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    rules = models.JSONField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return self.name


class Assembly(models.Model):
    """One assembling of a blueprint: its rules as they stood, and what came out.

    `problem` is the code, the sentence and the facts of the rule that makes it impossible; `figures` are the
    information of the forms and how alike they are. `paper_family` is empty until the forms are published.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("being assembled")
        PROPOSED = "proposed", _("proposed")
        IMPOSSIBLE = "impossible", _("not possible")
        PUBLISHED = "published", _("published")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    blueprint = models.ForeignKey(Blueprint, models.CASCADE, related_name="assemblies")
    rules = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    problem = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    paper_family = models.UUIDField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.blueprint_id} {self.state}"


class Form(models.Model):
    """One form of an assembly: its items in order, each with the hash of its text and key when it was chosen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="forms")
    code = models.CharField(max_length=8)
    items = models.JSONField()
    paper = models.ForeignKey("papers.Paper", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["assembly", "code"], name="form_once")]

    def __str__(self) -> str:
        return f"{self.assembly_id} {self.code}"


class ScoringKey(models.Model):
    """The key of one item of a published paper, never changed: triggers of the database refuse it.

    A correction is a row with the next number, its reason and its maker; the highest number counts. `is_left_out`
    takes the item out of the score of everybody. `difficulty` is a judgement in logits, for laying out forms only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey("papers.Paper", models.CASCADE, related_name="+")
    item = models.CharField(max_length=80)
    number = models.PositiveSmallIntegerField(default=1)
    key = models.JSONField()
    whys = models.JSONField(default=dict)
    item_sha256 = models.CharField(max_length=64)
    competence = models.CharField(max_length=40)
    demand = models.PositiveSmallIntegerField()
    max_score = models.PositiveSmallIntegerField()
    difficulty = models.FloatField()
    # Anybody can read the key: the item is shipped, or an own one that says what a shipped one says.
    is_shipped = models.BooleanField()
    is_provisional = models.BooleanField(default=True)
    is_left_out = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["paper", "item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "item", "number"], name="scoring_key_once"),
            models.CheckConstraint(name="scoring_key_reason", condition=Q(number=1) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.item} {self.number}"


class AttemptScore(models.Model):
    """The points of one attempt, item by item: one row, because statistics read hundreds of thousands of them.

    `points` is item -> points; `unanswered` names the items without an answer (0 points), `not_reached` those that
    the time did not allow. `result` is the whole result; the attempt gets it once `is_released`, and the reasons of
    every option once `is_explained`. `history` has an entry for each corrected key that touched it:
    `{"at", "item", "before", "after"}` with the points of the whole.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    attempt = models.OneToOneField("attempts.Attempt", models.CASCADE, related_name="+")
    points = models.JSONField()
    unanswered = models.JSONField(default=list)
    not_reached = models.JSONField(default=list)
    score = models.PositiveSmallIntegerField()
    max_score = models.PositiveSmallIntegerField()
    result = models.JSONField()
    is_released = models.BooleanField(default=False, db_index=True)
    is_explained = models.BooleanField(default=False)
    history = models.JSONField(default=list)
    graded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="attempt_score_within", condition=Q(score__lte=models.F("max_score")))
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.score}"
