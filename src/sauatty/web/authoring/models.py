"""Lessons in the making, their published versions, who read which text, and the pictures and files in them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AuthoredLesson(models.Model):
    """A lesson in the making. `body` is the draft, with the keys of a lesson's content file.

    `sources` says of each translated text from which text it was made: place, language, hash of the text in the
    leading `language`. `shas` repeats per language the hash of all its texts: a signature holds for one of them.
    `made_from` is the key of the lesson that it was copied from. Without a programme it belongs to the site.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    module = models.SlugField(max_length=60)
    slug = models.SlugField(max_length=60)
    title_kk = models.CharField(max_length=300, blank=True)
    title_ru = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    body = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    shas = models.JSONField(default=dict)
    made_from = models.CharField(max_length=130, blank=True)
    made_from_sha256 = models.CharField(max_length=64, blank=True)
    programme = models.ForeignKey(
        "programmes.Programme", models.PROTECT, null=True, blank=True, related_name="authored_lessons"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
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
            models.UniqueConstraint(fields=["module", "slug"], name="authored_lesson_key_once"),
            models.CheckConstraint(
                name="authored_lesson_has_a_title",
                condition=~Q(title_kk="") | ~Q(title_ru="") | ~Q(title_en=""),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """Return the key of the lesson, as everywhere: 'copyright.licences-2'."""
        return f"{self.module}.{self.slug}"


class LessonVersion(models.Model):
    """One published version, never changed: triggers of the database refuse it. It may be withdrawn, with a reason.

    `shas` are the hashes per language; `files` repeats the pictures and files as they stood: id, hash, licence, words.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lesson = models.ForeignKey(AuthoredLesson, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.JSONField()
    sha256 = models.CharField(max_length=64)
    shas = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    note = models.CharField(max_length=500, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "number"], name="lesson_version_once"),
            models.CheckConstraint(
                name="lesson_version_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawal_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.number}"


class TextReview(models.Model):
    """What a named native reader decided about the text of one language, as it stood.

    `read_sha256` is the text that was read and `sha256` the one that the signature holds for: the same, unless the
    reader corrected something. `texts` are the corrections: place, new text. They wait for whoever keeps the text;
    once they are in it, its hash is `sha256` and the signature counts. Never changed; a name may be taken off.
    """

    class Kind(models.TextChoices):
        LESSON = "lesson", _("lesson")
        TERM = "term", _("term of the glossary")

    class Decision(models.TextChoices):
        SIGNED = "signed", _("read and signed")
        CORRECTED = "corrected", _("corrected and signed")
        RETURNED = "returned", _("sent back with a remark")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.LESSON)
    key = models.CharField(max_length=130, db_index=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    read_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=9, choices=Decision.choices)
    note = models.TextField(blank=True)
    texts = models.JSONField(default=dict)
    at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="text_review_returned_with_a_remark", condition=~Q(decision="returned") | ~Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.language} {self.decision}"


class LessonFile(models.Model):
    """A picture or a file of a lesson; never without author, source and licence. A picture has words for each language.

    `content` of a picture is what was drawn anew from its points: nothing hidden in the upload is kept.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture", _("picture")
        DOCUMENT = "document", _("file")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lesson = models.ForeignKey(AuthoredLesson, models.CASCADE, related_name="files")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    author = models.CharField(max_length=200)
    source = models.CharField(max_length=500)
    licence = models.CharField(max_length=60)
    alt_kk = models.CharField(max_length=500, blank=True)
    alt_ru = models.CharField(max_length=500, blank=True)
    alt_en = models.CharField(max_length=500, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at"]
        constraints = [
            models.CheckConstraint(
                name="lesson_file_says_whose_it_is", condition=~Q(author="") & ~Q(source="") & ~Q(licence="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Tell whether it is shown; everything else is saved and opened elsewhere."""
        return self.kind == self.Kind.PICTURE
