"""Rows that every app stands on: audit, jobs, inbox, exported files, provenance of texts."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SiteSettings(models.Model):
    """The one row of settings that people change on a page."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_started = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    retention = "kept while the site exists; holds no personal data"

    class Meta:
        constraints = [models.CheckConstraint(name="site_settings_single", condition=Q(id=1))]


class AuditHead(models.Model):
    """The end of the audit chain; locked while an event is added, so that the chain cannot fork."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(name="audit_head_single", condition=Q(id=1))]


class AuditEvent(models.Model):
    """What happened, who did it, to what. Append-only (triggers refuse changes) and hash-chained.

    Values stand in AuditDetail under a salt; erasing a person deletes the detail and the chain still verifies.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    actor_id = models.UUIDField(null=True)
    action = models.CharField(max_length=80, db_index=True)
    target_kind = models.CharField(max_length=60)
    target_id = models.CharField(max_length=64, db_index=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class AuditDetail(models.Model):
    """The values of one audit event; personal, therefore erasable."""

    event = models.OneToOneField(
        AuditEvent, models.CASCADE, primary_key=True, related_name="detail", db_constraint=False
    )
    salt = models.CharField(max_length=64)
    payload = models.JSONField(default=dict)


class Job(models.Model):
    """Work that a page does not wait for. The queue library runs it; this row is what people see."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    idempotency_key = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    error_code = models.CharField(max_length=60, blank=True)
    error_message = models.TextField(blank=True)
    error_params = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    run_after = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "leased_until"], name="job_state_lease")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will happen."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}

    @property
    def share(self) -> float:
        """Return the fraction done, 0-1."""
        return (
            1.0 if self.state == self.State.DONE else min(1.0, self.done / self.total) if self.total else 0.0
        )


class Envelope(models.Model):
    """One submission as it came: stored first, judged afterwards. The client makes the id."""

    class Status(models.TextChoices):
        ACCEPTED = "accepted"
        QUARANTINED = "quarantined"

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    raw = models.BinaryField()
    status = models.CharField(max_length=12, choices=Status.choices)
    problem = models.CharField(max_length=200, blank=True)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField()
    client_time = models.CharField(max_length=40, blank=True)


class EnvelopeConflict(models.Model):
    """Another body under an id that was already used; kept beside the first, never instead of it."""

    envelope = models.ForeignKey(Envelope, models.CASCADE, related_name="conflicts")
    sha256 = models.CharField(max_length=64)
    raw = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["envelope", "sha256"], name="envelope_conflict_once")]


class ExportedFile(models.Model):
    """A file that was made for one person; it expires, and only its owner can fetch it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)


class TextProvenance(models.Model):
    """Who wrote or translated one text of one row, from what, and whether a person has taken it over."""

    class Method(models.TextChoices):
        PERSON = "person", _("written by a person")
        MACHINE = "machine", _("machine-made")

    target_kind = models.CharField(max_length=60)
    target_id = models.CharField(max_length=64)
    field = models.CharField(max_length=60)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    method = models.CharField(max_length=8, choices=Method.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    source_language = models.CharField(max_length=2, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target_kind", "target_id", "field", "language"], name="provenance_once"
            )
        ]


class RateCount(models.Model):
    """How often something was tried in one window of time (sign-in codes, passwords)."""

    key = models.CharField(max_length=120)
    window = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="rate_count_once")]
