"""What a programme set itself: indicators, targets, values, moments at which they were written down, the logframe."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """What a programme puts out, and Kirkpatrick's four levels."""

    OUTPUT = "output", _("What the programme puts out")
    REACTION = "1", _("Reaction")
    LEARNING = "2", _("Learning")
    BEHAVIOUR = "3", _("Behaviour")
    RESULTS = "4", _("Results")


class Unit(models.TextChoices):
    COUNT = "count", _("number")
    SHARE = "share", _("percent")
    INDEX = "index", _("index from 0 to 1")
    POINTS = "points", _("mean of points")
    DEVIATIONS = "standard deviations", _("standard deviations")


def _person(**more: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", **more
    )


class Indicator(models.Model):
    """One indicator of a programme. `library` names a ready one, worked out from data; without it, values come by hand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    library = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=6, choices=Level.choices)
    unit = models.CharField(max_length=20, choices=Unit.choices)
    name_kk = models.CharField(max_length=250, blank=True)
    name_ru = models.CharField(max_length=250, blank=True)
    name_en = models.CharField(max_length=250, blank=True)
    definition_kk = models.CharField(max_length=600, blank=True)
    definition_ru = models.CharField(max_length=600, blank=True)
    definition_en = models.CharField(max_length=600, blank=True)
    formula = models.CharField(max_length=250, blank=True)
    source = models.CharField(max_length=250, blank=True)
    by_region = models.BooleanField(default=False)
    is_less_better = models.BooleanField(default=False)
    baseline = models.FloatField(null=True, blank=True)
    target = models.FloatField(null=True, blank=True)
    target_source = models.CharField(max_length=250, blank=True)
    reviewer = _person()
    created_by = _person()
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "library"], name="indicator_ready_once", condition=~Q(library="")
            ),
            models.CheckConstraint(
                name="indicator_has_a_name",
                condition=~Q(library="") | ~Q(name_kk="") | ~Q(name_ru="") | ~Q(name_en=""),
            ),
        ]

    def __str__(self) -> str:
        return self.library or self.name_kk or self.name_ru or self.name_en


class Snapshot(models.Model):
    """A moment at which the figures of a programme's ready indicators were written down: each month, and when asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    # The first day of the month it stands for; empty where somebody asked for it.
    month = models.DateField(null=True, blank=True)
    taken_by = _person()
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["taken_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "month"], name="snapshot_once_a_month")]


class Value(models.Model):
    """One value of an indicator on a day, by hand or of a snapshot. It never changes: a correction takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values")
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, null=True, blank=True, related_name="values")
    region = models.ForeignKey("accounts.Region", models.PROTECT, null=True, blank=True, related_name="+")
    day = models.DateField()
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.PositiveBigIntegerField(null=True)
    why_missing = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=400, blank=True)
    # Unique: of two who correct the same value, one does it.
    corrects = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="corrected_by"
    )
    entered_by = _person()
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["day", "entered_at", "pk"]


class Signature(models.Model):
    """A reviewer has checked a value. Who entered it cannot sign it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    value = models.OneToOneField(Value, models.CASCADE, related_name="signature")
    by = _person()
    at = models.DateTimeField(auto_now_add=True)


class RegionTarget(models.Model):
    """What a programme wants to reach in one region."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="region_targets")
    region = models.ForeignKey("accounts.Region", models.PROTECT, related_name="+")
    target = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "region"], name="region_target_once")]


class LogRow(models.Model):
    """One row of the logframe: what is aimed at, by which indicators it is seen, where one looks, what it rests on."""

    class Kind(models.TextChoices):
        GOAL = "goal", _("Goal")
        OUTCOME = "outcome", _("Outcome")
        OUTPUT = "output", _("Output")
        ACTIVITY = "activity", _("Activity")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    parent = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="parts")
    text_kk = models.CharField(max_length=600, blank=True)
    text_ru = models.CharField(max_length=600, blank=True)
    text_en = models.CharField(max_length=600, blank=True)
    means_kk = models.CharField(max_length=600, blank=True)
    means_ru = models.CharField(max_length=600, blank=True)
    means_en = models.CharField(max_length=600, blank=True)
    assumptions_kk = models.CharField(max_length=600, blank=True)
    assumptions_ru = models.CharField(max_length=600, blank=True)
    assumptions_en = models.CharField(max_length=600, blank=True)
    indicators = models.ManyToManyField(Indicator, related_name="log_rows", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="log_row_has_a_text", condition=~Q(text_kk="") | ~Q(text_ru="") | ~Q(text_en="")
            )
        ]

    def __str__(self) -> str:
        return self.text_kk or self.text_ru or self.text_en
