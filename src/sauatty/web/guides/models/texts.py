"""The paragraphs of a guide, their text in each language with its history, and what reviewers say about them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Block(models.Model):
    """One paragraph, heading, list or table; its id stays the same in every version and every file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    guide = models.ForeignKey("guides.Guide", models.CASCADE, related_name="blocks", db_index=False)
    # Under which name the drafting knows it; empty for a block that a person added
    key = models.CharField(max_length=300, blank=True)
    chapter = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField(default=0)
    table = models.CharField(max_length=120, blank=True)
    evidence = models.JSONField(default=list)
    removed_at = models.DateTimeField(null=True, blank=True)
    # Taken out by the drafting, because the data gave it no more; it comes back with them
    is_dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["guide", "position"], name="guide_block_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "key"], condition=~Q(key=""), name="guide_block_key_once"
            )
        ]

    def __str__(self) -> str:
        return self.key or str(self.pk)

    @property
    def anchor(self) -> str:
        """Return its id in documents and pages."""
        return f"b{self.pk.hex}"


class BlockText(models.Model):
    """A block's text in one language. Until a person takes it over it is a draft, and labelled."""

    class Origin(models.TextChoices):
        TEMPLATE = "template", _("drafted from the data")
        PERSON = "person", _("written by a person")

    block = models.ForeignKey(Block, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(blank=True)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    taken_over_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    taken_over_at = models.DateTimeField(null=True)
    # The text that this one follows, as it was then; empty for one that follows none
    source_language = models.CharField(max_length=2, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["block", "language"], name="guide_text_once")]

    def __str__(self) -> str:
        return f"{self.language} {self.text[:40]}"

    @property
    def is_draft(self) -> bool:
        """Tell whether no person stands behind the text yet."""
        return self.taken_over_at is None


class TextRevision(models.Model):
    """One state of a text that stood, or was refused, with who and when."""

    class How(models.TextChoices):
        DRAFTED = "drafted", _("drafted from the data")
        EDITED = "edited", _("edited")
        TAKEN_OVER = "taken-over", _("taken over as it is")
        WORD = "word", _("accepted from Word")
        REFUSED = "refused", _("refused from Word")
        REMOVED = "removed", _("paragraph taken out")
        RESTORED = "restored", _("paragraph put back")

    text_row = models.ForeignKey(BlockText, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    how = models.CharField(max_length=12, choices=How.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.number} {self.how}"


class Comment(models.Model):
    """What somebody says about a paragraph, on its page or in Word."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    block = models.ForeignKey(Block, models.CASCADE, related_name="comments")
    language = models.CharField(max_length=2, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # The name that Word wrote at the comment, where it came in a file
    word_author = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return self.text[:60]
