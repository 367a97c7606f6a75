"""Guides that go out to Word and come back: what was sent, what returned, what was decided about each change."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SentFile(models.Model):
    """One DOCX that went out: the document as it was then, known by the identifier that it carries."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    guide = models.ForeignKey("guides.Guide", models.CASCADE, related_name="sent_files")
    number = models.PositiveIntegerField()
    identifier = models.CharField(max_length=80, unique=True)
    language = models.CharField(max_length=2)
    document = models.JSONField(default=dict)
    revisions = models.JSONField(default=dict)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["guide", "number"], name="guide_sent_once")]

    def __str__(self) -> str:
        return self.identifier


class ReturnedFile(models.Model):
    """A file that came back; the same bytes again are the same row."""

    class State(models.TextChoices):
        RECEIVED = "received", _("waiting to be read")
        READ = "read", _("read")
        REFUSED = "refused", _("refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    guide = models.ForeignKey("guides.Guide", models.CASCADE, related_name="returned_files")
    sent = models.ForeignKey(SentFile, models.CASCADE, related_name="returns")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    error_code = models.CharField(max_length=60, blank=True)
    error_message = models.TextField(blank=True)
    error_params = models.JSONField(default=dict)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    returned_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-returned_at"]
        constraints = [models.UniqueConstraint(fields=["sent", "sha256"], name="guide_return_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_refused(self) -> bool:
        """Tell whether the file could not be taken."""
        return self.state == self.State.REFUSED


class ReturnedChange(models.Model):
    """What a returned file does to one paragraph: new words, a deletion, an addition, a comment."""

    class Kind(models.TextChoices):
        TEXT = "text", _("changed")
        DELETED = "deleted", _("deleted")
        ADDED = "added", _("added")
        COMMENT = "comment", _("comment")

    class State(models.TextChoices):
        OPEN = "open", _("to decide")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(ReturnedFile, models.CASCADE, related_name="changes")
    position = models.PositiveIntegerField()
    # None for a paragraph that stands after no paragraph of ours
    block = models.ForeignKey("guides.Block", models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    authors = models.JSONField(default=list)
    # Why it cannot be accepted: the figures that were altered, or a block that has no text of its own
    locked = models.JSONField(default=list)
    is_computed = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def may_be_accepted(self) -> bool:
        """Tell whether nothing locked stands in the way."""
        return self.state == self.State.OPEN and not self.locked and not self.is_computed
