"""Curriculum documents, their immutable editions, and every objective as it stands in them."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """An act or another curriculum as a family of editions (both languages, all amendments)."""

    class Kind(models.TextChoices):
        MODEL_CURRICULUM = "model-curriculum", _("model curriculum")
        STATE_STANDARD = "state-standard", _("state standard")
        FRAMEWORK = "framework", _("framework")
        TABLE = "table", _("table of objectives")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title_kk = models.CharField(max_length=300, blank=True)
    title_ru = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    is_demo = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="document_has_a_title", condition=~Q(title_kk="") | ~Q(title_ru="") | ~Q(title_en="")
            )
        ]

    def __str__(self) -> str:
        return self.key


class Edition(models.Model):
    """One text of one document in one language, never changed; `content_sha256` is its identity."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, models.CASCADE, related_name="editions")
    language = models.CharField(max_length=8)
    format = models.CharField(max_length=20)
    act = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=60, blank=True)
    adopted_on = models.CharField(max_length=10, blank=True)
    registration = models.CharField(max_length=120, blank=True)
    url = models.CharField(max_length=500, blank=True)
    amendments = models.JSONField(default=list)
    source_name = models.CharField(max_length=300)
    source_sha256 = models.CharField(max_length=64)
    content_sha256 = models.CharField(max_length=64, unique=True)
    n_objectives = models.PositiveIntegerField()
    n_programmes = models.PositiveIntegerField()
    n_oddities = models.PositiveIntegerField()
    is_unverified = models.BooleanField(default=False)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-stored_at"]

    def __str__(self) -> str:
        return f"{self.document_id} {self.language} {self.content_sha256[:8]}"


class Upload(models.Model):
    """A file on its way to an edition. The client makes the id, so a repeated request changes nothing."""

    class State(models.TextChoices):
        RECEIVED = "received", _("waiting to be read")
        READ = "read", _("read, not stored yet")
        STORED = "stored", _("stored")
        REFUSED = "refused", _("refused")

    id = models.UUIDField(primary_key=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    error_code = models.CharField(max_length=60, blank=True)
    error_message = models.TextField(blank=True)
    error_params = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, related_name="uploads")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["owner", "sha256"], name="upload_once_per_owner")]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    @property
    def is_waiting(self) -> bool:
        """Tell whether the file has not been read yet."""
        return self.state == self.State.RECEIVED

    @property
    def is_refused(self) -> bool:
        """Tell whether the reader said no."""
        return self.state == self.State.REFUSED

    @property
    def is_stored(self) -> bool:
        """Tell whether an edition came of it."""
        return self.state == self.State.STORED


class SubjectProgramme(models.Model):
    """The programme of one subject: one appendix of the act, with the document's own text."""

    id = models.UUIDField(primary_key=True, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="programmes")
    position = models.PositiveIntegerField()
    slug = models.CharField(max_length=120)
    title = models.TextField()
    subject = models.CharField(max_length=300)
    subject_id = models.CharField(max_length=80, blank=True)
    subject_area = models.CharField(max_length=80, blank=True)
    grades = models.JSONField(default=list)
    language = models.CharField(max_length=8)
    appendix = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=60, blank=True)
    elective = models.BooleanField(default=False)
    anchor = models.CharField(max_length=120, blank=True)
    sections = models.JSONField(default=list)
    subject_references = models.JSONField(default=list)
    n_objectives = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["edition", "position"]
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="programme_once_per_edition")]

    def __str__(self) -> str:
        return self.title


class Objective(models.Model):
    """One learning objective as it stands in an edition; `ref` is its id inside the edition."""

    id = models.UUIDField(primary_key=True, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="objectives", db_index=False)
    programme = models.ForeignKey(SubjectProgramme, models.CASCADE, null=True, related_name="objectives")
    position = models.PositiveIntegerField()
    ref = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=300)
    subject_id = models.CharField(max_length=80, blank=True)
    subject_area = models.CharField(max_length=80, blank=True)
    grade = models.PositiveSmallIntegerField(null=True)
    code = models.CharField(max_length=60, blank=True)
    code_raw = models.CharField(max_length=120, blank=True)
    section = models.TextField(blank=True)
    subsection = models.TextField(blank=True)
    text = models.TextField()
    place = models.CharField(max_length=20, default="objectives")
    appendix = models.CharField(max_length=60, blank=True)
    quality = models.CharField(max_length=40, default="clean")
    raw = models.TextField(blank=True)
    anchor = models.CharField(max_length=120, blank=True)
    flags = models.JSONField(default=list)
    # 'Қазақ', 'казак' and 'qazaq' fold to one key, so that any keyboard finds any spelling
    search_key = models.TextField()

    class Meta:
        ordering = ["edition", "position"]
        constraints = [models.UniqueConstraint(fields=["edition", "ref"], name="objective_once_per_edition")]
        indexes = [
            models.Index(fields=["edition", "position"], name="objective_order"),
            models.Index(fields=["edition", "subject_area", "grade"], name="objective_area_grade"),
            models.Index(fields=["edition", "subject_id", "grade"], name="objective_subject_grade"),
            models.Index(fields=["edition", "code"], name="objective_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text[:60]}"


class Oddity(models.Model):
    """Something unusual that the reader saw; shown, never repaired in silence."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="oddities")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    place = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    severity = models.CharField(max_length=10, default="note")

    class Meta:
        ordering = ["edition", "position"]
        indexes = [models.Index(fields=["edition", "kind"], name="oddity_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.place}"


class PairFinding(models.Model):
    """Where the Kazakh and the Russian edition of one document say different things."""

    edition_kk = models.ForeignKey(Edition, models.CASCADE, related_name="findings_as_kk")
    edition_ru = models.ForeignKey(Edition, models.CASCADE, related_name="findings_as_ru")
    position = models.PositiveIntegerField()
    doubts = models.JSONField(default=list)
    code = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=80, blank=True)
    objective_kk = models.ForeignKey(Objective, models.CASCADE, null=True, related_name="+")
    objective_ru = models.ForeignKey(Objective, models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition_kk", "edition_ru", "position"], name="pair_finding_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.doubts}"


def stable_id(edition_id: Any, *parts: str) -> uuid.UUID:
    """Return the id of a row inside an edition, the same at every attempt to store it."""
    return uuid.uuid5(uuid.UUID(str(edition_id)), "\x1f".join(parts))
