"""The bank's own rows: items of one's own and their versions, who read them, what is alike."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AuthoredItem(models.Model):
    """An item of one's own. `body` is the draft, with the keys of an item in a content file; `slug` is its id.

    `sources` says of each translated text from which text it was made: place, language, hash of the text in the
    leading `language`; `states` repeats per language how far it is. What lists ask for is repeated from the body.
    `made_from` is the id of the item that it was copied from. Without a programme it belongs to the site.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    programme = models.ForeignKey(
        "programmes.Programme", models.PROTECT, null=True, blank=True, related_name="own_items"
    )
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    body = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    states = models.JSONField(default=dict)
    kind = models.CharField(max_length=12)
    competence = models.CharField(max_length=60, blank=True)
    demand = models.PositiveSmallIntegerField()
    stem_kk = models.CharField(max_length=300, blank=True)
    stem_ru = models.CharField(max_length=300, blank=True)
    stem_en = models.CharField(max_length=300, blank=True)
    search_key = models.TextField(blank=True)
    is_private = models.BooleanField(default=True)
    made_from = models.CharField(max_length=60, blank=True)
    made_from_sha256 = models.CharField(max_length=64, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    retired_reason = models.CharField(max_length=500, blank=True)
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
                name="own_item_retired_with_reason",
                condition=Q(retired_at__isnull=True) | ~Q(retired_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class ItemVersion(models.Model):
    """One published version, never changed: triggers of the database refuse it.

    `sha256` is the hash of the whole item, `key_sha256` of what a participant sees and of its key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AuthoredItem, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.JSONField()
    sha256 = models.CharField(max_length=64)
    key_sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=500, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="item_version_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.number}"


class ItemReading(models.Model):
    """What a named person decided about the text of one language of an item, as it stood."""

    class Decision(models.TextChoices):
        SIGNED = "signed", _("read and signed")
        RETURNED = "returned", _("sent back with a remark")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AuthoredItem, models.CASCADE, related_name="readings")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    sha256 = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=8, choices=Decision.choices)
    note = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="item_reading_returned_with_a_remark", condition=~Q(decision="returned") | ~Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.language} {self.decision}"


class RetiredItem(models.Model):
    """A shipped item that a programme uses no longer, with the reason. `programme` None holds for the whole site."""

    item = models.CharField(max_length=60)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, null=True, related_name="+")
    reason = models.CharField(max_length=500)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    retired_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "programme"], name="item_retired_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(programme=None), name="item_retired_everywhere_once"
            ),
        ]

    def __str__(self) -> str:
        return self.item


class ItemVector(models.Model):
    """The vector of one text by one encoder, so that a text is encoded once."""

    encoder = models.CharField(max_length=120)
    text_sha256 = models.CharField(max_length=64)
    vector = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["encoder", "text_sha256"], name="item_vector_once")]

    def __str__(self) -> str:
        return f"{self.encoder} {self.text_sha256[:8]}"


class AlikePair(models.Model):
    """Two items that say nearly the same, in the two languages in which they are nearest. `first` < `second`."""

    first = models.CharField(max_length=60, db_index=True)
    second = models.CharField(max_length=60, db_index=True)
    language_first = models.CharField(max_length=2)
    language_second = models.CharField(max_length=2)
    likeness = models.FloatField()
    encoder = models.CharField(max_length=120)
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["-likeness", "first", "second"]
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="alike_pair_once")]

    def __str__(self) -> str:
        return f"{self.first} {self.second}"


class ItemUpload(models.Model):
    """A file of questions that was read and waits to be taken over: nothing of it is in the bank yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=20)
    items = models.JSONField()
    not_read = models.JSONField(default=list)
    oddities = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name
