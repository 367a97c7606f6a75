"""Files that people send over bad lines: parts first, then one checked and re-made file."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Attachment(models.Model):
    """A photo or document of somebody. The client makes the id; parts may come in any order and more than once.

    What was sent is never served: a photo is decoded and written anew without place or camera, a document is checked.
    `sha256` is the one the client declared of the whole; `stored` names the re-made file. `n_tries` counts how often
    it was given to a reader: what breaks the reader twice is set aside, its parts unread for a few days.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("photo")
        FILE = "file", _("file")

    class State(models.TextChoices):
        COMING = "coming", _("on its way")
        CHECKING = "checking", _("being checked")
        READY = "ready", _("ready")
        REFUSED = "refused", _("refused")

    id = models.UUIDField(primary_key=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    n_parts = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.COMING)
    problem = models.JSONField(default=dict, blank=True)
    n_tries = models.PositiveSmallIntegerField(default=0)
    stored = models.CharField(max_length=80, blank=True)
    media_type = models.CharField(max_length=80, blank=True)
    stored_size = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["owner", "created_at"], name="attachment_of_person"),
            models.Index(fields=["state", "created_at"], name="attachment_by_state"),
        ]

    def __str__(self) -> str:
        return self.name


class Part(models.Model):
    """One part of a file as it came, at most 256 KB; gone once the whole is ready or refused."""

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    raw = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attachment", "number"], name="attachment_part_once")]
