"""Instruments in the making, their published versions, and what was taken out of a draft."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Instrument(models.Model):
    """The questions of a survey in the making.

    `body` is the draft, with the keys of `core.catalogue.instruments`. `sources` says of each translated text from
    which text it was made: place, language, hash of the text in the leading `language`. Without a programme it
    belongs to the site. `origin` names the shipped instrument that it was taken over from.
    """

    class Kind(models.TextChoices):
        NEEDS = "needs", _("needs survey")
        EVALUATION = "evaluation", _("evaluation after a training")
        FOLLOW_UP = "follow-up", _("follow-up some months later")
        OTHER = "other", _("other survey")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    title_kk = models.CharField(max_length=300, blank=True)
    title_ru = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OTHER)
    programme = models.ForeignKey(
        "programmes.Programme", models.PROTECT, null=True, blank=True, related_name="instruments"
    )
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    body = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    origin = models.CharField(max_length=80, blank=True)
    origin_sha256 = models.CharField(max_length=64, blank=True)
    draft_changed_at = models.DateTimeField()
    draft_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-draft_changed_at"]
        constraints = [
            models.CheckConstraint(
                name="instrument_has_a_title", condition=~Q(title_kk="") | ~Q(title_ru="") | ~Q(title_en="")
            )
        ]

    def __str__(self) -> str:
        return self.slug


class InstrumentVersion(models.Model):
    """One published version, never changed: triggers of the database refuse it. Answers name it by its hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.JSONField()
    sha256 = models.CharField(max_length=64)
    languages = models.JSONField(default=list)
    note = models.CharField(max_length=500, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="instrument_version_once"),
            models.UniqueConstraint(fields=["instrument", "sha256"], name="instrument_content_once"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.number}"


class KeptPart(models.Model):
    """What was taken out of a draft: a question, a section, or the whole draft. It can be put back."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        SECTION = "section", _("section")
        DRAFT = "draft", _("whole draft")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="kept_parts")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    label = models.CharField(max_length=300, blank=True)
    section = models.CharField(max_length=120, blank=True)
    position = models.PositiveIntegerField(default=0)
    body = models.JSONField()
    sources = models.JSONField(default=dict)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["-kept_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"
