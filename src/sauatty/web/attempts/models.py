"""One person's way through one paper: the attempt, each saved answer, and the result as it was released."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Attempt(models.Model):
    """An attempt. Its id is made by the client before the first answer, or by the server for a plain form.

    `seed` decides the order of items and options; `switches` are [[seconds since start, language]]. `ends_at` is the
    server's limit. `result` is what the person may see: graders of higher apps write it, with no key in it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("being taken")
        SUBMITTED = "submitted", _("handed in")
        GRADED = "graded", _("graded")
        EXPIRED = "expired", _("time ran out")
        VOID = "void", _("set aside")

    class Mode(models.TextChoices):
        ONLINE = "online", _("online")
        OFFLINE = "offline", _("offline, unsupervised")
        PAPER = "paper", _("on paper")

    class EndedBy(models.TextChoices):
        PERSON = "person", _("handed in by the person")
        CLOCK = "clock", _("handed in by the clock")
        CLOSING = "closing", _("handed in when the test was closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    test = models.ForeignKey("papers.Test", models.PROTECT, related_name="attempts")
    paper = models.ForeignKey("papers.Paper", models.PROTECT, related_name="attempts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    cohort = models.ForeignKey("programmes.Cohort", models.SET_NULL, null=True, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    mode = models.CharField(max_length=7, choices=Mode.choices, default=Mode.ONLINE)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    switches = models.JSONField(default=list)
    seed = models.PositiveBigIntegerField()
    # item id -> {"answer": …, "ms": time on it, "language": …, "at": ISO moment of the server, "n": times changed,
    # "r": revision of the last change, "others": [answers of another window that this one took the place of]}
    answers = models.JSONField(default=dict)
    # What came when the time was over: kept for the coordinator, never graded.
    late = models.JSONField(default=dict)
    # How often the answers were written; a save that names an older one is told so (two tabs).
    revision = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    # By the clock of the device; nothing is decided by these.
    client_started_at = models.DateTimeField(null=True)
    client_submitted_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=7, choices=EndedBy.choices, blank=True)
    # It arrived after the test was closed (offline); it is graded and flagged, and the coordinator decides.
    # The rule of the test that it breaks, by the code of the error; 'over-time' is graded all the same.
    problem = models.CharField(max_length=40, blank=True)
    is_late = models.BooleanField(default=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    graded_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["state", "ends_at"], name="attempt_clock")]
        constraints = [
            models.UniqueConstraint(fields=["test", "person", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["test", "person"], condition=Q(state="open"), name="one_open_attempt"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
