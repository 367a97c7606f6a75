"""Certificates: what they ask for, every one that was given, its register number and its code."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Design(models.Model):
    """How the certificates of a programme look: its logos, signers and languages."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    layout = models.CharField(max_length=20, default="classic")
    languages = models.JSONField(default=list)
    # [{"name": …, "post_kk": …, "post_ru": …, "post_en": …, "picture": path or ""}]
    signers = models.JSONField(default=list)
    # paths of pictures below the media folder, with sha256
    logos = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)


class Award(models.Model):
    """One kind of certificate of a programme, as one version: what it asks for and what it says. Immutable once used.

    `rules` is a list of {"rule": name in the registry, "settings": {…}}; a change makes the next version.
    """

    class Kind(models.TextChoices):
        ATTENDANCE = "attendance", _("attendance")
        COMPLETION = "completion", _("completion")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="awards")
    event = models.ForeignKey("events.Event", models.SET_NULL, null=True, blank=True, related_name="+")
    family = models.UUIDField(default=uuid.uuid4, db_index=True)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title_kk = models.CharField(max_length=250, blank=True)
    title_ru = models.CharField(max_length=250, blank=True)
    title_en = models.CharField(max_length=250, blank=True)
    academic_hours = models.PositiveSmallIntegerField(default=0)
    rules = models.JSONField(default=list)
    competences = models.JSONField(default=list)
    design = models.ForeignKey(Design, models.PROTECT, related_name="+")
    number_prefix = models.CharField(max_length=20, blank=True)
    next_number = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["family", "version"], name="award_version_once"),
            models.UniqueConstraint(
                fields=["family"], condition=Q(is_current=True), name="award_current_once"
            ),
        ]


class Certificate(models.Model):
    """One document given to one person. `printed` holds every field that stands on it; it never changes.

    `code` is 128 bits that nobody can guess; `pdf_sha256` is of the file as it was made.
    """

    class State(models.TextChoices):
        VALID = "valid", _("valid")
        REPLACED = "replaced", _("replaced by a corrected one")
        REVOKED = "revoked", _("revoked")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=32, unique=True)
    award = models.ForeignKey(Award, models.PROTECT, related_name="certificates")
    family = models.UUIDField(db_index=True)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="certificates")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    register_number = models.CharField(max_length=60)
    printed = models.JSONField()
    sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.VALID)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["family", "person"], condition=Q(state="valid"), name="certificate_once_while_valid"
            ),
            models.UniqueConstraint(fields=["programme", "register_number"], name="register_number_once"),
        ]
